package dev.lockstep.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Producers and consumers at the ends of a queue; an operation is one item that passes. */
@State(Scope.Benchmark)
public abstract class Traffic {
  /** How many pass in one invocation; each number of threads below divides it. */
  static final int ITEMS = 64_000;

  /** How many pass where each waits for the one before. */
  static final int FEW_ITEMS = 8_000;

  /* Those that are boxed already: an item costs nothing of its own. */
  static final int DIFFERENT_ITEMS = 128;
  private static final int STEP = 73;

  /** What threads they are: virtual ones need JDK 21. */
  @Param({"platform", "virtual"})
  public String kind = "";

  private @Nullable QueueEnds queue;
  private @Nullable Crew crew;

  @SuppressWarnings("unused") // written only
  private volatile int sink;

  /** For JMH. */
  protected Traffic() {}

  /** Any number of producers and consumers. */
  @State(Scope.Benchmark)
  public abstract static class ManyToMany extends Traffic {
    /** How many producers and how many consumers there are. */
    @Param({"1:1", "4:4", "8:1", "1:8"})
    public String ends = "";

    /** For JMH. */
    protected ManyToMany() {}

    @Override
    String ends() {
      return ends;
    }
  }

  /** Any number of producers, and one consumer. */
  @State(Scope.Benchmark)
  public abstract static class ToOne extends Traffic {
    /** How many producers and how many consumers there are. */
    @Param({"1:1", "8:1"})
    public String ends = "";

    /** For JMH. */
    protected ToOne() {}

    @Override
    String ends() {
      return ends;
    }
  }

  /** Returns how many producers and how many consumers there are. */
  abstract String ends();

  /** Creates the queue of the contestant of this name. */
  abstract QueueEnds queue(String contestant);

  /** Returns how many items pass in one invocation. */
  int items() {
    return ITEMS;
  }

  final int producers() {
    return Integer.parseInt(ends().substring(0, ends().indexOf(':')));
  }

  final int consumers() {
    return Integer.parseInt(ends().substring(ends().indexOf(':') + 1));
  }

  /** Starts the threads. */
  @Setup
  public final void start(BenchmarkParams params) {
    start(contestant(params), items());
  }

  /** Starts the threads, which let so many items pass at a time. */
  final void start(String contestant, int items) {
    QueueEnds made = queue(contestant);
    queue = made;
    List<Crew.Share> shares = new ArrayList<>();
    for (int i = 0; i < producers(); i++) {
      shares.add(() -> produce(made, items / producers()));
    }
    for (int i = 0; i < consumers(); i++) {
      shares.add(() -> consume(made, items / consumers()));
    }
    crew = new Crew(kind, shares);
  }

  /** Returns the name of the benchmark's method. */
  static String contestant(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  static IllegalArgumentException unknown(String contestant) {
    return new IllegalArgumentException("Not in this contest: " + contestant);
  }

  private static void produce(QueueEnds queue, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      queue.put(i * STEP % DIFFERENT_ITEMS);
    }
  }

  private void consume(QueueEnds queue, int count) throws InterruptedException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += queue.get();
    }
    sink = sum;
  }

  /** Lets all items of an invocation pass. */
  final void pass() throws InterruptedException {
    Objects.requireNonNull(crew).work();
  }

  /** Ends the threads. */
  @TearDown
  public final void stop() throws InterruptedException {
    Objects.requireNonNull(queue).release();
    Objects.requireNonNull(crew).stop();
  }
}
