package dev.lockstep.benchmarks;

/** How somebody waits who cannot be woken: it looks again and again. */
final class Looks {
  private static final int BEFORE_YIELD = 64;

  private Looks() {}

  /**
   * Waits a little, and now and then lets others have this core.
   *
   * @param looks how often it has looked
   */
  @SuppressWarnings("ThreadPriorityCheck") // who is waited for may need this core
  static void pause(int looks) throws InterruptedException {
    spin(looks);
    if (looks % BEFORE_YIELD == 0) {
      Thread.yield();
    }
  }

  /**
   * Waits a little, and keeps this core: for one that waits for one other.
   *
   * @param looks how often it has looked
   */
  static void spin(int looks) throws InterruptedException {
    if (looks % BEFORE_YIELD == 0 && Thread.interrupted()) {
      throw new InterruptedException();
    }
    Thread.onSpinWait();
  }
}
