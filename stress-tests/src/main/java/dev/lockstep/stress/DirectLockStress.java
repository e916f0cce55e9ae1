package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.errors.RuntimeError;
import dev.lockstep.threading.Lock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two tests of {@link LockStress} under their names there, with direct calls in place of the
 * subject SPI: the comparison of the two shows that the SPI hides no outcome. They are no checks.
 */
final class DirectLockStress {
  private DirectLockStress() {}

  private static Lock newHeldLock() {
    Lock lock = new Lock();
    lock.acquire();
    return lock;
  }

  private static String release(Lock lock) {
    try {
      lock.release();
      return "released";
    } catch (RuntimeError e) {
      return "RuntimeError";
    }
  }

  @JCStressTest
  @Description("A held lock is released by two threads at once.")
  @Outcome(
      id = {"released, RuntimeError", "RuntimeError, released"},
      expect = ACCEPTABLE,
      desc = "One release, and one error.")
  @Outcome(expect = FORBIDDEN, desc = "Not one release of one acquisition, or another error.")
  @State
  public static class Lck12_OneOfTwoRacingReleasesFails {
    private final Lock lock = newHeldLock();

    @Actor
    public void releaser1(LL_Result r) {
      r.r1 = release(lock);
    }

    @Actor
    public void releaser2(LL_Result r) {
      r.r2 = release(lock);
    }
  }

  @JCStressTest
  @Description("The holder writes three plain fields and releases; another tries, and reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "The lock was held: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was free, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was free, and some of the writes are not seen.")
  @State
  public static class Lck15_AcquireWithoutBlockingSeesWhatWasWritten {
    private final Lock lock = newHeldLock();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      x = 1;
      y = 1;
      z = 1;
      lock.release();
    }

    @Actor
    public void reader(III_Result r) {
      if (lock.acquire(false)) {
        r.r3 = z;
        r.r2 = y;
        r.r1 = x;
      } else {
        r.r3 = -1;
        r.r2 = -1;
        r.r1 = -1;
      }
    }
  }
}
