package dev.lockstep.benchmarks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Two threads that send each other an item over a pair of queues. */
@State(Scope.Benchmark)
public abstract class Rally {
  private static final Integer ITEM = 1;

  private @Nullable QueueEnds there;
  private @Nullable QueueEnds back;
  private @Nullable Echo echo;

  /** For JMH. */
  protected Rally() {}

  /** Creates a queue of the contestant of this name. */
  abstract QueueEnds queue(String contestant);

  /** Starts the other thread, and sends items until the two have settled. */
  @Setup(Level.Iteration)
  public final void start(BenchmarkParams params) throws InterruptedException {
    QueueEnds pings = queue(Traffic.contestant(params));
    QueueEnds pongs = queue(Traffic.contestant(params));
    there = pings;
    back = pongs;
    echo = new Echo(() -> pongs.put(pings.get()));
    RoundTrip.settle(this::thereAndBack);
  }

  /** Sends an item, and waits until it comes back. */
  final Integer thereAndBack() throws InterruptedException {
    Objects.requireNonNull(there).put(ITEM);
    return Objects.requireNonNull(back).get();
  }

  /** Ends it. */
  @TearDown(Level.Iteration)
  public final void stop() throws InterruptedException {
    Objects.requireNonNull(echo).stop();
  }
}
