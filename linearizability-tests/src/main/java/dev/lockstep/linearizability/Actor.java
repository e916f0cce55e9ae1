package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.waiting.Seam;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread of a scenario, and what came of it. */
final class Actor {
  private final Thread thread;
  private @Nullable Outcome outcome;
  private @Nullable Error failure;
  private boolean interrupted;

  private Actor(Supplier<@Nullable Object> body) {
    thread =
        new Thread(
            () -> {
              try {
                outcome = outcomeOf(body);
              } catch (Error e) {
                failure = e;
              }
              interrupted = Thread.interrupted();
              ModelCheckingSeam.currentThreadEnds();
            });
  }

  /** Starts a thread. */
  static Actor start(Supplier<@Nullable Object> body) {
    Actor actor = new Actor(body);
    actor.thread.start();
    return actor;
  }

  /**
   * Starts a thread and blocks until it is parked.
   *
   * @param rule the rule that says that it must block
   */
  static Actor startParked(String rule, Supplier<@Nullable Object> body) {
    Actor actor = new Actor(body);
    if (!ModelCheckingSeam.startAndAwaitParked(actor.thread)) {
      Scenario.require(false, rule, "due: blocks, seen: " + actor.join());
    }
    return actor;
  }

  /** Starts a thread that returns nothing. */
  static Actor run(Runnable body) {
    return start(
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Says what a call comes to.
   *
   * @throws Error what is no outcome of a call: a violation, or a defect of the check
   */
  static Outcome outcomeOf(Supplier<@Nullable Object> body) {
    try {
      return new Outcome.Returned(body.get());
    } catch (RuntimeException e) {
      PyError error = Subjects.ACTIVE.errorOf(e);
      return new Outcome.Raised(error, message(error, e));
    }
  }

  private static String message(PyError error, RuntimeException e) {
    if (error == PyError.OTHER) {
      return e.toString();
    }
    String message = e.getMessage();
    return message == null || error.isTextOpen() ? "" : message;
  }

  /** Waits for the end of the thread and says what came of it. */
  Outcome join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the thread of a scenario that joins", e);
    }
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(outcome);
  }

  /** Waits for the end of the thread, which has to return this. */
  void joinReturning(@Nullable Object due, String rule) {
    Outcome seen = join();
    Scenario.require(
        seen.equals(new Outcome.Returned(due)), rule, "due: returns " + due + ", seen: " + seen);
  }

  /** Tells, after {@link #join}, whether the interrupt status was set at the end. */
  boolean endedInterrupted() {
    return interrupted;
  }

  /** Interrupts the thread. */
  void interrupt() {
    ModelCheckingSeam.interrupt(thread);
  }

  /**
   * Ends the wait of a thread in a timed call.
   *
   * @param interrupted whether by an interrupt; otherwise its time passes
   */
  void end(boolean interrupted) {
    if (interrupted) {
      interrupt();
    } else {
      ModelCheckingSeam.letTimeoutsPass();
    }
  }

  /**
   * Blocks until the thread is parked.
   *
   * @param rule the rule that says that it must block
   */
  Actor awaitParked(String rule) {
    if (!ModelCheckingSeam.awaitParked(thread)) {
      Scenario.require(false, rule, "due: blocks, seen: " + join());
    }
    return this;
  }

  /**
   * Blocks until the thread is parked, or has ended.
   *
   * @return whether it is parked
   */
  boolean awaitParkedOrEnded() {
    return ModelCheckingSeam.awaitParked(thread);
  }

  /**
   * Requires how often the thread has been unparked.
   *
   * @param due how often
   * @param rule the rule that is broken otherwise
   */
  void requireUnparks(int due, String rule) {
    int seen = ModelCheckingSeam.unparks(thread);
    Scenario.require(seen == due, rule, "due: " + due + " unparks of the thread, seen: " + seen);
  }

  /** Unparks the thread for no reason, as a parker may. */
  void wakeForNoReason() {
    Seam.ACTIVE.unpark(thread);
  }
}
