package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedEvent;
import dev.lockstep.threading.Event;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SharedEvent} beside the event on the heap. */
public class SharedEventBenchmark {
  private static final String PRIMITIVE = "SharedEvent";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedEventBenchmark() {}

  /** Sets and clears, while nobody waits. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "set and clear")
  public static class Uncontended {
    private final SharedWord word = new SharedWord();
    private final SharedEvent shared = new SharedEvent(new SharedArrayBuffer(SIZE), 0);
    private final Event event = new Event();
    private final Flag flag = new Flag();

    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.set();
      shared.clear();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Event", family = Family.LOCKSTEP)
    public void onHeap() {
      event.set();
      event.clear();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public void jucSynchronizer() {
      flag.set();
      flag.clear();
    }

    /** Two volatile stores. */
    @Benchmark
    @Floor(label = "two volatile stores")
    public void varHandle() {
      word.store(1);
      word.store(0);
    }
  }

  /** Two threads wake each other in turn. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends SharedRoundTrip {
    /* Each on a cache line of its own. */
    private static final int PING = 64;
    private static final int PONG = 192;

    @Override
    Sides ours() {
      SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
      SharedEvent ping = new SharedEvent(memory, PING);
      SharedEvent pong = new SharedEvent(memory, PONG);
      return new Sides(
          () -> {
            ping.set();
            pong.await();
            pong.clear();
          },
          () -> {
            ping.await();
            ping.clear();
            pong.set();
          },
          ping::set);
    }

    @Override
    Sides namesake() {
      return Sides.of(
          () -> {
            Event event = new Event();
            return new Baton(
                event::set,
                () -> {
                  event.await();
                  event.clear();
                });
          });
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Event", family = Family.LOCKSTEP)
    public void onHeap() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public void jucSynchronizer() {
      goThereAndBack();
    }
  }

  /** One thread sets what many wait for. */
  @Work(primitive = PRIMITIVE, unit = WakingAll.UNIT)
  public static class WakeAll extends WakingAll {
    /** For JMH. */
    public WakeAll() {}

    @Override
    Call call(String contestant, int waiters) {
      return switch (contestant) {
        case "lockstep" ->
            inTurns(
                () -> new SharedEvent(new SharedArrayBuffer(SIZE), 0),
                SharedEvent::set,
                SharedEvent::clear,
                SharedEvent::await);
        case "onHeap" -> inTurns(Event::new, Event::set, Event::clear, Event::await);
        case "jucSynchronizer" -> inTurns(Flag::new, Flag::set, Flag::clear, Flag::await);
        default -> super.call(contestant, waiters);
      };
    }

    /* Of two flags, one is waited for while the other is cleared: all have passed that. */
    private static <F> Call inTurns(
        Supplier<F> create, Consumer<F> set, Consumer<F> clear, Consumer<F> await) {
      List<F> flags = List.of(create.get(), create.get());
      return new Call(
          round -> {
            clear.accept(flags.get(round + 1 & 1));
            set.accept(flags.get(round & 1));
          },
          (round, self) -> await.accept(flags.get(round & 1)));
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Event", family = Family.LOCKSTEP)
    public void onHeap() {
      wakeAll();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public void jucSynchronizer() {
      wakeAll();
    }
  }
}
