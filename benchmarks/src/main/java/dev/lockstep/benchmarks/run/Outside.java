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
   * Returns those who do the same work as that of a contest, before it begins. Is called once for
   * each contest and JDK: their times are paired with those of one JDK, round by round.
   *
   * @param contest what is going to be measured; it has no contestants yet
   */
  Turns turns(Contest contest);

  /** What they do of one contest on one JDK. */
  interface Turns {
    /**
     * Measures each of them once more, in a process of its own.
     *
     * @throws InterruptedException if the run is to end
     */
    void round() throws InterruptedException;

    /** Returns what was measured of them: peers; empty if nobody does this work. */
    List<Contestant> contestants();
  }

  /** Returns what was to be measured and could not be, each with the reason. */
  List<String> notMeasured();

  /** Nobody's. */
  Turns NO_TURNS =
      new Turns() {
        @Override
        public void round() {}

        @Override
        public List<Contestant> contestants() {
          return List.of();
        }
      };

  /** Nobody. */
  static Outside nobody() {
    return new Outside() {
      @Override
      public List<Environment.Runtime> runtimes() {
        return List.of();
      }

      @Override
      public Turns turns(Contest contest) {
        return NO_TURNS;
      }

      @Override
      public List<String> notMeasured() {
        return List.of();
      }
    };
  }
}
