package dev.lockstep.gate;

import dev.lockstep.kit.matrix.ApiNames;
import dev.lockstep.kit.matrix.CompatMatrix;
import dev.lockstep.kit.matrix.SecondBackend;
import dev.lockstep.kit.oracle.RecordedTraces;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes compat-matrix.md, but only after a run that may. */
final class MatrixFile {
  private final Path file;
  private final @Nullable Gaps lackingInSharedMemory;

  /**
   * Creates it.
   *
   * @param lackingInSharedMemory what the subject in shared memory declares not to offer; null if
   *     it is not run
   */
  MatrixFile(Path file, @Nullable Gaps lackingInSharedMemory) {
    this.file = file;
    this.lackingInSharedMemory = lackingInSharedMemory;
  }

  /**
   * Writes it if the run left nothing out and passed; otherwise does not touch it.
   *
   * @return what was done, in a line
   */
  String write(Selection selection, Findings findings, Catalogue catalogue) throws IOException {
    Gaps lacking = lackingInSharedMemory;
    if (lacking == null || !mayWrite(selection, findings, catalogue)) {
      return file.getFileName()
          + " is not touched: only a run of tier ci or nightly that leaves nothing out and passes"
          + " writes it.";
    }
    String text =
        CompatMatrix.render(
            RuleBook.load(),
            catalogue.checks(),
            catalogue.twins(),
            new SecondBackend(lacking, catalogue.twins()),
            RecordedTraces.load(),
            ApiNames.load(),
            findings.setting().machine().architecture());
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return file.getFileName() + " is confirmed: this run would write the same.";
    }
    Output.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return file.getFileName() + " is written anew: it has changed.";
  }

  private static boolean mayWrite(Selection selection, Findings findings, Catalogue catalogue) {
    long twins = findings.twins().stream().map(TwinOutcome::name).distinct().count();
    return findings.passed()
        && twins == catalogue.twins().size()
        && selection.isWhole()
        && selection.tier() != Tier.QUICK
        && selection.subject().equals(Subjects.OURS);
  }
}
