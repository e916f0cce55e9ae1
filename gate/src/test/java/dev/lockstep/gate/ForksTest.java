package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forked JVM that ends, dies or hangs is told apart, with what it had found. */
final class ForksTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(4);

  @TempDir private Path directory = Path.of("");

  @Test
  void oneThatEndsWell() throws Exception {
    ForkOutcome outcome = run("pass", LONG);
    assertEquals(ForkOutcome.End.DONE, outcome.end());
    assertEquals(1, outcome.results().size());
    assertEquals(3, outcome.results().get(0).executions());
    assertEquals(null, outcome.running());
  }

  @Test
  void oneThatDies() throws Exception {
    ForkOutcome outcome = run("die", LONG);
    assertEquals(ForkOutcome.End.CRASHED, outcome.end());
    assertEquals(70, outcome.exitCode());
    assertEquals(1, outcome.results().size());
    assertEquals("LockChecks.second", outcome.running());
    assertEquals("something happened", outcome.complaint());
  }

  @Test
  void oneThatHangsIsDumpedAndKilled() throws Exception {
    ForkOutcome outcome = run("hang", SHORT);
    assertEquals(ForkOutcome.End.HUNG, outcome.end());
    assertEquals("LockChecks.second", outcome.running());
    String dump = Files.readString(Path.of(assertNotNullValue(outcome.dump())));
    assertTrue(dump.contains("the-one-that-hangs"), dump);
    assertTrue(dump.contains("FakeRunner.main"), dump);
    assertTrue(
        ProcessHandle.current().children().noneMatch(ForksTest::isFakeRunner),
        "the hung JVM is gone");
  }

  @Test
  void temporaryFilesGoWithTheJvmHoweverItEnds() throws Exception {
    for (String behaviour : List.of("pass", "die", "hang")) {
      run(behaviour, SHORT);
      Path home = directory.resolve("fake-" + behaviour);
      Path file = Path.of(Files.readString(home.resolve("out.txt")).lines().findFirst().orElse(""));
      assertTrue(file.startsWith(home), file.toString());
      assertFalse(Files.exists(file.getParent()), file.toString());
    }
  }

  @Test
  void oneThatDoesNotListenIsKilled() throws Exception {
    assertEquals(ForkOutcome.End.HUNG, run("deaf", SHORT).end());
    assertTrue(
        ProcessHandle.current().children().noneMatch(ForksTest::isFakeRunner),
        "the deaf JVM is gone");
  }

  @Test
  void nothingStartsAfterAllWereEnded() {
    Forks forks = forks();
    assertEquals(List.of(), forks.endAll());
    assertThrows(InterruptedException.class, () -> forks.run(plan("hang", LONG), finished -> {}));
    assertFalse(Files.exists(directory.resolve("fake-hang").resolve("tmp")));
  }

  private static boolean isFakeRunner(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("FakeRunner");
  }

  private static String assertNotNullValue(@Nullable String value) {
    assertNotNull(value);
    return value;
  }

  private ForkOutcome run(String behaviour, Duration limit)
      throws IOException, InterruptedException {
    return forks().run(plan(behaviour, limit), finished -> {});
  }

  private Forks forks() {
    String path = System.getProperty("java.class.path");
    return new Forks(directory, List.of(path.split(File.pathSeparator, -1)), List.of());
  }

  private static ForkPlan plan(String behaviour, Duration limit) {
    return new ForkPlan(
        "fake-" + behaviour,
        FakeRunner.class.getName(),
        List.of(Made.entry(Checker.CONTRACT, "first", "LCK-01")),
        List.of(),
        false,
        Map.of("fake", behaviour),
        JvmOptions.shortLived(),
        List.of(),
        limit,
        SHORT,
        false);
  }
}
