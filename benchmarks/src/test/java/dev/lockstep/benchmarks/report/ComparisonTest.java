package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.Family;
import dev.lockstep.benchmarks.report.Comparison.Change;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Environment;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void aRunIsLikeItself() {
    Comparison comparison = Comparison.of(Runs.full(), Runs.full());
    assertTrue(comparison.changes().stream().allMatch(change -> change.verdict() == Verdict.SAME));
    assertEquals(List.of(), comparison.onlyFirst());
    assertEquals(List.of(), comparison.onlySecond());
    assertEquals(List.of(), comparison.differencesOfMachines());
    assertEquals(
        "Of 40 ratios, 0 became faster, 0 slower, and 40 did not change by more than noise.",
        comparison.verdict());
  }

  /** All times of the second run are three times as long: the machine was slower, nothing else. */
  @Test
  void aSlowerMachineChangesNothing() {
    assertEquals(Verdict.SAME, only(pair(10, 10.2, 20), pair(30, 30.6, 60)).verdict());
  }

  @Test
  void onlyWhatIsOutsideTheNoiseOfBothIsMarked() {
    Contest quiet = pair(10, 10.1, 20);
    Contest noisy = pair(10, 12, 20);
    assertEquals(Verdict.FASTER, only(quiet, pair(8.5, 8.6, 20)).verdict());
    assertEquals(Verdict.SLOWER, only(quiet, pair(12, 12.1, 20)).verdict());
    assertEquals(Verdict.SAME, only(quiet, pair(9.9, 10, 20)).verdict());
    assertEquals(Verdict.SAME, only(noisy, pair(8.5, 8.6, 20)).verdict(), "noise of the first");
    assertEquals(Verdict.SAME, only(quiet, pair(8.5, 10.2, 20)).verdict(), "noise of the second");
  }

  @Test
  void withoutAPairNothingIsMarked() {
    Contest alone = contest(Runs.ours(10), Runs.peer("peer", "Peer", Family.JUC, 20));
    Contest better = contest(Runs.ours(2), Runs.peer("peer", "Peer", Family.JUC, 20));
    Change change = only(alone, better);
    assertEquals(Verdict.SAME, change.verdict());
    assertEquals(5, change.change().value(), 0.001);
  }

  @Test
  void whatOnlyOneRunHasIsListed() {
    Comparison comparison = Comparison.of(Runs.full(), Runs.faster(1));
    assertEquals(List.of(), comparison.onlySecond());
    assertEquals(8, comparison.onlyFirst().size());
    assertEquals(
        "Lock.Uncontended on JDK 17.0.15+6, beside ReentrantLock", comparison.onlyFirst().get(0));
    assertEquals(8, Comparison.of(Runs.faster(1), Runs.full()).onlySecond().size());
    assertEquals(
        "The two runs have no contest in common.",
        Comparison.of(Runs.full(), Runs.with(Runs.full(), List.of())).verdict());
  }

  @Test
  void differentMachinesAreSaid() {
    Measurements run = Runs.full();
    Environment other = run.environment();
    Measurements elsewhere =
        new Measurements(
            run.format(),
            run.started(),
            run.continued(),
            run.seconds(),
            run.profile(),
            run.selection(),
            run.complete(),
            run.version(),
            new Environment(
                other.cpu(), 64, "performance", other.kernel(), 1L << 38, 1, other.runtimes()),
            run.contests(),
            run.footprints(),
            run.notMeasured());
    assertEquals(
        List.of(
            "cores: 2, 64",
            "memory: 24 GiB, 256 GiB",
            "frequency governor: not readable, performance"),
        Comparison.of(run, elsewhere).differencesOfMachines());
  }

  @Test
  void twoPeersOfOneNameAreBothCompared() {
    Comparison comparison = Comparison.of(Runs.curves(), Runs.curves());
    List<String> names =
        comparison.changes().stream()
            .filter(change -> change.first().contest().primitive().equals("Semaphore"))
            .map(change -> change.first().name())
            .toList();
    assertEquals(
        List.of("Semaphore (java.util.concurrent)", "Semaphore (kotlinx.coroutines)"), names);
    assertEquals(
        "Semaphore.Uncontended on JDK 25.0.3+9, beside Semaphore (kotlinx.coroutines)",
        Comparison.of(Runs.curves(), Runs.full()).onlyFirst().get(1));
  }

  @Test
  void anotherProfileAndOtherFlagsAreSaid() {
    Measurements run = Runs.full();
    Measurements other = Runs.with(Runs.flagged(run, "-Xmx2g"), "standard", List.of(), true);
    assertEquals(
        List.of(
            "profile: full, standard",
            "flags of JDK 25.0.3+9: -Xms1g -Xmx1g, -Xmx2g",
            "flags of JDK 17.0.15+6: none, -Xmx2g"),
        Comparison.of(run, other).differencesOfMachines());
  }

  private static Change only(Contest first, Contest second) {
    List<Change> changes =
        Comparison.of(
                Runs.with(Runs.full(), List.of(first)), Runs.with(Runs.full(), List.of(second)))
            .changes();
    assertEquals(1, changes.size());
    return changes.get(0);
  }

  private static Contest pair(double ours, double again, double peer) {
    return contest(Runs.ours(ours), Runs.again(again), Runs.peer("peer", "Peer", Family.JUC, peer));
  }

  private static Contest contest(Contestant... contestants) {
    return Runs.contest("Lock", "Uncontended", Map.of(), Runs.JDK_17, "unit", "", contestants);
  }
}
