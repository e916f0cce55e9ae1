package dev.lockstep.benchmarks.run;

import dev.lockstep.benchmarks.Busy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Measures how much work stands for a microsecond, in a JVM of its own: the one that runs the gate
 * does not compile as those do that measure.
 */
public final class Calibration {
  private Calibration() {}

  /**
   * Prints it.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Busy.calibrate(); // until it is compiled
    System.out.println(Busy.calibrate());
  }

  /**
   * Returns how many tokens take a microsecond on a JDK.
   *
   * @param log where its standard error goes
   * @throws IOException if it fails, with the reason
   */
  static double on(Jdk jdk, Path log) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                jdk.java().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Calibration.class.getName())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException("the work of a microsecond: exit code " + exit + ", see " + log);
    }
    return Double.parseDouble(out.strip());
  }
}
