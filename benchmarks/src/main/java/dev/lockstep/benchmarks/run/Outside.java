package dev.lockstep.benchmarks.run;

import java.util.List;

/**
 * Those who do the same work outside the JVM that measures: interpreters, each a process of its
 * own.
 */
public interface Outside {
  /**
   * Returns the interpreters that are there, with their own words about themselves. Is called once,
   * before anything is measured.
   */
  List<Environment.Runtime> runtimes();

  /**
   * Measures the same work as that of a contest. Is called once for each contest that was measured,
   * whatever the number of JDKs, right after it; who is returned is added to the contest of each
   * JDK.
   *
   * @param contest what was measured on the first JDK
   * @param rounds how many processes to start for each contestant, one after the other in turns
   * @return peers; empty if nobody does this work
   * @throws InterruptedException if the run is to end
   */
  List<Contestant> measure(Contest contest, int rounds) throws InterruptedException;

  /** Returns what was to be measured and could not be, each with the reason. */
  List<String> notMeasured();

  /** Nobody. */
  static Outside nobody() {
    return new Outside() {
      @Override
      public List<Environment.Runtime> runtimes() {
        return List.of();
      }

      @Override
      public List<Contestant> measure(Contest contest, int rounds) {
        return List.of();
      }

      @Override
      public List<String> notMeasured() {
        return List.of();
      }
    };
  }
}
