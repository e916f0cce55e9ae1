package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.BigInt64Array;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** The races of wait and notify on the real machine. They call Lockstep's classes. */
@Checks(primitive = Primitive.WAIT, checker = Checker.JCSTRESS)
public final class WaitStress {
  private static final int BYTES = 16;

  /* Milliseconds; about as long as a waiter takes to get from its first look to being parked. */
  private static final double TIMEOUT = 0.02;
  private static final long TIMEOUT_NANOS = 20_000;

  private WaitStress() {}

  private static Int32Array newWords() {
    return new Int32Array(new SharedArrayBuffer(BYTES));
  }

  /** Waits for an element that is 0: how it ended, or the error. */
  private static String await(Int32Array words, int index) {
    try {
      return Atomics.wait(words, index, 0).toString();
    } catch (Throwable e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Waits for an element that is 0, with a timeout; who gives up before that is over was early. */
  private static String awaitTimed(Int32Array words, int index) {
    long start = System.nanoTime();
    WaitResult result = Atomics.wait(words, index, 0, TIMEOUT);
    boolean early = result == WaitResult.TIMED_OUT && System.nanoTime() - start < TIMEOUT_NANOS;
    return early ? Actors.TIMED_OUT_EARLY : result.toString();
  }

  @JCStressTest
  @Rule("WAI-06")
  @Ref("WAI-06")
  @Description("One thread waits for 32 bits that are 0; another stores 1 there and notifies.")
  @Outcome(id = "ok, 1", expect = ACCEPTABLE, desc = "It was in the list, and was notified.")
  @Outcome(id = "not-equal, 0", expect = ACCEPTABLE, desc = "The store was first, and was seen.")
  @Outcome(expect = FORBIDDEN, desc = "The count is not that of the waiters, or an error.")
  @Parks
  @State
  public static class Wai06_StoreAndNotifyAgainstWait {
    private final Int32Array words = newWords();

    @Actor
    public void waiter(LI_Result r) {
      r.r1 = await(words, 0);
    }

    @Actor
    public void notifier(LI_Result r) {
      Actors.dawdle();
      Atomics.store(words, 0, 1);
      r.r2 = Atomics.notify(words, 0);
    }
  }

  @JCStressTest
  @Rule({"WAI-06", "WAI-08"})
  @Ref("WAI-06")
  @Description(
      "One thread waits for 32 bits that are 0; another writes 1 there without order and notifies.")
  @Outcome(id = "ok, 1", expect = ACCEPTABLE, desc = "It was in the list, and was notified.")
  @Outcome(id = "not-equal, 0", expect = ACCEPTABLE, desc = "The write was first, and was seen.")
  @Outcome(expect = FORBIDDEN, desc = "The count is not that of the waiters, or an error.")
  @Parks
  @State
  public static class Wai06_SetAndNotifyAgainstWait {
    private final Int32Array words = newWords();

    @Actor
    public void waiter(LI_Result r) {
      r.r1 = await(words, 0);
    }

    @Actor
    public void notifier(LI_Result r) {
      Actors.dawdle();
      words.set(0, 1);
      r.r2 = Atomics.notify(words, 0);
    }
  }

  @JCStressTest
  @Rule("WAI-06")
  @Ref("WAI-06")
  @Description(
      "One thread waits for 64 bits that are 0; another stores 1 in their upper half and notifies"
          + " at the lower one.")
  @Outcome(id = "ok, 1", expect = ACCEPTABLE, desc = "It was in the list, and was notified.")
  @Outcome(id = "not-equal, 0", expect = ACCEPTABLE, desc = "The store was first, and was seen.")
  @Outcome(expect = FORBIDDEN, desc = "The count is not that of the waiters, or an error.")
  @Parks
  @State
  public static class Wai06_StoreAndNotifyAgainstWaitFor64Bits {
    private final Int32Array words = newWords();
    private final BigInt64Array longs = new BigInt64Array(words.buffer());

    @Actor
    public void waiter(LI_Result r) {
      r.r1 = Atomics.wait(longs, 1, 0).toString();
    }

    @Actor
    public void notifier(LI_Result r) {
      Actors.dawdle();
      Atomics.store(words, 3, 1);
      r.r2 = Atomics.notify(words, 2);
    }
  }

  @JCStressTest
  @Rule("WAI-08")
  @Ref("WAI-08")
  @Description(
      "A thread writes three plain fields and notifies once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Wai08_WaiterSeesWhatWasWrittenBeforeTheNotify {
    private final Int32Array words = newWords();
    private final Actors.Waiting waiting = new Actors.Waiting();
    private int x;
    private int y;
    private int z;

    @Actor
    public void notifier() {
      waiting.awaitParked();
      x = 1;
      y = 1;
      z = 1;
      Atomics.notify(words, 0);
    }

    @Actor
    public void waiter(III_Result r) {
      waiting.announce();
      Atomics.wait(words, 0, 0);
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      waiting.end();
    }
  }

  @JCStressTest
  @Rule("WAI-10")
  @Ref("WAI-10")
  @Description("One thread waits with a timeout; two others notify at the same address, and count.")
  @Outcome(
      id = {"ok, 1, 0", "ok, 0, 1"},
      expect = ACCEPTABLE,
      desc = "One of them has counted it.")
  @Outcome(id = "timed-out, 0, 0", expect = ACCEPTABLE, desc = "Both came too early or too late.")
  @Outcome(expect = FORBIDDEN, desc = "Not one notify has counted one ok, or the end was early.")
  @Parks
  @State
  public static class Wai10_OneOfTwoNotifiesCountsAWaiter {
    private final Int32Array words = newWords();

    @Actor
    public void waiter(LII_Result r) {
      r.r1 = awaitTimed(words, 0);
    }

    @Actor
    public void first(LII_Result r) {
      Actors.dawdle();
      r.r2 = Atomics.notify(words, 0);
    }

    @Actor
    public void second(LII_Result r) {
      Actors.dawdle();
      r.r3 = Atomics.notify(words, 0);
    }
  }

  @JCStressTest
  @Rule("WAI-10")
  @Ref("WAI-10")
  @Description(
      "One thread waits with a timeout for 32 bits that are 0; another stores 1 there and notifies"
          + " at the next.")
  @Outcome(
      id = {"timed-out, 0", "not-equal, 0"},
      expect = ACCEPTABLE,
      desc = "Nobody has notified it.")
  @Outcome(expect = FORBIDDEN, desc = "A store, or a notify of another address, has ended it.")
  @Parks
  @State
  public static class Wai10_NothingButItsNotifyEndsAWait {
    private final Int32Array words = newWords();

    @Actor
    public void waiter(LI_Result r) {
      r.r1 = awaitTimed(words, 0);
    }

    @Actor
    public void writer(LI_Result r) {
      Actors.dawdle();
      Atomics.store(words, 0, 1);
      r.r2 = Atomics.notify(words, 1);
    }
  }

  @JCStressTest
  @Rule({"WAI-10", "WAI-07"})
  @Ref("WAI-10")
  @Description("Two threads wait with a timeout; a third notifies one of them.")
  @Outcome(
      id = {"ok, timed-out, 1", "timed-out, ok, 1"},
      expect = ACCEPTABLE,
      desc = "One was counted.")
  @Outcome(id = "timed-out, timed-out, 0", expect = ACCEPTABLE, desc = "Nobody was there.")
  @Outcome(expect = FORBIDDEN, desc = "The count is not that of who was ok, or the end was early.")
  @Parks
  @State
  public static class Wai10_ANotifyOfOneEndsOneWait {
    private final Int32Array words = newWords();

    @Actor
    public void first(LLI_Result r) {
      r.r1 = awaitTimed(words, 0);
    }

    @Actor
    public void second(LLI_Result r) {
      r.r2 = awaitTimed(words, 0);
    }

    @Actor
    public void notifier(LLI_Result r) {
      Actors.dawdle();
      r.r3 = Atomics.notify(words, 0, 1);
    }
  }

  @JCStressTest
  @Rule({"WAI-13", "WAI-11"})
  @Ref("WAI-13")
  @Description("One thread waits with a timeout, while another notifies one.")
  @Outcome(id = "ok, 1", expect = ACCEPTABLE, desc = "The notify came in time.")
  @Outcome(id = "timed-out, 0", expect = ACCEPTABLE, desc = "It came too early or too late.")
  @Outcome(
      id = "timed-out, 1",
      expect = FORBIDDEN,
      desc = "The notify has counted one who has left.")
  @Outcome(expect = FORBIDDEN, desc = "Nobody has counted it, or the end was early.")
  @Parks
  @State
  public static class Wai13_NotifyAgainstTimeout {
    private final Int32Array words = newWords();

    @Actor
    public void waiter(LI_Result r) {
      r.r1 = awaitTimed(words, 0);
    }

    @Actor
    public void notifier(LI_Result r) {
      Actors.dawdle();
      r.r2 = Atomics.notify(words, 0, 1);
    }
  }

  @JCStressTest
  @Rule("WAI-13")
  @Ref("WAI-13")
  @Description(
      "One thread waits with a timeout and another without; once that is parked a third notifies"
          + " one, and then all.")
  @Outcome(
      id = {"ok, ok, 2", "timed-out, ok, 1"},
      expect = ACCEPTABLE,
      desc = "Whoever was there was notified.")
  @Outcome(expect = FORBIDDEN, desc = "A notify was spent on one who has left, or an error.")
  @Parks
  @State
  public static class Wai13_WhoLeavesTakesNoNotifyAlong {
    private final Int32Array words = newWords();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void leaver(LLI_Result r) {
      waiting.awaitAnnounced();
      r.r1 = awaitTimed(words, 0);
    }

    @Actor
    public void waiter(LLI_Result r) {
      waiting.announce();
      r.r2 = await(words, 0);
      waiting.end();
    }

    @Actor
    public void notifier(LLI_Result r) {
      waiting.awaitParked();
      int first = Atomics.notify(words, 0, 1);
      r.r3 = first + Atomics.notify(words, 0);
    }
  }

  @JCStressTest
  @Rule({"WAI-13", "WAI-12"})
  @Ref("WAI-13")
  @Description("A thread that waits is interrupted while another notifies one.")
  @Outcome(id = "ok, 1", expect = ACCEPTABLE, desc = "The notify was first.")
  @Outcome(id = "KeyboardInterrupt, 0", expect = ACCEPTABLE, desc = "The interrupt was first.")
  @Outcome(
      id = "KeyboardInterrupt, 1",
      expect = FORBIDDEN,
      desc = "The notify has counted one who has left.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Nobody has counted it, or the interrupt status is still set, or another error.")
  @Parks
  @State
  public static class Wai13_NotifyAgainstInterrupt {
    private final Int32Array words = newWords();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LI_Result r) {
      waiting.announce();
      String outcome = await(words, 0);
      waiting.end();
      boolean stillSet = waiting.clearInterrupt();
      r.r1 = stillSet && !outcome.equals("ok") ? outcome + " still set" : outcome;
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void notifier(LI_Result r) {
      waiting.awaitBlocked();
      r.r2 = Atomics.notify(words, 0, 1);
    }
  }
}
