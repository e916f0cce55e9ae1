package dev.lockstep.kit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a check can end, and what the runner makes of it. */
class CheckRunnerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory = Path.of("");
  private Path out = Path.of("");
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void chooseFile() {
    out = directory.resolve("deep/results.jsonl");
  }

  private int run(List<Inventory.Entry> inventory, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--out");
    all.add(out.toString());
    return CheckRunner.run(inventory, new PrintWriter(err, true), all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return run(InventoryTest.fixtures(), arguments);
  }

  /** Reads the results, and verifies that each was announced just before. */
  private Map<String, CheckResult> results() throws IOException {
    Map<String, CheckResult> results = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(out);
    for (int i = 0; i < lines.size(); i += 2) {
      JsonNode started = JSON.readTree(lines.get(i));
      JsonNode finished = JSON.readTree(lines.get(i + 1));
      assertEquals("started", started.get("event").asText());
      assertEquals("finished", finished.get("event").asText());
      CheckResult result = JSON.treeToValue(finished.get("result"), CheckResult.class);
      assertEquals(started.get("check").asText(), result.check());
      assertNull(results.put(result.check(), result), "two results of " + result.check());
    }
    return results;
  }

  private CheckResult result(String check) throws IOException {
    return Objects.requireNonNull(results().get(check), check);
  }

  private CheckResult only(String rule) throws IOException {
    int code = run("--checks", "LockContract", "--rules", rule);
    assertEquals(0, code, err::toString);
    Map<String, CheckResult> results = results();
    assertEquals(1, results.size(), results::toString);
    return results.values().iterator().next();
  }

  private static void assertMessage(String part, CheckResult result) {
    assertTrue(String.valueOf(result.message()).contains(part), result::toString);
  }

  private void assertError(int code, int seen, String message) {
    assertEquals(code, seen, err::toString);
    assertEquals(message, err.toString().strip());
  }

  @Test
  void oneResultForEachCheck() throws IOException {
    assertEquals(0, run("--checks", "fixtures.good.LockContract,SemaphoreOracle"), err::toString);
    List<String> due =
        InventoryTest.fixtures().stream()
            .filter(e -> e.className().matches(".*(LockContract|SemaphoreOracle)"))
            .map(Inventory.Entry::check)
            .toList();
    assertEquals(due, results().keySet().stream().sorted().toList());
  }

  @Test
  void passed() throws IOException {
    CheckResult result = only("LCK-01");
    assertEquals(Status.PASSED, result.status());
    assertEquals(3, result.executions());
    assertEquals(List.of("LCK-01"), result.rules());
    assertEquals("lock", result.primitive());
    assertEquals("contract", result.checker());
    assertNull(result.message());
    assertTrue(result.seconds() > 0);
  }

  @Test
  void aCheckThatExecutesNothingFails() throws IOException {
    CheckResult result = only("LCK-02");
    assertEquals(Status.FAILED, result.status());
    assertMessage("executed nothing", result);
  }

  @Test
  void aFailureTellsItsMessageAndOwnFrames() throws IOException {
    assertEquals(0, run("--checks", "LockContract", "--rules", "LCK-03"));
    CheckResult result = result("LockContract.lck03_fails");
    assertEquals(Status.FAILED, result.status());
    assertEquals(List.of("LCK-03"), result.rules());
    assertMessage("what was done ==> expected: <due> but was: <seen>", result);
    assertMessage("at fixtures.good.LockContract.lck03_fails", result);
    assertTrue(!String.valueOf(result.message()).contains("org.junit"), result::message);
  }

  @Test
  void aRuleViolationInTheCausesPutsTheBlame() throws IOException {
    CheckResult result = only("LCK-04");
    assertEquals(List.of("LCK-04"), result.rules());
    assertMessage("IllegalStateException: around", result);
    assertMessage("caused by: LCK-04: counterexample", result);
  }

  @Test
  void blameOfARuleThatTheCheckDoesNotNameIsTold() throws IOException {
    CheckResult result = only("LCK-05");
    assertEquals(List.of("LCK-06"), result.rules());
    assertMessage("The check's @Rule does not name LCK-06", result);
  }

  @Test
  void notOffered() throws IOException {
    CheckResult result = only("LCK-06");
    assertEquals(Status.NOT_OFFERED, result.status());
    assertMessage("not offered: LCK-06", result);
  }

  @Test
  void abortedIsSkipped() throws IOException {
    CheckResult result = only("LCK-07");
    assertEquals(Status.SKIPPED, result.status());
    assertMessage("no interpreter", result);
  }

  @Test
  void disabledIsSkipped() throws IOException {
    CheckResult result = only("LCK-08");
    assertEquals(Status.SKIPPED, result.status());
    assertEquals("known to hang", result.message());
  }

  @Test
  void aLongMessageIsShortened() throws IOException {
    CheckResult result = only("LCK-09");
    assertTrue(String.valueOf(result.message()).length() <= FailureText.LIMIT);
    assertMessage("characters left out", result);
    assertMessage("the end", result);
  }

  @Test
  void aFactoryFailsIfAnyOfItsTestsDoes() throws IOException {
    CheckResult result = only("LCK-10");
    assertEquals(Status.FAILED, result.status());
    assertEquals(List.of("LCK-11"), result.rules());
    assertEquals(60, result.executions());
    assertMessage("[case 2] LCK-11: counterexample 2", result);
    assertMessage("[case 4] LCK-11: counterexample 4", result);
    assertMessage("2 more failures", result);
    assertTrue(!String.valueOf(result.message()).contains("counterexample 5"), result::message);
  }

  @Test
  void aFactoryPassesIfAllOfItsTestsDo() throws IOException {
    CheckResult result = only("LCK-12");
    assertEquals(Status.PASSED, result.status());
    assertEquals(3, result.executions());
  }

  @Test
  void aFactoryWithoutTestsFails() throws IOException {
    assertEquals(Status.FAILED, only("LCK-13").status());
  }

  @Test
  void aFactoryThatThrowsFails() throws IOException {
    CheckResult result = only("LCK-14");
    assertEquals(Status.FAILED, result.status());
    assertMessage("no cases", result);
  }

  @Test
  void aFactoryOfWhichAPartIsNotOfferedPassesAndSaysSo() throws IOException {
    CheckResult result = only("LCK-16");
    assertEquals(Status.PASSED, result.status());
    assertMessage("not offered: LCK-16", result);
  }

  @Test
  void aFactoryOfWhichAPartIsSkippedIsSkipped() throws IOException {
    CheckResult result = only("LCK-17");
    assertEquals(Status.SKIPPED, result.status());
    assertEquals("no time", result.message());
  }

  @Test
  void aPropertyPasses() throws IOException {
    CheckResult result = only("LCK-18");
    assertEquals(Status.PASSED, result.status());
    assertEquals(Cost.CONTRACT_TRIES, result.executions());
  }

  @Test
  void aPropertyFailsWithItsSeedAndShrunkSample() throws IOException {
    CheckResult result = only("LCK-19");
    assertEquals(Status.FAILED, result.status());
    assertEquals(List.of("LCK-19"), result.rules());
    assertMessage("saw a large number", result);
    assertMessage("seed = ", result);
    assertMessage("Shrunk Sample", result);
    assertMessage("number: 7", result);
  }

  @Test
  void anInheritedCheckRuns() throws IOException {
    assertEquals(Status.PASSED, only("LCK-20").status());
  }

  @Test
  void aFailureBeforeTheChecksFailsThemAll() throws IOException {
    assertEquals(0, run("--checks", "SemaphoreContract"), err::toString);
    assertEquals(2, results().size());
    for (CheckResult result : results().values()) {
      assertEquals(Status.FAILED, result.status());
      assertEquals(List.of("SEM-01"), result.rules());
      assertMessage("preparation failed", result);
    }
  }

  @Test
  void aDisabledClassSkipsItsChecks() throws IOException {
    assertEquals(0, run("--checks", "SemaphoreOracle"), err::toString);
    CheckResult result = result("SemaphoreOracle.sem03_neverRuns");
    assertEquals(Status.SKIPPED, result.status());
  }

  @Test
  void aFailureAfterTheChecksIsAnErrorExit() {
    assertEquals(1, run("--checks", "LockLincheck"));
    assertTrue(err.toString().contains("LockLincheck failed"), err::toString);
    assertTrue(err.toString().contains("a thread is left"), err::toString);
  }

  @Test
  void resultsAreAppended() throws IOException {
    run("--checks", "LockContract", "--rules", "LCK-01");
    run("--checks", "LockContract", "--rules", "LCK-12");
    assertEquals(
        List.of("LockContract.lck01_passes", "LockContract.lck12_factoryPasses"),
        List.copyOf(results().keySet()));
  }

  @Test
  void aCheckThatTheLauncherDoesNotFindIsAnErrorExit() {
    List<Inventory.Entry> invented =
        List.of(
            new Inventory.Entry(
                Primitive.LOCK,
                Checker.CONTRACT,
                "fixtures.good.LockContract",
                "LockContract.lck01_absent",
                List.of("LCK-01")));
    assertError(
        1,
        run(invented, "--checks", "LockContract"),
        "LockContract.lck01_absent was not found as one method of fixtures.good.LockContract; found: 0");
  }

  @Test
  void aMethodThatNoEngineRunsIsAnErrorExit() {
    List<Inventory.Entry> invented =
        List.of(
            new Inventory.Entry(
                Primitive.LOCK,
                Checker.CONTRACT,
                "fixtures.broken.unrun.LockContract",
                "LockContract.lck01_claim",
                List.of("LCK-01")));
    assertError(
        1,
        run(invented, "--checks", "LockContract"),
        "The launcher did not find LockContract.lck01_claim");
  }

  @Test
  void badUseIsToldInOneLine() {
    assertError(2, run("--checks"), "Expected parameter for option '--checks' but found '--out'");
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertError(
        2,
        run("--checks", "LockContract", "--rule", "LCK-01"),
        "Unknown options: '--rule', 'LCK-01'");
  }

  @Test
  void anUnknownClassIsRefused() {
    assertError(
        1,
        run("--checks", "LockTest"),
        "--checks: there is no check or class of checks called LockTest");
  }

  @Test
  void anUnknownRuleIsRefused() {
    assertError(
        1,
        run("--checks", "LockContract", "--rules", "LCK-98"),
        "--rules: no check names the rule LCK-98");
  }

  @Test
  void nothingToRunIsRefused() {
    assertError(
        1,
        run("--checks", "LockContract", "--rules", "SEM-01"),
        "No check of LockContract names SEM-01");
  }

  @Test
  void checksOfJcstressAreRefused() {
    assertError(
        1,
        run("--checks", "LockStress"),
        "fixtures.good.LockStress is run by jcstress, not by this runner");
  }
}
