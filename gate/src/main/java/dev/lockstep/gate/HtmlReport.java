package dev.lockstep.gate;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Writes what was found as one HTML file that needs nothing else, for people. */
final class HtmlReport {
  /**
   * What was found by a checker for a rule.
   *
   * @param state good, bad, none (needed, and not run) or idle (not needed)
   * @param text what the cell shows
   */
  private record Cell(String state, String text) {}

  /**
   * A rule and what was found for it.
   *
   * @param id the rule's id
   * @param text what it says, as HTML
   * @param cells by checker
   * @param twins the cell of its twins
   */
  private record Row(String id, String text, List<Cell> cells, Cell twins) {}

  /**
   * A primitive and its rules.
   *
   * @param name the primitive's id
   * @param rows its rules
   */
  private record Section(String name, List<Row> rows) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HtmlRenderer MARKDOWN = HtmlRenderer.builder().escapeHtml(true).build();

  private final Findings findings;
  private final Catalogue catalogue;

  private HtmlReport(Findings findings, Catalogue catalogue) {
    this.findings = findings;
    this.catalogue = catalogue;
  }

  /** Writes the file anew. */
  static void write(Findings findings, Catalogue catalogue, Path file) throws IOException {
    Map<String, Object> model = new HtmlReport(findings, catalogue).model();
    Configuration templates = configuration();
    Output.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          try {
            templates.getTemplate("report.ftlh").process(model, writer);
          } catch (TemplateException e) {
            throw new IOException("Can't write the report: " + e.getMessage(), e);
          }
          writer.flush();
        });
  }

  private static Configuration configuration() {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(HtmlReport.class, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setLocale(Locale.ROOT);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    return templates;
  }

  private Map<String, Object> model() {
    List<String> checkers = Arrays.stream(Checker.values()).map(Checker::id).toList();
    Map<String, Object> model = new HashMap<>();
    model.put("setting", plain(findings.setting()));
    model.put("passed", findings.passed());
    model.put("verdict", new EndTable(findings).verdict());
    model.put("checkers", checkers);
    model.put("outcomes", findings.checkers().stream().map(HtmlReport::outcome).toList());
    model.put("sections", sections().stream().map(HtmlReport::plain).toList());
    model.put("twins", findings.twins().stream().map(HtmlReport::twin).toList());
    model.put("twinsChosen", findings.twinsChosen());
    model.put("failures", findings.failures().stream().map(HtmlReport::failure).toList());
    model.put("notRun", findings.notRun().stream().map(HtmlReport::plain).toList());
    model.put("overruns", findings.overruns().stream().map(HtmlReport::plain).toList());
    model.put("idle", findings.idle());
    model.put("duration", Amount.text(findings.seconds()));
    model.put("executions", findings.executions());
    model.put("passedChecks", findings.count(Status.PASSED));
    model.put("failedChecks", findings.count(Status.FAILED));
    model.put("skippedChecks", findings.count(Status.SKIPPED) + findings.count(Status.NOT_OFFERED));
    model.put("deadTwins", findings.deadTwins());
    return model;
  }

  /** A template sees no class that is not public: it gets maps. */
  private static Map<String, Object> plain(Object any) {
    return JSON.convertValue(any, new TypeReference<Map<String, Object>>() {});
  }

  private static Map<String, Object> outcome(CheckerOutcome outcome) {
    Map<String, Object> map = plain(outcome);
    map.put("label", outcome.label());
    map.put("good", outcome.passed());
    map.put("over", outcome.isOverBudget());
    map.put("passed", outcome.count(Status.PASSED));
    map.put("failed", outcome.count(Status.FAILED));
    map.put("skipped", outcome.count(Status.SKIPPED) + outcome.count(Status.NOT_OFFERED));
    map.put("executions", outcome.executions());
    return map;
  }

  private static Map<String, Object> twin(TwinOutcome twin) {
    Map<String, Object> map = plain(twin);
    map.put("dead", twin.isDead());
    return map;
  }

  private static Map<String, Object> failure(Failure failure) {
    Map<String, Object> map = plain(failure);
    map.put("kind", failure.kind().text());
    return map;
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (Primitive primitive : Primitive.values()) {
      List<Row> rows =
          catalogue.rules().stream()
              .filter(rule -> rule.primitive() == primitive)
              .map(this::row)
              .toList();
      if (findings.checkers().stream().anyMatch(o -> o.primitive().equals(primitive.id()))
          || findings.twins().stream().anyMatch(t -> t.primitive().equals(primitive.id()))) {
        sections.add(new Section(primitive.id(), rows));
      }
    }
    return sections;
  }

  private Row row(NumberedRule rule) {
    List<Cell> cells = Arrays.stream(Checker.values()).map(c -> cell(rule, c)).toList();
    return new Row(rule.id(), html(rule.text()), cells, twinCell(rule));
  }

  private static String html(String markdown) {
    String html = MARKDOWN.render(Parser.builder().build().parse(markdown)).strip();
    return html.replaceAll("^<p>|</p>$", "");
  }

  private Cell cell(NumberedRule rule, Checker checker) {
    List<String> checks =
        catalogue.checks(rule.primitive(), checker).stream()
            .filter(entry -> entry.rules().contains(rule.id()))
            .map(entry -> entry.check())
            .toList();
    List<CheckResult> results =
        findings.checkers().stream()
            .filter(outcome -> outcome.subject().equals(findings.setting().subject()))
            .flatMap(outcome -> outcome.results().stream())
            .filter(result -> checks.contains(result.check()))
            .toList();
    if (results.isEmpty()) {
      return rule.evidence().contains(checker) ? new Cell("none", "not run") : new Cell("idle", "");
    }
    long passed = results.stream().filter(r -> r.status() == Status.PASSED).count();
    boolean broken =
        results.stream()
            .anyMatch(r -> r.status() == Status.FAILED && r.rules().contains(rule.id()));
    String text = passed + "/" + results.size();
    return new Cell(broken ? "bad" : passed == results.size() ? "good" : "none", text);
  }

  private Cell twinCell(NumberedRule rule) {
    List<TwinOutcome> twins =
        findings.twins().stream()
            .filter(twin -> twin.subject().equals(findings.setting().subject()))
            .filter(twin -> twin.rule().equals(rule.id()))
            .toList();
    if (twins.isEmpty()) {
      return new Cell("idle", "");
    }
    long dead = twins.stream().filter(TwinOutcome::isDead).count();
    return new Cell(dead == twins.size() ? "good" : "bad", dead + "/" + twins.size());
  }
}
