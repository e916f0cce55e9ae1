package dev.lockstep.kit.oracle;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what an interpreter was seen to do, by rule. */
final class Tally {
  /**
   * How many calls.
   *
   * @param agreeing did what the rule says
   * @param different did otherwise, exactly as the rule's deviation or its row of observed
   *     differences says
   * @param unobservable could not be observed
   */
  record Count(long agreeing, long different, long unobservable) {
    static final Count NONE = new Count(0, 0, 0);

    private Count plus(Count other) {
      return new Count(
          agreeing + other.agreeing,
          different + other.different,
          unobservable + other.unobservable);
    }
  }

  private static final Count AGREEING = new Count(1, 0, 0);
  private static final Count DIFFERENT = new Count(0, 1, 0);
  private static final Count UNOBSERVABLE = new Count(0, 0, 1);

  private final Map<String, Count> counts = new TreeMap<>();
  private long unobservable;

  Count of(String rule) {
    return counts.getOrDefault(rule, Count.NONE);
  }

  /** Returns the rules of which anything is counted. */
  Set<String> rules() {
    return counts.keySet();
  }

  /** Returns how many calls could not be observed. */
  long unobservable() {
    return unobservable;
  }

  void agreed(Expectation expectation) {
    expectation.rules().forEach(this::agreed);
  }

  void agreed(String rule) {
    add(rule, AGREEING);
  }

  void differed(String rule) {
    add(rule, DIFFERENT);
  }

  /* Python differs in what the verdict's rule says; what else the call shows, it shows. */
  void differed(Expectation expectation) {
    String decisive = expectation.verdict().rule();
    expectation.rules().forEach(rule -> add(rule, rule.equals(decisive) ? DIFFERENT : AGREEING));
  }

  void unobservable(Expectation expectation) {
    unobservable++;
    expectation.rules().forEach(rule -> add(rule, UNOBSERVABLE));
  }

  private void add(String rule, Count one) {
    counts.merge(rule, one, Count::plus);
  }
}
