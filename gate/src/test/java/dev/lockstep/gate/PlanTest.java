package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.gate.Plan.CheckerJob;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.twins.Twin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The primitives in shared memory are planned beside ours, as far as there are. */
final class PlanTest {
  private static final String SHARED_LOCK =
      "atomics-emulation/src/main/java/dev/lockstep/atomics/sync/SharedLock.java";

  private static final Entry OFFERED = Made.entry(Checker.CONTRACT, "offered", "LCK-01");
  private static final Entry NOT_OFFERED = Made.entry(Checker.CONTRACT, "notOffered", "LCK-19");
  private static final Entry CLASSES = Made.entry(Checker.BYTECODE, "classes", "LCK-15");
  private static final Entry KILLER = Made.entry(Checker.LINCHECK, "killer", "LCK-14");
  private static final Entry COSTLY = Made.entry(Checker.LINCHECK, "costly", "LCK-14");

  private static final Twin OURS = Made.twin("LCK-14-ours", List.of(), Checker.CONTRACT);
  private static final Twin SHARED =
      Made.twin(SHARED_LOCK, "LCK-14-shared", List.of(), Set.of(KILLER.check()), Checker.LINCHECK);

  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(),
          List.of(OFFERED, NOT_OFFERED, CLASSES, KILLER, COSTLY),
          List.of(OURS, SHARED),
          List.of());

  private static final Map<String, Gaps> BOTH =
      Map.of(
          Subjects.OURS,
          new Gaps(Map.of()),
          Subjects.SHARED_MEMORY,
          new Gaps(Map.of("LCK-19", "it has no order")));

  private static Plan plan(Selection selection, Map<String, Gaps> gaps) {
    return new Plan(selection, CATALOGUE, Budgets.load(), gaps);
  }

  private static List<String> jobs(Selection selection, Map<String, Gaps> gaps) {
    return plan(selection, gaps).checkers(1).stream().map(PlanTest::words).sorted().toList();
  }

  private static String words(CheckerJob job) {
    assertEquals(job.subject(), job.fork().properties().get(Subjects.PROPERTY));
    return job.subject() + ": " + job.fork().entries().stream().map(Entry::check).toList();
  }

  @Test
  void theSecondBackendMeetsItsContractItsClassFilesAndTheKillersOfItsTwins() {
    assertEquals(
        List.of(
            "lockstep: [LockChecks.classes]",
            "lockstep: [LockChecks.killer, LockChecks.costly]",
            "lockstep: [LockChecks.offered, LockChecks.notOffered]",
            "shared-memory: [LockChecks.classes]",
            "shared-memory: [LockChecks.killer]",
            "shared-memory: [LockChecks.offered]"),
        jobs(Made.SELECTION, BOTH));
  }

  @Test
  void aSubjectThatWasAskedForIsAlone() {
    assertEquals(
        List.of(
            "shared-memory: [LockChecks.classes]",
            "shared-memory: [LockChecks.killer, LockChecks.costly]",
            "shared-memory: [LockChecks.offered, LockChecks.notOffered]"),
        jobs(Made.SELECTION.withSubject(Subjects.SHARED_MEMORY), BOTH));
  }

  @Test
  void aTwinIsJudgedAsWhatItPatches() {
    ForkPlans forks = plan(Made.SELECTION, BOTH).forks();
    for (Twin twin : CATALOGUE.twins()) {
      List<ForkPlan> plans = forks.ofTwin(twin, CATALOGUE, Path.of("twin"));
      assertEquals(
          List.of(twin.subject()),
          plans.stream().map(plan -> plan.properties().get(Subjects.PROPERTY)).distinct().toList());
    }
    assertEquals(Subjects.OURS, OURS.subject());
    assertEquals(Subjects.SHARED_MEMORY, SHARED.subject());
  }
}
