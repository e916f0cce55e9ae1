package dev.lockstep.kit.twins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.RuleBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads twins, and refuses every way of writing them wrongly. */
class TwinCatalogTest {
  private static final RuleBook RULES = RuleBook.load();
  private static final String NAME = "LCK-12-silent-release.patch";
  private static final String GOOD =
      """
      Rule: LCK-12
      Also: LCK-10, LCK-16
      Breaks: a release of a free lock passes
      Re-enacts: cp#1
      Visible: everywhere
      Killed-by: contract, bytecode
      Seen-by: jcstress
      --- a/primitives/src/main/java/dev/lockstep/threading/Lock.java
      +++ b/primitives/src/main/java/dev/lockstep/threading/Lock.java
      @@ -80,3 +80,4 @@
       before
      -removed
      +added
      +more
       after
      """;

  private static List<Twin> parse(String name, String text) {
    return TwinCatalog.parse(Map.of(name, text), RULES);
  }

  @Test
  void readsATwin() {
    Twin twin = parse(NAME, GOOD).get(0);
    assertEquals("LCK-12-silent-release", twin.name());
    assertEquals("LCK-12", twin.rule());
    assertEquals(List.of("LCK-10", "LCK-16"), twin.also());
    assertEquals("a release of a free lock passes", twin.breaks());
    assertEquals(Optional.of("cp#1"), twin.reEnacts());
    assertEquals(Twin.Visibility.EVERYWHERE, twin.visible());
    assertEquals(Set.of(Checker.CONTRACT, Checker.BYTECODE), twin.killedBy());
    assertEquals(Set.of(Checker.JCSTRESS), twin.seenBy());
    assertEquals("primitives/src/main/java/dev/lockstep/threading/Lock.java", twin.file());
    assertEquals(List.of("before", "removed", "after"), twin.change().getSource().getLines());
    assertEquals(List.of("before", "added", "more", "after"), twin.change().getTarget().getLines());
  }

  @Test
  void optionalHeadersMayBeLeftOut() {
    Twin twin = parse(NAME, GOOD.replaceAll("(?m)^(Also|Re-enacts|Seen-by): .*\n", "")).get(0);
    assertEquals(List.of(), twin.also());
    assertEquals(Optional.empty(), twin.reEnacts());
    assertEquals(Set.of(), twin.seenBy());
  }

  @Test
  void isInTheOrderOfTheRules() {
    String semaphore = GOOD.replace("Rule: LCK-12", "Rule: SEM-01").replace("more", "x");
    String earlier = GOOD.replace("Rule: LCK-12", "Rule: LCK-02").replace("more", "y");
    List<Twin> twins =
        TwinCatalog.parse(
            Map.of(NAME, GOOD, "SEM-01-b.patch", semaphore, "LCK-02-z.patch", earlier), RULES);
    assertEquals(
        List.of("LCK-02-z", "LCK-12-silent-release", "SEM-01-b"),
        twins.stream().map(Twin::name).toList());
  }

  @Test
  void readsTheShippedTwins() {
    TwinCatalog.load(RULES);
  }

  @Test
  void findsFilesOnTheClassPath() {
    assertEquals(
        Set.of("LCK-01-sample.patch", "notes.txt"), TwinCatalog.read("twin-samples").keySet());
  }

  @Test
  void refusesTheSameBugTwice() {
    Map<String, String> files = Map.of(NAME, GOOD, "LCK-12-other-words.patch", GOOD);
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> TwinCatalog.parse(files, RULES));
    assertEquals(
        List.of("LCK-12-other-words and LCK-12-silent-release plant the same bug"),
        thrown.findings());
  }

  @Test
  void tellsTheFindingsOfAllTwins() {
    Map<String, String> files =
        Map.of(NAME, GOOD.replace("Rule: LCK-12", "Rule: LCK-99"), "LCK-01-a.patch", "nonsense");
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> TwinCatalog.parse(files, RULES));
    assertTrue(thrown.toString().contains("LCK-12-silent-release.patch: there is no rule LCK-99"));
    assertTrue(thrown.toString().contains("LCK-01-a.patch: \"nonsense\" is not one of"));
  }

  @ParameterizedTest
  @CsvSource({
    "LCK-12.patch, the name must be <RULE>-<words-in-lower-case>.patch",
    "LCK-12-Silent.patch, the name must be <RULE>-<words-in-lower-case>.patch",
    "LCK-11-silent.patch, the name does not begin with its Rule LCK-12",
    "LCK-12-silent.diff, LCK-12-silent.diff is no .patch file",
  })
  void refusesTheName(String name, String finding) {
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> parse(name, GOOD));
    assertTrue(thrown.toString().contains(finding), thrown::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Rule: LCK-12 ~ Rule: LCK-98 ~ there is no rule LCK-98",
        "'Rule: LCK-12\n' ~ '' ~ lacks the header Rule",
        "Rule: LCK-12 ~ 'Rule: LCK-12, LCK-13' ~ Rule: names one rule, not 2",
        "Rule: LCK-12 ~ Rule: ~ \"Rule:\" is not one of the headers",
        "'Breaks: a release of a free lock passes\n' ~ '' ~ lacks the header Breaks",
        "'Visible: everywhere\n' ~ '' ~ lacks the header Visible",
        "'Killed-by: contract, bytecode\n' ~ '' ~ lacks the header Killed-by",
        "Breaks ~ Brakes ~ is not one of the headers",
        "Re-enacts: cp#1 ~ Breaks: again ~ has the header Breaks twice",
        "'Rule: LCK-12\nAlso: LCK-10, LCK-16' ~ 'Also: LCK-10, LCK-16\nRule: LCK-12' ~ the headers must be in the order",
        "Also: LCK-10 ~ Also: LCK-97 ~ there is no rule LCK-97",
        "Also: LCK-10 ~ Also: LCK-12 ~ Also: repeats the Rule",
        "contract, bytecode ~ contract, luck ~ Killed-by: \"luck\" is no checker",
        "contract, bytecode ~ contract, contract ~ Killed-by: names contract twice",
        "contract, bytecode ~ jcstress ~ Killed-by: jcstress finds by chance",
        "Seen-by: jcstress ~ Seen-by: oracle ~ Seen-by: oracle does not find by chance",
        "everywhere ~ somewhere ~ 'Visible: must be everywhere, weakly-ordered or virtual-threads, not somewhere'",
        "--- a/ ~ --- c/ ~ must patch a/<file> to b/<file>",
        "+++ b/primitives ~ +++ b/gate ~ must patch a/<file> to b/<file>",
        "src/main ~ src/test ~ must patch a/<file> to b/<file>",
        "+++ ~ ++ ~ no unified diff",
        "@@ -80,3 +80,4 @@ ~ @@ here @@ ~ the hunk must begin with",
        "-80,3 ~ -80,4 ~ 'the hunk has 3 lines before and 4 after'",
        "+80,4 ~ +80,3 ~ 'the hunk has 3 lines before and 4 after'",
        "'-removed\n+added\n+more\n' ~ '' ~ changes nothing",
        "'+more' ~ '+1\n+2\n+3\n+4\n+5\n+6\n+7\n+8\n+9\n+10\n+11' ~ changes 13 lines; a twin is one small bug",
        "'-removed' ~ 'removed' ~ begins with neither a blank, + nor -",
        "' after\n' ~ ' after\n@@ -90,1 +91,0 @@\n-x\n' ~ patches more than one place",
        "' after\n' ~ ' after\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n+y\n' ~ patches more than one file",
      })
  void refuses(String written, String wrongly, String finding) {
    String text = GOOD.replace(written, wrongly);
    assertFalse(text.equals(GOOD), "the test must change something");
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> parse(NAME, text));
    assertTrue(thrown.toString().contains(finding), thrown::getMessage);
  }

  @Test
  void aWeaklyOrderedBugMustBeSeenInTheBytecode() {
    String weak = GOOD.replace("everywhere", "weakly-ordered");
    assertEquals(Twin.Visibility.WEAKLY_ORDERED, parse(NAME, weak).get(0).visible());
    String unseen = weak.replace("contract, bytecode", "contract");
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> parse(NAME, unseen));
    assertTrue(thrown.toString().contains("needs Killed-by: bytecode"));
  }

  @Test
  void thePatchedFileSaysWhichSubjectItIs() {
    assertEquals("lockstep", parse(NAME, GOOD).get(0).subject());
    assertEquals(
        "shared-memory", Twins.parseShared("LCK-12-a", "contract", "", "a", RULES).subject());
  }

  @Test
  void aBugOfVirtualThreadsIsSeenByNobodyElse() {
    String hidden = GOOD.replace("everywhere", "virtual-threads");
    String text = hidden.replace("contract, bytecode", "contract, virtual");
    assertEquals(Twin.Visibility.VIRTUAL_THREADS, parse(NAME, text).get(0).visible());
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> parse(NAME, hidden));
    assertTrue(thrown.toString().contains("is seen by contract and virtual only"));
  }
}
