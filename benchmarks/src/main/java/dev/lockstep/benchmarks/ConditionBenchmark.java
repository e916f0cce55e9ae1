package dev.lockstep.benchmarks;

import dev.lockstep.threading.Condition;
import dev.lockstep.threading.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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

/** {@code Condition} beside its peers: that of a ReentrantLock, and every object's monitor. */
public class ConditionBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  /** For JMH. */
  public ConditionBenchmark() {}

  /** A lock with a condition, of whatever make. */
  interface Monitor {
    void acquire();

    void release();

    void await();

    void signal();

    void signalAll();
  }

  private record Ours(Condition condition) implements Monitor {
    @Override
    public void acquire() {
      condition.acquire();
    }

    @Override
    public void release() {
      condition.release();
    }

    @Override
    public void await() {
      condition.await();
    }

    @Override
    public void signal() {
      condition.signal();
    }

    @Override
    public void signalAll() {
      condition.signalAll();
    }
  }

  private static final class Juc implements Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition condition = lock.newCondition();

    @Override
    public void acquire() {
      lock.lock();
    }

    @Override
    public void release() {
      lock.unlock();
    }

    @Override
    public void await() {
      condition.awaitUninterruptibly();
    }

    @Override
    public void signal() {
      condition.signal();
    }

    @Override
    public void signalAll() {
      condition.signalAll();
    }
  }

  /** Something that two threads or more pass on, each when it is its turn. */
  private abstract static class Turns {
    /** Waits for a turn, and gives the next one to another. */
    abstract void pass(int self, int next);

    /** Gives the turn to a thread that is to end. */
    abstract void give(int next);
  }

  private static final class MonitorTurns extends Turns {
    private final Monitor monitor;
    private int turn;

    MonitorTurns(Monitor monitor) {
      this.monitor = monitor;
    }

    @Override
    void pass(int self, int next) {
      monitor.acquire();
      while (turn != self) {
        monitor.await();
      }
      turn = next;
      monitor.signalAll();
      monitor.release();
    }

    @Override
    void give(int next) {
      monitor.acquire();
      turn = next;
      monitor.signalAll();
      monitor.release();
    }
  }

  private static final class SynchronizedTurns extends Turns {
    private int turn;

    @Override
    synchronized void pass(int self, int next) {
      while (turn != self) {
        try {
          wait();
        } catch (InterruptedException e) {
          throw new AssertionError("nobody interrupts a benchmark", e);
        }
      }
      turn = next;
      notifyAll();
    }

    @Override
    synchronized void give(int next) {
      turn = next;
      notifyAll();
    }
  }

  private static final class IdealTurns extends Turns {
    private final Ideal.Condition condition = new Ideal.Condition();
    private int turn;

    @Override
    void pass(int self, int next) {
      condition.acquire();
      while (turn != self) {
        condition.await();
      }
      turn = next;
      condition.signal();
      condition.release();
    }

    @Override
    void give(int next) {
      condition.acquire();
      turn = next;
      condition.signal();
      condition.release();
    }
  }

  private static String contestant(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  private static Turns turns(BenchmarkParams params) {
    return switch (contestant(params)) {
      case "lockstep" -> new MonitorTurns(new Ours(new Condition()));
      case "lockstepOverLock" -> new MonitorTurns(new Ours(new Condition(new Lock())));
      case "jucCondition" -> new MonitorTurns(new Juc());
      case "waitNotify" -> new SynchronizedTurns();
      case "ideal" -> new IdealTurns();
      default -> throw new IllegalArgumentException("no contestant " + params);
    };
  }

  /** One thread notifies, and nobody waits. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Uncontended {
    private final Condition condition = new Condition();
    private final Juc juc = new Juc();
    private final Object monitor = new Object();

    /** Ours. */
    @Benchmark
    public void lockstep() {
      condition.acquire();
      condition.signal();
      condition.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucCondition() {
      juc.acquire();
      juc.signal();
      juc.release();
    }

    /** Every object's. */
    @Benchmark
    public void waitNotify() {
      synchronized (monitor) {
        monitor.notify();
      }
    }
  }

  /** Two threads take turns: an operation is a round trip, two hand-offs. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class HandOff {
    private @Nullable Turns turns;
    private @Nullable Partner partner;

    /** Starts the other thread, which uses what the benchmark uses. */
    @Setup
    public void startPartner(BenchmarkParams params) {
      Turns shared = turns(params);
      turns = shared;
      partner = new Partner(() -> shared.pass(1, 0), () -> shared.give(1));
    }

    /** Stops it. */
    @TearDown
    public void stopPartner() throws InterruptedException {
      Objects.requireNonNull(partner).stop();
    }

    private void pass() {
      Objects.requireNonNull(turns).pass(0, 1);
    }

    /** Ours, over an RLock. */
    @Benchmark
    public void lockstep() {
      pass();
    }

    /** Ours, over a Lock. */
    @Benchmark
    public void lockstepOverLock() {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucCondition() {
      pass();
    }

    /** Every object's. */
    @Benchmark
    public void waitNotify() {
      pass();
    }

    /** Spins, and nothing else. */
    @Benchmark
    public void ideal() {
      pass();
    }
  }

  /** A stock with more threads than cores: half of them put items in, half take them out. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Crowd {
    private static final int TAKERS = 4 * Runtime.getRuntime().availableProcessors() - 1;

    private static final int ITEMS_AT_ONCE = 8;

    private @Nullable Stock stock;
    private final List<Partner> takers = new ArrayList<>();

    private static final class Stock {
      private final Monitor monitor;
      private int items;

      Stock(Monitor monitor) {
        this.monitor = monitor;
      }

      void take() {
        monitor.acquire();
        while (items == 0) {
          monitor.await();
        }
        items--;
        if (items == 0) {
          monitor.signalAll();
        }
        monitor.release();
      }

      void put() {
        monitor.acquire();
        items += ITEMS_AT_ONCE;
        monitor.signalAll();
        monitor.release();
      }

      void putAndAwaitTaken() {
        monitor.acquire();
        items += ITEMS_AT_ONCE;
        monitor.signalAll();
        while (items > 0) {
          monitor.await();
        }
        monitor.release();
      }
    }

    /** Starts those who take. */
    @Setup
    public void startTakers(BenchmarkParams params) {
      Stock shared =
          new Stock(contestant(params).equals("lockstep") ? new Ours(new Condition()) : new Juc());
      stock = shared;
      for (int i = 0; i < TAKERS; i++) {
        takers.add(new Partner(shared::take, shared::put));
      }
    }

    /** Stops them. */
    @TearDown
    public void stopTakers() throws InterruptedException {
      for (Partner taker : takers) {
        taker.stop();
      }
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      Objects.requireNonNull(stock).putAndAwaitTaken();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucCondition() {
      Objects.requireNonNull(stock).putAndAwaitTaken();
    }
  }
}
