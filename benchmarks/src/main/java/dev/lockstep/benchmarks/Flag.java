package dev.lockstep.benchmarks;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * The nearest to an {@code Event} that java.util.concurrent offers, which has none that can be
 * cleared: a flag on its synchronizer.
 */
final class Flag extends AbstractQueuedSynchronizer {
  private static final long serialVersionUID = 1L;

  boolean isSet() {
    return getState() == 1;
  }

  void set() {
    releaseShared(1);
  }

  void clear() {
    setState(0);
  }

  void await() {
    acquireShared(1);
  }

  @Override
  protected int tryAcquireShared(int ignored) {
    return getState() == 1 ? 1 : -1;
  }

  @Override
  protected boolean tryReleaseShared(int ignored) {
    setState(1);
    return true;
  }
}
