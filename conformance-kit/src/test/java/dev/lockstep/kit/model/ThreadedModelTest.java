package dev.lockstep.kit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.model.ThreadedModel.Turn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThreadedModelTest {
  private static final Call ACQUIRE = Call.of("acquire");
  private static final Call WAIT = Call.of("wait");

  private static <M extends ThreadedModel<M>> M blocks(M model, String thread, Call call) {
    Turn<M> turn = only(model.apply(thread, call));
    assertEquals(Outcome.BLOCKED, turn.verdict().outcome());
    assertEquals(Map.of(), turn.completions());
    return turn.next();
  }

  private static <M> Turn<M> only(List<Turn<M>> turns) {
    assertEquals(1, turns.size(), turns::toString);
    return turns.get(0);
  }

  private static <M> Set<Set<String>> completed(List<Turn<M>> turns) {
    return turns.stream().map(turn -> turn.completions().keySet()).collect(Collectors.toSet());
  }

  @Test
  void aReleasedLockGoesToAnyWhoWaits() {
    LockModel held = only(new LockModel().apply("A", ACQUIRE)).next();
    LockModel waiting = blocks(blocks(held, "B", ACQUIRE), "C", ACQUIRE);
    List<Turn<LockModel>> turns = waiting.apply("A", Call.of("release"));
    assertEquals(Set.of(Set.of("B"), Set.of("C")), completed(turns));
    assertTrue(turns.stream().allMatch(turn -> turn.next().held()));
    assertTrue(turns.stream().allMatch(turn -> turn.next().waiting().size() == 1));
  }

  @Test
  void aLockGoesToAnyWhoWaitsOnceItsOwnerHasReleasedEveryLevel() {
    Call release = Call.of("release");
    RLockModel twice = only(only(new RLockModel().apply("A", ACQUIRE)).next().apply("A", ACQUIRE)).next();
    RLockModel waiting = blocks(blocks(twice, "B", ACQUIRE), "C", ACQUIRE);
    assertEquals(Set.of(Set.of()), completed(waiting.apply("B", Call.of("_is_owned"))));
    Turn<RLockModel> once = only(waiting.apply("A", release));
    assertEquals(Map.of(), once.completions());
    List<Turn<RLockModel>> turns = once.next().apply("A", release);
    assertEquals(Set.of(Set.of("B"), Set.of("C")), completed(turns));
    for (Turn<RLockModel> turn : turns) {
      assertEquals(turn.completions().keySet(), Set.of(turn.next().owner()));
      assertEquals(1, turn.next().levels());
      assertEquals(1, turn.next().waiting().size());
    }
  }

  @Test
  void releasedPermitsGoToAsManyAsThereAre() {
    SemaphoreModel model = SemaphoreModel.semaphore(0);
    for (String thread : List.of("B", "C", "D")) {
      model = blocks(model, thread, ACQUIRE);
    }
    assertEquals(
        Set.of(Set.of("B", "C"), Set.of("B", "D"), Set.of("C", "D")),
        completed(model.apply("A", Call.of("release", 2L))));
    Turn<SemaphoreModel> all = only(model.apply("A", Call.of("release", 5L)));
    assertEquals(Set.of("B", "C", "D"), all.completions().keySet());
    assertEquals(SemaphoreModel.semaphore(2), all.next());
  }

  @Test
  void aSetAndAPulseReachAllWhoWait() {
    EventModel waiting = blocks(blocks(new EventModel(), "A", WAIT), "B", Call.of("wait", 0.1));
    for (String method : List.of("set", "pulse")) {
      Turn<EventModel> turn = only(waiting.apply("C", Call.of(method)));
      assertEquals(Set.of("A", "B"), turn.completions().keySet());
      assertEquals(new EventModel(method.equals("set"), List.of()), turn.next());
    }
  }

  @Test
  void onlyATimeoutIsOver() {
    EventModel waiting = blocks(blocks(new EventModel(), "A", WAIT), "B", Call.of("wait", 0.1));
    Turn<EventModel> turn = only(waiting.expire("B"));
    assertEquals(Verdict.of("EVT-03", Outcome.FALSE), turn.verdict());
    assertEquals(blocks(new EventModel(), "A", WAIT), turn.next());
    assertEquals(List.of(), waiting.expire("A"));
    assertEquals(List.of(), waiting.expire("C"));
  }
}
