package dev.lockstep.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One thread wakes many, and waits until all of them have been woken and have said so, each on its
 * way to its next wait. The last one says it for all, by an unpark: no contestant has any part in
 * this.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class WakingAll {
  /** What one operation is. */
  static final String UNIT = "wake all, and all have been woken";

  /** How many threads wait. */
  @Param({"1", "16", "256"})
  public int waiters;

  /** What kind of threads they are: {@code platform} or, from Java 21 on, {@code virtual}. */
  @Param({Kind.PLATFORM, Kind.VIRTUAL})
  public String kind = Kind.PLATFORM;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger asleep = new AtomicInteger();
  private final Parked.Flag allWoken = new Parked.Flag();
  private int round;
  private volatile boolean stopped;

  private @Nullable Call call;

  WakingAll() {}

  /**
   * What wakes and what waits, round by round.
   *
   * @param wakeAll wakes those who wait in a round, and whoever comes later in it
   * @param await waits for that
   */
  record Call(IntConsumer wakeAll, Await await) {}

  /** Waits. */
  interface Await {
    /**
     * Waits until a round's waiters are woken.
     *
     * @param round which round
     * @param self which of the waiters this is, from 0
     */
    void in(int round, int self);
  }

  /** Returns what a contestant does. */
  Call call(String contestant, int waiters) {
    if (!contestant.equals("parkAndUnpark")) {
      throw new IllegalArgumentException("no contestant " + contestant);
    }
    List<Parked.Flag> flags = new ArrayList<>();
    for (int i = 0; i < waiters; i++) {
      flags.add(new Parked.Flag());
    }
    return new Call(
        round -> flags.forEach(Parked.Flag::give), (round, self) -> flags.get(self).take());
  }

  /** Starts those who wait. */
  @Setup
  public void startWaiters(BenchmarkParams params) {
    if (params.getThreads() != 1) {
      throw new IllegalArgumentException("one thread, and its waiters");
    }
    startWaiters(BenchmarkMethod.name(params));
  }

  void startWaiters(String contestant) {
    Call shared = call(contestant, waiters);
    call = shared;
    stopped = false;
    round = 0;
    ThreadFactory factory = Kind.factory(kind);
    for (int i = 0; i < waiters; i++) {
      int self = i;
      Thread thread = factory.newThread(() -> waitOverAndOver(shared.await(), self));
      threads.add(thread);
      thread.start();
    }
  }

  private void waitOverAndOver(Await await, int self) {
    boolean last;
    int next = 0;
    do {
      await.in(next++, self);
      last = stopped;
      if (asleep.decrementAndGet() == 0) {
        allWoken.give();
      }
    } while (!last);
  }

  /** Ends their waiting. */
  @TearDown
  public void stopWaiters() throws InterruptedException {
    stopped = true;
    wakeAll();
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  /** Wakes all. */
  final void wakeAll() {
    asleep.set(waiters);
    Objects.requireNonNull(call).wakeAll().accept(round++);
    allWoken.take();
  }

  /** Ours. */
  @Benchmark
  public void lockstep() {
    wakeAll();
  }

  /** Unparks each waiter, and nothing else. */
  @Benchmark
  @Yardstick(label = "park and unpark")
  public void parkAndUnpark() {
    wakeAll();
  }
}
