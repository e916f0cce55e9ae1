package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
  private static final double PRECISION = 1e-3;

  @Test
  void roundsArePairedAndTheirRatiosMultiply() {
    // The ratios are 2 and 4, their geometric mean is 2^1.5; the logarithms' standard error is
    // ln 2 / 2 = 0.34657, and Student's quantile for one degree of freedom 12.7062.
    Ratio ratio = Ratio.of(Made.ours(100, 200), Made.peer("other", 200, 800));
    assertEquals(2.8284, ratio.value(), PRECISION);
    assertEquals(0.0346, ratio.low(), PRECISION);
    assertEquals(231.22, ratio.high(), 0.1);
  }

  @Test
  void threeRoundsThatAgreeLeaveNoDoubt() {
    // A machine that is slow for a round is slow for both.
    Ratio ratio = Ratio.of(Made.ours(100, 300, 200), Made.peer("other", 50, 150, 100));
    assertEquals(new Ratio(0.5, 0.5, 0.5), rounded(ratio));
  }

  @Test
  void ofOneRoundTheIterationsTell() {
    // The logarithms' deviations are ln 2 / 2 from their means, so the variances are (ln 2)^2 / 2;
    // half of each, summed, is (ln 2)^2 / 2. One degree of freedom.
    Ratio ratio = Ratio.of(oneRound(100.0, 200.0), oneRound(200.0, 400.0));
    double half = 12.7062 * Math.log(2) / Math.sqrt(2);
    assertEquals(2, ratio.value(), PRECISION);
    assertEquals(1, ratio.low() * Math.exp(half) / 2, PRECISION);
    assertEquals(1, ratio.high() * Math.exp(-half) / 2, PRECISION);
  }

  @Test
  void oneIterationTellsNoInterval() {
    Ratio ratio = Ratio.of(oneRound(100.0), oneRound(200.0));
    assertEquals(2, ratio.value(), PRECISION);
    assertEquals(0, ratio.low());
    assertEquals(Double.POSITIVE_INFINITY, ratio.high());
    assertEquals(Verdict.SAME, ratio.verdict(1));
  }

  @Test
  void withoutARoundThereIsNoRatio() {
    assertThrows(
        IllegalArgumentException.class, () -> Ratio.of(Made.ours(), Made.peer("other", 1)));
  }

  @Test
  void aDifferenceCountsOutsideTheNoiseAndTheInterval() {
    assertEquals(Verdict.FASTER, new Ratio(1.2, 1.1, 1.3).verdict(1.1));
    assertEquals(Verdict.SAME, new Ratio(1.2, 1.1, 1.3).verdict(1.25));
    assertEquals(Verdict.SAME, new Ratio(1.2, 0.9, 1.6).verdict(1.1));
    assertEquals(Verdict.SLOWER, new Ratio(0.8, 0.7, 0.9).verdict(1.1));
    assertEquals(Verdict.SAME, new Ratio(0.8, 0.7, 0.9).verdict(1.3));
    assertEquals(Verdict.SAME, new Ratio(0.5, 0.4, 0.6).verdict(Double.POSITIVE_INFINITY));
  }

  @Test
  void ofOneThatHasNotSettledNothingIsSaid() {
    Contestant ours = Made.ours(10, 10, 10);
    Contestant cold = ContestantTest.of("67.1 70.7 23.1 | 68.3 67.4 22.8 | 67.9 69.1 23.9");
    assertEquals(Verdict.NOT_SETTLED, Ratio.of(ours, cold).verdict(1));
    assertEquals(Verdict.NOT_SETTLED, Ratio.of(cold, ours).verdict(1));
    assertEquals(Verdict.FASTER, Ratio.of(ours, Made.peer("warm", 23, 23.1, 23)).verdict(1));
    assertEquals("not settled", Verdict.NOT_SETTLED.words());
  }

  private static Contestant oneRound(Double... iterations) {
    return new Contestant(
        "a", "a", "a", Role.PEER, List.of(List.of(iterations)), List.of(), null, List.of());
  }

  private static Ratio rounded(Ratio ratio) {
    return new Ratio(rounded(ratio.value()), rounded(ratio.low()), rounded(ratio.high()));
  }

  private static double rounded(double value) {
    return Math.round(value / PRECISION) * PRECISION;
  }
}
