package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private static final double PRECISION = 1e-9;

  private static final Contest QUIET = pair(100, 101);
  private static final Contest USUAL = pair(110, 100);
  private static final Contest LOUD = pair(100, 200);

  @Test
  void aRunIsAsLoudAsMostOfItsPairs() {
    assertEquals(1.1, Noise.of(List.of(LOUD, QUIET, USUAL)), PRECISION);
  }

  @Test
  void withoutAPairNothingIsKnown() {
    Contest single = Made.contest("Single", Made.ours(100));
    assertEquals(Double.POSITIVE_INFINITY, Noise.of(List.of(single)));
    assertEquals(1.1, Noise.of(single, 1.1));
  }

  @Test
  void aContestIsAsLoudAsItsOwnPairButNotQuieterThanItsRun() {
    assertEquals(2, Noise.of(LOUD, 1.1), PRECISION);
    assertEquals(1.1, Noise.of(QUIET, 1.1), PRECISION);
  }

  private static Contest pair(double first, double second) {
    return Made.contest("Pair", Made.ours(first), Made.again(second));
  }
}
