package dev.lockstep.stress;

import dev.lockstep.kit.subject.LockSubject;
import java.util.concurrent.locks.LockSupport;

/** Its release wakes nobody: whoever has to wait waits for ever. */
public final class StuckLockSubject extends FlawedSubject {
  @Override
  public String name() {
    return "stuck";
  }

  @Override
  public LockSubject newLock() {
    return new YieldingLock() {
      @Override
      public boolean acquire() {
        if (!acquire(false)) {
          waitForEver();
        }
        return true;
      }
    };
  }

  private static void waitForEver() {
    while (true) {
      LockSupport.park();
    }
  }
}
