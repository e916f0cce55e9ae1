package dev.lockstep.kit.contract;

/** How much memory is in use. */
final class Heap {
  /* What is garbage may take more than one collection to go. */
  private static final int COLLECTIONS = 5;

  private Heap() {}

  /** Returns how many bytes are in use once garbage has been collected. */
  static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /**
   * Returns how many bytes more are in use than before.
   *
   * @param before {@link #usedBytes} before
   * @param most so few that there is no need to look again whether some of it was garbage
   */
  static long keptBytes(long before, long most) {
    long kept = usedBytes() - before;
    for (int i = 1; i < COLLECTIONS && kept > most; i++) {
      kept = Math.min(kept, usedBytes() - before);
    }
    return kept;
  }
}
