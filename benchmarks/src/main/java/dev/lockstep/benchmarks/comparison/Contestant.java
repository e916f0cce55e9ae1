package dev.lockstep.benchmarks.comparison;

/** One of several that do the same work, each in a loop of its own so that its calls are direct. */
abstract class Contestant {
  private final String name;

  Contestant(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Works for a while, and says how it went. */
  abstract Score run() throws InterruptedException;

  /**
   * How a run went.
   *
   * @param perSecond operations per second
   * @param leastServed the operations of the least served thread in proportion to the mean
   */
  record Score(double perSecond, double leastServed) {}
}
