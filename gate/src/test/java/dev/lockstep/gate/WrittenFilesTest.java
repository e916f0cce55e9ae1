package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.gate.Failure.Kind;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The evidence, the JUnit XML and the report are well formed and say the same. */
final class WrittenFilesTest {
  private static final String NASTY = "<b>&\u0000\u001b[31m ]]> \ud83d\ude00 \"'";
  private static final Entry GOOD = Made.entry(Checker.CONTRACT, "good", "LCK-01");
  private static final Entry BAD = Made.entry(Checker.CONTRACT, "bad", "LCK-02");
  private static final Entry SKIPPED = Made.entry(Checker.ORACLE, "live", "LCK-01");

  @TempDir private Path directory = Path.of("");

  @Test
  void theEvidenceSaysWhatWasFound() throws Exception {
    Path file = directory.resolve("evidence.json");
    EvidenceFile.write(findings(), file);
    JsonNode evidence = JsonMapper.builder().build().readTree(file.toFile());
    assertFalse(evidence.path("passed").asBoolean(true));
    assertEquals(1, evidence.path("counts").path("PASSED").asInt());
    assertEquals(1, evidence.path("counts").path("SKIPPED").asInt());
    assertEquals(10, evidence.path("counts").path("executions").asInt());
    assertEquals(42, evidence.path("setting").path("seed").asInt());
    assertEquals(NASTY, evidence.path("failures").path(0).path("message").asText());
    assertEquals("contract", evidence.path("checkers").path(0).path("checker").asText());
    assertTrue(evidence.path("setting").path("machine").path("cores").asInt() > 0);
  }

  @Test
  void theJUnitXmlCountsFailuresAndSkips() throws Exception {
    Path file = directory.resolve("junit.xml");
    JUnitXml.write(findings(), file);
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertEquals(4, document.getElementsByTagName("testcase").getLength());
    assertEquals(2, document.getElementsByTagName("failure").getLength());
    assertEquals(1, document.getElementsByTagName("skipped").getLength());
  }

  @Test
  void theReportEscapesWhatItShows() throws Exception {
    Path file = directory.resolve("report.html");
    NumberedRule rule =
        new NumberedRule(
            "LCK-02",
            Primitive.LOCK,
            "`acquire()` MUST <wait>",
            "why",
            "observed",
            "",
            List.of(Checker.CONTRACT));
    HtmlReport.write(
        findings(), new Catalogue(List.of(rule), List.of(GOOD, BAD), List.of(), List.of()), file);
    String html = Files.readString(file);
    assertFalse(html.contains("<b>&"), "a message is shown as text");
    assertTrue(html.contains("<code>acquire()</code> MUST &lt;wait&gt;"), "Markdown is rendered");
    assertTrue(html.contains("LCK-12-made"));
    assertFalse(html.contains("http"), "the report needs nothing from elsewhere");
  }

  private static Findings findings() {
    Failure broken =
        new Failure(Kind.RULE_BROKEN, BAD.check(), BAD.rules(), NASTY, "./lockstep check");
    CheckerOutcome contract =
        new CheckerOutcome(
            "lockstep",
            "lock",
            "contract",
            1,
            42,
            List.of(Made.result(GOOD, Status.PASSED, ""), Made.result(BAD, Status.FAILED, NASTY)),
            List.of(broken),
            3,
            2);
    CheckerOutcome oracle =
        new CheckerOutcome(
            "lockstep",
            "lock",
            "oracle",
            1,
            42,
            List.of(Made.result(SKIPPED, Status.SKIPPED, "no Python")),
            List.of(),
            1,
            2);
    Failure survived =
        new Failure(Kind.SURVIVED, "LCK-12-made", List.of("LCK-12"), "all green", null);
    TwinOutcome twin =
        new TwinOutcome(
            "LCK-12-made",
            "lockstep",
            "lock",
            "LCK-12",
            "breaks it",
            "cp#1",
            "EVERYWHERE",
            Map.of(),
            Map.of("jcstress", true),
            List.of(survived),
            4);
    Setting setting =
        new Setting(
            "0.1",
            "ci",
            "lockstep",
            42,
            List.of(),
            "2026-01-01T00:00:00Z",
            null,
            Machine.here(),
            Tools.versions(),
            Map.of("lockstep.cost.repetitions", "3"),
            Map.of());
    return new Findings(
        setting,
        List.of(contract, oracle),
        List.of(twin),
        "all 1",
        List.of(),
        List.of(new Findings.Overrun("lock contract", 3, 2)),
        Map.of(GOOD.check(), "as good as another"),
        12,
        true);
  }
}
