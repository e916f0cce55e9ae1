package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.QueueSubject;
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
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The races of Queue on the real machine. */
@Checks(primitive = Primitive.QUEUE, checker = Checker.JCSTRESS)
public final class QueueStress {
  private QueueStress() {}

  private static QueueSubject newQueue(int maxsize) {
    return QueuePlayer.create(Actors.SUBJECT, Order.FIFO, maxsize);
  }

  /** A queue with a bound of one, and with the item 0 in it. */
  private static QueueSubject newFull() {
    QueueSubject queue = newQueue(1);
    queue.put(0L);
    return queue;
  }

  @JCStressTest
  @Rule("QUE-08")
  @Ref("QUE-08")
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
  public static class Que08_TimedGetAgainstPut {
    private final QueueSubject queue = newQueue(0);

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
  @Rule("QUE-12")
  @Ref("QUE-12")
  @Description(
      "Two queues; each of two threads puts into one and then counts the items of the other.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the puts was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other: the sizes are of no moment.")
  @State
  public static class Que12_WhoPutsAndThenLooksAtAnotherQueueMissesNoPut {
    private final QueueSubject left = newQueue(0);
    private final QueueSubject right = newQueue(0);

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
  @Rule("QUE-19")
  @Ref("QUE-19")
  @Description("One item; two threads try to get it.")
  @Outcome(
      id = {"1, Empty", "Empty, 1"},
      expect = ACCEPTABLE,
      desc = "One has it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or none have it.")
  @State
  public static class Que19_AnItemIsTakenOnce {
    private final QueueSubject queue = newQueue(0);

    public Que19_AnItemIsTakenOnce() {
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
  @Rule("QUE-19")
  @Ref("QUE-19")
  @Description("Two threads get, two put; then: items left.")
  @Outcome(
      id = {"1, 2, 0", "2, 1, 0"},
      expect = ACCEPTABLE,
      desc = "Each item was taken once.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or was taken twice.")
  @Parks
  @State
  public static class Que19_EachGetterGetsAnItem {
    private final QueueSubject queue = newQueue(0);

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
  @Rule("QUE-19")
  @Ref("QUE-19")
  @Description("A thread gets, until another puts.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The getter has the item.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "There is an item and the getter still waits.")
  @State
  public static class Que19_BlockedGetIsServed {
    private final QueueSubject queue = newQueue(0);

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
  @Rule("QUE-20")
  @Ref("QUE-20")
  @Description(
      "One getter has a timeout and another has none; two items are put; then: items left.")
  @Outcome(
      id = {"1, 2, 0", "2, 1, 0", "timed out, 1, 1", "timed out, 2, 1"},
      expect = ACCEPTABLE,
      desc = "The one without a timeout got one in any case.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or doubled, or there was an error.")
  @Parks
  @State
  public static class Que20_TimeoutOfOneGetterStrandsNoOther {
    private final QueueSubject queue = newQueue(0);

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
  @Rule("QUE-20")
  @Ref("QUE-20")
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
  public static class Que20_InterruptAgainstPut {
    private final QueueSubject queue = newQueue(0);
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
  @Rule("QUE-22")
  @Ref("QUE-22")
  @Description("One thread writes three plain fields and puts; another gets, and reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Que22_WhoGetsSeesWhatWasWrittenBeforeThePut {
    private final QueueSubject queue = newQueue(0);
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
  @Rule("QUE-22")
  @Ref("QUE-22")
  @Description(
      "One thread writes three plain fields and puts; another tries to get, and reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "There was no item: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "There was one, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "There was one, and some of the writes are not seen.")
  @State
  public static class Que22_WhoGetsWithoutBlockingSeesWhatWasWritten {
    private final QueueSubject queue = newQueue(0);
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
  @Rule("QUE-22")
  @Ref("QUE-22")
  @Description(
      "One thread writes three plain fields and puts once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Que22_ParkedGetterSeesWhatWasWritten {
    private final QueueSubject queue = newQueue(0);
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

  @JCStressTest
  @Rule("QUE-08")
  @Ref("QUE-08")
  @Description("A full queue; one thread puts with a timeout while another gets; then: items left.")
  @Outcome(id = "done, 1", expect = ACCEPTABLE, desc = "The get came in time.")
  @Outcome(
      id = "timed out, 0",
      expect = ACCEPTABLE,
      desc = "It came too late, and the item stayed outside.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or doubled, or the time was not over.")
  @Parks
  @State
  public static class Que08_TimedPutAgainstGet {
    private final QueueSubject queue = newFull();

    @Actor
    public void putter(LI_Result r) {
      r.r1 = Actors.putTimed(queue, 1L);
    }

    @Actor
    public void getter() {
      Actors.dawdle();
      queue.get();
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      r.r2 = queue.qsize();
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("QUE-19")
  @Ref("QUE-19")
  @Description("A thread puts into a full queue, until another gets.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The item is in.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "There is room and the putter still waits.")
  @State
  public static class Que19_BlockedPutIsServed {
    private final QueueSubject queue = newFull();

    @Actor
    public void putter() {
      queue.put(1L);
    }

    @Signal
    public void getter() {
      queue.get();
    }
  }

  @JCStressTest
  @Rule("QUE-19")
  @Ref("QUE-19")
  @Description("A bound of one; one thread puts two items, another gets three.")
  @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "They came in order.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or doubled, or overtook another.")
  @State
  public static class Que19_ItemsPassThroughABoundOfOne {
    private final QueueSubject queue = newFull();

    @Actor
    public void putter() {
      queue.put(1L);
      queue.put(2L);
    }

    @Actor
    public void getter(LLL_Result r) {
      r.r1 = Actors.get(queue);
      r.r2 = Actors.get(queue);
      r.r3 = Actors.get(queue);
    }
  }

  @JCStressTest
  @Rule("QUE-13")
  @Ref("QUE-13")
  @Description("One unfinished task; two threads say that it is done.")
  @Outcome(
      id = {"done, ValueError", "ValueError, done"},
      expect = ACCEPTABLE,
      desc = "One of them was right.")
  @Outcome(expect = FORBIDDEN, desc = "Both or none succeeded.")
  @State
  public static class Que13_OfRacingCallsAsManySucceedAsThereAreTasks {
    private final QueueSubject queue = newFull();

    @Actor
    public void first(LL_Result r) {
      r.r1 = Actors.done(queue::taskDone);
    }

    @Actor
    public void second(LL_Result r) {
      r.r2 = Actors.done(queue::taskDone);
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("QUE-14")
  @Ref("QUE-14")
  @Description("A thread joins, until another calls task_done.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The joiner has returned.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "All is done and the joiner still waits.")
  @State
  public static class Que14_JoinEnds {
    private final QueueSubject queue = newFull();

    @Actor
    public void joiner() {
      queue.join();
    }

    @Signal
    public void worker() {
      queue.taskDone();
    }
  }

  @JCStressTest
  @Rule("QUE-14")
  @Ref("QUE-14")
  @Description("A joiner is parked; a task_done and a put follow one another.")
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "The joiner has returned.")
  @Outcome(expect = FORBIDDEN, desc = "All was done for a moment and the joiner waits on.")
  @Parks
  @State
  public static class Que14_AJoinerMissesNoMoment {
    private final QueueSubject queue = newQueue(0);
    private final Actors.Waiting waiting = new Actors.Waiting();

    public Que14_AJoinerMissesNoMoment() {
      queue.put(1L);
    }

    @Actor
    public void joiner() {
      waiting.announce();
      queue.join();
      waiting.end();
    }

    @Actor
    public void worker(Z_Result r) {
      waiting.awaitParked();
      queue.taskDone();
      queue.put(2L);
      r.r1 = waiting.endsSoon();
      queue.taskDone();
    }
  }

  @JCStressTest
  @Rule("QUE-15")
  @Ref("QUE-15")
  @Description("One thread puts, another shuts the queue down; then: items left.")
  @Outcome(id = "done, 1", expect = ACCEPTABLE, desc = "The put was first.")
  @Outcome(id = "ShutDown, 0", expect = ACCEPTABLE, desc = "The shutdown was first.")
  @Outcome(expect = FORBIDDEN, desc = "The item is lost, or was put after all.")
  @State
  public static class Que15_PutAgainstShutdown {
    private final QueueSubject queue = newQueue(0);

    @Actor
    public void putter(LI_Result r) {
      r.r1 = Actors.done(() -> queue.put(1L));
    }

    @Actor
    public void ender() {
      queue.shutdown(false);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      r.r2 = queue.qsize();
    }
  }

  @JCStressTest
  @Rule("QUE-15")
  @Ref("QUE-15")
  @Description("A getter of an empty queue and a putter of a full one; both queues are shut down.")
  @Outcome(id = "ShutDown, ShutDown", expect = ACCEPTABLE, desc = "Both were told.")
  @Outcome(expect = FORBIDDEN, desc = "One was not.")
  @Parks
  @State
  public static class Que15_AShutdownEndsEveryWait {
    private final QueueSubject empty = newQueue(0);
    private final QueueSubject queue = newFull();

    @Actor
    public void getter(LL_Result r) {
      r.r1 = Actors.get(empty);
    }

    @Actor
    public void putter(LL_Result r) {
      r.r2 = Actors.done(() -> queue.put(1L));
    }

    @Actor
    public void ender() {
      Actors.dawdle();
      empty.shutdown(false);
      queue.shutdown(false);
    }
  }

  @JCStressTest
  @Rule("QUE-16")
  @Ref("QUE-16")
  @Description(
      "One item; one thread gets it and says that it is done, another shuts the queue down at once;"
          + " then: tasks.")
  @Outcome(id = "0 done, 0", expect = ACCEPTABLE, desc = "The get was first.")
  @Outcome(id = "ShutDown, 0", expect = ACCEPTABLE, desc = "The shutdown was first.")
  @Outcome(expect = FORBIDDEN, desc = "A task is left, or was counted twice.")
  @State
  public static class Que16_GetAgainstImmediateShutdown {
    private final QueueSubject queue = newFull();

    @Actor
    public void getter(LL_Result r) {
      String got = Actors.get(queue);
      r.r1 = got.equals("0") ? got + " " + Actors.done(queue::taskDone) : got;
    }

    @Actor
    public void ender() {
      queue.shutdown(true);
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      r.r2 = queue.unfinishedTasks();
    }
  }

  @JCStressTest
  @Rule("QUE-20")
  @Ref("QUE-20")
  @Description(
      "A putter of a full queue is interrupted while another thread gets; then: items left.")
  @Outcome(id = "done, 1", expect = ACCEPTABLE, desc = "The get was first.")
  @Outcome(
      id = "KeyboardInterrupt, 0",
      expect = ACCEPTABLE,
      desc = "The interrupt was first, and the item stayed outside.")
  @Outcome(expect = FORBIDDEN, desc = "The item of one who had left is in, or another error.")
  @Parks
  @State
  public static class Que20_InterruptOfAPutterAgainstGet {
    private final QueueSubject queue = newFull();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void putter(LI_Result r) {
      waiting.announce();
      String outcome = Actors.done(() -> queue.put(1L));
      waiting.end();
      boolean stillSet = waiting.clearInterrupt();
      r.r1 = stillSet && !outcome.equals("done") ? outcome + " still set" : outcome;
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void getter() {
      waiting.awaitBlocked();
      queue.get();
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      r.r2 = queue.qsize();
    }
  }

  @JCStressTest
  @Rule("QUE-22")
  @Ref("QUE-22")
  @Description(
      "A full queue; one thread writes two plain fields and gets; another puts, and reads them.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Que22_WhoWasLetInSeesWhatWasWrittenBeforeTheGet {
    private final QueueSubject queue = newFull();
    private int x;
    private int y;

    @Actor
    public void getter() {
      x = 1;
      y = 1;
      queue.get();
    }

    @Actor
    public void putter(II_Result r) {
      queue.put(1L);
      r.r2 = y;
      r.r1 = x;
    }
  }

  @JCStressTest
  @Rule("QUE-22")
  @Ref("QUE-22")
  @Description(
      "One unfinished task; one thread writes two plain fields and calls task_done; another joins,"
          + " and reads them.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Que22_WhoHasJoinedSeesWhatWasWrittenBeforeTaskDone {
    private final QueueSubject queue = newFull();
    private int x;
    private int y;

    @Actor
    public void worker() {
      x = 1;
      y = 1;
      queue.taskDone();
    }

    @Actor
    public void joiner(II_Result r) {
      queue.join();
      r.r2 = y;
      r.r1 = x;
    }
  }

  @JCStressTest
  @Rule("QUE-22")
  @Ref("QUE-22")
  @Description(
      "One thread writes two plain fields and shuts the queue down; another gets, and reads them.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Que22_WhoIsRefusedSeesWhatWasWrittenBeforeTheShutdown {
    private final QueueSubject queue = newQueue(0);
    private int x;
    private int y;

    @Actor
    public void ender() {
      x = 1;
      y = 1;
      queue.shutdown(false);
    }

    @Actor
    public void getter(II_Result r) {
      boolean refused = Actors.get(queue).equals("ShutDown");
      r.r2 = refused ? y : -1;
      r.r1 = refused ? x : -1;
    }
  }
}
