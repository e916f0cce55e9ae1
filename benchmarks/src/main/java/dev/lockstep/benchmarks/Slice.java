package dev.lockstep.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Lets virtual threads that compete take turns: nobody takes its core from one that is never
 * blocked, and without a yield now and then the first ones would be the only ones.
 */
@State(Scope.Thread)
public class Slice {
  private static final int OPERATIONS = 256;

  private boolean virtual;
  private int done;

  /** For JMH. */
  public Slice() {}

  /** Starts anew. */
  @Setup(Level.Iteration)
  public void begin() {
    virtual = Kind.ofCurrentThread().equals(Kind.VIRTUAL);
    done = 0;
  }

  /** Ends one operation of this thread. */
  void next() {
    if (virtual && ++done == OPERATIONS) {
      done = 0;
      Thread.yield();
    }
  }
}
