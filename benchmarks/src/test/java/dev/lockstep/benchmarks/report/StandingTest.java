package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.Family;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Role;
import dev.lockstep.benchmarks.run.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final double NOISE = 1.05;

  @Test
  void theBestIsTheFastestOfItsKind() {
    List<Standing> standings =
        Standing.of(
            contest(
                Runs.ours(10),
                Runs.again(10),
                Runs.peer("slow", "Slow", Family.JUC, 30),
                Runs.peer("fast", "Fast", Family.JUC, 20),
                Runs.peer("other", "Other", Family.JCTOOLS, 5),
                Runs.yardstick("yardstick", "Yardstick", 1),
                Runs.floor("floor", "Floor", 4),
                Runs.floor("lower", "Lower", 2)),
            NOISE);
    assertEquals(7 - 1, standings.size(), "not beside itself");
    assertEquals("Fast", Standing.besideBestOfJuc(standings).orElseThrow().rival().label());
    assertEquals("Other", Standing.besideBestOfOthers(standings).orElseThrow().rival().label());
    assertEquals("Yardstick", Standing.besideYardstick(standings).orElseThrow().rival().label());
    assertEquals("Lower", Standing.besideFloor(standings).orElseThrow().rival().label());
    assertEquals(2.0, Standing.besideBestOfJuc(standings).orElseThrow().ratio().value(), 0.001);
  }

  @Test
  void whoIsNotThereIsNotBest() {
    List<Standing> standings =
        Standing.of(contest(Runs.ours(10), Runs.floor("floor", "Floor", 4)), NOISE);
    assertTrue(Standing.besideBestOfJuc(standings).isEmpty());
    assertTrue(Standing.besideBestOfOthers(standings).isEmpty());
    assertTrue(Standing.of(contest(Runs.ours(10)), NOISE).isEmpty());
  }

  @Test
  void aDifferenceInsideTheNoiseIsTheSame() {
    assertEquals(Verdict.SAME, verdict(10.3, 10));
    assertEquals(Verdict.FASTER, verdict(12, 10));
    assertEquals(Verdict.SLOWER, verdict(8, 10));
    assertEquals(Verdict.SAME, verdict(12, 14), "its own pair differs by more");
  }

  private static Verdict verdict(double peer, double again) {
    Contest contest =
        contest(Runs.ours(10), Runs.again(again), Runs.peer("peer", "Peer", Family.JUC, peer));
    return Standing.of(contest, NOISE).get(0).verdict();
  }

  @Test
  void whatWasNotMeasuredHasNoStanding() {
    Contestant none =
        new Contestant(
            "none", "None", Family.JUC.text(), Role.PEER, List.of(), List.of(), null, List.of());
    Contestant ended =
        new Contestant(
            "ended",
            "Ended",
            Family.JUC.text(),
            Role.PEER,
            List.of(List.of()),
            List.of(),
            null,
            List.of());
    assertFalse(Standing.isMeasured(none));
    assertTrue(Standing.of(contest(Runs.ours(10), none, ended), NOISE).isEmpty());
  }

  private static Contest contest(Contestant... contestants) {
    return Runs.contest("Lock", "Uncontended", Map.of(), Runs.JDK_17, "unit", "", contestants);
  }
}
