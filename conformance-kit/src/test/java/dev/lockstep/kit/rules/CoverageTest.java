package dev.lockstep.kit.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.twins.Twin;
import dev.lockstep.kit.twins.Twins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Complete evidence has no findings, and each thing that is taken away has one. */
class CoverageTest {
  private static final RuleBook RULES =
      RuleBook.parse(
          Map.of(
              Primitive.LOCK,
              """
              ## Rules
              | id | rule | why | source | deviation | evidence |
              |---|---|---|---|---|---|
              | LCK-01 | MUST | why | observed | | contract, jcstress |
              | LCK-02 | MUST | why | observed | | contract |

              ## Observed
              | rule | versions | instead |
              |---|---|---|
              """));

  private final List<Inventory.Entry> checks =
      new ArrayList<>(
          List.of(
              check(Checker.CONTRACT, "LockContract.both", "LCK-01", "LCK-02"),
              check(Checker.JCSTRESS, "LockStress.Lck01_Claim", "LCK-01")));

  private final List<Twin> twins =
      new ArrayList<>(
          List.of(
              Twins.parse("LCK-01-bug", "contract", "Seen-by: jcstress\n", "a", RULES),
              Twins.parse("LCK-02-bug", "contract", "", "b", RULES)));

  private static Inventory.Entry check(Checker checker, String name, String... rules) {
    return new Inventory.Entry(Primitive.LOCK, checker, "x.Lock", name, List.of(rules));
  }

  private List<String> findings() {
    return Coverage.findings(RULES, checks, twins);
  }

  @Test
  void completeEvidenceHasNoFindings() {
    assertEquals(List.of(), findings());
  }

  @Test
  void aRuleNeedsACheckByEachChecker() {
    checks.remove(1);
    assertEquals(
        List.of(
            "LCK-01 needs evidence by jcstress, and has no check",
            "The twin LCK-01-bug is to be seen by jcstress, which has no check of LCK-01"),
        findings());
  }

  @Test
  void evidenceByAnotherCheckerDoesNotCount() {
    checks.set(0, check(Checker.ORACLE, "LockOracle.both", "LCK-01", "LCK-02"));
    assertEquals(
        List.of(
            "LCK-01 needs evidence by contract, and has no check",
            "LCK-02 needs evidence by contract, and has no check",
            "The twin LCK-01-bug is to be killed by contract, which has no check of LCK-01",
            "The twin LCK-02-bug is to be killed by contract, which has no check of LCK-02"),
        findings());
  }

  @Test
  void aRuleNeedsATwin() {
    twins.remove(1);
    assertEquals(List.of("LCK-02 has no broken twin"), findings());
  }

  @Test
  void aTwinInSharedMemoryIsNoneOfOurs() {
    twins.set(1, Twins.parseShared("LCK-02-shared", "contract", "", "b", RULES));
    assertEquals(List.of("LCK-02 has no broken twin"), findings());
  }

  @Test
  void aCheckNamesKnownRulesOnly() {
    checks.add(check(Checker.ORACLE, "LockOracle.lck09_claim", "LCK-09"));
    assertEquals(
        List.of("LockOracle.lck09_claim names LCK-09, and there is no such rule"), findings());
  }
}
