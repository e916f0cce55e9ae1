package dev.lockstep.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Two threads give each other the turn: an operation is a round trip, two hand-offs. The benchmark
 * is one of the two, a {@link Partner} of the same kind is the other; it lives for an iteration,
 * since the benchmark's own thread may be another one in the next.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class RoundTrip {
  /** What one operation is. */
  static final String UNIT = "round trip of two threads";

  /*
   * The scheduler of the system starts a thread on the core of the one that starts it, and may move
   * it only after some 10 to 50 ms; on one core a round trip takes ten times as long.
   */
  private static final long SETTLING_NANOS = 100_000_000;

  private @Nullable Runnable first;
  private @Nullable Partner partner;

  RoundTrip() {}

  /**
   * What the two threads do.
   *
   * @param prepare what the partner does before all else
   * @param first the benchmark's operation: it gives the turn, and waits for it
   * @param second the partner's: it waits for the turn, and gives it back
   * @param wake gives the turn, and waits for nothing
   */
  record Sides(Runnable prepare, Runnable first, Runnable second, Runnable wake) {
    Sides(Runnable first, Runnable second, Runnable wake) {
      this(() -> {}, first, second, wake);
    }

    /** With one baton for each direction. */
    static Sides of(Supplier<Baton> baton) {
      Baton there = baton.get();
      Baton back = baton.get();
      return new Sides(
          () -> {
            there.give().run();
            back.take().run();
          },
          () -> {
            there.take().run();
            back.give().run();
          },
          there.give());
    }
  }

  /** Returns ours. */
  abstract Sides ours();

  /** Returns what spins, and offers nothing else. */
  abstract Sides spinning();

  /** Returns what the threads of a contestant do. */
  Sides sides(String contestant) {
    return switch (contestant) {
      case "lockstep" -> ours();
      case "ideal" -> spinning();
      case "parkAndUnpark" -> Sides.of(Baton::parked);
      case "jucSemaphore" -> Sides.of(Baton::jucSemaphore);
      case "stampedLock" -> Sides.of(Baton::stampedLock);
      case "jucSynchronizer" -> Sides.of(Baton::jucSynchronizer);
      case "jucCondition" -> Sides.of(Baton::jucCondition);
      case "waitNotify" -> Sides.of(Baton::waitNotify);
      case "guavaMonitor" -> Sides.of(Baton::guavaMonitor);
      case "kotlinMutex" -> Sides.of(Baton::kotlinMutex);
      case "kotlinSemaphore" -> Sides.of(Baton::kotlinSemaphore);
      case "kotlinChannel" -> Sides.of(Baton::kotlinChannel);
      case "disruptor" -> Sides.of(Baton::disruptor);
      default -> throw new IllegalArgumentException("no contestant " + contestant);
    };
  }

  /** Starts the other thread, and makes round trips until the two have settled. */
  @Setup(Level.Iteration)
  public void startPartner(BenchmarkParams params) throws InterruptedException {
    if (params.getThreads() != 1) {
      throw new IllegalArgumentException("one thread, and its partner");
    }
    startPartner(BenchmarkMethod.name(params));
    settle(this::goThereAndBack);
  }

  /** Makes round trips until two threads, one of which has just been started, have settled. */
  static void settle(Echo.Turn roundTrip) throws InterruptedException {
    long end = System.nanoTime() + SETTLING_NANOS;
    do {
      roundTrip.run();
    } while (System.nanoTime() < end);
  }

  void startPartner(String contestant) {
    Sides sides = sides(contestant);
    first = sides.first();
    partner = new Partner(sides.prepare(), sides.second(), sides.wake());
  }

  /** Stops it. */
  @TearDown(Level.Iteration)
  public void stopPartner() throws InterruptedException {
    Objects.requireNonNull(partner).stop();
  }

  /** Makes a round trip. */
  final void goThereAndBack() {
    Objects.requireNonNull(first).run();
  }

  /** Ours. */
  @Benchmark
  public void lockstep() {
    goThereAndBack();
  }

  /** Spins, and nothing else. */
  @Benchmark
  @Floor(label = "spinning")
  public void ideal() {
    goThereAndBack();
  }

  /** Sleeps, and nothing else. */
  @Benchmark
  @Yardstick(label = "park and unpark")
  public void parkAndUnpark() {
    goThereAndBack();
  }
}
