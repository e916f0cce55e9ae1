package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Measurements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways from a page to the benchmarks' source files. */
final class Sources {
  /** The file that says what objects are looked at. */
  static final String FOOTPRINTS =
      "benchmarks/src/main/java/dev/lockstep/benchmarks/Footprints.java";

  /* A version of sources that differ from their commit has a plus sign behind it. */
  private static final Pattern COMMIT = Pattern.compile("\\(([0-9a-f]{40})\\)");

  private final Path page;
  private final @Nullable String files;

  private Sources(Path page, @Nullable String files) {
    this.page = page;
    this.files = files;
  }

  /**
   * Returns those of a page that tells of a run.
   *
   * @param page the page's file
   * @param run whose sources they are
   * @param variables the environment's: GitHub's workflows say there which repository they are of
   */
  static Sources of(Path page, Measurements run, Map<String, String> variables) {
    String server = variables.get("GITHUB_SERVER_URL");
    String repository = variables.get("GITHUB_REPOSITORY");
    Matcher commit = COMMIT.matcher(run.version());
    return new Sources(
        page,
        server != null && repository != null && commit.find()
            ? server + "/" + repository + "/blob/" + commit.group(1) + "/"
            : null);
  }

  /**
   * Returns an address. Where it is known in which repository the file is, it is there, as a page
   * that was made by a workflow is read elsewhere; else it is relative to the page, if that lies in
   * the project that has the file.
   *
   * @param source the file, see {@link Contest#source}
   * @return null if there is no way
   */
  @Nullable String link(String source) {
    if (files != null) {
      return files + source;
    }
    Path folder = page.toAbsolutePath().normalize().getParent();
    for (Path top = folder; folder != null && top != null; top = top.getParent()) {
      if (Files.isRegularFile(top.resolve(source))) {
        return folder.relativize(top.resolve(source)).toString().replace('\\', '/');
      }
    }
    return null;
  }
}
