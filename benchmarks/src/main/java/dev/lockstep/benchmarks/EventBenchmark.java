package dev.lockstep.benchmarks;

import dev.lockstep.threading.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code Event} beside its peers: java.util.concurrent has none that can be cleared. */
public class EventBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  /** For JMH. */
  public EventBenchmark() {}

  /** The nearest that java.util.concurrent offers: a flag on its synchronizer. */
  private static final class Flag extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    void set() {
      releaseShared(1);
    }

    void clear() {
      setState(0);
    }

    void await() {
      acquireShared(1);
    }

    @Override
    protected int tryAcquireShared(int ignored) {
      return getState() == 1 ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(int ignored) {
      setState(1);
      return true;
    }
  }

  private static String contestant(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** One thread sets, looks and clears. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Uncontended {
    private final Event event = new Event();
    private final Flag flag = new Flag();

    /** Ours. */
    @Benchmark
    public void lockstep() {
      event.set();
      event.await();
      event.clear();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucSynchronizer() {
      flag.set();
      flag.await();
      flag.clear();
    }
  }

  /** Two threads wake each other in turn: an operation is a round trip, two hand-offs. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class HandOff {
    private final Event lockstepPing = new Event();
    private final Event lockstepPong = new Event();
    private final Flag flagPing = new Flag();
    private final Flag flagPong = new Flag();
    private final Semaphore jucSemaphorePing = new Semaphore(0);
    private final Semaphore jucSemaphorePong = new Semaphore(0);
    private final Ideal.Event idealPing = new Ideal.Event();
    private final Ideal.Event idealPong = new Ideal.Event();

    private @Nullable Partner partner;

    /** Starts the other thread, which uses what the benchmark uses. */
    @Setup
    public void startPartner(BenchmarkParams params) {
      partner =
          switch (contestant(params)) {
            case "lockstep" ->
                new Partner(
                    () -> {
                      lockstepPing.await();
                      lockstepPing.clear();
                      lockstepPong.set();
                    },
                    lockstepPing::set);
            case "jucSynchronizer" ->
                new Partner(
                    () -> {
                      flagPing.await();
                      flagPing.clear();
                      flagPong.set();
                    },
                    flagPing::set);
            case "jucSemaphore" ->
                new Partner(
                    () -> {
                      jucSemaphorePing.acquireUninterruptibly();
                      jucSemaphorePong.release();
                    },
                    jucSemaphorePing::release);
            case "ideal" ->
                new Partner(
                    () -> {
                      idealPing.await();
                      idealPing.clear();
                      idealPong.set();
                    },
                    idealPing::set);
            default -> throw new IllegalArgumentException("no partner for " + params);
          };
    }

    /** Stops it. */
    @TearDown
    public void stopPartner() throws InterruptedException {
      Objects.requireNonNull(partner).stop();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      lockstepPing.set();
      lockstepPong.await();
      lockstepPong.clear();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucSynchronizer() {
      flagPing.set();
      flagPong.await();
      flagPong.clear();
    }

    /** java.util.concurrent, whose acquire waits and clears at once. */
    @Benchmark
    public void jucSemaphore() {
      jucSemaphorePing.release();
      jucSemaphorePong.acquireUninterruptibly();
    }

    /** Spins, and nothing else. */
    @Benchmark
    public void ideal() {
      idealPing.set();
      idealPong.await();
      idealPong.clear();
    }
  }

  /** One thread wakes many, and waits until all of them have run. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class WakeAll {
    private static final int WAITERS = 16;

    /* Of two flags, one is waited for while the other is cleared. */
    private final Event[] events = {new Event(), new Event()};
    private final Flag[] flags = {new Flag(), new Flag()};
    private final Semaphore woken = new Semaphore(0);
    private final List<Partner> partners = new ArrayList<>();
    private int round;

    /** Starts those who wait. */
    @Setup
    public void startWaiters(BenchmarkParams params) {
      boolean ours = contestant(params).equals("lockstep");
      for (int i = 0; i < WAITERS; i++) {
        int[] next = new int[1];
        partners.add(
            new Partner(
                () -> {
                  int which = next[0]++ & 1;
                  if (ours) {
                    events[which].await();
                  } else {
                    flags[which].await();
                  }
                  woken.release();
                },
                () -> {
                  for (int which = 0; which < 2; which++) {
                    events[which].set();
                    flags[which].set();
                  }
                }));
      }
    }

    /** Stops them. */
    @TearDown
    public void stopWaiters() throws InterruptedException {
      for (Partner partner : partners) {
        partner.stop();
      }
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      Event event = events[round++ & 1];
      event.set();
      woken.acquireUninterruptibly(WAITERS);
      event.clear();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucSynchronizer() {
      Flag flag = flags[round++ & 1];
      flag.set();
      woken.acquireUninterruptibly(WAITERS);
      flag.clear();
    }
  }
}
