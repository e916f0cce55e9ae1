package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.FuturesModel;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.subject.AcquirableSubject;
import dev.lockstep.kit.subject.BarrierSubject;
import dev.lockstep.kit.subject.ConditionSubject;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.FuturesSubject;
import dev.lockstep.kit.subject.PutGetSubject;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.ThreadSubject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls of one object that take a timeout: {@code acquire}, {@code wait}, {@code wait_for}. */
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

  /** Those of a barrier: a look tells whether it is broken. */
  static TimedCalls of(BarrierSubject barrier) {
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return barrier.await(seconds) >= 0;
      }

      @Override
      public boolean call(Duration timeout) {
        return barrier.await(timeout) >= 0;
      }

      @Override
      public boolean look() {
        return barrier.broken();
      }

      @Override
      public String text(Object timeout) {
        return "wait(" + timeout + ")";
      }
    };
  }

  /** Those of a barrier as if a call that is refused returned false and left it as it was. */
  static TimedCalls refusedBy(BarrierSubject barrier) {
    TimedCalls calls = of(barrier);
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return isPassed(() -> calls.call(seconds));
      }

      @Override
      public boolean call(Duration timeout) {
        return isPassed(() -> calls.call(timeout));
      }

      private boolean isPassed(BooleanSupplier call) {
        try {
          return call.getAsBoolean();
        } catch (RuntimeException e) {
          if (Subjects.ACTIVE.errorOf(e) != PyError.BROKEN_BARRIER_ERROR) {
            throw e;
          }
          barrier.reset();
          return false;
        }
      }

      @Override
      public boolean look() {
        return calls.look();
      }

      @Override
      public String text(Object timeout) {
        return calls.text(timeout);
      }
    };
  }

  /** {@code get} of a queue: whether it returned an item; a look tells whether there is none. */
  static TimedCalls ofGet(PutGetSubject queue) {
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return isDone(PyError.EMPTY, () -> queue.get(true, seconds));
      }

      @Override
      public boolean call(Duration timeout) {
        return isDone(PyError.EMPTY, () -> queue.get(timeout));
      }

      @Override
      public boolean look() {
        return queue.empty();
      }

      @Override
      public String text(Object timeout) {
        return timeout instanceof Duration ? "get(" + timeout + ")" : "get(True, " + timeout + ")";
      }
    };
  }

  /** {@code put} of a queue: whether it found room; a look tells whether there is none. */
  static TimedCalls ofPut(QueueSubject queue) {
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return isDone(PyError.FULL, () -> queue.put(1L, true, seconds));
      }

      @Override
      public boolean call(Duration timeout) {
        return isDone(PyError.FULL, () -> queue.put(1L, timeout));
      }

      @Override
      public boolean look() {
        return queue.full();
      }

      @Override
      public String text(Object timeout) {
        return timeout instanceof Duration
            ? "put(1, " + timeout + ")"
            : "put(1, True, " + timeout + ")";
      }
    };
  }

  private static boolean isDone(PyError inVain, Runnable call) {
    try {
      call.run();
      return true;
    } catch (RuntimeException e) {
      if (Subjects.ACTIVE.errorOf(e) != inVain) {
        throw e;
      }
      return false;
    }
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

  /** {@code result} of a future: whether it is done. */
  static TimedCalls ofResult(FutureSubject future) {
    return new FutureCalls("result(%s)", future::result, future::result, future::done);
  }

  /** {@code exception} of a future: whether it is done. */
  static TimedCalls ofException(FutureSubject future) {
    return new FutureCalls("exception(%s)", future::exception, future::exception, future::done);
  }

  /** {@code wait} for one future: whether it is completed. */
  static TimedCalls ofWaitFor(FutureSubject future) {
    FuturesSubject functions = Subjects.ACTIVE.futures();
    List<FutureSubject> one = List.of(future);
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return functions
            .wait(one, seconds, FuturesModel.Condition.ALL_COMPLETED)
            .notDone()
            .isEmpty();
      }

      @Override
      public boolean call(Duration timeout) {
        return functions
            .wait(one, timeout, FuturesModel.Condition.ALL_COMPLETED)
            .notDone()
            .isEmpty();
      }

      @Override
      public boolean look() {
        return future.done();
      }

      @Override
      public String text(Object timeout) {
        return "wait(" + timeout + ")";
      }
    };
  }

  /** {@code as_completed} of one future, asked once: whether it is done. */
  static TimedCalls ofAsCompleted(FutureSubject future) {
    FuturesSubject functions = Subjects.ACTIVE.futures();
    List<FutureSubject> one = List.of(future);
    return new FutureCalls(
        "next(as_completed(%s))",
        seconds -> functions.asCompleted(one, seconds).next(),
        timeout -> functions.asCompleted(one, timeout).next(),
        future::done);
  }

  /** A call with seconds. */
  interface BySeconds {
    @Nullable Object call(double seconds);
  }

  /** A call with a Duration. */
  interface ByDuration {
    @Nullable Object call(Duration timeout);
  }

  /**
   * Calls that raise a TimeoutError in vain.
   *
   * @param format the call in words
   * @param bySeconds the call with seconds
   * @param byDuration the call with a Duration
   * @param done whether it is there, what is asked for
   */
  record FutureCalls(
      String format, BySeconds bySeconds, ByDuration byDuration, BooleanSupplier done)
      implements TimedCalls {
    @Override
    public boolean call(double seconds) {
      return isThere(() -> bySeconds.call(seconds));
    }

    @Override
    public boolean call(Duration timeout) {
      return isThere(() -> byDuration.call(timeout));
    }

    private static boolean isThere(Supplier<? extends @Nullable Object> call) {
      try {
        var unused = call.get();
        return true;
      } catch (RuntimeException e) {
        if (Subjects.ACTIVE.errorOf(e) != PyError.TIMEOUT_ERROR) {
          throw e;
        }
        return false;
      }
    }

    @Override
    public boolean look() {
      return done.getAsBoolean();
    }

    @Override
    public String text(Object timeout) {
      return String.format(Locale.ROOT, format, timeout);
    }
  }

  /** {@code wait} of a condition, with its lock held around it. */
  static TimedCalls ofWait(ConditionSubject condition) {
    return new HeldCalls(condition, "wait(%s)", condition::await, condition::await);
  }

  /** {@code wait_for} what never is, with the lock held around it. */
  static TimedCalls ofWaitFor(ConditionSubject condition) {
    return new HeldCalls(
        condition,
        "wait_for(lambda: False, %s)",
        seconds -> condition.awaitFor(() -> false, seconds),
        timeout -> condition.awaitFor(() -> false, timeout));
  }

  /** {@code wait} of a condition whose lock is free, which is an error. */
  static TimedCalls ofWaitUnowned(ConditionSubject condition) {
    return new TimedCalls() {
      @Override
      public boolean call(double seconds) {
        return condition.await(seconds);
      }

      @Override
      public boolean call(Duration timeout) {
        return condition.await(timeout);
      }

      @Override
      public boolean look() {
        return condition.locked();
      }

      @Override
      public String text(Object timeout) {
        return "wait(" + timeout + ")";
      }
    };
  }

  /**
   * Calls of a condition, with its lock held around each.
   *
   * @param condition the condition
   * @param format the call in words
   * @param bySeconds the call with seconds
   * @param byDuration the call with a Duration
   */
  record HeldCalls(
      ConditionSubject condition,
      String format,
      DoublePredicate bySeconds,
      Predicate<Duration> byDuration)
      implements TimedCalls {
    @Override
    public boolean call(double seconds) {
      condition.acquire();
      try {
        return bySeconds.test(seconds);
      } finally {
        condition.release();
      }
    }

    @Override
    public boolean call(Duration timeout) {
      condition.acquire();
      try {
        return byDuration.test(timeout);
      } finally {
        condition.release();
      }
    }

    @Override
    public boolean look() {
      return condition.locked();
    }

    @Override
    public String text(Object timeout) {
      return String.format(Locale.ROOT, format, timeout);
    }
  }
}
