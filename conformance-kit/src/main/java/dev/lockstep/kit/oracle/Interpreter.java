package dev.lockstep.kit.oracle;

import java.util.List;

/**
 * A Python or a Node that can be asked.
 *
 * @param command how it is started
 * @param implementation such as {@code CPython}, or {@code Node}
 * @param version such as {@code 3.13.0}
 * @param gil whether threads share an interpreter lock
 */
public record Interpreter(
    List<String> command, String implementation, String version, boolean gil) {
  /** What Node is called. */
  static final String NODE = "Node";

  /** Copies the command. */
  public Interpreter {
    command = List.copyOf(command);
  }

  /** Returns the version as the rules' documents write it: {@code 3.13.0}, {@code Node 20.20.2}. */
  static String release(String implementation, String version) {
    return implementation.equals(NODE) ? NODE + " " + version : version;
  }

  /** Returns {@link #release} without what makes no difference: {@code 3.13}, {@code Node 20}. */
  public String minor() {
    return minor(release(implementation, version));
  }

  static String minor(String release) {
    return release.replaceFirst("^(\\d+\\.\\d+|" + NODE + " \\d+).*", "$1");
  }

  @Override
  public String toString() {
    return implementation
        + " "
        + version
        + (gil || implementation.equals(NODE) ? "" : " free-threaded");
  }
}
