package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.run.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final Map<String, String> WORKFLOW =
      Map.of("GITHUB_SERVER_URL", "https://example.org", "GITHUB_REPOSITORY", "somebody/something");

  @TempDir private Path top;

  @Test
  void aPageInTheProjectLinksToItsFiles() throws IOException {
    create(Runs.LOCKS);
    Path page = top.resolve("target").resolve("bench").resolve("report.html");
    Sources sources = Sources.of(page, run("1 (" + COMMIT + ")"), Map.of());
    assertEquals("../../" + Runs.LOCKS, sources.link(Runs.LOCKS));
    assertNull(sources.link("benchmarks/Nothing.java"));
  }

  @Test
  void aPageOfAWorkflowLinksToTheCommit() throws IOException {
    create(Runs.LOCKS);
    Path page = top.resolve("report.html");
    assertEquals(
        "https://example.org/somebody/something/blob/" + COMMIT + "/" + Runs.LOCKS,
        Sources.of(page, run("1 (" + COMMIT + ")"), WORKFLOW).link(Runs.LOCKS));
    assertEquals(
        Runs.LOCKS,
        Sources.of(page, run("1 (" + COMMIT + "+)"), WORKFLOW).link(Runs.LOCKS),
        "no commit has these sources");
  }

  @Test
  void thePageHasTheLinksOfAllFigures() throws IOException {
    create(Runs.LOCKS);
    create(Sources.FOOTPRINTS);
    Path page = top.resolve("report.html");
    HtmlReport.write(Runs.small(), List.of(), page);
    String text = Files.readString(page);
    for (String source : List.of(Runs.LOCKS, Sources.FOOTPRINTS)) {
      String name = source.substring(source.lastIndexOf('/') + 1);
      assertTrue(text.contains("<a href=\"" + source + "\">" + name + "</a>"), source);
    }
    String overview = text.substring(text.indexOf("id=\"overview-ratio\""));
    assertTrue(overview.substring(0, overview.indexOf("</figure>")).contains(Runs.LOCKS));
    Files.delete(top.resolve(Runs.LOCKS));
    HtmlReport.write(Runs.small(), List.of(), page);
    text = Files.readString(page);
    assertFalse(text.contains("<a href=\"" + Runs.LOCKS));
    assertTrue(text.contains("Source: " + Runs.LOCKS), "as text");
  }

  @Test
  void theFileOfFootprintsIsThere() {
    assertTrue(
        Files.isRegularFile(Path.of("").toAbsolutePath().resolveSibling(Sources.FOOTPRINTS))
            || Files.isRegularFile(Path.of(Sources.FOOTPRINTS)));
  }

  private void create(String source) throws IOException {
    Path file = top.resolve(source);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "");
  }

  private static Measurements run(String version) {
    return Runs.versioned(Runs.small(), version);
  }
}
