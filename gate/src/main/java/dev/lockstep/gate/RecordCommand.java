package dev.lockstep.gate;

import dev.lockstep.kit.oracle.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records anew what the real interpreters do. */
@Command(
    name = "record",
    description = "Records what the interpreters on this machine do, for the oracles.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Lockstep.Version.class)
final class RecordCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where it goes")
  private String out = "";

  @Option(
      names = "--only",
      paramLabel = "PRIMITIVE",
      description = "only this primitive, such as lock; without it all")
  private @Nullable String only;

  @Option(
      names = "--pyodide",
      paramLabel = "DIR",
      description = "also with Pyodide, from where npm install pyodide was run")
  private @Nullable String pyodide;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "what the calls are drawn from; the same seed gives the same")
  private @Nullable Long seed;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      description = "how many sequences of calls for each file")
  private @Nullable Integer sequences;

  @Override
  public Integer call() {
    List<String> arguments = new ArrayList<>(List.of("--out", out));
    add(arguments, "--only", only);
    add(arguments, "--pyodide", pyodide);
    add(arguments, "--seed", seed);
    add(arguments, "--sequences", sequences);
    Recorder.main(arguments.toArray(String[]::new));
    return Exit.PASSED;
  }

  private static void add(List<String> arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.addAll(List.of(name, value.toString()));
    }
  }
}
