package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Memory;
import java.util.concurrent.locks.LockSupport;

/** Waits until threads are seen to be parked at an address. */
final class Parked {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Parked() {}

  /** Returns once a thread is parked in a wait of ours. */
  @SuppressWarnings("ThreadPriorityCheck") // it has to get somewhere
  static void await(Thread thread) {
    long start = System.nanoTime();
    while (!isParked(thread)) {
      if (!thread.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError(thread + " does not park: it is " + thread.getState());
      }
      Thread.yield();
    }
  }

  private static boolean isParked(Thread thread) {
    Thread.State state = thread.getState();
    return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
        && LockSupport.getBlocker(thread) instanceof Memory;
  }
}
