package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.LockSubject;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Lock's races on the real machine. */
@Checks(primitive = Primitive.LOCK, checker = Checker.JCSTRESS)
public final class LockStress {
  private LockStress() {}

  private static LockSubject newHeldLock() {
    LockSubject lock = Actors.SUBJECT.newLock();
    lock.acquire();
    return lock;
  }

  @JCStressTest
  @Rule("LCK-04")
  @Ref("LCK-04")
  @Description(
      "A held lock; one thread acquires it with a timeout while another releases it;"
          + " then: is it held?")
  @Outcome(id = "acquired, true", expect = ACCEPTABLE, desc = "The release came in time.")
  @Outcome(
      id = "timed out, false",
      expect = ACCEPTABLE,
      desc = "The release came too late, and left the lock free.")
  @Outcome(
      id = "acquired, false",
      expect = FORBIDDEN,
      desc = "The waiter said true and does not hold the lock.")
  @Outcome(
      id = "timed out, true",
      expect = FORBIDDEN,
      desc = "The waiter said false, and the lock is held by nobody.")
  @Outcome(
      id = "timed out early, (true|false)",
      expect = FORBIDDEN,
      desc = "The waiter said false before its time was over.")
  @Outcome(expect = FORBIDDEN, desc = "The timed acquire raised an error.")
  @Parks
  @State
  public static class Lck04_TimedAcquireAgainstRelease {
    private final LockSubject lock = newHeldLock();

    @Actor
    public void waiter(LZ_Result r) {
      r.r1 = Actors.acquireTimed(lock);
    }

    @Actor
    public void releaser() {
      Actors.dawdle();
      lock.release();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      r.r2 = lock.locked();
    }
  }

  @JCStressTest
  @Rule("LCK-12")
  @Ref("LCK-12")
  @Description("A held lock is released by two threads at once.")
  @Outcome(
      id = {"released, RuntimeError", "RuntimeError, released"},
      expect = ACCEPTABLE,
      desc = "One release, and one error.")
  @Outcome(
      id = "released, released",
      expect = FORBIDDEN,
      desc = "Two releases of one acquisition: a check and then an unlock.")
  @Outcome(
      id = "RuntimeError, RuntimeError",
      expect = FORBIDDEN,
      desc = "The lock was held and nobody could release it.")
  @Outcome(expect = FORBIDDEN, desc = "Another error.")
  @State
  public static class Lck12_OneOfTwoRacingReleasesFails {
    private final LockSubject lock = newHeldLock();

    @Actor
    public void releaser1(LL_Result r) {
      r.r1 = Actors.release(lock);
    }

    @Actor
    public void releaser2(LL_Result r) {
      r.r2 = Actors.release(lock);
    }
  }

  @JCStressTest
  @Rule("LCK-12")
  @Ref("LCK-12")
  @Description("A held lock is released by three threads at once.")
  @Outcome(
      id = {
        "released, RuntimeError, RuntimeError",
        "RuntimeError, released, RuntimeError",
        "RuntimeError, RuntimeError, released"
      },
      expect = ACCEPTABLE,
      desc = "One release, and two errors.")
  @Outcome(expect = FORBIDDEN, desc = "Not one release of one acquisition, or another error.")
  @State
  public static class Lck12_TwoOfThreeRacingReleasesFail {
    private final LockSubject lock = newHeldLock();

    @Actor
    public void releaser1(LLL_Result r) {
      r.r1 = Actors.release(lock);
    }

    @Actor
    public void releaser2(LLL_Result r) {
      r.r2 = Actors.release(lock);
    }

    @Actor
    public void releaser3(LLL_Result r) {
      r.r3 = Actors.release(lock);
    }
  }

  @JCStressTest
  @Rule("LCK-12")
  @Ref("LCK-12")
  @Description("A held lock is released by four threads at once.")
  @Outcome(
      id = {
        "released, RuntimeError, RuntimeError, RuntimeError",
        "RuntimeError, released, RuntimeError, RuntimeError",
        "RuntimeError, RuntimeError, released, RuntimeError",
        "RuntimeError, RuntimeError, RuntimeError, released"
      },
      expect = ACCEPTABLE,
      desc = "One release, and three errors.")
  @Outcome(expect = FORBIDDEN, desc = "Not one release of one acquisition, or another error.")
  @State
  public static class Lck12_ThreeOfFourRacingReleasesFail {
    private final LockSubject lock = newHeldLock();

    @Actor
    public void releaser1(LLLL_Result r) {
      r.r1 = Actors.release(lock);
    }

    @Actor
    public void releaser2(LLLL_Result r) {
      r.r2 = Actors.release(lock);
    }

    @Actor
    public void releaser3(LLLL_Result r) {
      r.r3 = Actors.release(lock);
    }

    @Actor
    public void releaser4(LLLL_Result r) {
      r.r4 = Actors.release(lock);
    }
  }

  @JCStressTest
  @Rule("LCK-14")
  @Ref("LCK-14")
  @Description("A free lock is tried by two threads at once.")
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "One holds it.")
  @Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both hold it.")
  @Outcome(id = "false, false", expect = FORBIDDEN, desc = "It was free and nobody got it.")
  @State
  public static class Lck14_OneOfTwoRacingAcquiresSucceeds {
    private final LockSubject lock = Actors.SUBJECT.newLock();

    @Actor
    public void acquirer1(ZZ_Result r) {
      r.r1 = lock.acquire(false);
    }

    @Actor
    public void acquirer2(ZZ_Result r) {
      r.r2 = lock.acquire(false);
    }
  }

  @JCStressTest
  @Rule("LCK-14")
  @Ref("LCK-14")
  @Description("A free lock is tried by three threads at once.")
  @Outcome(
      id = {"true, false, false", "false, true, false", "false, false, true"},
      expect = ACCEPTABLE,
      desc = "One holds it.")
  @Outcome(expect = FORBIDDEN, desc = "It was free and not exactly one holds it now.")
  @State
  public static class Lck14_OneOfThreeRacingAcquiresSucceeds {
    private final LockSubject lock = Actors.SUBJECT.newLock();

    @Actor
    public void acquirer1(ZZZ_Result r) {
      r.r1 = lock.acquire(false);
    }

    @Actor
    public void acquirer2(ZZZ_Result r) {
      r.r2 = lock.acquire(false);
    }

    @Actor
    public void acquirer3(ZZZ_Result r) {
      r.r3 = lock.acquire(false);
    }
  }

  @JCStressTest
  @Rule("LCK-14")
  @Ref("LCK-14")
  @Description("A free lock is tried by four threads at once.")
  @Outcome(
      id = {
        "true, false, false, false",
        "false, true, false, false",
        "false, false, true, false",
        "false, false, false, true"
      },
      expect = ACCEPTABLE,
      desc = "One holds it.")
  @Outcome(expect = FORBIDDEN, desc = "It was free and not exactly one holds it now.")
  @State
  public static class Lck14_OneOfFourRacingAcquiresSucceeds {
    private final LockSubject lock = Actors.SUBJECT.newLock();

    @Actor
    public void acquirer1(ZZZZ_Result r) {
      r.r1 = lock.acquire(false);
    }

    @Actor
    public void acquirer2(ZZZZ_Result r) {
      r.r2 = lock.acquire(false);
    }

    @Actor
    public void acquirer3(ZZZZ_Result r) {
      r.r3 = lock.acquire(false);
    }

    @Actor
    public void acquirer4(ZZZZ_Result r) {
      r.r4 = lock.acquire(false);
    }
  }

  @JCStressTest
  @Rule({"LCK-14", "LCK-15"})
  @Ref("LCK-14")
  @Ref("LCK-15")
  @Description("Three threads increment a plain counter under the lock.")
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "Each saw what the one before it wrote.")
  @Outcome(
      id = {"1", "2"},
      expect = FORBIDDEN,
      desc = "An increment is lost: two held the lock, or one did not see the other's write.")
  @Outcome(expect = FORBIDDEN, desc = "The counter has a value that nobody wrote.")
  @State
  public static class Lck14_CounterOfThreeThreadsIsExact {
    private final LockSubject lock = Actors.SUBJECT.newLock();
    private int counter;

    @Actor
    public void incrementer1() {
      increment();
    }

    @Actor
    public void incrementer2() {
      increment();
    }

    @Actor
    public void incrementer3() {
      increment();
    }

    private void increment() {
      lock.acquire();
      counter++;
      lock.release();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = counter;
    }
  }

  @JCStressTest
  @Rule({"LCK-14", "LCK-15"})
  @Ref("LCK-14")
  @Ref("LCK-15")
  @Description("Four threads increment a plain counter under the lock.")
  @Outcome(id = "4", expect = ACCEPTABLE, desc = "Each saw what the one before it wrote.")
  @Outcome(
      id = {"1", "2", "3"},
      expect = FORBIDDEN,
      desc = "An increment is lost: two held the lock, or one did not see the other's write.")
  @Outcome(expect = FORBIDDEN, desc = "The counter has a value that nobody wrote.")
  @State
  public static class Lck14_CounterOfFourThreadsIsExact {
    private final LockSubject lock = Actors.SUBJECT.newLock();
    private int counter;

    @Actor
    public void incrementer1() {
      increment();
    }

    @Actor
    public void incrementer2() {
      increment();
    }

    @Actor
    public void incrementer3() {
      increment();
    }

    @Actor
    public void incrementer4() {
      increment();
    }

    private void increment() {
      lock.acquire();
      counter++;
      lock.release();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = counter;
    }
  }

  @JCStressTest
  @Rule("LCK-15")
  @Ref("LCK-15")
  @Description("Three plain fields are written under the lock and read under it.")
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The reader was first.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writer was first, and is seen whole.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes under the lock are not seen.")
  @State
  public static class Lck15_AcquireSeesWhatWasWrittenUnderTheLock {
    private final LockSubject lock = Actors.SUBJECT.newLock();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      lock.acquire();
      x = 1;
      y = 1;
      z = 1;
      lock.release();
    }

    @Actor
    public void reader(III_Result r) {
      lock.acquire();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      lock.release();
    }
  }

  @JCStressTest
  @Rule("LCK-15")
  @Ref("LCK-15")
  @Description("The holder writes three plain fields and releases; another tries, and reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "The lock was held: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was free, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was free, and some of the writes are not seen.")
  @State
  public static class Lck15_AcquireWithoutBlockingSeesWhatWasWritten {
    private final LockSubject lock = newHeldLock();
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

  @JCStressTest
  @Rule("LCK-15")
  @Ref("LCK-15")
  @Description(
      "The holder writes three plain fields and releases once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Lck15_ParkedWaiterSeesWhatWasWritten {
    private final LockSubject lock = newHeldLock();
    private final Actors.Waiting waiting = new Actors.Waiting();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      waiting.awaitBlocked();
      x = 1;
      y = 1;
      z = 1;
      lock.release();
    }

    @Actor
    public void reader(III_Result r) {
      waiting.announce();
      lock.acquire();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      waiting.end();
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("LCK-16")
  @Ref("LCK-16")
  @Description("A thread waits for a held lock until it is released.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The waiter acquired it.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The lock is free and the waiter still waits.")
  @State
  public static class Lck16_BlockedAcquireIsWoken {
    private final LockSubject lock = newHeldLock();

    @Actor
    public void waiter() {
      lock.acquire();
    }

    @Signal
    public void releaser() {
      lock.release();
    }
  }

  @JCStressTest
  @Rule("LCK-18")
  @Ref("LCK-18")
  @Description(
      "Of a held lock, one waiter has a timeout and another has none; both release it again;"
          + " then: is it held?")
  @Outcome(
      id = {"acquired, acquired, false", "timed out, acquired, false"},
      expect = ACCEPTABLE,
      desc = "The one without a timeout got it in any case.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "The lock was released as often as acquired, and is not free; or there was an error.")
  @Parks
  @State
  public static class Lck18_TimeoutOfOneWaiterStrandsNoOther {
    private final LockSubject lock = newHeldLock();

    @Actor
    public void timedWaiter(LLZ_Result r) {
      r.r1 = Actors.acquireTimed(lock);
      if (Actors.ACQUIRED.equals(r.r1)) {
        lock.release();
      }
    }

    @Actor
    public void waiter(LLZ_Result r) {
      r.r2 = Actors.acquire(lock);
      lock.release();
    }

    @Actor
    public void releaser() {
      Actors.dawdle();
      lock.release();
    }

    @Arbiter
    public void arbiter(LLZ_Result r) {
      r.r3 = lock.locked();
    }
  }

  @JCStressTest
  @Rule("LCK-18")
  @Ref("LCK-18")
  @Description(
      "A thread that waits for a held lock is interrupted while the lock is released;"
          + " then: is it held?")
  @Outcome(id = "acquired, true", expect = ACCEPTABLE, desc = "The release was first.")
  @Outcome(
      id = "KeyboardInterrupt, false",
      expect = ACCEPTABLE,
      desc = "The interrupt was first, and the lock is free.")
  @Outcome(
      id = "acquired, false",
      expect = FORBIDDEN,
      desc = "The waiter said true and does not hold the lock.")
  @Outcome(
      id = "KeyboardInterrupt, true",
      expect = FORBIDDEN,
      desc = "The release went to a waiter that had left: nobody holds the lock.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Another error, or a KeyboardInterrupt with the interrupt status still set.")
  @Parks
  @State
  public static class Lck18_InterruptAgainstRelease {
    private final LockSubject lock = newHeldLock();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LZ_Result r) {
      waiting.announce();
      String outcome = Actors.acquire(lock);
      waiting.end();
      boolean stillSet = waiting.clearInterrupt();
      r.r1 = stillSet && !outcome.equals(Actors.ACQUIRED) ? outcome + " still set" : outcome;
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void releaser() {
      waiting.awaitBlocked();
      lock.release();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      r.r2 = lock.locked();
    }
  }
}
