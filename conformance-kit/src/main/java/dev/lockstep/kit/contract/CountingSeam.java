package dev.lockstep.kit.contract;

import dev.lockstep.waiting.Seam;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The shipped parker and clock, with every park and unpark counted, save the parks of the thread
 * that keeps the time of JavaScript's stages. The checks of kind virtual run with it: the JVM that
 * runs them sets {@code dev.lockstep.waiting.seam} to this class.
 */
public final class CountingSeam extends Seam {
  private static final AtomicLong PARKS = new AtomicLong();
  private static final AtomicLong TIMED_PARKS = new AtomicLong();
  private static final AtomicLong UNPARKS = new AtomicLong();
  private static final AtomicLong PARKED = new AtomicLong();

  /* It parks for all stages together, whoever waits. */
  private static final String TIMEKEEPER = "lockstep-atomics-deadlines";

  private final Seam machine = machine();

  /** For the service loader. */
  public CountingSeam() {}

  /**
   * How often threads of this JVM have been parked and unparked by primitives.
   *
   * @param parks parks without a timeout
   * @param timedParks parks with one
   * @param unparks unparks, of whichever thread
   */
  record Counts(long parks, long timedParks, long unparks) {
    Counts since(Counts before) {
      return new Counts(
          parks - before.parks, timedParks - before.timedParks, unparks - before.unparks);
    }
  }

  /** Returns the counts since this JVM began. */
  static Counts counts() {
    return new Counts(PARKS.get(), TIMED_PARKS.get(), UNPARKS.get());
  }

  /** Returns how many threads are in a park now. */
  static long parked() {
    return PARKED.get();
  }

  private static void parking(AtomicLong parks) {
    parks.incrementAndGet();
    PARKED.incrementAndGet();
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }

  @Override
  public void park(Object blocker) {
    parking(PARKS);
    machine.park(blocker);
    PARKED.decrementAndGet();
  }

  @Override
  public void parkNanos(Object blocker, long nanos) {
    if (Thread.currentThread().getName().equals(TIMEKEEPER)) {
      machine.parkNanos(blocker, nanos);
      return;
    }
    parking(TIMED_PARKS);
    machine.parkNanos(blocker, nanos);
    PARKED.decrementAndGet();
  }

  @Override
  public void unpark(Thread thread) {
    UNPARKS.incrementAndGet();
    machine.unpark(thread);
  }

  @Override
  public int spinLimit() {
    return machine.spinLimit();
  }

  @Override
  public int spinnerLimit() {
    return machine.spinnerLimit();
  }

  @Override
  public boolean currentThreadMaySpin() {
    return machine.currentThreadMaySpin();
  }
}
