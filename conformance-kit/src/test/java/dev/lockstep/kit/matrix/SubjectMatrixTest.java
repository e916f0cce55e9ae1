package dev.lockstep.kit.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.subject.Gaps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The matrix of a subject, with what its checks found made up. */
class SubjectMatrixTest {
  private static final RuleBook RULES = RuleBook.load();

  private static final Gaps GAPS =
      new Gaps(Map.of("LCK-06", "NaN is | zero", "LCK-12", "not atomic", "SEM", "there is none"));

  private static CheckResult result(String checker, String check, Status status, String... rules) {
    String message = status == Status.PASSED ? null : "as " + status;
    return new CheckResult("lock", checker, check, List.of(rules), status, 1, 1, message);
  }

  private static String render(CheckResult... results) {
    return SubjectMatrix.render(RULES, "theirs", GAPS, List.of(results), "this test");
  }

  private static String row(String rule, CheckResult... results) {
    return render(results).lines().filter(l -> l.startsWith("| " + rule)).findFirst().orElseThrow();
  }

  @Test
  void aRuleWhoseChecksPassed() {
    String row =
        row(
            "LCK-01",
            result("contract", "LockContract.a", Status.PASSED, "LCK-01", "LCK-02"),
            result("oracle", "LockOracle.subjectDoes", Status.PASSED, "LCK-01"),
            result("contract", "LockContract.b", Status.PASSED, "LCK-01"));
    assertTrue(row.endsWith("| passed | contract 2, oracle 1 |"), row);
  }

  @Test
  void whatPythonSaysOfTheModelSaysNothingOfTheSubject() {
    for (Status status : List.of(Status.PASSED, Status.FAILED)) {
      String row =
          row(
              "LCK-01",
              result("oracle", "LockOracle.livePythonsDoWhatTheModelSays", status, "LCK-01"));
      assertTrue(row.contains("| not shown | no check of it was run"), row);
    }
  }

  @Test
  void everyCheckOfTheOracleIsOfTheSubjectOrOfTheModel() {
    for (Inventory.Entry entry : Inventory.scan()) {
      if (entry.checker() == Checker.ORACLE) {
        boolean ofModel = entry.member().matches("(recorded|live)(Pythons|Nodes).*");
        CheckResult result = result("oracle", entry.check(), Status.PASSED, "LCK-01");
        assertEquals(!ofModel, SubjectMatrix.looksAtTheSubject(result), entry.check());
      }
    }
  }

  @Test
  void aFailureIsShownWhateverElsePassedOrIsDeclared() {
    String row =
        row(
            "LCK-12",
            result("contract", "LockContract.a", Status.PASSED, "LCK-12"),
            result("contract", "LockContract.b", Status.FAILED, "LCK-12"),
            result("contract", "LockContract.c", Status.FAILED, "LCK-12"));
    assertTrue(row.endsWith("| differs | `LockContract.b` and 1 more:<br>`as FAILED` |"), row);
  }

  @Test
  void whatIsNotOfferedIsNeverPassed() {
    CheckResult passed = result("contract", "LockContract.a", Status.PASSED, "LCK-06", "SEM-01");
    String row = row("LCK-06", passed);
    assertTrue(row.endsWith("| not offered | NaN is \\| zero |"), row);
    row = row("SEM-01", passed);
    assertTrue(row.endsWith("| not offered | SEM: there is none |"), row);
  }

  @Test
  void whatWasNotRunSaysWhatItTakes() {
    CheckResult contract = result("contract", "LockContract.a", Status.PASSED, "LCK-01");
    String row = row("LCK-15", contract); // its evidence is of jcstress and of the class files
    assertTrue(row.endsWith("| no check of it was run: it takes `--checker jcstress` |"), row);
    row = row("LCK-13", result("contract", "LockContract.b", Status.SKIPPED, "LCK-13"));
    assertTrue(row.endsWith("| not shown | as SKIPPED |"), row);
  }

  @Test
  void theSummaryCountsEveryRuleOnce() {
    String text = render(result("contract", "LockContract.a", Status.PASSED, "LCK-01", "LCK-02"));
    int locks = RULES.rules(Primitive.LOCK).size();
    int semaphores = RULES.rules(Primitive.SEMAPHORE).size();
    String lock = "| [Lock](#lock) | " + locks + " | 2 | – | 2 | " + (locks - 4) + " |";
    assertTrue(text.contains(lock), text);
    String none = " | – | – | " + semaphores + " | – |";
    assertTrue(text.contains("| [Semaphore](#semaphore) | " + semaphores + none), text);
  }
}
