package dev.lockstep.benchmarks.comparison;

/** The least code that is an event: a flag, and spinning. */
final class IdealEvent {
  private volatile boolean flag;

  void set() {
    flag = true;
  }

  void clear() {
    flag = false;
  }

  void await() {
    while (!flag) {
      Thread.onSpinWait();
    }
  }
}
