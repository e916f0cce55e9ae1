package dev.lockstep.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Control;

/** Says how evenly the threads of an iteration were served. */
public final class Shares {
  private static final long PERCENT = 100;

  private Shares() {}

  /** What all threads together were served. */
  @State(Scope.Benchmark)
  public static class Total {
    private int threads;
    private int counted;
    private long most;
    private long least;

    /** Starts anew. */
    @Setup(Level.Iteration)
    public void reset(BenchmarkParams params) {
      reset(params.getThreads());
    }

    synchronized void reset(int threads) {
      this.threads = threads;
      counted = 0;
      most = 0;
      least = Long.MAX_VALUE;
    }

    /**
     * Adds one thread.
     *
     * @return for the last thread a hundred times what the most served one was served for each time
     *     that the least served one was; 0 for the others
     */
    synchronized long add(long served) {
      counted++;
      most = Math.max(most, served);
      least = Math.min(least, served);
      return counted < threads ? 0 : Math.round((double) PERCENT * most / Math.max(1, least));
    }
  }

  /** What one thread was served. JMH adds the counters of all threads up. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Own {
    /**
     * How often the most served thread was served for each time that the least served one was, in
     * per cent: 100 is even. A thread that was not served counts as served once. JMH adds the
     * iterations up, too: look at its raw data.
     */
    public long mostToLeastPercent;

    /*
     * Nobody takes its core from a virtual thread that is never blocked: without a yield now and then
     * the first ones would be the only ones.
     */
    private static final int SLICE = 256;

    private boolean virtual;
    private int slice;
    private long served;

    /** Starts anew. */
    @Setup(Level.Iteration)
    public void reset() {
      virtual = Kind.ofCurrentThread().equals(Kind.VIRTUAL);
      slice = 0;
      served = 0;
      mostToLeastPercent = 0;
    }

    /**
     * Counts one operation of this thread, if all threads are at work: not while some are still to
     * be started, or have ended. A virtual thread gives way to others now and then.
     */
    void count(Control control) {
      if (control.startMeasurement && !control.stopMeasurement) {
        served++;
      }
      if (virtual && ++slice == SLICE) {
        slice = 0;
        Thread.yield();
      }
    }

    /** Adds this thread to all others. */
    @TearDown(Level.Iteration)
    public void finish(Total total) {
      mostToLeastPercent = total.add(served);
    }
  }
}
