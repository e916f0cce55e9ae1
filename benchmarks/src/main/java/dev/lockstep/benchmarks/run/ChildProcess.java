package dev.lockstep.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class ChildProcess {
  private static final int LIMIT_SECONDS = 180;

  private ChildProcess() {}

  /**
   * Runs it.
   *
   * @param command the program and its arguments
   * @param directory where it runs
   * @param output the file for its standard output
   * @param errors the file for its standard error
   * @throws Interpreters.Failure if it cannot be started, fails or does not end
   * @throws InterruptedException if interrupted; it is killed
   */
  static void run(List<String> command, Path directory, Path output, Path errors)
      throws IOException, InterruptedException, Interpreters.Failure {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      throw new Interpreters.Failure("cannot be started: " + e.getMessage());
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new Interpreters.Failure("does not end within " + LIMIT_SECONDS + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new Interpreters.Failure(
          "exit code "
              + process.exitValue()
              + lastLine(errors).or(() -> lastLine(output)).map(line -> ": " + line).orElse(""));
    }
  }

  /** Returns the last line of a file that says something. */
  static Optional<String> lastLine(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return Optional.of(file + " cannot be read: " + e.getMessage());
    }
    return text.lines().filter(line -> !line.isBlank()).reduce((first, second) -> second);
  }
}
