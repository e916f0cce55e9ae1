package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class BreakEvenTest {
  private static final double DELTA = 1e-9;

  private static Contest contest(String micros, double ours, double sequential) {
    return new Contest(
        "ThreadPoolExecutor",
        "DataParallel",
        Map.of("itemMicros", micros),
        "jdk",
        "job",
        "source",
        List.of(
            contestant("lockstep", Role.OURS, ours),
            contestant("sequential", Role.PEER, sequential)));
  }

  private static Contestant contestant(String name, Role role, double nanoseconds) {
    return new Contestant(
        name,
        name,
        "family",
        role,
        List.of(List.of(nanoseconds), List.of(nanoseconds)),
        List.of(),
        null,
        List.of());
  }

  private static OptionalDouble breakEven(Contest... contests) {
    return BreakEven.of(List.of(contests), "itemMicros", "sequential");
  }

  @Test
  void liesBetweenTheLastThatPaysAndTheNext() {
    assertEquals(
        1.0,
        breakEven(contest("60", 31, 60), contest("0.25", 4, 1), contest("4", 1, 4)).orElseThrow(),
        DELTA);
  }

  @Test
  void isTheSmallestIfThatPays() {
    assertEquals(0.5, breakEven(contest("2", 1, 2), contest("0.5", 4, 5)).orElseThrow(), DELTA);
  }

  @Test
  void isNowhereIfTheLargestDoesNotPay() {
    assertEquals(OptionalDouble.empty(), breakEven(contest("2", 3, 2), contest("0.5", 1, 5)));
  }

  @Test
  void isWhereItPaysEvenly() {
    assertEquals(2.0, breakEven(contest("4", 1, 2), contest("2", 3, 3)).orElseThrow(), DELTA);
  }

  @Test
  void refusesWhatIsNotThere() {
    List<Contest> contests = List.of(contest("2", 1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> BreakEven.of(contests, "maxsize", "sequential"));
    assertThrows(
        IllegalArgumentException.class, () -> BreakEven.of(contests, "itemMicros", "nobody"));
  }
}
