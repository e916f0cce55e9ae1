package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.RLockSubject;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** RLock's races on the real machine. Who owns the lock at first is an actor, too. */
@Checks(primitive = Primitive.RLOCK, checker = Checker.JCSTRESS)
public final class RLockStress {
  private RLockStress() {}

  @JCStressTest
  @Rule("RLK-05")
  @Ref("RLK-05")
  @Description(
      "One thread acquires with a timeout a lock that another owns and releases, and releases it"
          + " if it got it; then: is it owned?")
  @Outcome(id = "acquired, false", expect = ACCEPTABLE, desc = "The release came in time.")
  @Outcome(id = "timed out, false", expect = ACCEPTABLE, desc = "The release came too late.")
  @Outcome(
      id = "timed out early, (true|false)",
      expect = FORBIDDEN,
      desc = "The waiter said false before its time was over.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "The waiter said true and was not the owner, or false and was, or raised an error.")
  @Parks
  @State
  public static class Rlk05_TimedAcquireAgainstRelease {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
    private final Actors.Beginning owned = new Actors.Beginning();

    @Actor
    public void waiter(LZ_Result r) {
      owned.await();
      r.r1 = Actors.acquireTimed(lock);
      if (lock.isOwned() != r.r1.equals(Actors.ACQUIRED)) {
        r.r1 = r.r1 + ", and owner: " + lock.isOwned();
      } else if (lock.isOwned()) {
        lock.release();
      }
    }

    @Actor
    public void owner() {
      lock.acquire();
      owned.announce();
      Actors.dawdle();
      lock.release();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      r.r2 = lock.locked();
    }
  }

  @JCStressTest
  @Rule("RLK-12")
  @Ref("RLK-12")
  @Description("One thread acquires twice and releases twice; another tries, and reads.")
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "It was owned.")
  @Outcome(
      id = {"0", "2"},
      expect = ACCEPTABLE,
      desc = "It was free: before, or after the last release.")
  @Outcome(id = "1", expect = FORBIDDEN, desc = "It was free although one level was left.")
  @Outcome(expect = FORBIDDEN, desc = "Something that nobody wrote.")
  @State
  public static class Rlk12_OnlyTheLastReleaseFreesTheLock {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
    private int progress;

    @Actor
    public void owner() {
      lock.acquire();
      progress = 1;
      lock.acquire();
      lock.release();
      progress = 2;
      lock.release();
    }

    @Actor
    public void other(I_Result r) {
      if (lock.acquire(false)) {
        r.r1 = progress;
        lock.release();
      } else {
        r.r1 = -1;
      }
    }
  }

  @JCStressTest
  @Rule("RLK-13")
  @Ref("RLK-13")
  @Description("The owner releases while two other threads try to.")
  @Outcome(
      id = "released, RuntimeError, RuntimeError",
      expect = ACCEPTABLE,
      desc = "The owner releases, and nobody else.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Another thread has released, or the owner has not, or there was another error.")
  @State
  public static class Rlk13_OthersCannotRelease {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();

    @Actor
    public void owner(LLL_Result r) {
      lock.acquire();
      r.r1 = Actors.release(lock);
    }

    @Actor
    public void stranger1(LLL_Result r) {
      r.r2 = Actors.release(lock);
    }

    @Actor
    public void stranger2(LLL_Result r) {
      r.r3 = Actors.release(lock);
    }
  }

  @JCStressTest
  @Rule("RLK-15")
  @Ref("RLK-15")
  @Description("Two threads acquire and release, and ask before, between and after.")
  @Outcome(
      id = "false true false, false true false",
      expect = ACCEPTABLE,
      desc = "Each owns the lock while it has acquired it, and only then.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "A thread was told of the other's ownership, or not of its own.")
  @State
  public static class Rlk15_EachOwnsOnlyWhatItHasAcquired {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();

    @Actor
    public void owner1(LL_Result r) {
      r.r1 = acquireAndRelease();
    }

    @Actor
    public void owner2(LL_Result r) {
      r.r2 = acquireAndRelease();
    }

    private String acquireAndRelease() {
      boolean before = lock.isOwned();
      lock.acquire();
      boolean between = lock.isOwned();
      lock.release();
      return before + " " + between + " " + lock.isOwned();
    }
  }

  @JCStressTest
  @Rule("RLK-17")
  @Ref("RLK-17")
  @Description("A free lock is tried by two threads at once.")
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "One holds it.")
  @Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both hold it.")
  @Outcome(id = "false, false", expect = FORBIDDEN, desc = "It was free and nobody got it.")
  @State
  public static class Rlk17_OneOfTwoRacingAcquiresSucceeds {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();

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
  @Rule("RLK-17")
  @Ref("RLK-17")
  @Description("A free lock is tried by three threads at once.")
  @Outcome(
      id = {"true, false, false", "false, true, false", "false, false, true"},
      expect = ACCEPTABLE,
      desc = "One holds it.")
  @Outcome(expect = FORBIDDEN, desc = "It was free and not exactly one holds it now.")
  @State
  public static class Rlk17_OneOfThreeRacingAcquiresSucceeds {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();

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
  @Rule("RLK-17")
  @Ref("RLK-17")
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
  public static class Rlk17_OneOfFourRacingAcquiresSucceeds {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();

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
  @Rule({"RLK-17", "RLK-18"})
  @Ref("RLK-17")
  @Ref("RLK-18")
  @Description("Three threads increment a plain counter under the lock.")
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "Each saw what the one before it wrote.")
  @Outcome(
      id = {"1", "2"},
      expect = FORBIDDEN,
      desc = "An increment is lost: two held the lock, or one did not see the other's write.")
  @Outcome(expect = FORBIDDEN, desc = "The counter has a value that nobody wrote.")
  @State
  public static class Rlk17_CounterOfThreeThreadsIsExact {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
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
      lock.acquire();
      counter++;
      lock.release();
      lock.release();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = counter;
    }
  }

  @JCStressTest
  @Rule({"RLK-17", "RLK-18"})
  @Ref("RLK-17")
  @Ref("RLK-18")
  @Description("Four threads increment a plain counter under the lock.")
  @Outcome(id = "4", expect = ACCEPTABLE, desc = "Each saw what the one before it wrote.")
  @Outcome(
      id = {"1", "2", "3"},
      expect = FORBIDDEN,
      desc = "An increment is lost: two held the lock, or one did not see the other's write.")
  @Outcome(expect = FORBIDDEN, desc = "The counter has a value that nobody wrote.")
  @State
  public static class Rlk17_CounterOfFourThreadsIsExact {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
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
      lock.acquire();
      counter++;
      lock.release();
      lock.release();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = counter;
    }
  }

  @JCStressTest
  @Rule("RLK-18")
  @Ref("RLK-18")
  @Description("Three plain fields are written under the lock and read under it.")
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The reader was first.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writer was first, and is seen whole.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes under the lock are not seen.")
  @State
  public static class Rlk18_AcquireSeesWhatWasWrittenUnderTheLock {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
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
  @Rule("RLK-18")
  @Ref("RLK-18")
  @Description("The owner writes three plain fields and releases; another tries, and reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "It was owned: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was free, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was free, and some of the writes are not seen.")
  @State
  public static class Rlk18_AcquireWithoutBlockingSeesWhatWasWritten {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
    private final Actors.Beginning owned = new Actors.Beginning();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      lock.acquire();
      owned.announce();
      x = 1;
      y = 1;
      z = 1;
      lock.release();
    }

    @Actor
    public void reader(III_Result r) {
      owned.await();
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
  @Rule("RLK-18")
  @Ref("RLK-18")
  @Description(
      "The owner writes three plain fields and releases once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Rlk18_ParkedWaiterSeesWhatWasWritten {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
    private final Actors.Beginning owned = new Actors.Beginning();
    private final Actors.Waiting waiting = new Actors.Waiting();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      lock.acquire();
      owned.announce();
      waiting.awaitBlocked();
      x = 1;
      y = 1;
      z = 1;
      lock.release();
    }

    @Actor
    public void reader(III_Result r) {
      owned.await();
      waiting.announce();
      lock.acquire();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      waiting.end();
    }
  }

  @JCStressTest
  @Rule("RLK-19")
  @Ref("RLK-19")
  @Description("A thread waits for a lock until its owner releases it: does it ever get it?")
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "The waiter acquired it.")
  @Outcome(id = "false", expect = FORBIDDEN, desc = "The lock is free and the waiter still waits.")
  @Parks
  @State
  public static class Rlk19_BlockedAcquireIsWoken {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
    private final Actors.Beginning owned = new Actors.Beginning();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter() {
      owned.await();
      waiting.announce();
      lock.acquire();
      waiting.end();
    }

    @Actor
    public void owner(Z_Result r) {
      lock.acquire();
      owned.announce();
      Thread waiter = waiting.awaitAnnounced();
      Actors.dawdle();
      lock.release();
      r.r1 = waiting.endsSoon();
      if (!r.r1) {
        waiter.interrupt(); // so that the test can end
      }
    }
  }

  @JCStressTest
  @Rule("RLK-21")
  @Ref("RLK-21")
  @Description(
      "Of a lock that a third thread owns and releases, one waiter has a timeout and another has"
          + " none; both release it again; then: is it owned?")
  @Outcome(
      id = {"acquired, acquired, false", "timed out, acquired, false"},
      expect = ACCEPTABLE,
      desc = "The one without a timeout got it in any case.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "The lock was released as often as acquired, and is not free; or there was an error.")
  @Parks
  @State
  public static class Rlk21_TimeoutOfOneWaiterStrandsNoOther {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
    private final Actors.Beginning owned = new Actors.Beginning();

    @Actor
    public void timedWaiter(LLZ_Result r) {
      owned.await();
      r.r1 = Actors.acquireTimed(lock);
      if (Actors.ACQUIRED.equals(r.r1)) {
        lock.release();
      }
    }

    @Actor
    public void waiter(LLZ_Result r) {
      owned.await();
      r.r2 = Actors.acquire(lock);
      lock.release();
    }

    @Actor
    public void owner() {
      lock.acquire();
      owned.announce();
      Actors.dawdle();
      lock.release();
    }

    @Arbiter
    public void arbiter(LLZ_Result r) {
      r.r3 = lock.locked();
    }
  }

  @JCStressTest
  @Rule("RLK-21")
  @Ref("RLK-21")
  @Description(
      "A thread that waits for a lock is interrupted while the owner releases it; it releases it"
          + " if it got it; then: is it owned?")
  @Outcome(id = "acquired, false", expect = ACCEPTABLE, desc = "The release was first.")
  @Outcome(
      id = "KeyboardInterrupt, false",
      expect = ACCEPTABLE,
      desc = "The interrupt was first, and the lock is free.")
  @Outcome(
      id = "KeyboardInterrupt, true",
      expect = FORBIDDEN,
      desc = "The release went to a waiter that had left: nobody can release the lock.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Another error, or a KeyboardInterrupt with the interrupt status still set.")
  @Parks
  @State
  public static class Rlk21_InterruptAgainstRelease {
    private final RLockSubject lock = Actors.SUBJECT.newRLock();
    private final Actors.Beginning owned = new Actors.Beginning();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LZ_Result r) {
      owned.await();
      waiting.announce();
      String outcome = Actors.acquire(lock);
      waiting.end();
      boolean stillSet = waiting.clearInterrupt();
      if (outcome.equals(Actors.ACQUIRED)) {
        lock.release();
        r.r1 = outcome;
      } else {
        r.r1 = stillSet ? outcome + " still set" : outcome;
      }
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void owner() {
      lock.acquire();
      owned.announce();
      waiting.awaitBlocked();
      lock.release();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      r.r2 = lock.locked();
    }
  }
}
