package dev.lockstep.kit.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the shipped rules, and refuses every way of writing them wrongly. */
class RuleBookTest {
  private static final String GOOD =
      """
      # Lock

      ## Rules

      | id | rule | why | source | deviation | evidence |
      |---|---|---|---|---|---|
      | LCK-01 | `a \\| b` MUST hold. | Because. | [docs](https://docs.example/#a) of **it** | | contract, oracle |
      | LCK-02 | It MAY hold. | So. | observed | Ours differs. | jcstress |

      ## Observed

      | rule | versions | instead |
      |---|---|---|
      | LCK-01 | 3.11, 3.12 | `ValueError: x` |
      | LCK-01 | 3.13 | nothing |
      """;

  private static RuleBook parse(String text) {
    return RuleBook.parse(Map.of(Primitive.LOCK, text));
  }

  @Test
  void keepsTheMarkdownOfEachCell() {
    assertEquals(
        new NumberedRule(
            "LCK-01",
            Primitive.LOCK,
            "`a \\| b` MUST hold.",
            "Because.",
            "[docs](https://docs.example/#a) of **it**",
            "",
            List.of(Checker.CONTRACT, Checker.ORACLE)),
        parse(GOOD).find("LCK-01").orElseThrow());
    assertEquals("Ours differs.", parse(GOOD).find("LCK-02").orElseThrow().deviation());
  }

  @Test
  void readsWhatOtherVersionsDo() {
    assertEquals(
        List.of(
            new ObservedDifference("LCK-01", List.of("3.11", "3.12"), "`ValueError: x`"),
            new ObservedDifference("LCK-01", List.of("3.13"), "nothing")),
        parse(GOOD).observed("LCK-01"));
    assertEquals(List.of(), parse(GOOD).observed("LCK-02"));
  }

  @Test
  void readsWhichRulesAreAFunctions() {
    String table =
        """
        ## Functions

        | function | rules |
        |---|---|
        | `a` | LCK-01, LCK-02 |
        | `b` | LCK-02 |

        ## Observed
        """;
    String text = GOOD.replace("## Observed\n", table);
    assertEquals(
        Map.of("`a`", List.of("LCK-01", "LCK-02"), "`b`", List.of("LCK-02")),
        parse(text).functions(Primitive.LOCK));
    assertEquals(Map.of(), parse(GOOD).functions(Primitive.LOCK));
    InconsistencyException thrown =
        assertThrows(
            InconsistencyException.class,
            () -> parse(text.replace("| LCK-01, LCK-02", "| LCK-03, LCK-02")));
    assertEquals(
        List.of(
            "docs/rules/lock.md: \"LCK-03\" under \"Functions\" is no rule of it",
            "LCK-01 is no function's under \"Functions\""),
        thrown.findings());
  }

  @Test
  void readsTheShippedRules() {
    RuleBook book = RuleBook.load();
    for (Primitive primitive : Primitive.values()) {
      assertFalse(book.rules(primitive).isEmpty(), primitive::id);
    }
    assertEquals(List.of("3.11", "3.12"), book.observed("LCK-09").get(0).versions());
    assertEquals(
        book.rules().stream().map(NumberedRule::id).distinct().count(), book.rules().size());
    assertTrue(book.find("LCK-99").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "LCK-02 ~ LCK-03 ~ docs/rules/lock.md: rule number 2 must be LCK-02, not \"LCK-03\"",
        "LCK-02 ~ LCK-01 ~ LCK-01 is the id of two rules",
        "LCK-02 ~ SEM-02 ~ docs/rules/lock.md: rule number 2 must be LCK-02, not \"SEM-02\"",
        "LCK-02 ~ LCK-2 ~ docs/rules/lock.md: rule number 2 must be LCK-02, not \"LCK-2\"",
        "MAY ~ MAYBE ~ LCK-02 has neither MUST nor MAY",
        "Because. ~ '' ~ LCK-01 has no reason (column why)",
        "observed ~ '' ~ 'LCK-02: a source is a link, \"observed\" or \"Lockstep''s API\", not \"\"'",
        "observed ~ rumour ~ 'LCK-02: a source is a link, \"observed\" or \"Lockstep''s API\", not \"rumour\"'",
        "jcstress ~ '' ~ LCK-02 asks for no evidence",
        "jcstress ~ luck ~ LCK-02 asks for evidence by \"luck\", which is no checker",
        "jcstress ~ 'jcstress, jcstress' ~ LCK-02 asks for evidence by jcstress twice",
        "## Rules ~ ## Laws ~ docs/rules/lock.md must have one table under \"Rules\", and has 0",
        "## Observed ~ ## Seen ~ docs/rules/lock.md must have one table under \"Observed\", and has 0",
        "| why | ~ | reason | ~ 'docs/rules/lock.md: the table under \"Rules\" must have the columns id | rule | why | source | deviation | evidence, not id | rule | reason | source | deviation | evidence'",
        "| LCK-01 | 3.13 ~ | LCK-07 | 3.13 ~ docs/rules/lock.md: \"LCK-07\" under \"Observed\" is no rule of this document",
        "3.13 | ~ four | ~ LCK-01 under \"Observed\": \"four\" is no version",
        "3.13 | ~ Node 20.1 | ~ LCK-01 under \"Observed\": \"Node 20.1\" is no version",
        "3.13 | ~ 3.12 | ~ LCK-01 under \"Observed\" has version 3.12 twice",
        "3.13 | ~ | ~ LCK-01 under \"Observed\" names no version",
        "nothing ~ '' ~ LCK-01 under \"Observed\" does not say what those versions do instead",
      })
  void refuses(String written, String wrongly, String finding) {
    String text = GOOD.replace(written, wrongly);
    assertFalse(text.equals(GOOD), "the test must change something");
    InconsistencyException thrown = assertThrows(InconsistencyException.class, () -> parse(text));
    assertTrue(thrown.findings().contains(finding), thrown::getMessage);
  }

  @Test
  void knowsTheVersionsOfNode() {
    RuleBook book = parse(GOOD.replace("3.13 |", "Node 20, Node 22.1.0 |"));
    assertEquals(List.of("Node 20", "Node 22.1.0"), book.observed("LCK-01").get(1).versions());
  }

  @Test
  void refusesADocumentWithoutRules() {
    String text = GOOD.replaceAll("(?m)^\\| LCK.*\n", "");
    InconsistencyException thrown = assertThrows(InconsistencyException.class, () -> parse(text));
    assertEquals(List.of("docs/rules/lock.md has no rules"), thrown.findings());
  }

  @Test
  void refusesTwoTablesUnderOneHeading() {
    String text = GOOD.replace("## Observed", "| id |\n|---|\n\n## Observed");
    InconsistencyException thrown = assertThrows(InconsistencyException.class, () -> parse(text));
    assertTrue(thrown.toString().contains("must have one table under \"Rules\", and has 2"));
  }

  @Test
  void tellsEverythingAtOnce() {
    String text = GOOD.replace("MUST", "may").replace("MAY", "may");
    InconsistencyException thrown = assertThrows(InconsistencyException.class, () -> parse(text));
    assertEquals(2, thrown.findings().size());
  }
}
