package dev.lockstep.kit.contract;

import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Timeouts of calls that wait in vain: none is over too early. */
final class LowerBounds {
  /* Seconds that may be waited out. */
  private static final List<Double> SHORT = List.of(1e-10, 1e-9, 0.0004, 0.01, 0.025);

  private final Kind kind;
  private final TimedCalls calls;

  /**
   * Creates the check.
   *
   * @param kind of the waiting threads
   * @param calls of an object on which every call has to wait
   */
  LowerBounds(Kind kind, TimedCalls calls) {
    this.kind = kind;
    this.calls = calls;
  }

  /** Timeouts in seconds are lower bounds, also of a thread that is unparked for no reason. */
  void ofSeconds() {
    ofSeconds(Cost.REPETITIONS);
  }

  /**
   * The same, once with such an unpark and once without: for calls that wait as others do, of which
   * all is checked.
   */
  void ofSecondsBriefly() {
    ofSeconds(2);
  }

  private void ofSeconds(int repetitions) {
    for (double timeout : SHORT) {
      for (int i = 0; i < repetitions; i++) {
        boolean unparked = i % 2 == 1;
        require(calls.text(timeout), () -> calls.call(timeout), nanos(timeout), unparked);
      }
    }
  }

  /** Durations are lower bounds. */
  void ofDurations() {
    for (double timeout : SHORT) {
      Duration duration = Duration.ofNanos(nanos(timeout));
      require(calls.text(duration), () -> calls.call(duration), duration.toNanos(), false);
    }
  }

  private static long nanos(double seconds) {
    return (long) Math.ceil(seconds * 1e9);
  }

  private void require(String name, Callable<Boolean> call, long nanos, boolean unparked) {
    long took = nanosOf(name, call, unparked);
    if (took < nanos) {
      throw new AssertionError(
          name
              + " was back after "
              + took
              + " ns"
              + (unparked ? ", having been unparked for no reason" : ""));
    }
    Evidence.executed(1);
  }

  private long nanosOf(String name, Callable<Boolean> call, boolean unparked) {
    try (Threads threads = new Threads(kind)) {
      Task<Long> waiter =
          threads.start(
              name,
              () -> {
                long start = System.nanoTime();
                if (call.call()) {
                  throw new AssertionError(name + " returned True, and nothing has happened");
                }
                return System.nanoTime() - start;
              });
      if (unparked) {
        threads.await(
            name + " to time out",
            () -> {
              LockSupport.unpark(waiter.thread());
              return waiter.isEnded();
            });
      }
      return waiter.result();
    }
  }
}
