package dev.lockstep.benchmarks;

import org.openjdk.jmh.infra.BenchmarkParams;

/** Which of a contest's contestants runs. */
final class BenchmarkMethod {
  private BenchmarkMethod() {}

  /** Returns the name of the method. */
  static String name(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }
}
