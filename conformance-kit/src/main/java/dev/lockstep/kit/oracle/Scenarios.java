package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Primitive;
import java.util.List;

/**
 * The programs that matter, in {@code programs/<primitive>.txt}: one a line, # begins a comment.
 */
final class Scenarios {
  private Scenarios() {}

  /** Reads those of a primitive; none if it has no file. */
  static List<Program> of(Primitive primitive) {
    String name = "programs/" + primitive.id() + ".txt";
    if (Scenarios.class.getResource(name) == null) {
      return List.of();
    }
    return LiveOracle.resource(name)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(Program::parse)
        .toList();
  }
}
