package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.SemaphoreSubject;
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
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The races of Semaphore and BoundedSemaphore on the real machine. */
@Checks(primitive = Primitive.SEMAPHORE, checker = Checker.JCSTRESS)
public final class SemaphoreStress {
  private SemaphoreStress() {}

  private static SemaphoreSubject newSemaphore(int permits) {
    return Actors.SUBJECT.newSemaphore(permits);
  }

  /** A bounded semaphore of which all permits are taken. */
  private static SemaphoreSubject newTaken(int bound) {
    SemaphoreSubject semaphore = Actors.SUBJECT.newBoundedSemaphore(bound);
    for (int i = 0; i < bound; i++) {
      semaphore.acquire();
    }
    return semaphore;
  }

  @JCStressTest
  @Rule("SEM-05")
  @Ref("SEM-05")
  @Description(
      "No permit; one thread acquires with a timeout while another releases one; then: permits left")
  @Outcome(id = "acquired, 0", expect = ACCEPTABLE, desc = "The release came in time.")
  @Outcome(
      id = "timed out, 1",
      expect = ACCEPTABLE,
      desc = "The release came too late, and its permit is left.")
  @Outcome(id = "acquired, 1", expect = FORBIDDEN, desc = "The waiter said true and took nothing.")
  @Outcome(
      id = "timed out, 0",
      expect = FORBIDDEN,
      desc = "The waiter said false, and the permit is gone.")
  @Outcome(
      id = "timed out early, [01]",
      expect = FORBIDDEN,
      desc = "The waiter said false before its time was over.")
  @Outcome(expect = FORBIDDEN, desc = "An error, or more permits than were released.")
  @Parks
  @State
  public static class Sem05_TimedAcquireAgainstRelease {
    private final SemaphoreSubject semaphore = newSemaphore(0);

    @Actor
    public void waiter(LI_Result r) {
      r.r1 = Actors.acquireTimed(semaphore);
    }

    @Actor
    public void releaser() {
      Actors.dawdle();
      semaphore.release();
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      r.r2 = Actors.drain(semaphore);
    }
  }

  @JCStressTest
  @Rule("SEM-07")
  @Ref("SEM-07")
  @Description("No permit; one thread releases two, another tries twice in a row.")
  @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Both tries were before the release.")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The release was between the tries.")
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both were after it.")
  @Outcome(
      id = "true, false",
      expect = FORBIDDEN,
      desc = "The two permits came one after the other, or one is lost.")
  @State
  public static class Sem07_ReleaseOfTwoIsOneStep {
    private final SemaphoreSubject semaphore = newSemaphore(0);

    @Actor
    public void releaser() {
      semaphore.release(2);
    }

    @Actor
    public void acquirer(ZZ_Result r) {
      r.r1 = semaphore.acquire(false);
      r.r2 = semaphore.acquire(false);
    }
  }

  @JCStressTest
  @Rule({"SEM-07", "SEM-16"})
  @Ref("SEM-07")
  @Ref("SEM-16")
  @Description("No permit, and two threads that wait; a third releases two; then: permits left.")
  @Outcome(id = "acquired, acquired, 0", expect = ACCEPTABLE, desc = "Each waiter got one.")
  @Outcome(expect = FORBIDDEN, desc = "A permit too few or too many, or an error.")
  @Parks
  @State
  public static class Sem07_ReleaseOfTwoServesTwoWaiters {
    private final SemaphoreSubject semaphore = newSemaphore(0);
    private final Actors.Waiting first = new Actors.Waiting();
    private final Actors.Waiting second = new Actors.Waiting();

    @Actor
    public void waiter1(LLI_Result r) {
      first.announce();
      r.r1 = Actors.acquire(semaphore);
      first.end();
    }

    @Actor
    public void waiter2(LLI_Result r) {
      second.announce();
      r.r2 = Actors.acquire(semaphore);
      second.end();
    }

    @Actor
    public void releaser() {
      first.awaitBlocked();
      second.awaitBlocked();
      semaphore.release(2);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      r.r3 = Actors.drain(semaphore);
    }
  }

  @JCStressTest
  @Rule("SEM-07")
  @Ref("SEM-07")
  @Description(
      "No permit; two threads acquire while two others release one and two; then: permits left.")
  @Outcome(
      id = "acquired, acquired, 1",
      expect = ACCEPTABLE,
      desc = "Three were released and two taken.")
  @Outcome(expect = FORBIDDEN, desc = "A permit too few or too many, or an error.")
  @State
  public static class Sem07_RacingReleasesServeRacingAcquires {
    private final SemaphoreSubject semaphore = newSemaphore(0);

    @Actor
    public void acquirer1(LLI_Result r) {
      r.r1 = Actors.acquire(semaphore);
    }

    @Actor
    public void acquirer2(LLI_Result r) {
      r.r2 = Actors.acquire(semaphore);
    }

    @Actor
    public void releaser1() {
      semaphore.release();
    }

    @Actor
    public void releaser2() {
      semaphore.release(2);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      r.r3 = Actors.drain(semaphore);
    }
  }

  @JCStressTest
  @Rule("SEM-12")
  @Ref("SEM-12")
  @Description(
      "The only permit of a BoundedSemaphore is taken; two threads release it at once; then: permits left.")
  @Outcome(
      id = {"released, ValueError, 1", "ValueError, released, 1"},
      expect = ACCEPTABLE,
      desc = "One release, and one error.")
  @Outcome(
      id = "released, released, [12]",
      expect = FORBIDDEN,
      desc = "Two releases of one permit: a check and then an addition.")
  @Outcome(
      id = "ValueError, ValueError, [01]",
      expect = FORBIDDEN,
      desc = "The permit was taken and nobody could release it.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Another error, or another number of permits than were released.")
  @State
  public static class Sem12_OneOfTwoRacingReleasesFails {
    private final SemaphoreSubject semaphore = newTaken(1);

    @Actor
    public void releaser1(LLI_Result r) {
      r.r1 = Actors.release(semaphore, 1);
    }

    @Actor
    public void releaser2(LLI_Result r) {
      r.r2 = Actors.release(semaphore, 1);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      r.r3 = Actors.drain(semaphore);
    }
  }

  @JCStressTest
  @Rule("SEM-12")
  @Ref("SEM-12")
  @Description(
      "Both permits of a BoundedSemaphore are taken; three threads release one each; then: permits left.")
  @Outcome(
      id = {
        "released, released, ValueError, 2",
        "released, ValueError, released, 2",
        "ValueError, released, released, 2"
      },
      expect = ACCEPTABLE,
      desc = "Two releases, and one error.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Not as many releases as the bound allows, or another number of permits.")
  @State
  public static class Sem12_OneOfThreeRacingReleasesFails {
    private final SemaphoreSubject semaphore = newTaken(2);

    @Actor
    public void releaser1(LLLL_Result r) {
      r.r1 = Actors.release(semaphore, 1);
    }

    @Actor
    public void releaser2(LLLL_Result r) {
      r.r2 = Actors.release(semaphore, 1);
    }

    @Actor
    public void releaser3(LLLL_Result r) {
      r.r3 = Actors.release(semaphore, 1);
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r4 = Actors.drain(semaphore);
    }
  }

  @JCStressTest
  @Rule("SEM-12")
  @Ref("SEM-12")
  @Description(
      "Both permits of a BoundedSemaphore are taken; one thread releases two and another one; then: permits left.")
  @Outcome(
      id = "released, ValueError, 2",
      expect = ACCEPTABLE,
      desc = "The release of two was first.")
  @Outcome(
      id = "ValueError, released, 1",
      expect = ACCEPTABLE,
      desc = "The release of one was first; two more would have been too many.")
  @Outcome(
      id = "released, released, [123]",
      expect = FORBIDDEN,
      desc = "Three permits are released where two are the bound.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Another error, or another number of permits than were released.")
  @State
  public static class Sem12_ReleaseOfTwoAgainstReleaseOfOne {
    private final SemaphoreSubject semaphore = newTaken(2);

    @Actor
    public void releaserOfTwo(LLI_Result r) {
      r.r1 = Actors.release(semaphore, 2);
    }

    @Actor
    public void releaserOfOne(LLI_Result r) {
      r.r2 = Actors.release(semaphore, 1);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      r.r3 = Actors.drain(semaphore);
    }
  }

  @JCStressTest
  @Rule("SEM-14")
  @Ref("SEM-14")
  @Description("One permit is tried by two threads at once.")
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "One took it.")
  @Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both took it.")
  @Outcome(id = "false, false", expect = FORBIDDEN, desc = "It was available and nobody got it.")
  @State
  public static class Sem14_OneOfTwoRacingAcquiresSucceeds {
    private final SemaphoreSubject semaphore = newSemaphore(1);

    @Actor
    public void acquirer1(ZZ_Result r) {
      r.r1 = semaphore.acquire(false);
    }

    @Actor
    public void acquirer2(ZZ_Result r) {
      r.r2 = semaphore.acquire(false);
    }
  }

  @JCStressTest
  @Rule("SEM-14")
  @Ref("SEM-14")
  @Description("Two permits are tried by two threads at once.")
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each took one.")
  @Outcome(expect = FORBIDDEN, desc = "A try failed while a permit was left.")
  @State
  public static class Sem14_NoneFailsWhileAPermitIsLeft {
    private final SemaphoreSubject semaphore = newSemaphore(2);

    @Actor
    public void acquirer1(ZZ_Result r) {
      r.r1 = semaphore.acquire(false);
    }

    @Actor
    public void acquirer2(ZZ_Result r) {
      r.r2 = semaphore.acquire(false);
    }
  }

  @JCStressTest
  @Rule("SEM-14")
  @Ref("SEM-14")
  @Description("Two permits are tried by three threads at once.")
  @Outcome(
      id = {"true, true, false", "true, false, true", "false, true, true"},
      expect = ACCEPTABLE,
      desc = "Two took one each.")
  @Outcome(id = "true, true, true", expect = FORBIDDEN, desc = "One permit was taken twice.")
  @Outcome(expect = FORBIDDEN, desc = "A try failed while a permit was left.")
  @State
  public static class Sem14_TwoOfThreeRacingAcquiresSucceed {
    private final SemaphoreSubject semaphore = newSemaphore(2);

    @Actor
    public void acquirer1(ZZZ_Result r) {
      r.r1 = semaphore.acquire(false);
    }

    @Actor
    public void acquirer2(ZZZ_Result r) {
      r.r2 = semaphore.acquire(false);
    }

    @Actor
    public void acquirer3(ZZZ_Result r) {
      r.r3 = semaphore.acquire(false);
    }
  }

  @JCStressTest
  @Rule("SEM-14")
  @Ref("SEM-14")
  @Description("Two permits are tried by four threads at once.")
  @Outcome(
      id = {
        "true, true, false, false",
        "true, false, true, false",
        "true, false, false, true",
        "false, true, true, false",
        "false, true, false, true",
        "false, false, true, true"
      },
      expect = ACCEPTABLE,
      desc = "Two took one each.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "A permit was taken twice, or a try failed while one was left.")
  @State
  public static class Sem14_TwoOfFourRacingAcquiresSucceed {
    private final SemaphoreSubject semaphore = newSemaphore(2);

    @Actor
    public void acquirer1(ZZZZ_Result r) {
      r.r1 = semaphore.acquire(false);
    }

    @Actor
    public void acquirer2(ZZZZ_Result r) {
      r.r2 = semaphore.acquire(false);
    }

    @Actor
    public void acquirer3(ZZZZ_Result r) {
      r.r3 = semaphore.acquire(false);
    }

    @Actor
    public void acquirer4(ZZZZ_Result r) {
      r.r4 = semaphore.acquire(false);
    }
  }

  @JCStressTest
  @Rule({"SEM-14", "SEM-15"})
  @Ref("SEM-14")
  @Ref("SEM-15")
  @Description("Three threads increment a plain counter under the only permit.")
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "Each saw what the one before it wrote.")
  @Outcome(
      id = {"1", "2"},
      expect = FORBIDDEN,
      desc = "An increment is lost: two had the permit, or one did not see the other's write.")
  @Outcome(expect = FORBIDDEN, desc = "The counter has a value that nobody wrote.")
  @State
  public static class Sem14_CounterOfThreeThreadsIsExact {
    private final SemaphoreSubject semaphore = newSemaphore(1);
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
      semaphore.acquire();
      counter++;
      semaphore.release();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = counter;
    }
  }

  @JCStressTest
  @Rule({"SEM-14", "SEM-15"})
  @Ref("SEM-14")
  @Ref("SEM-15")
  @Description("Four threads increment a plain counter under the only permit.")
  @Outcome(id = "4", expect = ACCEPTABLE, desc = "Each saw what the one before it wrote.")
  @Outcome(
      id = {"1", "2", "3"},
      expect = FORBIDDEN,
      desc = "An increment is lost: two had the permit, or one did not see the other's write.")
  @Outcome(expect = FORBIDDEN, desc = "The counter has a value that nobody wrote.")
  @State
  public static class Sem14_CounterOfFourThreadsIsExact {
    private final SemaphoreSubject semaphore = newSemaphore(1);
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
      semaphore.acquire();
      counter++;
      semaphore.release();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = counter;
    }
  }

  @JCStressTest
  @Rule("SEM-15")
  @Ref("SEM-15")
  @Description("Three plain fields are written under the only permit and read under it.")
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The reader was first.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writer was first, and is seen whole.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes under the permit are not seen.")
  @State
  public static class Sem15_AcquireSeesWhatWasWrittenUnderThePermit {
    private final SemaphoreSubject semaphore = newSemaphore(1);
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      semaphore.acquire();
      x = 1;
      y = 1;
      z = 1;
      semaphore.release();
    }

    @Actor
    public void reader(III_Result r) {
      semaphore.acquire();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      semaphore.release();
    }
  }

  @JCStressTest
  @Rule("SEM-15")
  @Ref("SEM-15")
  @Description(
      "No permit; one thread writes three plain fields and releases one; another tries, and reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "There was no permit: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "There was one, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "There was one, and some of the writes are not seen.")
  @State
  public static class Sem15_AcquireWithoutBlockingSeesWhatWasWritten {
    private final SemaphoreSubject semaphore = newSemaphore(0);
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      x = 1;
      y = 1;
      z = 1;
      semaphore.release();
    }

    @Actor
    public void reader(III_Result r) {
      if (semaphore.acquire(false)) {
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
  @Rule("SEM-15")
  @Ref("SEM-15")
  @Description(
      "No permit; one thread writes three plain fields and releases one once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Sem15_ParkedWaiterSeesWhatWasWritten {
    private final SemaphoreSubject semaphore = newSemaphore(0);
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
      semaphore.release();
    }

    @Actor
    public void reader(III_Result r) {
      waiting.announce();
      semaphore.acquire();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      waiting.end();
    }
  }

  @JCStressTest
  @Rule("SEM-15")
  @Ref("SEM-15")
  @Description(
      "Two threads write a plain field each and release one permit; a third takes two, and reads both fields.")
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "The writes before both releases are seen.")
  @Outcome(expect = FORBIDDEN, desc = "A write before one of the releases is not seen.")
  @State
  public static class Sem15_TakerOfTwoPermitsSeesBothReleasers {
    private final SemaphoreSubject semaphore = newSemaphore(0);
    private int x;
    private int y;

    @Actor
    public void writer1() {
      x = 1;
      semaphore.release();
    }

    @Actor
    public void writer2() {
      y = 1;
      semaphore.release();
    }

    @Actor
    public void reader(III_Result r) {
      semaphore.acquire();
      semaphore.acquire();
      r.r1 = x;
      r.r2 = y;
    }

    @Arbiter
    public void arbiter(III_Result r) {
      r.r3 = Actors.drain(semaphore);
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("SEM-16")
  @Ref("SEM-16")
  @Description("A thread waits for a permit until one is released.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The waiter took it.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "There is a permit and the waiter still waits.")
  @State
  public static class Sem16_BlockedAcquireIsWoken {
    private final SemaphoreSubject semaphore = newSemaphore(0);

    @Actor
    public void waiter() {
      semaphore.acquire();
    }

    @Signal
    public void releaser() {
      semaphore.release();
    }
  }

  @JCStressTest
  @Rule("SEM-18")
  @Ref("SEM-18")
  @Description(
      "No permit; one waiter has a timeout and another has none; each releases what it took; then: permits left.")
  @Outcome(
      id = {"acquired, acquired, 1", "timed out, acquired, 1"},
      expect = ACCEPTABLE,
      desc = "The one without a timeout got it in any case.")
  @Outcome(expect = FORBIDDEN, desc = "The permit is lost or doubled, or there was an error.")
  @Parks
  @State
  public static class Sem18_TimeoutOfOneWaiterStrandsNoOther {
    private final SemaphoreSubject semaphore = newSemaphore(0);

    @Actor
    public void timedWaiter(LLI_Result r) {
      r.r1 = Actors.acquireTimed(semaphore);
      if (Actors.ACQUIRED.equals(r.r1)) {
        semaphore.release();
      }
    }

    @Actor
    public void waiter(LLI_Result r) {
      r.r2 = Actors.acquire(semaphore);
      semaphore.release();
    }

    @Actor
    public void releaser() {
      Actors.dawdle();
      semaphore.release();
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      r.r3 = Actors.drain(semaphore);
    }
  }

  @JCStressTest
  @Rule("SEM-18")
  @Ref("SEM-18")
  @Description(
      "A thread that waits for a permit is interrupted while one is released; then: permits left.")
  @Outcome(id = "acquired, 0", expect = ACCEPTABLE, desc = "The release was first.")
  @Outcome(
      id = "KeyboardInterrupt, 1",
      expect = ACCEPTABLE,
      desc = "The interrupt was first, and the permit is left.")
  @Outcome(id = "acquired, 1", expect = FORBIDDEN, desc = "The waiter said true and took nothing.")
  @Outcome(
      id = "KeyboardInterrupt, 0",
      expect = FORBIDDEN,
      desc = "The permit went to a waiter that had left.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Another error, or a KeyboardInterrupt with the interrupt status still set.")
  @Parks
  @State
  public static class Sem18_InterruptAgainstRelease {
    private final SemaphoreSubject semaphore = newSemaphore(0);
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LI_Result r) {
      waiting.announce();
      String outcome = Actors.acquire(semaphore);
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
      semaphore.release();
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      r.r2 = Actors.drain(semaphore);
    }
  }
}
