package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that makes calls of a subject while another watches it, so that waiting and hanging are
 * outcomes like any other. Used by one thread at a time; it serves any number of calls, and
 * replaces its thread by a new one when a call cannot be ended.
 */
public final class Worker implements Caller, AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();

  private final Subject subject;
  private final Threads.Kind kind;
  private Loop loop;
  private Report report = new Report(Outcome.NOTHING, false, 0, null);

  /**
   * What was seen of a call.
   *
   * @param outcome what it came to
   * @param interruptStatus whether the thread's interrupt status was set when the call had ended;
   *     of a blocked call, after it was ended by an interrupt
   * @param nanos how long it took from before the call until it had ended
   * @param interruption of a blocked call, what it came to when it was interrupted; otherwise null
   */
  public record Report(
      Outcome outcome, boolean interruptStatus, long nanos, @Nullable Outcome interruption) {}

  /** Creates a worker with a platform thread. */
  public Worker(Subject subject) {
    this(subject, Threads.Kind.PLATFORM);
  }

  /**
   * Creates a worker.
   *
   * @param subject whose calls it makes
   * @param kind the kind of its thread
   */
  public Worker(Subject subject, Threads.Kind kind) {
    this.subject = subject;
    this.kind = kind;
    loop = new Loop(kind);
  }

  @Override
  public Subject subject() {
    return subject;
  }

  /** Returns the kind of its thread. */
  public Threads.Kind kind() {
    return kind;
  }

  /* A call that waits is not blocked as long as its timeout may still end it. */
  @Override
  public Outcome observe(
      Callable<? extends @Nullable Object> body, boolean interrupted, double timeout) {
    Attempt attempt = new Attempt(body, interrupted);
    loop.submit(attempt);
    boolean expires = timeout > 0 && ModelTimeouts.expires(timeout);
    Outcome outcome = watch(attempt, expires);
    Outcome interruption = null;
    if (!attempt.ended) {
      interruption = end(attempt);
    }
    report = new Report(outcome, attempt.interruptStatus, attempt.nanos, interruption);
    return outcome;
  }

  /** Returns what was seen of the last call. */
  public Report report() {
    return report;
  }

  /**
   * Takes over what another worker has seen, which has made a call in this one's place.
   *
   * @param seen what it saw
   * @return what the call came to
   */
  public Outcome relay(Report seen) {
    report = seen;
    return seen.outcome();
  }

  /** Lets the thread end. */
  @Override
  public void close() {
    loop.stop();
  }

  private Outcome watch(Attempt attempt, boolean expires) {
    Thread thread = loop.thread;
    Threads.poll(() -> attempt.ended || (!expires && attempt.started && Threads.isAtRest(thread)));
    if (attempt.ended) {
      return attempt.outcome(subject);
    }
    boolean atRest = attempt.started && Threads.isAtRest(thread);
    StackTraceElement[] stack = thread.getStackTrace();
    if (attempt.ended) {
      return attempt.outcome(subject);
    }
    return atRest ? Outcome.BLOCKED : new Outcome.Hung(Threads.describe(thread, stack));
  }

  /* Ends a call by an interrupt; a call that ignores it keeps the thread, and we take a new one. */
  private Outcome end(Attempt attempt) {
    Thread thread = loop.thread;
    thread.interrupt();
    if (Threads.poll(() -> attempt.ended)) {
      return attempt.outcome(subject);
    }
    Outcome hung = new Outcome.Hung(Threads.describe(thread, thread.getStackTrace()));
    loop.stop();
    loop = new Loop(kind);
    return hung;
  }

  /** One call. */
  static final class Attempt {
    private final Callable<? extends @Nullable Object> body;
    private final boolean interrupted;
    private volatile boolean started;
    private @Nullable Object value;
    private @Nullable Throwable thrown;
    private boolean interruptStatus;
    private long nanos;
    private volatile boolean ended;

    Attempt(Callable<? extends @Nullable Object> body, boolean interrupted) {
      this.body = body;
      this.interrupted = interrupted;
    }

    boolean isEnded() {
      return ended;
    }

    void run() {
      Thread.interrupted();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      started = true;
      long start = System.nanoTime();
      try {
        value = body.call();
      } catch (Throwable e) {
        thrown = e;
      }
      nanos = System.nanoTime() - start;
      interruptStatus = Thread.interrupted();
      ended = true;
    }

    Outcome outcome(Subject subject) {
      Throwable failure = thrown;
      if (failure == null) {
        return new Outcome.Returned(value);
      }
      PyError error = subject.errorOf(failure);
      String message = error.isTextOpen() ? "" : Texts.withoutAddresses(failure.getMessage());
      return Outcome.raises(
          error, error == PyError.OTHER ? failure.getClass().getName() + ": " + message : message);
    }
  }

  /** The thread, and how calls get to it. */
  static final class Loop {
    /* Spinning a little keeps sequences of short calls cheap. */
    private static final int SPINS = 500;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Thread thread;
    private volatile @Nullable Attempt next;
    private volatile boolean stopped;

    Loop(Threads.Kind kind) {
      thread = kind.create("worker-" + COUNT.incrementAndGet(), this::run);
      thread.start();
    }

    Thread thread() {
      return thread;
    }

    void submit(Attempt attempt) {
      next = attempt;
      LockSupport.unpark(thread);
    }

    void stop() {
      stopped = true;
      LockSupport.unpark(thread);
    }

    private void run() {
      int looks = 0;
      while (!stopped) {
        Attempt attempt = next;
        if (attempt != null) {
          next = null;
          attempt.run();
          looks = 0;
        } else if (looks++ < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.interrupted();
          LockSupport.parkNanos(this, IDLE_NANOS);
        }
      }
    }
  }
}
