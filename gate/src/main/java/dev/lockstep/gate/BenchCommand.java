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
  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "what JMH is to do")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Benchmarks.main(arguments.toArray(String[]::new));
    return Exit.PASSED;
  }
}
