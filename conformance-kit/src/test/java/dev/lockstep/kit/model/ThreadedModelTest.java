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
    RLockModel twice =
        only(only(new RLockModel().apply("A", ACQUIRE)).next().apply("A", ACQUIRE)).next();
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

  private static ThreadModel joinedByTwo() {
    Turn<ThreadModel> started = only(new ThreadModel(false).apply("A", Call.of("start")));
    ThreadModel joined = blocks(started.next(), "A", Call.of("join", 3600.0));
    return blocks(joined, "B", Call.of("join", 0.1));
  }

  @Test
  void theEndOfAThreadEndsEveryJoin() {
    Call end = Call.of("end");
    ThreadModel ended =
        new ThreadModel(ThreadModel.State.ENDED, ThreadModel.NAME, false, List.of());
    Turn<ThreadModel> turn = only(joinedByTwo().apply("C", end));
    assertEquals(Verdict.of("THR-07", Outcome.NOTHING), turn.verdict());
    Verdict told = Verdict.of("THR-16", Outcome.NOTHING);
    assertEquals(Map.of("A", told, "B", told), turn.completions());
    assertEquals(ended, turn.next());
    Turn<ThreadModel> one = only(only(joinedByTwo().expire("B")).next().apply("C", end));
    assertEquals(Map.of("A", Verdict.of("THR-08", Outcome.NOTHING)), one.completions());
    assertEquals(ended, one.next());
  }

  @Test
  void onlyTheTimeoutOfAJoinIsOver() {
    Turn<ThreadModel> turn = only(joinedByTwo().expire("B"));
    assertEquals(Verdict.of("THR-08", Outcome.NOTHING), turn.verdict());
    assertEquals(Map.of(), turn.completions());
    assertEquals(1, turn.next().joining().size());
    assertEquals(List.of(), joinedByTwo().expire("A"));
    assertEquals(List.of(), turn.next().expire("B"));
  }

  @Test
  void whatJoinsNobodyLeavesThoseWhoJoinWaiting() {
    for (Call call :
        List.of(Call.of("start"), Call.of("join_itself"), Call.of("join", 0.0), Call.of("name"))) {
      Turn<ThreadModel> turn = only(joinedByTwo().apply("C", call));
      assertEquals(Map.of(), turn.completions(), call.toString());
      assertEquals(joinedByTwo(), turn.next(), call.toString());
    }
  }

  private static BarrierModel barrier(Object... arguments) {
    return BarrierModel.of(Call.of("new", arguments));
  }

  @Test
  void theLastToArriveLetsItsGenerationPass() {
    BarrierModel waiting = blocks(blocks(barrier(3L), "A", WAIT), "B", Call.of("wait", 0.1));
    assertEquals(new Outcome.Returned(2L), waiting.apply(Call.of("n_waiting")).verdict().outcome());
    Turn<BarrierModel> turn = only(waiting.apply("C", Call.of("wait", 0.0)));
    assertEquals(Verdict.of("BAR-05", new Outcome.Returned(2L)), turn.verdict());
    assertEquals(
        Map.of(
            "A", Verdict.of("BAR-03", new Outcome.Returned(0L)),
            "B", Verdict.of("BAR-03", new Outcome.Returned(1L))),
        turn.completions());
    assertEquals(barrier(3L), turn.next());
  }

  @Test
  void aBarrierThatBreaksTellsAllWhoWait() {
    BarrierModel waiting = blocks(blocks(barrier(3L), "A", WAIT), "B", Call.of("wait", 0.1));
    BarrierModel broken = barrier(3L).apply(Call.of("abort")).next();
    for (Call call : List.of(Call.of("abort"), Call.of("reset"))) {
      Turn<BarrierModel> turn = only(waiting.apply("C", call));
      assertEquals(Set.of("A", "B"), turn.completions().keySet());
      assertTrue(
          turn.completions().values().stream()
              .allMatch(verdict -> verdict.outcome().equals(BarrierModel.REFUSED)));
      assertEquals(call.method().equals("abort") ? broken : barrier(3L), turn.next());
    }
    Turn<BarrierModel> over = only(waiting.expire("B"));
    assertEquals(Verdict.of("BAR-04", BarrierModel.REFUSED), over.verdict());
    assertEquals(Map.of("A", over.verdict()), over.completions());
    assertEquals(broken, over.next());
    assertEquals(List.of(), waiting.expire("A"));
  }

  @Test
  void anActionThatRaisesRefusesTheOthers() {
    BarrierModel waiting = blocks(barrier(2L, "raises"), "A", WAIT);
    Turn<BarrierModel> turn = only(waiting.apply("B", WAIT));
    assertEquals(new Outcome.Returned(BarrierModel.ACTION_ERROR), turn.verdict().outcome());
    assertEquals(Map.of("A", Verdict.of("BAR-10", BarrierModel.REFUSED)), turn.completions());
    assertTrue(turn.next().broken());
  }
}
