package dev.lockstep.kit.matrix;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes, of one run over a subject, rule by rule what it offers, what was seen to differ, and what
 * it declares not to offer.
 */
public final class SubjectMatrix extends MarkdownPage {
  /* Of a counterexample as many lines as a cell bears. */
  private static final int COUNTEREXAMPLE_LINES = 3;

  /** What a run says of a rule. */
  private enum Verdict {
    PASSED("passed"),
    DIFFERS("differs"),
    NOT_OFFERED("not offered"),
    NOT_SHOWN("not shown");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }
  }

  /**
   * A rule's row.
   *
   * @param verdict what the run says
   * @param because by which checks, or why
   */
  private record Finding(Verdict verdict, String because) {}

  private final RuleBook rules;
  private final String subject;
  private final Gaps gaps;
  private final List<CheckResult> results;

  private SubjectMatrix(RuleBook rules, String subject, Gaps gaps, List<CheckResult> results) {
    this.rules = rules;
    this.subject = subject;
    this.gaps = gaps;
    this.results = results.stream().filter(SubjectMatrix::looksAtTheSubject).toList();
  }

  /** Tells whether a check says anything of the subject; those of the model by Python do not. */
  static boolean looksAtTheSubject(CheckResult result) {
    String member = result.check().substring(result.check().indexOf('.') + 1);
    return !result.checker().equals(Checker.ORACLE.id()) || member.startsWith("subject");
  }

  /**
   * Renders the matrix.
   *
   * @param rules all rules
   * @param subject the subject's name
   * @param gaps what it declares not to offer
   * @param results what its checks found
   * @param run in words, which run that was
   * @return Markdown
   */
  public static String render(
      RuleBook rules, String subject, Gaps gaps, List<CheckResult> results, String run) {
    SubjectMatrix matrix = new SubjectMatrix(rules, subject, gaps, results);
    matrix.addIntroduction(run);
    matrix.addSummary();
    matrix.addUnwatched();
    Arrays.stream(Primitive.values()).forEach(matrix::addPrimitive);
    return matrix.text();
  }

  private void addIntroduction(String run) {
    line("# What " + subject + " offers\n");
    line("Made by " + run + ".\n");
    line(
        """
        - *passed*: checks that name the rule ran and passed: how many, by checker. Nothing failed. What
          such a check can miss is in docs/architecture.md.
        - *differs*: a check found the rule broken; its name and the beginning of its counterexample.
        - *not offered*: the subject says so itself, with the reason it gives. That was not checked.
        - *not shown*: neither; no check of the rule was run to its end, or it could not be run here.
        """);
  }

  private void addSummary() {
    header(
        Stream.concat(
                Stream.of("primitive", "rules"),
                Arrays.stream(Verdict.values()).map(verdict -> verdict.words))
            .toList());
    for (Primitive primitive : Primitive.values()) {
      List<Verdict> verdicts =
          rules.rules(primitive).stream().map(rule -> finding(rule).verdict()).toList();
      row(
          Stream.concat(
                  Stream.of(
                      "[" + title(primitive) + "](#" + primitive.id() + ")",
                      number(verdicts.size())),
                  Arrays.stream(Verdict.values())
                      .map(each -> number(verdicts.stream().filter(v -> v == each).count())))
              .toList());
    }
    line("");
  }

  /** What holds for no single rule. */
  private void addUnwatched() {
    gaps.reason(Subject.MODELLED_WAITING)
        .ifPresent(
            reason ->
                line(
                    "It does not offer "
                        + cell(reason)
                        + ". So checks that have to see its parked threads and its clock were not"
                        + " run; the rules stand by the others.\n"));
  }

  private void addPrimitive(Primitive primitive) {
    line("## " + title(primitive) + "\n");
    header(List.of("rule", "documented", subject, "by, or why"));
    for (NumberedRule rule : rules.rules(primitive)) {
      Finding finding = finding(rule);
      row(List.of(rule.id(), rule.text(), finding.verdict().words, finding.because()));
    }
    line("");
  }

  private Finding finding(NumberedRule rule) {
    String id = rule.id();
    List<CheckResult> naming =
        results.stream().filter(result -> result.rules().contains(id)).toList();
    List<CheckResult> failed = with(naming, Status.FAILED);
    if (!failed.isEmpty()) {
      return new Finding(Verdict.DIFFERS, counterexample(failed));
    }
    if (!gaps.offers(id)) {
      String reason = gaps.reason(id).orElseThrow();
      String own = id + ": "; // which the row begins with anyway
      return new Finding(
          Verdict.NOT_OFFERED,
          cell(reason.startsWith(own) ? reason.substring(own.length()) : reason));
    }
    List<CheckResult> passed = with(naming, Status.PASSED);
    if (!passed.isEmpty()) {
      return new Finding(Verdict.PASSED, byChecker(passed));
    }
    return new Finding(Verdict.NOT_SHOWN, naming.isEmpty() ? notRun(rule) : reasons(naming));
  }

  private static List<CheckResult> with(List<CheckResult> results, Status status) {
    return results.stream().filter(result -> result.status() == status).toList();
  }

  private static String counterexample(List<CheckResult> failed) {
    CheckResult first = failed.get(0);
    String message = Objects.toString(first.message(), "(without a message)");
    String beginning =
        message
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(COUNTEREXAMPLE_LINES)
            .map(MarkdownPage::code)
            .collect(Collectors.joining("<br>"));
    String others = failed.size() == 1 ? "" : " and " + (failed.size() - 1) + " more";
    return code(first.check()) + others + ":<br>" + beginning;
  }

  private static String byChecker(List<CheckResult> passed) {
    Map<String, Integer> counts = new TreeMap<>();
    passed.forEach(result -> counts.merge(result.checker(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((checker, count) -> parts.add(checker + " " + count));
    return String.join(", ", parts);
  }

  private static String reasons(List<CheckResult> notRun) {
    Set<String> reasons = new LinkedHashSet<>();
    notRun.forEach(result -> reasons.add(cell(Objects.toString(result.message(), "no reason"))));
    return String.join("; ", reasons).replaceAll("\\R", " ");
  }

  /* The bytecode checks read Lockstep's own class files only. */
  private String notRun(NumberedRule rule) {
    String left =
        rule.evidence().stream()
            .filter(checker -> checker != Checker.BYTECODE || Subjects.isOfLockstep(subject))
            .map(Checker::id)
            .filter(checker -> results.stream().noneMatch(each -> each.checker().equals(checker)))
            .collect(Collectors.joining(","));
    return "no check of it was run" + (left.isEmpty() ? "" : ": it takes `--checker " + left + "`");
  }
}
