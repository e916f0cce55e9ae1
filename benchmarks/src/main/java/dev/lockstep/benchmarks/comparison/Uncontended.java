package dev.lockstep.benchmarks.comparison;

/** One thread that acquires and releases. */
abstract class Uncontended extends Contestant {
  static final int PAIRS = 3_000_000;

  Uncontended(String name) {
    super(name);
  }

  /** Acquires and releases {@link #PAIRS} times. */
  abstract void pairs();

  @Override
  final Score run() {
    long before = System.nanoTime();
    pairs();
    return new Score(PAIRS * 1e9 / (System.nanoTime() - before), 1);
  }
}
