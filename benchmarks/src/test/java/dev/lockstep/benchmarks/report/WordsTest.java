package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Ratio;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.254|0.25 ns",
        "12.34|12.3 ns",
        "999|999 ns",
        "62550|62.6 µs",
        "1500000|1.50 ms",
        "2e9|2.00 s"
      })
  void aTimeHasTheUnitThatSuitsIt(double nanos, String text) {
    assertEquals(text, Words.time(nanos));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1.354|1.35×", "0.98|0.98×", "0.0123|0.012×", "12.34|12.3×", "1234.5|1,235×"})
  void aFactorHasThreeDigits(double factor, String text) {
    assertEquals(text, Words.times(factor));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0.0001|0", "0.3|0.3", "8|8", "24.2|24", "10000|10,000"})
  void bytesAreWhole(double bytes, String text) {
    assertEquals(text, Words.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"4.4|4 s", "65|1 min 5 s", "5025|1 h 23 min"})
  void aDurationHasTwoUnits(double seconds, String text) {
    assertEquals(text, Words.duration(seconds));
  }

  @Test
  void anIntervalWithoutAnEndIsUnknown() {
    assertEquals("0.90 to 1.20", Words.interval(new Ratio(1, 0.9, 1.2)));
    assertEquals("unknown", Words.interval(new Ratio(1, 0, Double.POSITIVE_INFINITY)));
  }

  @Test
  void aNoiseFloorWithoutAPairIsUnknown() {
    assertEquals("1.042", Words.noise(1.042));
    assertEquals(true, Words.noise(Double.POSITIVE_INFINITY).startsWith("unknown"));
  }

  @Test
  void settingsReadAsWords() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("threads", "4");
    parameters.put("kind", "virtual");
    parameters.put("section", "100");
    Contest contest =
        Runs.contest("Lock", "HandOff", parameters, Runs.JDK_17, "", "", Runs.ours(1));
    assertEquals("Hand off: 4 threads, virtual, section 100 ns", Words.title(contest));
    assertEquals("4 threads", Words.settings(contest, Set.of("threads")));
    Contest other =
        Runs.contest("Lock", "HandOff", Map.of("threads", "1"), Runs.JDK_17, "", "", Runs.ours(1));
    assertEquals("Hand off: 1 thread", Words.title(other));
    assertEquals("Compare exchange 16", Words.words("CompareExchange16"));
    assertEquals(Set.of("kind", "section", "threads"), Words.varying(List.of(contest, other)));
    Contest queue =
        Runs.contest("Queue", "Put", Map.of("maxsize", "0"), Runs.JDK_17, "", "", Runs.ours(1));
    assertEquals("Put: unbounded", Words.title(queue));
  }
}
