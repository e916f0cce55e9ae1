package dev.lockstep.benchmarks.run;

/**
 * One of those that do a work.
 *
 * @param name the benchmark's method or, if several make one benchmark, its group
 * @param benchmark what JMH calls it
 * @param label what people call it
 * @param family where it comes from
 * @param role what it is here
 * @param since the first JDK that has it
 */
record Entrant(String name, String benchmark, String label, String family, Role role, int since) {
  /* The oldest JDK that measures. */
  static final int ANY_JDK = 17;

  /* The method that is ours. */
  static final String OURS = "lockstep";

  /** Returns the same once more, for the second of the A/A pair. */
  Entrant again() {
    return new Entrant(name + " (again)", benchmark, label + " (again)", family, Role.AGAIN, since);
  }
}
