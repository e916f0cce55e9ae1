package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.benchmarks.report.Amounts.Line;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void aRunIsLikeItself() {
    Amounts amounts = Amounts.of(Runs.full(), Runs.full());
    assertEquals(List.of(), amounts.lines());
    assertEquals(Optional.of("0 of 38 amounts changed"), amounts.counts());
    assertEquals(
        Optional.empty(),
        Amounts.of(Runs.full(), Runs.withFootprints(Runs.with(Runs.full(), List.of()), List.of()))
            .counts());
  }

  @Test
  void anAllocationChangesIfBothOfThePairDo() {
    assertEquals(
        List.of("allocation Lock, Uncontended 0 B/op 16 B/op more slower"),
        said(allocating(0, 0), allocating(16, 16)));
    assertEquals(
        List.of("allocation Lock, Uncontended 16 B/op 0 B/op less faster"),
        said(allocating(16, 16), allocating(0, 0)));
    assertEquals(List.of(), said(allocating(40, 46), allocating(44, 48)), "within its noise");
    assertEquals(List.of(), said(allocating(0, 0), allocating(0.4, 0.4)), "JMH's own");
  }

  @Test
  void aFootprintChangesIfItIsAnother() {
    Measurements run = Runs.with(Runs.full(), List.of());
    Footprint before = new Footprint("Lock", "new", "Lock", Role.OURS, Runs.JDK_25, 16);
    Footprint after = new Footprint("Lock", "new", "Lock", Role.OURS, Runs.JDK_25, 24);
    assertEquals(
        List.of("footprint Lock, new 16 B 24 B more slower"),
        said(Runs.withFootprints(run, List.of(before)), Runs.withFootprints(run, List.of(after))));
  }

  @Test
  void fairnessChangesIfNoIterationIsAsBefore() {
    assertEquals(
        List.of("fairness Lock, Uncontended 1.10× 4.00× more slower"), said(fair(1.1), fair(4)));
    assertEquals(List.of(), said(fair(1.1), fair(1.15)));
  }

  private static Measurements allocating(double ours, double again) {
    return run(Runs.allocating(Runs.ours(1), ours), Runs.allocating(Runs.again(1), again));
  }

  private static Measurements fair(double most) {
    return run(Runs.shared(Runs.ours(1), most), Runs.again(1));
  }

  private static Measurements run(Contestant ours, Contestant again) {
    Contest contest =
        Runs.contest("Lock", "Uncontended", Map.of(), Runs.JDK_25, "unit", "", ours, again);
    return Runs.with(Runs.full(), List.of(contest));
  }

  private static List<String> said(Measurements first, Measurements second) {
    return Amounts.of(first, second).lines().stream().map(AmountsTest::said).toList();
  }

  private static String said(Line line) {
    return String.join(
        " ", line.kind(), line.of(), line.first(), line.second(), line.became(), line.look());
  }
}
