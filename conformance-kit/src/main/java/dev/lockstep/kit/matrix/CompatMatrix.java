package dev.lockstep.kit.matrix;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.ObservedDifference;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.twins.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes compat-matrix.md from what is written down: rules, checks, twins, recorded traces and the
 * list of names. It looks at no run; whoever writes the file must have made a full run that passed.
 */
public final class CompatMatrix extends MarkdownPage {
  private final RuleBook rules;
  private final List<Inventory.Entry> checks;
  private final List<Twin> twins;
  private final SecondBackend shared;
  private final TraceCounts traces;
  private final List<ApiName> names;
  private final String architecture;

  private CompatMatrix(
      RuleBook rules,
      List<Inventory.Entry> checks,
      List<Twin> twins,
      SecondBackend shared,
      TraceCounts traces,
      List<ApiName> names,
      String architecture) {
    this.shared = shared;
    this.rules = rules;
    this.checks = checks;
    this.twins = twins.stream().filter(twin -> twin.subject().equals(Subjects.OURS)).toList();
    this.traces = traces;
    this.names = names;
    this.architecture = architecture;
  }

  /**
   * Renders the matrix; the same input gives the same text.
   *
   * @param rules all rules
   * @param checks all checks
   * @param twins all twins
   * @param shared the primitives in shared memory
   * @param traces what the recorded traces say
   * @param names what has become of each name, from {@link ApiNames#load()}
   * @param architecture the processor architecture that evidence was taken on, such as {@code
   *     amd64}
   * @return the text of compat-matrix.md
   * @throws InconsistencyException if the traces show a difference that no rule's document has
   */
  public static String render(
      RuleBook rules,
      List<Inventory.Entry> checks,
      List<Twin> twins,
      SecondBackend shared,
      TraceCounts traces,
      List<ApiName> names,
      String architecture) {
    return new CompatMatrix(rules, checks, twins, shared, traces, names, architecture).render();
  }

  private String render() {
    refuseUnknownDifferences();
    addIntroduction();
    addSummary();
    addNames();
    for (Primitive primitive : Primitive.values()) {
      addPrimitive(primitive);
    }
    return text();
  }

  private void refuseUnknownDifferences() {
    List<String> findings = new ArrayList<>();
    for (NumberedRule rule : rules.rules()) {
      for (String version : traces.versions()) {
        long different = traces.count(rule.id(), version).different();
        boolean explained = isObserved(rule, version) || !rule.deviation().isEmpty();
        if (different > 0 && !explained) {
          findings.add(
              different
                  + " recorded calls of Python "
                  + version
                  + " differ from "
                  + rule.id()
                  + ", whose document has neither a deviation nor an observed difference for that"
                  + " version");
        }
      }
    }
    InconsistencyException.throwIfAny("The recorded traces", findings);
  }

  private boolean isObserved(NumberedRule rule, String version) {
    return rules.observed(rule.id()).stream().anyMatch(row -> row.versions().contains(version));
  }

  private void addIntroduction() {
    line(
        """
        # Compatibility matrix

        What Lockstep offers of Python's `threading`, `queue` and `concurrent.futures` and of JavaScript's
        `Atomics` and WebAssembly's shared memory; and for each primitive that it offers, rule by rule: what is documented, what real
        interpreters were seen to do, what Lockstep does, and what holds it to that.

        This file is generated: never edit it. `./lockstep check` writes it, and only after a full run in
        which every check passed and every broken twin was killed. It is made from what is in the
        repository, so equal sources give an equal file on every machine of the kind named next.

        **The evidence was taken on `%s` only.** On other processors nothing of it was run. What a processor
        that orders memory more weakly could show is held only by the checks of kind *bytecode*, which look at
        the access modes in the class files.

        ## How to read it

        - **Documented** is the rule in full, with its source. Reasons, terms and state diagrams are in the
          document that each section links to. The reference is Python 3.14; ECMA-262 for Atomics;
          the threads proposal for WebAssembly's memory.
        - **3.11** and so on, *observed by version* of CPython, or of Node for Atomics: `✓ n` – in the traces recorded with that version,
          n calls were decided by this rule and ended as it says. `≠ n` – n calls ended otherwise, exactly as
          the last column or the list below the table says; `≠` alone – known to differ, and not in the traces. `–` – no recorded
          call was decided by this rule: either nothing of it can be recorded (races, memory order, Lockstep's
          own additions), or it is not recorded for that version. Traces of 3.14 are single-threaded.
        - **Lockstep**: *conforms* – as the rule says, and the rule is the source's; *deviates* – on purpose
          differently from the source; *adds* – not in the source. The last column says how and why.
        - **Evidence**: how many checks of each kind name this rule. It counts checks, not executions: a
          check runs hundreds to millions of times in a run. A number is not a proof: checks that search
          (contract, lincheck, interleavings) or sample (oracle, jcstress) can miss. What each kind can and
          cannot see is in [docs/architecture.md](docs/architecture.md).
        - **Twins**: how many copies of the source with one planted bug against this rule exist. Every one
          was killed by each checker that it names, by a check that names this rule.
        - **In shared memory**: the same of `dev.lockstep.atomics.sync`, which has some of the primitives in
          words of a SharedArrayBuffer. Tier ci runs against it the checks of kind *contract*, *virtual* and
          *bytecode*, at less cost, and of *lincheck* and *interleavings* those that one of its own twins names
          as its killer; of these, the checks are counted all of whose rules it offers. *not offered* – declared, with the reason; *not shown* –
          no such check names the rule. `./lockstep check --subject shared-memory` runs all checks.
        """
            .formatted(architecture));
  }

  private void addSummary() {
    line("## Summary\n");
    List<Checker> checkers = List.of(Checker.values());
    header(
        Stream.of(
                Stream.of("primitive", "rules"),
                checkers.stream().map(Checker::id),
                Stream.of("twins"))
            .flatMap(cells -> cells)
            .toList());
    for (Primitive primitive : Primitive.values()) {
      String link = "[" + title(primitive) + "](#" + primitive.id() + ")";
      addSummary(link, primitive, rules.rules(primitive), checks, twins);
      if (shared.has(primitive)) {
        addSummary(
            link + " in shared memory",
            primitive,
            rules.rules(primitive).stream().filter(rule -> shared.offers(rule.id())).toList(),
            checks.stream().filter(shared::shows).toList(),
            shared.twins());
      }
    }
    line("");
  }

  private void addSummary(
      String name,
      Primitive primitive,
      List<NumberedRule> offered,
      List<Inventory.Entry> run,
      List<Twin> dead) {
    Stream<String> counts =
        Arrays.stream(Checker.values())
            .map(
                checker ->
                    number(
                        run.stream()
                            .filter(check -> check.primitive() == primitive)
                            .filter(check -> check.checker() == checker)
                            .count()));
    long killed = dead.stream().filter(twin -> Primitive.ofRule(twin.rule()) == primitive).count();
    row(
        Stream.of(
                Stream.of(name, String.valueOf(offered.size())), counts, Stream.of(number(killed)))
            .flatMap(cells -> cells)
            .toList());
  }

  private void addNames() {
    line("## Names\n");
    line(
        """
        Every public name of the modules in Python 3.14 and of JavaScript's `Atomics` and
        `SharedArrayBuffer`: *offered*, *planned* under the name given, or *declined* with the reason.
        Of Python's special methods only those of `with` are listed, and nothing that a module merely
        imports from elsewhere. Under *shared memory* are Python's names once more, as words of a
        SharedArrayBuffer offer them.
        """);
    header(List.of("of", "offered", "planned", "declined"));
    for (String module : ApiNames.MODULES) {
      row(
          List.of(
              "`" + module + "`",
              number(count(module, ApiName.OFFERED)),
              number(count(module, ApiName.PLANNED)),
              number(count(module, ApiName.DECLINED))));
    }
    line("");
    for (String module : ApiNames.MODULES) {
      addModule(module);
    }
  }

  private long count(String module, String status) {
    return names.stream()
        .filter(name -> name.module().equals(module) && name.status().equals(status))
        .count();
  }

  private void addModule(String module) {
    line("<details><summary><code>" + module + "</code>, name by name</summary>\n");
    header(List.of("name", "status", "in Java", "remark"));
    for (ApiName name : names) {
      if (name.module().equals(module)) {
        row(List.of(code(name.name()), name.status(), javaNames(name), cell(name.reason())));
      }
    }
    line("\n</details>\n");
  }

  private static String javaNames(ApiName name) {
    return Pattern.compile("; ")
        .splitAsStream(name.java())
        .filter(java -> !java.isEmpty())
        .map(CompatMatrix::code)
        .collect(Collectors.joining(", "));
  }

  private void addPrimitive(Primitive primitive) {
    line("## " + title(primitive) + "\n");
    String document = "docs/rules/" + primitive.id() + ".md";
    line("Terms, reasons and states: [" + document + "](" + document + ").\n");
    addFunctions(rules.functions(primitive));
    header(
        Stream.of(
                Stream.of("rule", "documented"),
                traces.versions().stream(),
                Stream.of("Lockstep", "evidence", "twins", "deviation"),
                ifShared(primitive, "in shared memory"))
            .flatMap(cells -> cells)
            .toList());
    for (NumberedRule rule : rules.rules(primitive)) {
      row(
          Stream.of(
                  Stream.of(rule.id(), rule.text() + " — " + rule.source()),
                  traces.versions().stream().map(version -> observed(rule, version)),
                  Stream.of(
                      conformance(rule),
                      evidence(List.of(rule.id()), checks),
                      number(count(twins, rule)),
                      rule.deviation().isEmpty() ? NONE : rule.deviation()),
                  ifShared(primitive, inSharedMemory(rule)))
              .flatMap(cells -> cells)
              .toList());
    }
    line("");
    addDifferences(primitive);
  }

  private void addFunctions(Map<String, List<String>> functions) {
    if (functions.isEmpty()) {
      return;
    }
    line(
        "Function by function, the rules that say what it does, and the checks and twins of any"
            + " of");
    line("them:\n");
    header(List.of("function", "rules", "evidence", "twins"));
    functions.forEach(
        (function, ids) ->
            row(
                List.of(
                    function,
                    String.join(", ", ids),
                    evidence(ids, checks),
                    number(twins.stream().filter(twin -> ids.contains(twin.rule())).count()))));
    line("");
  }

  private Stream<String> ifShared(Primitive primitive, String cell) {
    return shared.has(primitive) ? Stream.of(cell) : Stream.of();
  }

  private String inSharedMemory(NumberedRule rule) {
    if (!shared.offers(rule.id())) {
      return "not offered: " + cell(shared.reason(rule.id()));
    }
    String evidence = evidence(List.of(rule.id()), checks.stream().filter(shared::shows).toList());
    long killed = count(shared.twins(), rule);
    return (evidence.equals(NONE) ? "not shown" : evidence)
        + (killed == 0 ? "" : "; twins " + killed);
  }

  private static long count(List<Twin> among, NumberedRule rule) {
    return among.stream().filter(twin -> twin.rule().equals(rule.id())).count();
  }

  private String observed(NumberedRule rule, String version) {
    TraceCounts.Count count = traces.count(rule.id(), version);
    List<String> parts = new ArrayList<>();
    if (count.agreeing() > 0) {
      parts.add("✓ " + count.agreeing());
    }
    if (count.different() > 0) {
      parts.add("≠ " + count.different());
    } else if (isObserved(rule, version)) {
      parts.add("≠");
    }
    return parts.isEmpty() ? NONE : String.join(", ", parts);
  }

  private static String conformance(NumberedRule rule) {
    if (rule.deviation().isEmpty()) {
      return "conforms";
    }
    return rule.deviation().matches("(?s)Not in (Python|JavaScript|WebAssembly).*")
        ? "adds"
        : "deviates";
  }

  /** How many checks name one of the rules, by checker. */
  private static String evidence(List<String> ids, List<Inventory.Entry> among) {
    String counts =
        Arrays.stream(Checker.values())
            .map(checker -> evidence(ids, checker, among))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? NONE : counts;
  }

  private static String evidence(List<String> ids, Checker checker, List<Inventory.Entry> among) {
    long count =
        among.stream()
            .filter(
                check ->
                    check.checker() == checker && check.rules().stream().anyMatch(ids::contains))
            .count();
    return count == 0 ? "" : checker.id() + " " + count;
  }

  private void addDifferences(Primitive primitive) {
    List<ObservedDifference> differences =
        rules.rules(primitive).stream()
            .flatMap(rule -> rules.observed(rule.id()).stream())
            .toList();
    if (differences.isEmpty()) {
      return;
    }
    line("Other versions differ, and were observed to do this instead:\n");
    for (ObservedDifference difference : differences) {
      line(
          "- "
              + difference.rule()
              + (primitive.isEcmaScript() ? ", " : ", Python ")
              + String.join(", ", difference.versions())
              + ": "
              + difference.instead());
    }
    line("");
  }
}
