package dev.lockstep.kit.oracle;

import java.util.List;

/**
 * A Python that can be asked.
 *
 * @param command how it is started
 * @param implementation such as {@code CPython}
 * @param version such as {@code 3.13.0}
 * @param gil whether threads share an interpreter lock
 */
public record Interpreter(
    List<String> command, String implementation, String version, boolean gil) {
  /** Copies the command. */
  public Interpreter {
    command = List.copyOf(command);
  }

  /** Returns the version without its last part: {@code 3.13}. */
  public String minor() {
    return minor(version);
  }

  static String minor(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  @Override
  public String toString() {
    return implementation + " " + version + (gil ? "" : " free-threaded");
  }
}
