package dev.lockstep.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Lets virtual threads that compete take turns: nobody takes its core from one that is never
 * blocked, and without a yield now and then the first ones would be the only ones.
 *
 * <p>A yield alone does not do it. A carrier takes those first that have yielded to it, and as long
 * as there are any it never looks for one that was started or woken elsewhere: that one starves. So
 * each parks now and then, and comes back as one that was woken.
 */
@State(Scope.Thread)
public class Slice {
  private static final int OPERATIONS = 256;
  private static final int YIELDS = 64;

  private boolean virtual;
  private int done;
  private int yields;

  /** For JMH. */
  public Slice() {}

  /** Starts anew, together with the others. */
  @Setup(Level.Iteration)
  public void begin(StartingGate gate) {
    gate.pass();
    virtual = Kind.ofCurrentThread().equals(Kind.VIRTUAL);
    done = 0;
    yields = 0;
  }

  /** Ends one operation of this thread. */
  void next() {
    if (virtual && ++done == OPERATIONS) {
      done = 0;
      if (++yields == YIELDS) {
        yields = 0;
        LockSupport.parkNanos(1);
      } else {
        Thread.yield();
      }
    }
  }
}
