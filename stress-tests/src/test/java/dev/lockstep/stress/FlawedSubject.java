package dev.lockstep.stress;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.Scope;
import dev.lockstep.kit.subject.Subject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A subject with a lock that yields until it is free; what is wrong with it is up to a subclass.
 */
abstract class FlawedSubject implements Subject {
  @Override
  public Map<String, String> notOffered() {
    return Map.of("LCK-16", "it is only a sketch", "SEM", "it has only a lock", "EVT", "the same");
  }

  @Override
  public PyError errorOf(Throwable thrown) {
    return thrown instanceof IllegalStateException ? PyError.RUNTIME_ERROR : PyError.OTHER;
  }

  /** The lock. */
  @SuppressWarnings("ThreadPriorityCheck") // there are more actors than cores
  static class YieldingLock implements LockSubject {
    final AtomicBoolean held = new AtomicBoolean();

    @Override
    public boolean acquire() {
      while (!acquire(false)) {
        Thread.yield();
      }
      return true;
    }

    @Override
    public boolean acquire(boolean blocking) {
      return blocking ? acquire() : held.compareAndSet(false, true);
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      long start = System.nanoTime();
      long nanos = (long) (timeout * TimeUnit.SECONDS.toNanos(1));
      while (!acquire(false)) {
        if (System.nanoTime() - start >= nanos) {
          return false;
        }
        Thread.yield();
      }
      return true;
    }

    @Override
    public boolean acquire(Duration timeout) {
      return acquire(true, timeout.toNanos() / 1e9);
    }

    @Override
    public void release() {
      if (!held.compareAndSet(true, false)) {
        throw new IllegalStateException();
      }
    }

    @Override
    public boolean locked() {
      return held.get();
    }

    @Override
    public Scope enter() {
      acquire();
      return this::release;
    }
  }
}
