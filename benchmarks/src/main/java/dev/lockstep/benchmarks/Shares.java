package dev.lockstep.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Says how evenly the threads of an iteration were served. */
public final class Shares {
  private Shares() {}

  /** What all threads together were served. */
  @State(Scope.Benchmark)
  public static class Total {
    private int threads;
    private int counted;
    private long least;
    private long sum;

    /** Starts anew. */
    @Setup(Level.Iteration)
    public synchronized void reset(BenchmarkParams params) {
      threads = params.getThreads();
      counted = 0;
      least = Long.MAX_VALUE;
      sum = 0;
    }

    /** Returns the least share in per cent of the mean to the last thread, and 0 to the others. */
    synchronized long add(long served) {
      counted++;
      least = Math.min(least, served);
      sum += served;
      return counted < threads || sum == 0 ? 0 : Math.round(100.0 * least * threads / sum);
    }
  }

  /** What one thread was served. JMH adds the counters of all threads up. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Own {
    /**
     * The least share that a thread had in an iteration, in per cent of the mean. JMH adds the
     * iterations up, too: divide by their number, or look at its raw data.
     */
    public long sumOfLeastSharePercents;

    private long served;

    /** Starts anew. */
    @Setup(Level.Iteration)
    public void reset() {
      served = 0;
      sumOfLeastSharePercents = 0;
    }

    /** Counts one operation of this thread. */
    void count() {
      served++;
    }

    /** Adds this thread to all others. */
    @TearDown(Level.Iteration)
    public void finish(Total total) {
      sumOfLeastSharePercents = total.add(served);
    }
  }
}
