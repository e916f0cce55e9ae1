package dev.lockstep.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** The launcher, end to end where it forks. */
class StressRunnerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void forbiddenOutcomeIsAFailureWithItsTable() throws Exception {
    Fork fork = fork(List.of("-Dlockstep.subject=broken"), "LCK-12,LCK-16");

    assertEquals(0, fork.code(), fork.output());
    JsonNode races = fork.result("LockStress.Lck12_OneOfTwoRacingReleasesFails");
    assertEquals("FAILED", races.get("status").asText(), fork.output());
    assertEquals("[\"LCK-12\"]", races.get("rules").toString());
    assertTrue(races.get("executions").asLong() > 0);
    String table = races.get("message").asText();
    assertTrue(
        table.matches("(?s).*\n  released, released +[0-9,]+  Forbidden +Two releases of .*"),
        table);
    assertTrue(table.contains("-Dlockstep.subject=broken"), table);
    JsonNode woken = fork.result("LockStress.Lck16_BlockedAcquireIsWoken");
    assertEquals("NOT_OFFERED", woken.get("status").asText());
  }

  @Test
  void hangIsAFailureWithStacks() throws Exception {
    Fork fork =
        fork(
            List.of("-Dlockstep.subject=stuck", "-Dlockstep.cost.hang.milliseconds=1500"),
            "LCK-18");

    JsonNode stranded = fork.result("LockStress.Lck18_TimeoutOfOneWaiterStrandsNoOther");
    assertEquals("FAILED", stranded.get("status").asText(), fork.output());
    String message = stranded.get("message").asText();
    assertTrue(message.contains("a hang") && message.contains("waitForEver"), message);
  }

  @Test
  void testThatCannotBeScheduledIsAFailure() throws Exception {
    try (StressRun run = new StressRun(2)) {
      StressRun.Finding finding =
          run.run("dev.lockstep.stress.LockStress.Lck12_ThreeOfFourRacingReleasesFail");

      assertEquals(Status.FAILED, finding.status());
      assertEquals(
          "dev.lockstep.stress.LockStress.Lck12_ThreeOfFourRacingReleasesFail did not run."
              + " 4 actors cannot be scheduled on 2 cores.",
          finding.message());
    }
  }

  @Test
  void testThatIsNotListedIsAFailure() throws Exception {
    try (StressRun run = new StressRun()) {
      StressRun.Finding finding = run.run("dev.lockstep.stress.LockStress.NoSuch");

      assertEquals(Status.FAILED, finding.status());
      assertTrue(String.valueOf(finding.message()).contains("META-INF/TestList"));
    }
  }

  @Test
  void directCallsAndCallsThroughTheSpiHaveTheSameOutcomes() throws Exception {
    for (String test :
        List.of(
            "Lck12_OneOfTwoRacingReleasesFails",
            "Lck15_AcquireWithoutBlockingSeesWhatWasWritten")) {
      try (StressRun run = new StressRun()) {
        run.run("dev.lockstep.stress.LockStress." + test);
        run.run("dev.lockstep.stress.DirectLockStress." + test);

        List<Map<String, Expect>> outcomes = new ArrayList<>();
        for (TestResult result : run.results()) {
          outcomes.add(gradedOutcomes(result));
        }
        assertEquals(2, outcomes.size());
        assertEquals(2, outcomes.get(0).size(), () -> test + " sees both orders: " + outcomes);
        assertEquals(outcomes.get(0), outcomes.get(1), test);
      }
    }
  }

  @Test
  void unknownNamesAreBadUse() {
    StringWriter err = new StringWriter();
    String out = directory.resolve("results").toString();

    assertEquals(2, run(err, "--checks", "NoSuch", "--out", out));
    assertEquals(2, run(err, "--checks", "LockStress", "--rules", "LCK-99", "--out", out));
    assertEquals(2, run(err, "--checks", "LockStress", "--rules", "SEM-12", "--out", out));
    assertEquals(2, run(err, "--out", out));
    assertEquals(
        List.of(
            "--checks: no class of jcstress tests is called NoSuch",
            "--rules: no check names the rule LCK-99",
            "No test of LockStress names SEM-12",
            "Missing required option: '--checks=<classes>'"),
        err.toString().lines().toList());
    assertTrue(Files.notExists(Path.of(out)));
  }

  private static int run(StringWriter err, String... arguments) {
    return StressRunner.run(Inventory.scan(), new PrintWriter(err, true), arguments);
  }

  private static Map<String, Expect> gradedOutcomes(TestResult result) {
    Map<String, Expect> seen = new TreeMap<>();
    for (GradingResult outcome : result.grading().gradingResults.values()) {
      if (outcome.count > 0) {
        seen.put(outcome.id, outcome.expect);
      }
    }
    return seen;
  }

  /** What a launcher in a JVM of its own gave: its exit code, results by name, and its output. */
  private record Fork(int code, Map<String, JsonNode> results, String output) {
    JsonNode result(String check) {
      JsonNode result = results.get(check);
      if (result == null) {
        throw new AssertionError(check + " has no result; there are " + results + "\n" + output);
      }
      return result;
    }
  }

  private Fork fork(List<String> properties, String rules) throws Exception {
    Path out = directory.resolve("results");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(properties);
    command.add(StressRunner.class.getName());
    command.addAll(List.of("--checks", "LockStress", "--rules", rules));
    command.addAll(List.of("--out", out.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (InputStream stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), UTF_8);
    }
    return new Fork(process.waitFor(), read(out), output);
  }

  private static Map<String, JsonNode> read(Path out) throws IOException {
    Map<String, JsonNode> results = new TreeMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode event = JSON.readTree(line);
      if (event.get("event").asText().equals("finished")) {
        results.put(event.get("result").get("check").asText(), event.get("result"));
      }
    }
    return results;
  }
}
