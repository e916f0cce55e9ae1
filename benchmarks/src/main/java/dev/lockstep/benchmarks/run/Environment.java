package dev.lockstep.benchmarks.run;

import java.util.List;

/**
 * What it was measured on.
 *
 * @param cpu the processor's model
 * @param cores how many processors the JVM may use
 * @param governor what sets the processors' frequency; "not readable" where the system does not say
 * @param kernel the operating system and its version
 * @param memoryBytes the physical memory
 * @param tokensPerMicrosecond how much work of {@code Blackhole.consumeCPU} stands for a
 *     microsecond in all JVMs of the run
 * @param runtimes the JDKs and interpreters that took part
 */
public record Environment(
    String cpu,
    int cores,
    String governor,
    String kernel,
    long memoryBytes,
    double tokensPerMicrosecond,
    List<Runtime> runtimes) {

  /**
   * A JDK or an interpreter.
   *
   * @param id what contests call it, such as {@code JDK 25.0.3+9}
   * @param description its own words about itself
   * @param flags the options that it was started with
   */
  public record Runtime(String id, String description, List<String> flags) {}
}
