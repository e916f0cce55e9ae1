package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Environment;
import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Judgement.Outcome;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.MeasurementsFile;
import dev.lockstep.benchmarks.run.Role;
import dev.lockstep.benchmarks.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private static final List<String> NAMES =
      List.of("Contended", "Lock", "Lock.Contended", "RLock", "Semaphore");

  @Test
  void aWordThatIsAlmostANameIsToldTheName() {
    BadUse e =
        assertThrows(
            BadUse.class, () -> BenchCommand.requireKnown(List.of("Lock", "semafore"), NAMES));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith("--only: there is no \"semafore\"; the nearest are: Semaphore, "),
        e.getMessage());
  }

  @Test
  void namesAreFoundInAnyCase() {
    assertDoesNotThrow(() -> BenchCommand.requireKnown(List.of("lock.contended", "RLOCK"), NAMES));
  }

  @Test
  void aTimeThatTripsIsListedAndDoesNotFail() {
    Judgement tripped = new Judgement(Outcome.TRIPPED, "Lock.Uncontended", "0.50 times as fast");
    Run.Result result = result();
    assertEquals(Exit.PASSED, BenchCommand.exitCode(result, List.of(tripped)));
    List<String> summary = BenchCommand.summary(result, List.of(tripped));
    assertTrue(summary.contains("TRIPPED Lock.Uncontended: 0.50 times as fast"), summary::toString);
    assertTrue(
        summary.contains(
            "Limits: 0 kept, 0 kept but not certain, 0 out of reach, 0 undecided, 0 not judged,"
                + " 1 tripped, 0 broken."),
        summary::toString);
  }

  @Test
  void whatIsNotJudgedIsListedAndWhatIsNotCertainIsCounted() {
    List<String> summary =
        BenchCommand.summary(
            result(),
            List.of(
                new Judgement(Outcome.NOT_JUDGED, "Lock.Crowd on JDK 17", "the run has none"),
                new Judgement(Outcome.NOT_CERTAIN, "Lock.Other on JDK 17", "1.00 times as fast")));
    assertEquals(
        List.of(
            "",
            "NOT JUDGED Lock.Crowd on JDK 17: the run has none",
            "Limits: 0 kept, 1 kept but not certain, 0 out of reach, 0 undecided, 1 not judged,"
                + " 0 tripped, 0 broken."),
        summary);
  }

  @Test
  void aFloorThatIsBeatenIsAWarning() {
    Contest contest =
        new Contest(
            "Lock",
            "Uncontended",
            Map.of(),
            "JDK 17",
            "acquire and release",
            "",
            List.of(
                contestant("lockstep", Role.OURS, 10),
                contestant("lockstep (again)", Role.AGAIN, 10),
                contestant("floor", Role.FLOOR, 20)));
    assertTrue(
        BenchCommand.summary(result(List.of(contest)), List.of())
            .contains(
                "WARNING Lock.Uncontended on JDK 17: the floor \"floor\" is beaten, so it is wrong:"
                    + " lockstep is 2.00 (2.00 to 2.00) times as fast"));
  }

  private static Contestant contestant(String name, Role role, double mean) {
    List<Double> round = List.of(mean, mean);
    return new Contestant(name, name, "", role, List.of(round, round), List.of(), 0.0, List.of());
  }

  @Test
  void aBrokenGateFails() {
    Judgement broken = new Judgement(Outcome.BROKEN, "Lock.Uncontended", "16.0 B/op, at most 0");
    assertEquals(Exit.FAILED, BenchCommand.exitCode(result(), List.of(broken)));
  }

  @Test
  void whatFailedToRunFailsAndIsTold() {
    Run.Result result = result("Lock.Uncontended on JDK 17, lockstep: exit code 7");
    assertEquals(Exit.FAILED, BenchCommand.exitCode(result, List.of()));
    List<String> summary = BenchCommand.summary(result, List.of());
    assertTrue(
        summary.contains("NOT MEASURED Lock.Uncontended on JDK 17, lockstep: exit code 7"),
        summary::toString);
  }

  @Test
  void aRunThatWasKeptIsReportedAndComparedWithoutMeasuring(@TempDir Path directory)
      throws IOException {
    String run = kept(directory);
    String out = directory.resolve("out").toString();
    assertEquals(Exit.PASSED, Lockstep.run("bench", "--report", "--from", run, "--out", out));
    assertEquals(Exit.PASSED, Lockstep.run("bench", "--compare", run, run, "--out", out));
    for (String written : List.of("report.html", "summary.md", "compare.html")) {
      assertTrue(Files.size(Path.of(out, written)) > 0, written);
    }
  }

  @Test
  void whatIsNotFitToBePublishedIsBadUse(@TempDir Path directory) throws IOException {
    String run = kept(directory);
    assertEquals(Exit.BAD_USE, Lockstep.run("bench", "--publish", "--from", run));
  }

  @Test
  void aFileThatIsNoRunCanNotBeReported(@TempDir Path directory) throws IOException {
    Path other = Files.writeString(directory.resolve("other.json"), "[]");
    for (Path file : List.of(other, directory.resolve("missing.json"))) {
      assertEquals(
          Exit.COULD_NOT_RUN,
          Lockstep.run("bench", "--report", "--from", file.toString(), "--out", file + ".out"));
      assertFalse(Files.exists(Path.of(file + ".out")), "nothing is written");
    }
  }

  @Test
  void aRunThatIsNotThereOrIsOfSomethingElseDoesNotGoOn(@TempDir Path directory)
      throws IOException {
    String out = directory.toString();
    assertEquals(Exit.COULD_NOT_RUN, Lockstep.run("bench", "--continue", "--out", out));
    kept(directory);
    assertEquals(Exit.BAD_USE, Lockstep.run("bench", "--continue", "--out", out));
    assertTrue(Files.exists(directory.resolve("measurements.json")), "it is kept");
  }

  private static String kept(Path directory) throws IOException {
    Path file = directory.resolve("measurements.json");
    MeasurementsFile.write(result().measurements(), file);
    return file.toString();
  }

  private static Run.Result result(String... failures) {
    return result(List.of(), failures);
  }

  private static Run.Result result(List<Contest> contests, String... failures) {
    return new Run.Result(
        new Measurements(
            Measurements.FORMAT,
            "2026-01-01T00:00:00Z",
            List.of(),
            1,
            "quick",
            List.of(),
            failures.length == 0,
            "1",
            new Environment("a processor", 2, "not readable", "a kernel", 1, 1, List.of()),
            contests,
            List.of(),
            List.of(failures)),
        List.of(failures));
  }
}
