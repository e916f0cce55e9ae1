package dev.lockstep.benchmarks.run;

import java.util.List;
import java.util.Map;

/**
 * A class of benchmarks that all do the same work.
 *
 * @param primitive whose operation it is
 * @param work the class's simple name
 * @param unit what one operation is, in words
 * @param contended whether any number of threads may do it at once
 * @param latency whether single operations are timed too
 * @param shotSeconds how long a fork takes that does a single operation; 0 if it repeats it
 * @param source its source file, from the top of the repository
 * @param parameters the values that each parameter is declared with
 * @param entrants ours first, then peers, yardsticks and floors
 */
record WorkClass(
    String primitive,
    String work,
    String unit,
    boolean contended,
    boolean latency,
    double shotSeconds,
    String source,
    Map<String, List<String>> parameters,
    List<Entrant> entrants) {
  /** Returns the start of its contests' ids. */
  String name() {
    return primitive + "." + work;
  }
}
