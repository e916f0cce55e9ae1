package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  @Test
  void whatMeasuresDoesNotInheritTheOptionsOfWhatStartsIt() {
    assertEquals(
        List.of("LockBenchmark", "-f", "1", "-jvmArgs", String.join(" ", JvmOptions.quiet())),
        BenchCommand.forJmh(List.of("LockBenchmark", "-f", "1")));
  }

  @Test
  void whatIsGivenStays() {
    List<String> given = List.of("LockBenchmark", "-jvmArgs", "-Xint");
    assertEquals(given, BenchCommand.forJmh(given));
  }
}
