package dev.lockstep.benchmarks;

import com.google.common.util.concurrent.Monitor;
import dev.lockstep.threading.Condition;
import dev.lockstep.threading.Lock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code Condition} beside its peers: that of a ReentrantLock, and every object's monitor. */
public class ConditionBenchmark {
  private static final String PRIMITIVE = "Condition";

  /** For JMH. */
  public ConditionBenchmark() {}

  /** A lock with a condition, of whatever make. */
  interface Waiting {
    void acquire();

    void release();

    void await();

    void signalAll();
  }

  record Ours(Condition condition) implements Waiting {
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
    public void signalAll() {
      condition.signalAll();
    }
  }

  private static final class Juc implements Waiting {
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
    public void signalAll() {
      condition.signalAll();
    }
  }

  private static final class Spinning implements Waiting {
    private final Ideal.Condition condition = new Ideal.Condition();

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
    public void signalAll() {
      condition.signal();
    }
  }

  private static final class SpinningInOrder implements Waiting {
    private final Ideal.FairCondition condition = new Ideal.FairCondition();

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
    public void signalAll() {
      condition.signal(); // one waits
    }
  }

  /** What two threads pass on, each when it is its turn. */
  private interface Turns {
    /** Waits for one's turn, and gives it to the next. */
    void pass(int self, int next);

    /** Gives the turn to a thread that is to end. */
    void give(int next);
  }

  private static final class WaitingTurns implements Turns {
    private final Waiting waiting;
    private int turn;

    WaitingTurns(Waiting waiting) {
      this.waiting = waiting;
    }

    @Override
    public void pass(int self, int next) {
      waiting.acquire();
      while (turn != self) {
        waiting.await();
      }
      turn = next;
      waiting.signalAll();
      waiting.release();
    }

    @Override
    public void give(int next) {
      waiting.acquire();
      turn = next;
      waiting.signalAll();
      waiting.release();
    }
  }

  private static final class SynchronizedTurns implements Turns {
    private int turn;

    @Override
    public synchronized void pass(int self, int next) {
      while (turn != self) {
        Baton.await(this);
      }
      turn = next;
      notifyAll();
    }

    @Override
    public synchronized void give(int next) {
      turn = next;
      notifyAll();
    }
  }

  private static final class GuavaTurns implements Turns {
    private final Monitor monitor = new Monitor();
    private final List<Monitor.Guard> guards =
        List.of(monitor.newGuard(() -> isTurnOf(0)), monitor.newGuard(() -> isTurnOf(1)));
    private int turn;

    private boolean isTurnOf(int self) {
      return turn == self;
    }

    @Override
    public void pass(int self, int next) {
      monitor.enterWhenUninterruptibly(guards.get(self));
      turn = next;
      monitor.leave();
    }

    @Override
    public void give(int next) {
      monitor.enter();
      turn = next;
      monitor.leave();
    }
  }

  /** One thread signals, and nobody waits. */
  @Work(primitive = PRIMITIVE, unit = "acquire, signal to nobody, release")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Uncontended {
    private static final VarHandle WORD;

    static {
      try {
        WORD = MethodHandles.lookup().findVarHandle(Uncontended.class, "word", Thread.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final Condition condition = new Condition();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition jucCondition = reentrantLock.newCondition();
    private final Object monitor = new Object();
    private final Monitor guavaMonitor = new Monitor();

    @SuppressWarnings("unused") // by WORD
    private volatile @Nullable Thread word;

    /** For JMH. */
    public Uncontended() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      condition.acquire();
      condition.signal();
      condition.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      reentrantLock.lock();
      jucCondition.signal();
      reentrantLock.unlock();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "synchronized and notify", family = Family.LANGUAGE)
    public void waitNotify() {
      synchronized (monitor) {
        monitor.notify();
      }
    }

    /** Guava, which signals whenever somebody leaves. */
    @Benchmark
    @Peer(label = "Monitor", family = Family.GUAVA)
    public void guavaMonitor() {
      guavaMonitor.enter();
      guavaMonitor.leave();
    }

    /** The two ordered accesses that its lock cannot do without. */
    @Benchmark
    @Floor(label = "a compareAndSet and a volatile store")
    public void varHandle() {
      if (!WORD.compareAndSet(this, null, Thread.currentThread())) {
        throw new AssertionError("owned by nobody else");
      }
      WORD.setVolatile(this, null);
    }
  }

  /** Two threads take turns, and wait on one condition until it is theirs. */
  public abstract static class Turn extends RoundTrip {
    Turn() {}

    private static Sides passing(Turns turns) {
      return new Sides(() -> turns.pass(0, 1), () -> turns.pass(1, 0), () -> turns.give(1));
    }

    /** Returns ours. */
    abstract Condition condition();

    @Override
    Sides ours() {
      return passing(new WaitingTurns(new Ours(condition())));
    }

    @Override
    Sides spinning() {
      return passing(new WaitingTurns(new Spinning()));
    }

    @Override
    Sides sides(String contestant) {
      return switch (contestant) {
        case "jucCondition" -> passing(new WaitingTurns(new Juc()));
        case "waitNotify" -> passing(new SynchronizedTurns());
        case "guavaMonitor" -> passing(new GuavaTurns());
        case "idealInOrder" -> passing(new WaitingTurns(new SpinningInOrder()));
        default -> super.sides(contestant);
      };
    }

    /**
     * Spins, and notifies who came first: as much of what a Condition is due to as needs no park.
     */
    @Benchmark
    @Floor(label = "spinning, first come, first notified")
    public void idealInOrder() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      goThereAndBack();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "wait and notifyAll", family = Family.LANGUAGE)
    public void waitNotify() {
      goThereAndBack();
    }
  }

  /** Two threads take turns. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends Turn {
    /** For JMH. */
    public HandOff() {}

    @Override
    Condition condition() {
      return new Condition();
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "Monitor", family = Family.GUAVA)
    public void guavaMonitor() {
      goThereAndBack();
    }

    /** LMAX Disruptor. */
    @Benchmark
    @Peer(label = "BlockingWaitStrategy", family = Family.DISRUPTOR)
    public void disruptor() {
      goThereAndBack();
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Channel, by runBlocking", family = Family.KOTLIN)
    public void kotlinChannel() {
      goThereAndBack();
    }
  }

  /** Two threads take turns by a condition of a Lock, which has no owner. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOffOverLock extends Turn {
    /** For JMH. */
    public HandOffOverLock() {}

    @Override
    Condition condition() {
      return new Condition(new Lock());
    }
  }

  /** One thread wakes all who wait on one condition. */
  @Work(primitive = PRIMITIVE, unit = WakingAll.UNIT)
  public static class WakeAll extends WakingAll {
    /** For JMH. */
    public WakeAll() {}

    static Call broadcast(Waiting waiting) {
      int[] rounds = new int[1];
      return new Call(
          round -> {
            waiting.acquire();
            rounds[0] = round + 1;
            waiting.signalAll();
            waiting.release();
          },
          (round, self) -> {
            waiting.acquire();
            while (rounds[0] <= round) {
              waiting.await();
            }
            waiting.release();
          });
    }

    private static Call notifyAllOf() {
      int[] rounds = new int[1];
      return new Call(
          round -> {
            synchronized (rounds) {
              rounds[0] = round + 1;
              rounds.notifyAll();
            }
          },
          (round, self) -> {
            synchronized (rounds) {
              while (rounds[0] <= round) {
                Baton.await(rounds);
              }
            }
          });
    }

    @Override
    Call call(String contestant, int waiters) {
      return switch (contestant) {
        case "lockstep" -> broadcast(new Ours(new Condition()));
        case "jucCondition" -> broadcast(new Juc());
        case "waitNotify" -> notifyAllOf();
        default -> super.call(contestant, waiters);
      };
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      wakeAll();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "wait and notifyAll", family = Family.LANGUAGE)
    public void waitNotify() {
      wakeAll();
    }
  }

  /** A stock with more threads than cores: one thread puts items in, all others take them out. */
  @Work(primitive = PRIMITIVE, unit = "put 8 items, and wait until they are taken")
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Crowd {
    private static final int TAKERS = 4 * Runtime.getRuntime().availableProcessors() - 1;

    private static final int ITEMS_AT_ONCE = 8;

    private @Nullable Stock stock;
    private final List<Partner> takers = new ArrayList<>();

    /** For JMH. */
    public Crowd() {}

    private static final class Stock {
      private final Waiting waiting;
      private int items;
      private boolean closed;

      Stock(Waiting waiting) {
        this.waiting = waiting;
      }

      void take() {
        waiting.acquire();
        while (items == 0 && !closed) {
          waiting.await();
        }
        items--;
        if (items == 0) {
          waiting.signalAll();
        }
        waiting.release();
      }

      /** Lets nobody wait any more. */
      void close() {
        waiting.acquire();
        closed = true;
        waiting.signalAll();
        waiting.release();
      }

      void putAndAwaitTaken() {
        waiting.acquire();
        items += ITEMS_AT_ONCE;
        waiting.signalAll();
        while (items > 0) {
          waiting.await();
        }
        waiting.release();
      }
    }

    /** Starts those who take. */
    @Setup
    public void startTakers(BenchmarkParams params) {
      if (params.getThreads() != 1) {
        throw new IllegalArgumentException("one thread, and those who take");
      }
      startTakers(BenchmarkMethod.name(params));
    }

    void startTakers(String contestant) {
      Stock shared =
          new Stock(
              switch (contestant) {
                case "lockstep" -> new Ours(new Condition());
                case "jucCondition" -> new Juc();
                default -> throw new IllegalArgumentException("no contestant " + contestant);
              });
      stock = shared;
      for (int i = 0; i < TAKERS; i++) {
        takers.add(new Partner(shared::take, shared::close));
      }
    }

    /** Stops them. */
    @TearDown
    public void stopTakers() throws InterruptedException {
      for (Partner taker : takers) {
        taker.stop();
      }
      takers.clear();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      Objects.requireNonNull(stock).putAndAwaitTaken();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      Objects.requireNonNull(stock).putAndAwaitTaken();
    }
  }

  /** One thread waits for no time at all, gives the lock up for that, and takes it back. */
  @Work(primitive = PRIMITIVE, unit = "acquire, wait with a timeout of 0, release")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class TimedOutAtOnce {
    private final Condition condition = new Condition();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition jucCondition = reentrantLock.newCondition();
    private final Ideal.Lock ideal = new Ideal.Lock();

    /** For JMH. */
    public TimedOutAtOnce() {}

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      condition.acquire();
      boolean notified = condition.await(0);
      condition.release();
      return notified;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public long jucCondition() throws InterruptedException {
      reentrantLock.lock();
      long left = jucCondition.awaitNanos(0);
      reentrantLock.unlock();
      return left;
    }

    /** What its lock cannot do without, twice. */
    @Benchmark
    @Floor(label = "acquire and release, twice: four atomic instructions")
    public void lockTwice() {
      ideal.acquire();
      ideal.release();
      ideal.acquire();
      ideal.release();
    }
  }

  /** One thread signals to several at once, and nobody waits. */
  @Work(primitive = PRIMITIVE, unit = "acquire, signal(2) to nobody, release")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class SignalTwo {
    private final Condition condition = new Condition();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition jucCondition = reentrantLock.newCondition();

    /* Not final, and so not known to the compiler. */
    private int two = 2;

    /** For JMH. */
    public SignalTwo() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      condition.acquire();
      condition.signal(two);
      condition.release();
    }

    /** java.util.concurrent, which signals to one at a time. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      reentrantLock.lock();
      for (int i = 0; i < two; i++) {
        jucCondition.signal();
      }
      reentrantLock.unlock();
    }
  }

  /** One thread waits for a predicate that holds. */
  @Work(primitive = PRIMITIVE, unit = "acquire, wait for what is so, release")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class AwaitForTrue {
    private final Condition condition = new Condition();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition jucCondition = reentrantLock.newCondition();
    private final Monitor guavaMonitor = new Monitor();

    /* Not final, and so not known to the compiler. */
    private boolean holds = true;

    private final BooleanSupplier predicate = () -> holds;
    private final Monitor.Guard guard = guavaMonitor.newGuard(predicate);

    /** For JMH. */
    public AwaitForTrue() {}

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      condition.acquire();
      boolean held = condition.awaitFor(predicate);
      condition.release();
      return held;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public boolean jucCondition() {
      reentrantLock.lock();
      while (!predicate.getAsBoolean()) {
        jucCondition.awaitUninterruptibly();
      }
      reentrantLock.unlock();
      return true;
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "Monitor", family = Family.GUAVA)
    public void guavaMonitor() {
      guavaMonitor.enterWhenUninterruptibly(guard);
      guavaMonitor.leave();
    }
  }
}
