package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.SimpleQueueSubject;
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
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The races of SimpleQueue on the real machine. */
@Checks(primitive = Primitive.SIMPLEQUEUE, checker = Checker.JCSTRESS)
public final class SimpleQueueStress {
  private SimpleQueueStress() {}

  @JCStressTest
  @Rule("SQU-06")
  @Ref("SQU-06")
  @Description("One thread gets with a timeout while another puts; then: items left.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The put came in time.")
  @Outcome(
      id = "timed out, 1",
      expect = ACCEPTABLE,
      desc = "It came too late, and its item is left.")
  @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "The item is there twice.")
  @Outcome(id = "timed out, 0", expect = FORBIDDEN, desc = "The item is lost.")
  @Outcome(
      id = "timed out early, [01]",
      expect = FORBIDDEN,
      desc = "Empty before the time was over.")
  @Outcome(expect = FORBIDDEN, desc = "An error, or another number of items.")
  @Parks
  @State
  public static class Squ06_TimedGetAgainstPut {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();

    @Actor
    public void getter(LI_Result r) {
      r.r1 = Actors.getTimed(queue);
    }

    @Actor
    public void putter() {
      Actors.dawdle();
      queue.put(1L);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      r.r2 = queue.qsize();
    }
  }

  @JCStressTest
  @Rule("SQU-01")
  @Ref("SQU-01")
  @Description(
      "Two queues; each of two threads puts into one and then counts the items of the other.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the puts was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other: the sizes are of no moment.")
  @State
  public static class Squ01_WhoPutsAndThenLooksAtAnotherQueueMissesNoPut {
    private final SimpleQueueSubject left = Actors.SUBJECT.newSimpleQueue();
    private final SimpleQueueSubject right = Actors.SUBJECT.newSimpleQueue();

    @Actor
    public void first(II_Result r) {
      left.put(1L);
      r.r1 = right.qsize();
    }

    @Actor
    public void second(II_Result r) {
      right.put(1L);
      r.r2 = left.qsize();
    }
  }

  @JCStressTest
  @Rule("SQU-10")
  @Ref("SQU-10")
  @Description("One item; two threads try to get it.")
  @Outcome(
      id = {"1, Empty", "Empty, 1"},
      expect = ACCEPTABLE,
      desc = "One has it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or none have it.")
  @State
  public static class Squ10_AnItemIsTakenOnce {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();

    public Squ10_AnItemIsTakenOnce() {
      queue.put(1L);
    }

    @Actor
    public void first(LL_Result r) {
      r.r1 = Actors.getNowait(queue);
    }

    @Actor
    public void second(LL_Result r) {
      r.r2 = Actors.getNowait(queue);
    }
  }

  @JCStressTest
  @Rule("SQU-10")
  @Ref("SQU-10")
  @Description("Two threads get, two put; then: items left.")
  @Outcome(
      id = {"1, 2, 0", "2, 1, 0"},
      expect = ACCEPTABLE,
      desc = "Each item was taken once.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or was taken twice.")
  @Parks
  @State
  public static class Squ10_EachGetterGetsAnItem {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();

    @Actor
    public void getter1(LLI_Result r) {
      r.r1 = Actors.get(queue);
    }

    @Actor
    public void getter2(LLI_Result r) {
      r.r2 = Actors.get(queue);
    }

    @Actor
    public void putter1() {
      queue.put(1L);
    }

    @Actor
    public void putter2() {
      queue.put(2L);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      r.r3 = queue.qsize();
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("SQU-10")
  @Ref("SQU-10")
  @Description("A thread gets, until another puts.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The getter has the item.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "There is an item and the getter still waits.")
  @State
  public static class Squ10_BlockedGetIsServed {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();

    @Actor
    public void getter() {
      queue.get();
    }

    @Signal
    public void putter() {
      queue.put(1L);
    }
  }

  @JCStressTest
  @Rule("SQU-11")
  @Ref("SQU-11")
  @Description(
      "One getter has a timeout and another has none; two items are put; then: items left.")
  @Outcome(
      id = {"1, 2, 0", "2, 1, 0", "timed out, 1, 1", "timed out, 2, 1"},
      expect = ACCEPTABLE,
      desc = "The one without a timeout got one in any case.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or doubled, or there was an error.")
  @Parks
  @State
  public static class Squ11_TimeoutOfOneGetterStrandsNoOther {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();

    @Actor
    public void timedGetter(LLI_Result r) {
      r.r1 = Actors.getTimed(queue);
    }

    @Actor
    public void getter(LLI_Result r) {
      r.r2 = Actors.get(queue);
    }

    @Actor
    public void putter() {
      Actors.dawdle();
      queue.put(1L);
      queue.put(2L);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      r.r3 = queue.qsize();
    }
  }

  @JCStressTest
  @Rule("SQU-11")
  @Ref("SQU-11")
  @Description("A getter is interrupted while an item is put; then: items left.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The put was first.")
  @Outcome(
      id = "KeyboardInterrupt, 1",
      expect = ACCEPTABLE,
      desc = "The interrupt was first, and the item is left.")
  @Outcome(
      id = "KeyboardInterrupt, 0",
      expect = FORBIDDEN,
      desc = "The item went to a getter that had left.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "Another error, or a KeyboardInterrupt with the interrupt status still set.")
  @Parks
  @State
  public static class Squ11_InterruptAgainstPut {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void getter(LI_Result r) {
      waiting.announce();
      String outcome = Actors.get(queue);
      waiting.end();
      boolean stillSet = waiting.clearInterrupt();
      r.r1 = stillSet && !outcome.equals("1") ? outcome + " still set" : outcome;
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void putter() {
      waiting.awaitBlocked();
      queue.put(1L);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      r.r2 = queue.qsize();
    }
  }

  @JCStressTest
  @Rule("SQU-13")
  @Ref("SQU-13")
  @Description("One thread writes three plain fields and puts; another gets, and reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Squ13_WhoGetsSeesWhatWasWrittenBeforeThePut {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();
    private int x;
    private int y;
    private int z;

    @Actor
    public void putter() {
      x = 1;
      y = 1;
      z = 1;
      queue.put(1L);
    }

    @Actor
    public void getter(III_Result r) {
      queue.get();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
    }
  }

  @JCStressTest
  @Rule("SQU-13")
  @Ref("SQU-13")
  @Description(
      "One thread writes three plain fields and puts; another tries to get, and reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "There was no item: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "There was one, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "There was one, and some of the writes are not seen.")
  @State
  public static class Squ13_WhoGetsWithoutBlockingSeesWhatWasWritten {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();
    private int x;
    private int y;
    private int z;

    @Actor
    public void putter() {
      x = 1;
      y = 1;
      z = 1;
      queue.put(1L);
    }

    @Actor
    public void getter(III_Result r) {
      boolean got = Actors.getNowait(queue).equals("1");
      r.r3 = got ? z : -1;
      r.r2 = got ? y : -1;
      r.r1 = got ? x : -1;
    }
  }

  @JCStressTest
  @Rule("SQU-13")
  @Ref("SQU-13")
  @Description(
      "One thread writes three plain fields and puts once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Squ13_ParkedGetterSeesWhatWasWritten {
    private final SimpleQueueSubject queue = Actors.SUBJECT.newSimpleQueue();
    private final Actors.Waiting waiting = new Actors.Waiting();
    private int x;
    private int y;
    private int z;

    @Actor
    public void putter() {
      waiting.awaitBlocked();
      x = 1;
      y = 1;
      z = 1;
      queue.put(1L);
    }

    @Actor
    public void getter(III_Result r) {
      waiting.announce();
      queue.get();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      waiting.end();
    }
  }
}
