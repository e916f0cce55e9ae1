package dev.lockstep.atomics.sync;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of {@code atomics-emulation/js} under the Node that is on the path. */
final class Node {
  /* The oldest in which modules and worker threads are as they are used here. */
  private static final int OLDEST = 18;

  private static final long LIMIT_SECONDS = 600;

  /**
   * What a program came to.
   *
   * @param exitCode its exit code
   * @param output what it wrote
   */
  record Ended(int exitCode, String output) {}

  private Node() {}

  /**
   * Runs a program until it ends. Ends the test as skipped, and says so, if there is no Node.
   *
   * @param input its standard input
   * @param program its path within the directory js
   * @param arguments its arguments
   */
  static Ended run(byte[] input, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(find(), "js/" + program));
    command.addAll(List.of(arguments));
    return run(input, command);
  }

  private static String find() {
    for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (String name : List.of("node", "node.exe")) {
        Path file = Path.of(entry, name);
        if (!entry.isEmpty() && Files.isExecutable(file)) {
          requireVersion(file.toString());
          return file.toString();
        }
      }
    }
    return missing("there is no Node on the PATH");
  }

  private static void requireVersion(String node) {
    String version = run(new byte[0], List.of(node, "--version")).output().strip();
    if (!version.matches("v[0-9]+\\..*")) {
      throw new AssertionError(node + " does not say who it is: " + version);
    }
    int major = Integer.parseInt(version.substring(1, version.indexOf('.')));
    if (major < OLDEST) {
      missing(node + " is " + version + ", and " + OLDEST + " or later is needed");
    }
  }

  /** Ends the test as skipped. Surefire does not show why, so it is said on the standard output. */
  static String missing(String what) {
    System.out.println("JavaScript: " + what);
    return abort(what);
  }

  private static Ended run(byte[] input, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      // One that does not end closes its output when it is killed.
      process
          .onExit()
          .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
          .exceptionally(timeout -> process.destroyForcibly());
      try (OutputStream standardInput = process.getOutputStream()) {
        standardInput.write(input);
      }
      try (InputStream output = process.getInputStream()) {
        String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
      }
    } catch (IOException e) {
      throw new AssertionError(command + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while running " + command, e);
    }
  }
}
