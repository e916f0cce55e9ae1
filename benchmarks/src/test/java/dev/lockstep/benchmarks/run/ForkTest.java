package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.runner.RunnerException;

class ForkTest {
  private static final double PRECISION = 1e-9;

  @Test
  void aThreadCountsAsOftenAsItWasServed() {
    // In the same time, one thread was served three times and the other once.
    List<Double> threads = List.of(100.0, 300.0);
    assertEquals(150, Fork.overAllThreads(threads), PRECISION);
    assertEquals(3, Fork.mostToLeastServed(threads), PRECISION);
  }

  @Test
  void aBenchmarkThatThrowsIsToldByItsException() {
    assertEquals(
        "java.lang.IllegalStateException: planted",
        Fork.reason(
            """
            # Warmup Iteration   1: <failure>

            java.lang.IllegalStateException: planted
            \tat somewhere
            """,
            new RunnerException("Benchmark caught the exception")));
  }

  @Test
  void aJvmThatDiesIsToldByItsExitCodeAndItsFirstWord() {
    String died =
        """
        # Warmup Iteration   1: <forked VM failed with exit code 1>
        <stdout last='20 lines'>
        </stdout>
        <stderr last='20 lines'>
        %s
        </stderr>
        """;
    assertEquals(
        "forked VM failed with exit code 1: Unrecognized option",
        Fork.reason(died.formatted("Unrecognized option\nError: no JVM"), new RunnerException("")));
    assertEquals(
        "forked VM failed with exit code 1",
        Fork.reason(died.formatted(""), new RunnerException("")));
  }

  @Test
  void whatJmhItselfRefusesIsToldByIt() {
    assertEquals("No matches", Fork.reason("# JMH", new RunnerException("No matches\nfor it")));
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void whatTakesTooLongIsEnded() throws IOException, InterruptedException {
    Process before = sleeper();
    try {
      ForkLimit limit = ForkLimit.start(1);
      Process fork = sleeper();
      fork.waitFor();
      assertTrue(limit.hasEnded());
      assertTrue(before.isAlive());
    } finally {
      before.destroyForcibly();
    }
  }

  private static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "1000").start();
  }
}
