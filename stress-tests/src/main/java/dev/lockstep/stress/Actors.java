package dev.lockstep.stress;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.subject.AcquirableSubject;
import dev.lockstep.kit.subject.BarrierSubject;
import dev.lockstep.kit.subject.ConditionSubject;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.ExecutorSubject;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.PutGetSubject;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.SemaphoreSubject;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.ThreadSubject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the actors of several tests do, with the outcome in words. */
final class Actors {
  /* One for the JVM and constant, so that the JIT compiler sees one shape. */
  static final Subject SUBJECT = Subjects.ACTIVE;

  static final String ACQUIRED = "acquired";
  static final String RELEASED = "released";
  static final String SET = "set";
  static final String REFUSED = PyError.BROKEN_BARRIER_ERROR.python();
  static final String NOTIFIED = "notified";
  static final String STARTED = "started";
  static final String TIMED_OUT = "timed out";
  static final String TIMED_OUT_EARLY = "timed out early";

  /* Seconds: a timeout that makes a call wait, and is over at once. */
  static final double AN_INSTANT = 1e-9;

  /* A thread that was let go runs within this time, however busy the machine is. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(10);

  /* About as long as a waiter takes to get from its first look to being parked. */
  private static final long TIMEOUT_NANOS = 20_000;
  private static final double TIMEOUT_SECONDS = TIMEOUT_NANOS / 1e9;

  /* Looks that take about as long as the timeout, and up to twice as long. */
  private static final int LOOKS = 1 << 10;

  private Actors() {}

  static String release(AcquirableSubject lock) {
    try {
      lock.release();
      return RELEASED;
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String release(SemaphoreSubject semaphore, int n) {
    try {
      semaphore.release(n);
      return RELEASED;
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String acquire(AcquirableSubject lock) {
    try {
      return lock.acquire() ? ACQUIRED : "false";
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String acquireTimed(AcquirableSubject lock) {
    long start = System.nanoTime();
    return timed(lock.acquire(true, TIMEOUT_SECONDS), start);
  }

  static String start(ThreadSubject thread) {
    try {
      thread.start();
      return STARTED;
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String setResult(FutureSubject future, int result) {
    try {
      future.setResult(result);
      return SET;
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String result(FutureSubject future) {
    try {
      return String.valueOf(future.result());
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  /** Submits a task that returns a number, and waits for it. */
  static String resultOfSubmit(ExecutorSubject pool, int number) {
    try {
      return String.valueOf(pool.submit(() -> number).result());
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String isSet(EventSubject event) {
    return String.valueOf(event.isSet());
  }

  static String await(EventSubject event) {
    try {
      return String.valueOf(event.await());
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String awaitTimed(EventSubject event) {
    long start = System.nanoTime();
    return event.await(TIMEOUT_SECONDS) ? SET : timedOut(start);
  }

  static String await(BarrierSubject barrier) {
    return outcome(barrier::await);
  }

  static String awaitNoTime(BarrierSubject barrier) {
    return outcome(() -> barrier.await(0));
  }

  /**
   * Waits with a timeout; who is refused before that is over was early, or others were at fault.
   */
  static String awaitTimed(BarrierSubject barrier) {
    long start = System.nanoTime();
    String outcome = outcome(() -> barrier.await(TIMEOUT_SECONDS));
    return outcome.equals(REFUSED) ? timedOut(start) : outcome;
  }

  private static String outcome(IntSupplier wait) {
    try {
      return String.valueOf(wait.getAsInt());
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String await(ConditionSubject condition) {
    try {
      return String.valueOf(condition.await());
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  static String awaitTimed(ConditionSubject condition) {
    long start = System.nanoTime();
    return condition.await(TIMEOUT_SECONDS) ? NOTIFIED : timedOut(start);
  }

  /** Notifies one; false if nobody holds the lock. */
  static boolean signals(ConditionSubject condition) {
    try {
      condition.signal();
      return true;
    } catch (RuntimeException e) {
      if (SUBJECT.errorOf(e) == PyError.RUNTIME_ERROR) {
        return false;
      }
      throw e;
    }
  }

  /** Gets an item: which, or the error. */
  static String get(PutGetSubject queue) {
    return outcomeOf(queue::get);
  }

  /** Gets an item if there is one. */
  static String getNowait(PutGetSubject queue) {
    return outcomeOf(queue::getNowait);
  }

  /** Gets an item with a timeout; who gets none before that is over was early. */
  static String getTimed(PutGetSubject queue) {
    long start = System.nanoTime();
    String outcome = outcomeOf(() -> queue.get(true, TIMEOUT_SECONDS));
    return outcome.equals(PyError.EMPTY.python()) ? timedOut(start) : outcome;
  }

  /** Puts an item with a timeout; who finds no room before that is over was early. */
  static String putTimed(QueueSubject queue, Object item) {
    long start = System.nanoTime();
    String outcome = done(() -> queue.put(item, true, TIMEOUT_SECONDS));
    return outcome.equals(PyError.FULL.python()) ? timedOut(start) : outcome;
  }

  /** Does something: "done", or the error. */
  static String done(Runnable call) {
    return outcomeOf(
        () -> {
          call.run();
          return "done";
        });
  }

  private static String outcomeOf(Supplier<@Nullable Object> call) {
    try {
      return String.valueOf(call.get());
    } catch (Throwable e) {
      return errorName(e);
    }
  }

  private static String timed(boolean acquired, long start) {
    return acquired ? ACQUIRED : timedOut(start);
  }

  private static String timedOut(long start) {
    return System.nanoTime() - start < TIMEOUT_NANOS ? TIMED_OUT_EARLY : TIMED_OUT;
  }

  /** Counts the permits that are left, by taking them. */
  static int drain(SemaphoreSubject semaphore) {
    int permits = 0;
    while (semaphore.acquire(false)) {
      permits++;
    }
    return permits;
  }

  /** Takes from no time to about twice the timeout, so that a release meets it in every phase. */
  static void dawdle() {
    int looks = ThreadLocalRandom.current().nextInt(LOOKS);
    for (int i = 0; i < looks; i++) {
      Thread.onSpinWait();
    }
  }

  /** Lets other actors run, while there is nothing to do but wait for them. */
  @SuppressWarnings("ThreadPriorityCheck") // there are more actors than cores
  static void pause() {
    Thread.yield();
  }

  private static String errorName(Throwable thrown) {
    PyError error = SUBJECT.errorOf(thrown);
    return error == PyError.OTHER ? thrown.toString() : error.python();
  }

  /** Something that one thread has done and that others wait for before they begin. */
  static final class Beginning {
    private volatile boolean done;

    /** Says that it is done. */
    void announce() {
      done = true;
    }

    /** Returns once it is done. */
    void await() {
      while (!done) {
        pause();
      }
    }
  }

  /** A thread that is about to wait, for others to watch and to interrupt. */
  static final class Waiting {
    private volatile @Nullable Thread thread;
    private volatile boolean interrupted;
    private volatile boolean over;

    /** Says that the current thread waits in what it does next. */
    void announce() {
      thread = Thread.currentThread();
    }

    /** Says that the wait is over. */
    void end() {
      over = true;
    }

    /** Returns once the thread has been announced. */
    Thread awaitAnnounced() {
      Thread announced = thread;
      while (announced == null) {
        pause();
        announced = thread;
      }
      return announced;
    }

    /** Returns once the thread was seen to be blocked, or if it does not wait any more. */
    void awaitBlocked() {
      Thread announced = awaitAnnounced();
      while (!over && announced.getState() == Thread.State.RUNNABLE) {
        pause();
      }
    }

    /** Returns once the thread was seen to be parked, which is later than that it has joined. */
    void awaitParked() {
      Thread announced = awaitAnnounced();
      while (LockSupport.getBlocker(announced) == null) {
        pause();
      }
    }

    /** Tells whether the wait is over. */
    boolean isOver() {
      return over;
    }

    /** Returns once the wait is over, or if it is not for so long that it will never be. */
    boolean endsSoon() {
      long start = System.nanoTime();
      while (!over && System.nanoTime() - start < SOON_NANOS) {
        pause();
      }
      return over;
    }

    /** Interrupts the thread once it has been announced. */
    void interrupt() {
      awaitAnnounced().interrupt();
      interrupted = true;
    }

    /**
     * To be called by the thread after its wait: takes the interrupt that it did not get there.
     *
     * @return whether the interrupt status was set
     */
    boolean clearInterrupt() {
      while (!interrupted) {
        pause();
      }
      return Thread.interrupted();
    }
  }
}
