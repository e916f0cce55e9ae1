package dev.lockstep.gate;

import dev.lockstep.benchmarks.Benchmarks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hands its arguments to JMH, with a default for the contended benchmarks. */
@Command(
    name = "bench",
    description = "Runs the benchmarks; the arguments are JMH's (./lockstep bench -h).")
final class BenchCommand implements Callable<Integer> {
  private static final String JVM_ARGUMENTS = "-jvmArgs";

  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "what JMH is to do")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Benchmarks.main(forJmh(arguments).toArray(String[]::new));
    return Exit.PASSED;
  }

  /**
   * Adds the options of the JVMs that measure, unless they are given: otherwise they inherit those
   * of this one, which lives for seconds and has no optimizing compiler.
   */
  static List<String> forJmh(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (!all.contains(JVM_ARGUMENTS)) {
      all.add(JVM_ARGUMENTS);
      all.add(String.join(" ", JvmOptions.quiet()));
    }
    return all;
  }
}
