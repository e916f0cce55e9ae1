package dev.lockstep.kit.contract;

/** How much memory is in use. */
final class Heap {
  /* What is garbage may take more than one collection to go. */
  private static final int COLLECTIONS = 5;

  private Heap() {}

  /** Returns how many bytes are in use once all garbage has been collected. */
  static long usedBytes() {
    long used = collect();
    for (int i = 1; i < COLLECTIONS; i++) {
      long before = used;
      used = Math.min(used, collect());
      if (used == before) {
        break;
      }
    }
    return used;
  }

  /**
   * Returns how many bytes more are in use than before.
   *
   * @param before {@link #usedBytes} before
   * @param most so few that there is no need to look again whether some of it was garbage
   */
  static long keptBytes(long before, long most) {
    long kept = collect() - before;
    for (int i = 1; i < COLLECTIONS && kept > most; i++) {
      kept = Math.min(kept, collect() - before);
    }
    return kept;
  }

  private static long collect() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
