package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.run.Contestant.Spread;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContestantTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // What was measured of a CyclicBarrier and of Atomics.waitAsync after 200 ms of warm-up.
        "67.1 70.7 23.1 | 68.3 67.4 22.8 | 67.9 69.1 23.9",
        "158.9 22.1 34.6 | 153.5 22.1 173.4 | 165.6 40.7 36.9",
        // Two forks that agree are enough.
        "20 10 10 | 20.1 10 10"
      })
  void whoFallsInMostForksHasNotSettled(String rounds) {
    assertFalse(of(rounds).isSettled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10 10 10 | 10 10 10 | 10 10 10",
        // By no more than a fifth.
        "11.9 10 10 | 11.8 10 10 | 11.9 10 10",
        // In one fork.
        "20 10 10 | 10 10 10 | 10 10 10",
        // It rises.
        "10 20 20 | 10 20 20 | 10 20 20",
        // That is its noise: what a contested lock took, and 16 threads that are woken.
        "2362 1562.2 1011.1 | 1331.7 1081.4 906.8 | 969.2 1118.4 869.4",
        "45659.1 42224.7 52306.7 | 51105.8 41226.1 36687.4 | 49058.4 41839.7 35025.8",
        // One fork, whose interval has the fall in it, or one iteration.
        "67.1 70.7 23.1",
        "20 | 20 | 20"
      })
  void whoDoesNotFallByMoreThanNoiseHasSettled(String rounds) {
    assertTrue(of(rounds).isSettled());
  }

  @Test
  void aPercentileHasItsMedianAndItsRange() {
    Contestant timed =
        new Contestant(
            "a",
            "a",
            "a",
            Role.PEER,
            List.of(),
            List.of(Map.of("50", 2.0, "99", 9.0), Map.of("50", 1.0, "99", 5.0), Map.of("50", 4.0)),
            null,
            List.of());
    assertEquals(Map.of("50", new Spread(2, 1, 4), "99", new Spread(9, 5, 9)), timed.spreads());
    assertEquals(Map.of("50", 2.0, "99", 9.0), timed.percentiles());
    assertEquals(Map.of(), Made.ours(1).percentiles());
  }

  /** Who took so long: a bar between forks, a space between iterations. */
  static Contestant of(String rounds) {
    return new Contestant(
        "a",
        "a",
        "a",
        Role.PEER,
        Stream.of(rounds.split(" \\| "))
            .map(round -> Stream.of(round.split(" ")).map(Double::valueOf).toList())
            .toList(),
        List.of(),
        null,
        List.of());
  }
}
