package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.BarrierSubject;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Barrier's races on the real machine. */
@Checks(primitive = Primitive.BARRIER, checker = Checker.JCSTRESS)
public final class BarrierStress {
  /* Where the subject has no abort, all pass. */
  private static final boolean ABORTS = Actors.SUBJECT.offers("BAR-15");

  private BarrierStress() {}

  @JCStressTest
  @Rule("BAR-03")
  @Ref("BAR-03")
  @Description("Three threads pass a barrier of three.")
  @Outcome(
      id = {"0, 1, 2", "0, 2, 1", "1, 0, 2", "1, 2, 0", "2, 0, 1", "2, 1, 0"},
      expect = ACCEPTABLE,
      desc = "Each number is given once.")
  @Outcome(expect = FORBIDDEN, desc = "A number is given twice, or somebody is refused.")
  @Parks
  @State
  public static class Bar03_EachNumberIsGivenOnce {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(3);

    @Actor
    public void first(LLL_Result r) {
      r.r1 = Actors.await(barrier);
    }

    @Actor
    public void second(LLL_Result r) {
      r.r2 = Actors.await(barrier);
    }

    @Actor
    public void third(LLL_Result r) {
      r.r3 = Actors.await(barrier);
    }
  }

  @JCStressTest
  @Rule("BAR-04")
  @Ref("BAR-04")
  @Description(
      "One thread waits at a barrier of two with a timeout, another arrives; then: is it broken?")
  @Outcome(
      id = {"0, 1, false", "1, 0, false"},
      expect = ACCEPTABLE,
      desc = "Both were there in time.")
  @Outcome(
      id = "timed out, BrokenBarrierError, true",
      expect = ACCEPTABLE,
      desc = "The other came too late: it is broken for both.")
  @Outcome(
      id = "timed out early, BrokenBarrierError, true",
      expect = FORBIDDEN,
      desc = "The waiter gave up before its time was over.")
  @Outcome(expect = FORBIDDEN, desc = "One passes and the other does not, or the state is wrong.")
  @Parks
  @State
  public static class Bar04_TimeoutAgainstLastArrival {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);

    @Actor
    public void timed(LLZ_Result r) {
      r.r1 = Actors.awaitTimed(barrier);
    }

    @Actor
    public void last(LLZ_Result r) {
      Actors.dawdle();
      r.r2 = Actors.await(barrier);
    }

    @Arbiter
    public void arbiter(LLZ_Result r) {
      r.r3 = barrier.broken();
    }
  }

  @JCStressTest
  @Rule("BAR-09")
  @Ref("BAR-09")
  @Description(
      "Two threads each write a plain field and pass a barrier whose action adds the fields up; both read the sum, and the number of calls.")
  @Outcome(id = "11, 1, 11, 1", expect = ACCEPTABLE, desc = "The action has seen both, once.")
  @Outcome(expect = FORBIDDEN, desc = "A write, the action's or a party's, is not seen.")
  @Parks
  @State
  public static class Bar09_TheActionSeesAllAndAllSeeTheAction {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2, this::act);
    private int x;
    private int y;
    private int sum;
    private int calls;

    private void act() {
      sum = x + y;
      calls++;
    }

    @Actor
    public void first(IIII_Result r) {
      x = 1;
      barrier.await();
      r.r1 = sum;
      r.r2 = calls;
    }

    @Actor
    public void second(IIII_Result r) {
      y = 10;
      barrier.await();
      r.r3 = sum;
      r.r4 = calls;
    }
  }

  @JCStressTest
  @Rule("BAR-12")
  @Ref("BAR-12")
  @Description(
      "Two threads pass a barrier of two twice, and count their arrivals in plain fields that each other reads.")
  @Outcome(id = "1, 2, 1, 2", expect = ACCEPTABLE, desc = "Each generation had both.")
  @Outcome(
      id = {"1, 2, 2, 2", "2, 2, 1, 2", "2, 2, 2, 2"},
      expect = ACCEPTABLE,
      desc = "The other was on its way to the second.")
  @Outcome(expect = FORBIDDEN, desc = "Somebody passed a generation before the other was in it.")
  @Parks
  @State
  public static class Bar12_TwoGenerationsDoNotMix {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);
    private int x;
    private int y;

    @Actor
    public void first(IIII_Result r) {
      x = 1;
      barrier.await();
      r.r1 = y;
      x = 2;
      barrier.await();
      r.r2 = y;
    }

    @Actor
    public void second(IIII_Result r) {
      y = 1;
      barrier.await();
      r.r3 = x;
      y = 2;
      barrier.await();
      r.r4 = x;
    }
  }

  @JCStressTest
  @Rule("BAR-12")
  @Ref("BAR-12")
  @Description(
      "Four threads arrive at a barrier of two with an action; then: how often was it called?")
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Two generations, and nobody is left.")
  @Outcome(expect = FORBIDDEN, desc = "A generation of another size, or calls that overlap.")
  @Parks
  @State
  public static class Bar12_FourArrivalsMakeTwoGenerations {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2, this::act);
    private int calls;

    private void act() {
      calls++;
    }

    @Actor
    public void first() {
      barrier.await();
    }

    @Actor
    public void second() {
      barrier.await();
    }

    @Actor
    public void third() {
      barrier.await();
    }

    @Actor
    public void fourth() {
      barrier.await();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      r.r1 = calls;
      r.r2 = barrier.nWaiting();
    }
  }

  @JCStressTest
  @Rule("BAR-13")
  @Ref("BAR-13")
  @Description("Two threads arrive at a barrier of two while a third aborts it.")
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "The abort came after both.")
  @Outcome(
      id = "BrokenBarrierError, BrokenBarrierError",
      expect = ACCEPTABLE,
      desc = "The abort came first: both are refused.")
  @Outcome(expect = FORBIDDEN, desc = "One passes and the other does not.")
  @Parks
  @State
  public static class Bar13_AnAbortRefusesBothOrNone {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);

    @Actor
    public void first(LL_Result r) {
      r.r1 = Actors.await(barrier);
    }

    @Actor
    public void second(LL_Result r) {
      r.r2 = Actors.await(barrier);
    }

    @Actor
    public void aborter() {
      if (ABORTS) {
        barrier.abort();
      }
    }
  }

  @JCStressTest
  @Rule("BAR-14")
  @Ref("BAR-14")
  @Description(
      "Two threads arrive at a barrier of two, one with a timeout of zero, while a third resets it.")
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "Both passed.")
  @Outcome(
      id = "BrokenBarrierError, BrokenBarrierError",
      expect = ACCEPTABLE,
      desc = "The reset or the timeout parted them.")
  @Outcome(expect = FORBIDDEN, desc = "One passes and the other does not.")
  @Parks
  @State
  public static class Bar14_AResetRefusesTheWaitersOnly {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LL_Result r) {
      waiting.announce();
      r.r1 = Actors.await(barrier);
      waiting.end();
    }

    @Actor
    public void last(LL_Result r) {
      waiting.awaitBlocked();
      r.r2 = Actors.awaitNoTime(barrier);
      if (!waiting.endsSoon()) {
        barrier.abort();
        r.r2 = "stranded the other";
      }
    }

    @Actor
    public void resetter() {
      waiting.awaitBlocked();
      barrier.reset();
    }
  }

  @JCStressTest
  @Rule("BAR-15")
  @Ref("BAR-15")
  @Description("A barrier is aborted as soon as a thread is parked that waits; then: a wait.")
  @Outcome(
      id = "BrokenBarrierError, BrokenBarrierError",
      expect = ACCEPTABLE,
      desc = "Both are refused.")
  @Outcome(expect = FORBIDDEN, desc = "Somebody is not refused by a broken barrier.")
  @Parks
  @State
  public static class Bar15_AbortReachesAParkedWaiter {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LL_Result r) {
      waiting.announce();
      r.r1 = Actors.await(barrier);
      waiting.end();
    }

    @Actor
    public void aborter(LL_Result r) {
      waiting.awaitBlocked();
      barrier.abort();
      r.r2 = Actors.await(barrier);
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("BAR-17")
  @Ref("BAR-17")
  @Description("A thread waits at a barrier of two until another arrives.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The wait has ended.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "All have arrived and the waiter still waits.")
  @State
  public static class Bar17_BlockedWaitIsWoken {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);

    @Actor
    public void waiter() {
      barrier.await();
    }

    @Signal
    public void last() {
      barrier.await();
    }
  }

  @JCStressTest
  @Rule("BAR-18")
  @Ref("BAR-18")
  @Description("Two threads write two plain fields each, pass a barrier, and read the other's.")
  @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Bar18_EachSeesWhatTheOtherDidBefore {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);
    private int x;
    private int y;
    private int u;
    private int v;

    @Actor
    public void first(IIII_Result r) {
      x = 1;
      y = 1;
      barrier.await();
      r.r1 = v;
      r.r2 = u;
    }

    @Actor
    public void second(IIII_Result r) {
      u = 1;
      v = 1;
      barrier.await();
      r.r3 = y;
      r.r4 = x;
    }
  }

  @JCStressTest
  @Rule("BAR-18")
  @Ref("BAR-18")
  @Description(
      "A thread writes two plain fields and resets the barrier; another waits at it, is refused and reads them.")
  @Outcome(id = "BrokenBarrierError, 11", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Some of the writes are not seen, or the wait was not refused.")
  @Parks
  @State
  public static class Bar18_WhoIsRefusedSeesWhatWasDoneBeforeTheReset {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);
    private final Actors.Waiting waiting = new Actors.Waiting();
    private int x;
    private int y;

    @Actor
    public void waiter(LL_Result r) {
      waiting.announce();
      r.r1 = Actors.await(barrier);
      r.r2 = 10 * y + x;
      waiting.end();
    }

    @Actor
    public void resetter() {
      waiting.awaitParked();
      x = 1;
      y = 1;
      barrier.reset();
    }
  }

  @JCStressTest
  @Rule("BAR-19")
  @Ref("BAR-19")
  @Description(
      "A thread that waits at a barrier of two is interrupted while another arrives with a timeout.")
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "The last arrival was first: both pass.")
  @Outcome(
      id = "KeyboardInterrupt, timed out",
      expect = ACCEPTABLE,
      desc = "The interrupt was first: nobody comes to the other.")
  @Outcome(
      id = "BrokenBarrierError, timed out",
      expect = ACCEPTABLE,
      desc = "The other came first, and its time was over before this one came.")
  @Outcome(
      expect = FORBIDDEN,
      desc =
          "A withdrawn arrival counts, or KeyboardInterrupt with the interrupt status still set.")
  @Parks
  @State
  public static class Bar19_InterruptAgainstLastArrival {
    private final BarrierSubject barrier = Actors.SUBJECT.newBarrier(2);
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LL_Result r) {
      waiting.announce();
      String outcome = Actors.await(barrier);
      waiting.end();
      boolean stillSet = waiting.clearInterrupt();
      r.r1 = stillSet && outcome.startsWith("K") ? outcome + " still set" : outcome;
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void last(LL_Result r) {
      waiting.awaitBlocked();
      r.r2 = Actors.awaitTimed(barrier);
    }
  }
}
