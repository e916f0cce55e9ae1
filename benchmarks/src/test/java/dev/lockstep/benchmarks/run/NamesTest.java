package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NamesTest {
  private static final String JUC = "java.util.concurrent";

  private static final Contestant OURS = contestant("lockstep", "Lockstep", "Lockstep", Role.OURS);
  private static final Contestant OF_JUC = contestant("juc", "Semaphore", JUC, Role.PEER);
  private static final Contestant OF_KOTLIN = contestant("kt", "Semaphore", "Kotlin", Role.PEER);
  private static final Contestant FAIR = contestant("fair", "Semaphore", JUC, Role.PEER);

  @Test
  void isTheLabelIfNobodyElseHasIt() {
    assertEquals("Semaphore", Names.in(contest(OURS, OF_JUC)).of(OF_JUC));
  }

  @Test
  void saysWhereItComesFromIfOthersHaveTheLabel() {
    Names names = Names.in(contest(OURS, OF_JUC, OF_KOTLIN));
    assertEquals("Lockstep", names.of(OURS));
    assertEquals("Semaphore (java.util.concurrent)", names.of(OF_JUC));
    assertEquals("Semaphore (Kotlin)", names.of(OF_KOTLIN));
  }

  @Test
  void saysTheMethodIfTheyComeFromTheSamePlace() {
    Names names = Names.in(contest(OURS, OF_JUC, FAIR));
    assertEquals("Semaphore (java.util.concurrent, juc)", names.of(OF_JUC));
    assertEquals("Semaphore (java.util.concurrent, fair)", names.of(FAIR));
  }

  @Test
  void isTheSameInAllOfSeveralContests() {
    Names names = Names.in(List.of(contest(OURS, OF_JUC), contest(OURS, OF_KOTLIN)));
    assertEquals("Semaphore (java.util.concurrent)", names.of(OF_JUC));
    assertEquals(
        "Semaphore",
        Names.in(List.of(contest(OURS, OF_JUC), contest(OURS, FAIR))).of(OF_JUC),
        "what is called the same in two contests is the same");
  }

  @Test
  void isSaidInALine() {
    String line = ContestLine.of(contest(OURS, OF_JUC, OF_KOTLIN), 1, false);
    assertTrue(line.contains("   Semaphore (java.util.concurrent) 1.00"), line);
    assertTrue(line.contains("   Semaphore (Kotlin) 1.00"), line);
  }

  /** Of all benchmarks that there are. */
  @Test
  void areUniqueInEachContest() {
    for (WorkClass type : WorkClasses.find(name -> !name.contains(".fixture."))) {
      List<Contestant> contestants =
          type.entrants().stream()
              .map(each -> contestant(each.name(), each.label(), each.family(), each.role()))
              .toList();
      Names names = Names.in(contest(contestants.toArray(Contestant[]::new)));
      Set<String> seen = new HashSet<>();
      for (Contestant each : contestants) {
        assertTrue(seen.add(names.of(each)), type.name() + ": " + names.of(each));
      }
    }
  }

  private static Contest contest(Contestant... contestants) {
    return Made.contest("Uncontended", contestants);
  }

  private static Contestant contestant(String name, String label, String family, Role role) {
    return new Contestant(
        name, label, family, role, List.of(List.of(1.0, 1.0)), List.of(), null, List.of());
  }
}
