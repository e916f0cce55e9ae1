package dev.lockstep.threading;

import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.Timeouts;
import java.util.concurrent.ThreadFactory;

/**
 * Python's {@code threading.Timer}: a thread that calls a function once an interval is over, unless
 * it is cancelled before. The rules THR-28 to THR-31 are in {@code docs/rules/thread.md}.
 *
 * <p>Memory effects, interruption and errors are those of {@link PyThread}.
 *
 * <p>Deviation from Python: an interval of NaN is an error (THR-30).
 *
 * <pre>{@code
 * Timer timer = new Timer(30, () -> log("nobody came"));
 * timer.start();
 * timer.cancel();
 * }</pre>
 */
public class Timer extends PyThread {
  /*
   * Idea       – The thread waits for an event that cancel sets; if its time is over first, it calls
   *              the function.
   * Linearized – cancel: the event's set; the decision to call: the departure of the thread from the
   *              event's queue. So a cancel that comes before the interval is over is never missed
   *              (EVT-09, EVT-13).
   * Checked by – ThreadContract, ThreadOracle, ThreadInterleavings, ThreadStress.
   */
  private final double interval;
  private final Runnable function;
  private final Event finished = new Event();

  /**
   * Creates a timer.
   *
   * @param interval the seconds from its start to the call; zero or less is at once (THR-28); what
   *     is too large for 2⁶³−1 nanoseconds is an OverflowError in the timer's thread instead of the
   *     call, unless it was cancelled before (THR-31)
   * @param function what is called
   * @throws ValueError if the interval is NaN (THR-30)
   */
  public Timer(double interval, Runnable function) {
    Timeouts.refuseNaN(interval);
    this.interval = interval;
    this.function = function;
  }

  /**
   * Creates a timer with a thread of a kind of one's own.
   *
   * @param interval the seconds from its start to the call; zero or less is at once (THR-28); what
   *     is too large for 2⁶³−1 nanoseconds is an OverflowError in the timer's thread instead of the
   *     call, unless it was cancelled before (THR-31)
   * @param function what is called
   * @param factory creates the java.lang.Thread when it is started, {@link #virtualThreads()} for a
   *     virtual one
   * @throws ValueError if the interval is NaN (THR-30)
   */
  public Timer(double interval, Runnable function, ThreadFactory factory) {
    super(null, null, null, factory);
    Timeouts.refuseNaN(interval);
    this.interval = interval;
    this.function = function;
  }

  /**
   * Keeps the function from being called, if its call has not begun. Legal at any time: before the
   * start, and when all is over (THR-29).
   */
  public void cancel() {
    finished.set();
  }

  /**
   * Waits until the interval is over or the timer cancelled, and then calls the function or not.
   */
  @Override
  public void run() {
    if (!finished.await(interval)) {
      function.run();
    }
    finished.set();
  }
}
