package dev.lockstep.gate;

import dev.lockstep.kit.matrix.SubjectMatrix;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes what was found, each file for itself: one that can't be written costs no other. */
final class Keeper {
  /** Writes a file. */
  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  private final OutputDirectory output;
  private final Catalogue catalogue;
  private final Gaps gaps;

  /**
   * Creates it.
   *
   * @param gaps what the subject declares not to offer
   */
  Keeper(OutputDirectory output, Catalogue catalogue, Gaps gaps) {
    this.output = output;
    this.catalogue = catalogue;
    this.gaps = gaps;
  }

  /**
   * Writes evidence, JUnit XML, report and, of a subject that is not ours, its matrix.
   *
   * @param findings what was found
   * @return what could not be written and why, a line each
   */
  List<String> keep(Findings findings) {
    List<String> problems = new ArrayList<>();
    attempt(output::releaseReserve, problems);
    attempt(() -> EvidenceFile.write(findings, output.evidence()), problems);
    attempt(() -> JUnitXml.write(findings, output.junit()), problems);
    attempt(() -> HtmlReport.write(findings, catalogue, output.report()), problems);
    if (!findings.setting().subject().equals(Subjects.OURS)) {
      attempt(() -> writeMatrix(findings), problems);
    }
    return problems;
  }

  private void writeMatrix(Findings findings) throws IOException {
    Setting setting = findings.setting();
    String run =
        String.join(
            ", ",
            "Lockstep " + setting.version(),
            "tier " + setting.tier(),
            "seed " + setting.seed(),
            "JDK " + setting.machine().jdk(),
            findings.complete() ? "run to its end" : "not run to its end");
    String filters = String.join(" ", setting.filters());
    String text =
        SubjectMatrix.render(
            RuleBook.load(),
            setting.subject(),
            gaps,
            findings.checkers().stream().flatMap(each -> each.results().stream()).toList(),
            filters.isEmpty() ? run : run + ", with " + filters);
    Output.write(output.matrix(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void attempt(Writing writing, List<String> problems) {
    try {
      writing.write();
    } catch (IOException e) {
      problems.add("can't write " + Reason.of(e));
    }
  }
}
