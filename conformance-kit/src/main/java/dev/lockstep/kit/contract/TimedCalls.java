package dev.lockstep.kit.contract;

import dev.lockstep.kit.subject.AcquirableSubject;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.ThreadSubject;
import java.time.Duration;

/** The calls of one object that take a timeout: {@code acquire} or {@code wait}. */
interface TimedCalls {
  /** Calls with a timeout in seconds. */
  boolean call(double seconds);

  /** Calls with a Duration. */
  boolean call(Duration timeout);

  /** Calls so that it never waits: tells the state, and may change it. */
  boolean look();

  /** Returns the call in words. */
  String text(Object timeout);

  /** Those of a lock or semaphore. */
  static TimedCalls of(AcquirableSubject subject) {
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return subject.acquire(true, seconds);
      }

      @Override
      public boolean call(Duration timeout) {
        return subject.acquire(timeout);
      }

      @Override
      public boolean look() {
        return subject.acquire(false);
      }

      @Override
      public String text(Object timeout) {
        return timeout instanceof Duration
            ? "acquire(" + timeout + ")"
            : "acquire(True, " + timeout + ")";
      }
    };
  }

  /** Those of an event. */
  static TimedCalls of(EventSubject event) {
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return event.await(seconds);
      }

      @Override
      public boolean call(Duration timeout) {
        return event.await(timeout);
      }

      @Override
      public boolean look() {
        return event.isSet();
      }

      @Override
      public String text(Object timeout) {
        return "wait(" + timeout + ")";
      }
    };
  }

  /** Those of a thread: whether it has ended after a join. */
  static TimedCalls of(ThreadSubject thread) {
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        thread.join(seconds);
        return look();
      }

      @Override
      public boolean call(Duration timeout) {
        thread.join(timeout);
        return look();
      }

      @Override
      public boolean look() {
        return !thread.isAlive();
      }

      @Override
      public String text(Object timeout) {
        return "join(" + timeout + ")";
      }
    };
  }
}
