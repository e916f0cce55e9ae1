package dev.lockstep.kit.contract;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What memory holds. */
final class Heap {
  /* What is garbage may take more than one collection to go. */
  private static final int COLLECTIONS = 5;

  private static final int LOOKS = 10;

  private static final long PAUSE_NANOS = 10_000_000;

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

  /**
   * Tells whether collections leave nothing of what is referred to. A collection costs much, so
   * there are few; the pauses between them let threads that end come to their end.
   *
   * @param references to what is to be garbage
   */
  static boolean forgets(List<? extends WeakReference<?>> references) {
    for (int i = 0; i < LOOKS; i++) {
      System.gc();
      if (references.stream().allMatch(reference -> reference.refersTo(null))) {
        return true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  private static long collect() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
