package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private static final String README =
      "# Lockstep\n\n<!-- benchmarks: begin -->\nold\n<!-- benchmarks: end -->\n\n## Read on\n";

  @TempDir private Path top;
  private Path readme;
  private Path document;

  @BeforeEach
  void writeReadme() throws IOException {
    readme = top.resolve("README.md");
    document = top.resolve("docs").resolve("benchmarks.md");
    Files.writeString(readme, README);
  }

  @Test
  void theReadmeQuotesTheSummaryAndNothingElseOfItChanges() throws IOException {
    Measurements run = Runs.published();
    Publication.publish(run, Runs.JUDGEMENTS, top);
    String expected =
        "# Lockstep\n\n<!-- benchmarks: begin -->\n"
            + Summary.quote(run, Runs.JUDGEMENTS)
            + "\nAll numbers: [docs/benchmarks.md](docs/benchmarks.md).\n"
            + "<!-- benchmarks: end -->\n\n## Read on\n";
    assertEquals(expected, Files.readString(readme));
    Publication.publish(run, Runs.JUDGEMENTS, top);
    assertEquals(expected, Files.readString(readme), "a second time");
  }

  @Test
  void theQuoteHasTheVerdictTheTargetsAndTheMainWorksOnly() {
    String quote = Summary.quote(Runs.faster(1), Runs.JUDGEMENTS);
    assertTrue(quote.contains("Lockstep is faster in "), quote);
    assertTrue(quote.contains("\nTargets: 1 kept, 1 undecided, 1 missed, 1 broken.\n"), quote);
    assertEquals(
        List.of("Lock", "Lock", "Queue"),
        quote
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| primitive"))
            .map(line -> line.split(" ", -1)[1])
            .toList(),
        quote);
    assertTrue(quote.contains("| Lock | Contended: acquire and release | 12 |"), quote);
    assertFalse(quote.contains("Hand off"), quote);
    assertTrue(
        Summary.quote(Runs.curves(), List.of()).contains("| Event | Wake all"),
        "a primitive that has none of them is there by its first");
  }

  @Test
  void theDocumentSaysWhereItComesFromAndHasAllNumbers() throws IOException {
    Publication.publish(Runs.published(), Runs.JUDGEMENTS, top);
    String text = Files.readString(document);
    assertTrue(
        text.startsWith(
            "<!-- Written by ./lockstep bench --publish, from the measurements.json of the run that"
                + " began 2026-11-26T21:04:05Z. -->\n"),
        text);
    assertTrue(text.contains(Summary.of(Runs.published())), text);
    assertTrue(text.contains("`./lockstep bench --full` measures it again"), text);
    assertTrue(
        text.contains(
            "| Uncontended (acquire and release) | JDK 25.0.3+9 | Lockstep | 12.0 | | | | 0 | | |"),
        text);
    assertTrue(
        text.contains(
            "## Targets\n\n1 kept, 1 undecided, 1 missed, 1 broken.\n\n"
                + "| target | of | measured, and due |\n|---|---|---|\n"
                + "| broken | Lock, new, on JDK 25.0.3+9 | 24 B, at most 16 |\n"
                + "| missed | Lock.Timed on JDK 25.0.3+9 | 0.50 times, due 1 |\n"),
        text);
    assertTrue(text.contains("artifact `lockstep-benchmarks`"), text);
    assertTrue(text.contains("| Lock | new | ReentrantLock | 48 | JDK 25.0.3+9 |"), text);
  }

  @Test
  void theDocumentSaysHowToMeasureAgain() throws IOException {
    Publication.publish(
        Runs.with(Runs.published(), "standard", List.of(), true), Runs.JUDGEMENTS, top);
    String text = Files.readString(document);
    assertTrue(text.contains("`./lockstep bench` measures it again"), text);
  }

  @Test
  void aRunThatIsNotFitIsRefusedAndNothingIsWritten() throws IOException {
    Measurements fit = Runs.published();
    assertRefused(
        Runs.with(fit, "full", List.of(), false), "not all that was planned was measured.");
    assertRefused(Runs.with(fit, "quick", List.of(), true), "its profile is quick.");
    assertRefused(
        Runs.with(fit, "full", List.of("lock", "queue"), true),
        "only a part was measured: lock queue.");
    assertRefused(Runs.full(), "it has fewer than 3 rounds of everything.");
    assertRefused(Runs.with(fit, List.of()), "it has fewer than 3 rounds of everything.");
    assertRefused(sampledOnce(fit), "it has fewer than 3 rounds of single operations.");
    assertRefused(
        ofVersion(fit, "0.1.0 (abc+)"), "its sources were those of no commit: 0.1.0 (abc+).");
  }

  private static Measurements ofVersion(Measurements run, String version) {
    return of(run, version, run.contests());
  }

  private static Measurements sampledOnce(Measurements run) {
    List<Contest> contests =
        run.contests().stream()
            .map(
                it ->
                    new Contest(
                        it.primitive(),
                        it.work(),
                        it.parameters(),
                        it.runtime(),
                        it.unit(),
                        it.source(),
                        it.contestants().stream().map(PublicationTest::sampledOnce).toList()))
            .toList();
    return of(run, run.version(), contests);
  }

  private static Contestant sampledOnce(Contestant it) {
    return new Contestant(
        it.name(),
        it.label(),
        it.family(),
        it.role(),
        it.rounds(),
        List.of(Map.of("50", 1.0)),
        it.bytesPerOperation(),
        it.fairness());
  }

  private static Measurements of(Measurements it, String version, List<Contest> contests) {
    return new Measurements(
        it.format(),
        it.started(),
        it.continued(),
        it.seconds(),
        it.profile(),
        it.selection(),
        it.complete(),
        version,
        it.environment(),
        contests,
        it.footprints(),
        it.notMeasured());
  }

  @Test
  void aReadmeWithoutAPlaceForItIsRefusedAndNothingIsWritten() throws IOException {
    for (String text :
        List.of(
            "# Lockstep\n",
            "<!-- benchmarks: begin -->\n",
            "<!-- benchmarks: end -->\n<!-- benchmarks: begin -->\n")) {
      Files.writeString(readme, text);
      IOException refused =
          assertThrows(
              IOException.class, () -> Publication.publish(Runs.published(), Runs.JUDGEMENTS, top));
      assertEquals(
          readme
              + ": there must be two lines, <!-- benchmarks: begin --> and"
              + " <!-- benchmarks: end -->, for the quote",
          refused.getMessage());
      assertEquals(text, Files.readString(readme));
      assertFalse(Files.exists(document));
    }
  }

  private void assertRefused(Measurements run, String reason) throws IOException {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Publication.publish(run, Runs.JUDGEMENTS, top));
    assertEquals("This run can't be published: " + reason, refused.getMessage());
    assertEquals(README, Files.readString(readme));
    assertFalse(Files.exists(document));
  }
}
