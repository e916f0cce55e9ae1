package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.subject.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the commands that show a failure again. */
final class Replay {
  private final Selection selection;

  Replay(Selection selection) {
    this.selection = selection;
  }

  /** Of a check that broke rules. */
  String of(Primitive primitive, Checker checker, List<String> rules) {
    List<String> words = new ArrayList<>(List.of("--only", primitive.id()));
    if (!rules.isEmpty()) {
      words.addAll(List.of("--rule", String.join(",", rules)));
    }
    words.addAll(List.of("--checker", checker.id()));
    return command(words);
  }

  /** Of a twin. */
  String ofTwin(String name) {
    return command(List.of("--twin", name));
  }

  private String command(List<String> words) {
    List<String> all = new ArrayList<>(List.of("./lockstep", "check"));
    all.addAll(List.of("--tier", selection.tier().id()));
    all.addAll(words);
    all.addAll(List.of("--seed", Long.toString(selection.seed())));
    if (!selection.subject().equals(Subjects.OURS)) {
      all.addAll(List.of("--subject", selection.subject()));
    }
    if (!selection.subjectPath().isEmpty()) {
      all.add("--subject-path");
      all.add(
          selection.subjectPath().stream()
              .map(Path::toString)
              .collect(Collectors.joining(java.io.File.pathSeparator)));
    }
    if (selection.requireOracles()) {
      all.add("--require-oracles");
    }
    return all.stream().map(Replay::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:,=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
