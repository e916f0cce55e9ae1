package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.Family;
import dev.lockstep.benchmarks.run.Contest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void itsTextIsTheOneThatWasRead() throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(SummaryTest.class.getResourceAsStream("summary.md"))) {
      assertEquals(
          new String(golden.readAllBytes(), StandardCharsets.UTF_8), Summary.of(Runs.full()));
    }
  }

  @Test
  void aDifferenceInsideTheNoiseIsTheSame() {
    String text =
        summary(
            Runs.contest(
                "Lock",
                "Uncontended",
                Map.of(),
                Runs.JDK_17,
                "unit",
                "",
                Runs.ours(10),
                Runs.again(10.3),
                Runs.peer("peer", "ReentrantLock", Family.JUC, 10.2),
                Runs.floor("floor", "two instructions", 9)));
    assertTrue(text.contains("| same as ReentrantLock | – | 0.90× two instructions ("), text);
    assertTrue(text.contains("faster in 0, the same in 1 and slower in 0 of 1 contest."), text);
  }

  @Test
  void withoutAPairEverythingIsTheSame() {
    String text =
        summary(
            Runs.contest(
                "Lock",
                "Uncontended",
                Map.of(),
                Runs.JDK_17,
                "unit",
                "",
                Runs.ours(10),
                Runs.peer("peer", "ReentrantLock", Family.JUC, 100)));
    assertTrue(text.contains("Noise floor: unknown"), text);
    assertTrue(text.contains("| same as ReentrantLock |"), text);
    assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
  }

  @Test
  void whatWasMeasuredBesideNobodyIsListed() {
    String text = summary(Runs.contest("A|B", "Work", Map.of(), "x", "unit", "", Runs.ours(10)));
    assertTrue(text.contains("Nothing was measured beside java.util.concurrent."), text);
    assertTrue(text.contains("| A\\|B | Work: unit | 1 | – | – | – |"), text);
  }

  private static String summary(Contest contest) {
    return Summary.of(Runs.with(Runs.full(), List.of(contest)));
  }
}
