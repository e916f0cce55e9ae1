package dev.lockstep.kit.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.twins.Twin;
import dev.lockstep.kit.twins.Twins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** The matrix over the shipped rules, with checks, twins and traces made up. */
class CompatMatrixTest {
  private static final RuleBook RULES = RuleBook.load();

  private static final List<Inventory.Entry> CHECKS =
      List.of(
          check(Checker.CONTRACT, "LockContract.a", "LCK-01", "LCK-09"),
          check(Checker.CONTRACT, "LockContract.b", "LCK-09"),
          check(Checker.JCSTRESS, "LockStress.C", "LCK-01"),
          check(Checker.CONTRACT, "LockContract.order", "LCK-19", "LCK-02"),
          check(Checker.LINCHECK, "LockLincheck.one", "LCK-14"),
          check(Checker.LINCHECK, "LockLincheck.other", "LCK-14"),
          new Inventory.Entry(
              Primitive.ATOMICS,
              Checker.CONTRACT,
              "x.Atomics",
              "AtomicsContract.pause",
              List.of("ATM-13")));

  private static final List<Twin> TWINS =
      List.of(
          Twins.parse("LCK-09-a", "contract", "", "a", RULES),
          Twins.parse("LCK-09-b", "contract", "", "b", RULES),
          Twins.parseShared("LCK-09-c", "contract", "", "c", RULES),
          Twins.parseShared("LCK-14-d", "lincheck", "Killers: LockLincheck.one\n", "d", RULES));

  private static final Gaps GAPS =
      new Gaps(
          Map.of("LCK-19", "who | is woken competes", "SEM", "there is none", "ATM", "beneath"));

  private final Map<String, TraceCounts.Count> counts =
      new HashMap<>(
          Map.of(
              "LCK-01 3.11", new TraceCounts.Count(120, 0),
              "LCK-09 3.11", new TraceCounts.Count(0, 7),
              "LCK-09 3.13", new TraceCounts.Count(5, 0)));

  private static Inventory.Entry check(Checker checker, String name, String... rules) {
    return new Inventory.Entry(Primitive.LOCK, checker, "x.Lock", name, List.of(rules));
  }

  private String render() {
    TraceCounts traces =
        new TraceCounts() {
          @Override
          public List<String> versions() {
            return List.of("3.11", "3.12", "3.13", "3.14");
          }

          @Override
          public Count count(String rule, String version) {
            return counts.getOrDefault(rule + " " + version, Count.NONE);
          }
        };
    return CompatMatrix.render(
        RULES, CHECKS, TWINS, new SecondBackend(GAPS, TWINS), traces, ApiNames.load(), "amd64");
  }

  private String row(String rule) {
    return render().lines().filter(line -> line.startsWith("| " + rule)).findFirst().orElseThrow();
  }

  @Test
  void aRuleThatWasSeenToHold() {
    String row = row("LCK-01");
    assertTrue(row.contains("MUST return true at once and make it held. — [threading:"), row);
    assertTrue(
        row.endsWith(
            "| ✓ 120 | – | – | – | conforms | contract 1, jcstress 1 | – | – | contract 1 |"),
        row);
  }

  @Test
  void aRuleThatOtherVersionsDoNotKeep() {
    String row = row("LCK-09");
    assertTrue(
        row.endsWith("| ≠ 7 | ≠ | ✓ 5 | – | conforms | contract 2 | 2 | – | contract 2; twins 1 |"),
        row);
    assertTrue(
        render()
            .contains(
                "\n- LCK-09, Python 3.11, 3.12: `ValueError: timeout value must be positive`\n"));
  }

  @Test
  void deviationsAndAdditions() {
    assertTrue(
        row("SEM-19").endsWith("| deviates | – | – | Python promises no order and no bound. |"),
        row("SEM-19"));
    assertTrue(row("LCK-21").contains("| adds | – | – | Not in Python. |"));
  }

  @Test
  void whatIsSoInSharedMemory() {
    assertTrue(row("LCK-19").endsWith("| not offered: who \\| is woken competes |"), row("LCK-19"));
    assertTrue(row("LCK-21").endsWith("| not shown |"), row("LCK-21"));
    // Of the costly checks those that kill a twin; and none that leaves a rule out.
    assertTrue(row("LCK-14").endsWith("| lincheck 2 | – | – | lincheck 1; twins 1 |"));
    assertTrue(row("LCK-02").endsWith("| contract 1 | – | – | not shown |"), row("LCK-02"));
    assertFalse(render().contains("[Semaphore](#semaphore) in shared memory"));
  }

  @Test
  void functionsHaveTheEvidenceOfTheirRules() {
    assertTrue(render().contains("\n| `Atomics.pause` | ATM-13 | contract 1 | – |\n"), render());
    Set<String> functions = new TreeSet<>();
    RULES.functions(Primitive.ATOMICS).keySet().forEach(functions::add);
    RULES.functions(Primitive.WAIT).keySet().forEach(functions::add);
    Set<String> names = new TreeSet<>();
    ApiNames.load().stream()
        .filter(name -> name.module().equals("ECMAScript"))
        .filter(name -> name.name().startsWith("Atomics."))
        .forEach(name -> names.add("`" + name.name() + "`"));
    assertEquals(names, functions);
  }

  @Test
  void aDifferenceThatNoDocumentHasIsRefused() {
    counts.put("LCK-09 3.13", new TraceCounts.Count(0, 1));
    InconsistencyException thrown = assertThrows(InconsistencyException.class, this::render);
    assertEquals(
        List.of(
            "1 recorded calls of Python 3.13 differ from LCK-09, whose document has neither"
                + " a deviation nor an observed difference for that version"),
        thrown.findings());
  }

  @Test
  void theSummaryCountsChecksAndTwins() {
    String summary =
        """
        | [Lock](#lock) | 24 | 3 | – | 2 | – | – | 1 | – | 2 |
        | [Lock](#lock) in shared memory | 23 | 2 | – | 1 | – | – | – | – | 2 |
        """;
    assertTrue(render().contains(summary), render());
  }

  @Test
  void namesTheArchitectureAndTheBlindSpots() {
    assertTrue(render().contains("**The evidence was taken on `amd64` only.**"));
    assertTrue(render().contains("(docs/architecture.md)"));
  }

  @Test
  void hasEachNameOnce() {
    assertTrue(render().contains("| `Lock.__enter__` | offered | `Lock.enter()` |  |"), render());
    for (ApiName name : ApiNames.load()) {
      assertTrue(render().contains("\n| `" + name.name() + "` | " + name.status() + " |"));
    }
  }

  @Test
  void isTheSameEachTime() {
    assertEquals(render(), render());
    assertFalse(render().contains("\r"));
  }

  /** A pipe that is not escaped would give a row other cells than its table has. */
  @Test
  void everyRowHasTheCellsOfItsTable() {
    List<Extension> extensions = List.of(TablesExtension.create());
    List<Integer> widths = new ArrayList<>();
    Parser.builder()
        .extensions(extensions)
        .build()
        .parse(render())
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                  int cells = 0;
                  for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
                    cells += cell instanceof TableCell ? 1 : 0;
                  }
                  widths.add(cells);
                } else {
                  visitChildren(node);
                }
              }
            });
    long rows = render().lines().filter(line -> line.startsWith("| ")).count();
    assertEquals(rows, widths.size());
    // Too many cells are cut by the parser, so count the separators too.
    for (String line : render().lines().filter(text -> text.startsWith("| ")).toList()) {
      int separators = line.split("(?<!\\\\)\\|", -1).length - 2;
      assertTrue(List.of(4, 10, 11).contains(separators), line);
    }
  }
}
