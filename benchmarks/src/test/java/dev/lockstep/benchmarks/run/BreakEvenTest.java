package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BreakEvenTest {
  private static final double NOISE = 1.1;

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

  private static BreakEven breakEven(Contest... contests) {
    return BreakEven.of(List.of(contests), "itemMicros", "sequential", NOISE);
  }

  @Test
  void liesBetweenTheLastThatDoesNotPayAndTheFirstThatDoes() {
    assertEquals(
        new BreakEven(0.25, 4.0, 0.25),
        breakEven(contest("60", 31, 60), contest("0.25", 4, 1), contest("4", 1, 4)));
  }

  @Test
  void isAtMostTheSmallestIfThatPays() {
    assertEquals(
        new BreakEven(null, 0.5, 0.5), breakEven(contest("2", 1, 2), contest("0.5", 4, 5)));
  }

  @Test
  void isNowhereIfTheLargestDoesNotPay() {
    assertEquals(
        new BreakEven(2.0, null, 0.5), breakEven(contest("2", 3, 2), contest("0.5", 1, 5)));
  }

  @Test
  void noiseIsNeitherSlowerNorFaster() {
    assertEquals(
        new BreakEven(0.5, 4.0, 0.5),
        breakEven(contest("4", 1, 2), contest("1", 100, 105), contest("0.5", 2, 1)),
        "1 may pay or not");
    assertEquals(
        new BreakEven(null, 4.0, 1), breakEven(contest("4", 1, 2), contest("1", 100, 105)));
    assertEquals(new BreakEven(null, null, 1), breakEven(contest("1", 100, 105)));
  }

  @Test
  void isAboveAllThatDoNotPay() {
    assertEquals(
        new BreakEven(2.0, 4.0, 1),
        breakEven(contest("4", 1, 2), contest("2", 2, 1), contest("1", 1, 2)));
  }

  @Test
  void refusesWhatIsNotThere() {
    List<Contest> contests = List.of(contest("2", 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> BreakEven.of(contests, "maxsize", "sequential", NOISE));
    assertThrows(
        IllegalArgumentException.class,
        () -> BreakEven.of(contests, "itemMicros", "nobody", NOISE));
    assertThrows(IllegalArgumentException.class, BreakEvenTest::breakEven);
  }
}
