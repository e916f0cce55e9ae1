package dev.lockstep.stress;

import dev.lockstep.kit.subject.LockSubject;

/** Its release checks, and then acts: two of them may pass. */
public final class BrokenLockSubject extends FlawedSubject {
  @Override
  public String name() {
    return "broken";
  }

  @Override
  public LockSubject newLock() {
    return new YieldingLock() {
      @Override
      public void release() {
        if (!held.get()) {
          throw new IllegalStateException();
        }
        Thread.yield(); // leaves time for the other, on the same core too
        held.set(false);
      }
    };
  }
}
