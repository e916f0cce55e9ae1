package dev.lockstep.benchmarks.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code dev.lockstep.benchmarks.Footprints} in a JVM of its own. It gets the id of the
 * runtime as its only argument and prints a JSON array of {@link Footprint}s, and nothing else, on
 * its standard output.
 */
final class FootprintFork {
  static final String MAIN = "dev.lockstep.benchmarks.Footprints";

  private FootprintFork() {}

  /**
   * Returns what objects take on a JDK.
   *
   * @param log where its standard error goes
   * @throws IOException if it fails, with the reason
   */
  static List<Footprint> run(Jdk jdk, Path log) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(jdk.flags());
    // JOL looks at the memory of its own process.
    command.add("-Djdk.attach.allowAttachSelf");
    command.add("-XX:+EnableDynamicAgentLoading");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, jdk.id()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException("exit code " + exit + ", see " + log);
    }
    return new JsonMapper().readValue(out, new TypeReference<>() {});
  }
}
