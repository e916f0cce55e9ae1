package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.ConditionSubject;
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
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Condition's races on the real machine. */
@Checks(primitive = Primitive.CONDITION, checker = Checker.JCSTRESS)
public final class ConditionStress {
  private ConditionStress() {}

  private static void signal(ConditionSubject condition) {
    condition.acquire();
    condition.signal();
    condition.release();
  }

  @JCStressTest
  @Rule("CND-06")
  @Ref("CND-06")
  @Description(
      "A thread waits for a condition with a timeout while another notifies; then: is the lock held?")
  @Outcome(id = "notified, false", expect = ACCEPTABLE, desc = "The notification came in time.")
  @Outcome(
      id = "timed out, false",
      expect = ACCEPTABLE,
      desc = "The notification came too early, or too late.")
  @Outcome(
      id = "timed out early, false",
      expect = FORBIDDEN,
      desc = "The waiter said false before its time was over.")
  @Outcome(expect = FORBIDDEN, desc = "The lock is held, or was not after the wait, or an error.")
  @Parks
  @State
  public static class Cnd06_TimedWaitAgainstNotify {
    private final ConditionSubject condition = Actors.SUBJECT.newCondition();

    @Actor
    public void waiter(LZ_Result r) {
      condition.acquire();
      r.r1 = Actors.awaitTimed(condition);
      condition.release();
    }

    @Actor
    public void notifier() {
      Actors.dawdle();
      signal(condition);
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      r.r2 = condition.locked();
    }
  }

  @JCStressTest
  @Rule("CND-13")
  @Ref("CND-13")
  @Description("Two threads wait for a condition with a timeout, and a third notifies one.")
  @Outcome(
      id = {"notified, timed out", "timed out, notified"},
      expect = ACCEPTABLE,
      desc = "One was notified.")
  @Outcome(
      id = "timed out, timed out",
      expect = ACCEPTABLE,
      desc = "Nobody waited when the notification came.")
  @Outcome(
      id = "notified, notified",
      expect = FORBIDDEN,
      desc = "One notification has ended two waits.")
  @Outcome(expect = FORBIDDEN, desc = "A wait that ended too early, or an error.")
  @Parks
  @State
  public static class Cnd13_OneNotificationEndsOneWait {
    private final ConditionSubject condition = Actors.SUBJECT.newCondition();

    @Actor
    public void waiter1(LL_Result r) {
      condition.acquire();
      r.r1 = Actors.awaitTimed(condition);
      condition.release();
    }

    @Actor
    public void waiter2(LL_Result r) {
      condition.acquire();
      r.r2 = Actors.awaitTimed(condition);
      condition.release();
    }

    @Actor
    public void notifier() {
      Actors.dawdle();
      signal(condition);
    }
  }

  @JCStressTest
  @Rule("CND-14")
  @Ref("CND-14")
  @Description(
      "Of two threads that wait for a condition the first has a timeout. One is notified as soon as both wait.")
  @Outcome(
      id = "notified, left alone",
      expect = ACCEPTABLE,
      desc = "The one with the timeout was notified, and the other was not.")
  @Outcome(
      id = "timed out, reached",
      expect = ACCEPTABLE,
      desc = "The one with the timeout had left, and the other was notified.")
  @Outcome(
      id = "timed out, stranded",
      expect = FORBIDDEN,
      desc = "Two waited when one was notified, and neither knows of it.")
  @Outcome(
      id = "notified, reached",
      expect = FORBIDDEN,
      desc = "One notification has ended two waits.")
  @Outcome(expect = FORBIDDEN, desc = "A wait that ended too early, or an error.")
  @Parks
  @State
  public static class Cnd14_TimeoutOfOneWaiterLosesNoNotification {
    private final ConditionSubject condition = Actors.SUBJECT.newCondition();
    private final Actors.Beginning firstWaits = new Actors.Beginning();
    private final Actors.Beginning secondWaits = new Actors.Beginning();
    private final Actors.Beginning firstIsBack = new Actors.Beginning();
    private final Actors.Waiting second = new Actors.Waiting();

    @Actor
    public void timedWaiter(LL_Result r) {
      condition.acquire();
      firstWaits.announce();
      r.r1 = Actors.awaitTimed(condition);
      condition.release();
      firstIsBack.announce();
    }

    @Actor
    public void waiter() {
      firstWaits.await();
      condition.acquire();
      secondWaits.announce();
      condition.await();
      second.end();
      condition.release();
    }

    @Actor
    public void notifier(LL_Result r) {
      secondWaits.await();
      signal(condition);
      firstIsBack.await();
      if (Actors.NOTIFIED.equals(r.r1)) {
        r.r2 = second.isOver() ? "reached" : "left alone";
      } else {
        r.r2 = second.endsSoon() ? "reached" : "stranded";
      }
      signal(condition);
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("CND-15")
  @Ref("CND-15")
  @Description("A thread waits for a condition until a flag is set that it guards.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The wait has ended.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The flag is set and the waiter still waits.")
  @State
  public static class Cnd15_BlockedWaitIsNotified {
    private final ConditionSubject condition = Actors.SUBJECT.newCondition();
    private boolean flag;

    @Actor
    public void waiter() {
      condition.acquire();
      condition.awaitFor(() -> flag);
      condition.release();
    }

    @Signal
    public void notifier() {
      condition.acquire();
      flag = true;
      condition.signal();
      condition.release();
    }
  }

  @JCStressTest
  @Rule("CND-15")
  @Ref("CND-15")
  @Description(
      "Three threads take an item each; a fourth puts them in, and notifies of two at once.")
  @Outcome(id = "taken, taken, taken", expect = ACCEPTABLE, desc = "Each was reached.")
  @Outcome(expect = FORBIDDEN, desc = "An item was taken twice, or an error.")
  @Parks
  @State
  public static class Cnd15_EachOfThreeTakersIsReached {
    private final ConditionSubject condition = Actors.SUBJECT.newCondition();
    private int items;

    private String take() {
      condition.acquire();
      while (items == 0) {
        condition.await();
      }
      String taken = items-- > 0 ? "taken" : "nothing there";
      condition.release();
      return taken;
    }

    @Actor
    public void taker1(LLL_Result r) {
      r.r1 = take();
    }

    @Actor
    public void taker2(LLL_Result r) {
      r.r2 = take();
    }

    @Actor
    public void taker3(LLL_Result r) {
      r.r3 = take();
    }

    @Actor
    public void putter() {
      Actors.dawdle();
      condition.acquire();
      items++;
      condition.signal();
      condition.release();
      Actors.dawdle();
      condition.acquire();
      items += 2;
      condition.signal(2);
      condition.release();
    }
  }

  @JCStressTest
  @Rule("CND-19")
  @Ref("CND-19")
  @Description("A thread that waits for a condition is interrupted while it is notified.")
  @Outcome(
      id = "true, status set",
      expect = ACCEPTABLE,
      desc = "The notification was first, and the interrupt is still there.")
  @Outcome(
      id = "KeyboardInterrupt, status clear",
      expect = ACCEPTABLE,
      desc = "The interrupt was first.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "The interrupt was lost or told twice, the lock was not held, or another error.")
  @Parks
  @State
  public static class Cnd19_InterruptAgainstNotify {
    private final ConditionSubject condition = Actors.SUBJECT.newCondition();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LL_Result r) {
      condition.acquire();
      waiting.announce();
      r.r1 = Actors.await(condition);
      condition.release();
      waiting.end();
      r.r2 = waiting.clearInterrupt() ? "status set" : "status clear";
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void notifier() {
      waiting.awaitBlocked();
      signal(condition);
    }
  }

  @JCStressTest
  @Rule("CND-20")
  @Ref("CND-20")
  @Description(
      "A thread writes three plain fields and notifies another that waits, and that reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Cnd20_WaitSeesWhatWasWrittenBeforeTheNotification {
    private final ConditionSubject condition = Actors.SUBJECT.newCondition();
    private boolean waits;
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      while (!isNotified()) {
        Actors.dawdle();
      }
    }

    private boolean isNotified() {
      condition.acquire();
      boolean waiting = waits;
      if (waiting) {
        x = 1;
        y = 1;
        z = 1;
        condition.signal();
      }
      condition.release();
      return waiting;
    }

    @Actor
    public void reader(III_Result r) {
      condition.acquire();
      waits = true;
      condition.await();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      condition.release();
    }
  }

  @JCStressTest
  @Rule("CND-24")
  @Ref("CND-24")
  @Description(
      "A thread writes a plain field and notifies another that waits, while a third holds the Lock and releases it.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "The write is seen.")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "The write is not seen.")
  @Outcome(expect = FORBIDDEN, desc = "An error.")
  @Parks
  @State
  public static class Cnd24_WaitSeesWhatWasWrittenBeforeAnotherReleased {
    private final ConditionSubject condition =
        Actors.SUBJECT.newCondition(Actors.SUBJECT.newLock());
    private final Actors.Beginning waits = new Actors.Beginning();
    private final Actors.Beginning held = new Actors.Beginning();
    private int x;

    @Actor
    public void reader(L_Result r) {
      condition.acquire();
      waits.announce();
      condition.await();
      r.r1 = String.valueOf(x);
      condition.release();
    }

    @Actor
    public void holder() {
      waits.await();
      condition.acquire();
      held.announce();
      Actors.dawdle();
      condition.release();
    }

    @Actor
    public void notifier() {
      held.await();
      Actors.dawdle();
      x = 1;
      if (!Actors.signals(condition)) {
        signal(condition); // the holder has released already
      }
    }
  }
}
