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
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The races of PriorityQueue on the real machine: it shares its code with Queue. */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.JCSTRESS)
public final class PriorityQueueStress {
  private PriorityQueueStress() {}

  private static QueueSubject newQueue(int maxsize) {
    return QueuePlayer.create(Actors.SUBJECT, Order.PRIORITY, maxsize);
  }

  /** A queue with a bound of one, and with the item 0 in it. */
  private static QueueSubject newFull() {
    QueueSubject queue = newQueue(1);
    queue.put(0L);
    return queue;
  }

  @JCStressTest
  @Rule("PRI-01")
  @Ref("PRI-01")
  @Description(
      "Two queues; each of two threads puts into one and then counts the items of the other.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the puts was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other: the sizes are of no moment.")
  @State
  public static class Pri01_WhoPutsAndThenLooksAtAnotherQueueMissesNoPut {
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
  @Rule("PRI-01")
  @Ref("PRI-01")
  @Description("One item; two threads try to get it.")
  @Outcome(
      id = {"1, Empty", "Empty, 1"},
      expect = ACCEPTABLE,
      desc = "One has it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or none have it.")
  @State
  public static class Pri01_AnItemIsTakenOnce {
    private final QueueSubject queue = newQueue(0);

    public Pri01_AnItemIsTakenOnce() {
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
  @Rule("PRI-01")
  @Ref("PRI-01")
  @Description("Two threads get, two put; then: items left.")
  @Outcome(
      id = {"1, 2, 0", "2, 1, 0"},
      expect = ACCEPTABLE,
      desc = "Each item was taken once.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or was taken twice.")
  @Parks
  @State
  public static class Pri01_EachGetterGetsAnItem {
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

  @JCStressTest
  @Rule("PRI-01")
  @Ref("PRI-01")
  @Description("One thread writes three plain fields and puts; another gets, and reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Pri01_WhoGetsSeesWhatWasWrittenBeforeThePut {
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
  @Rule("PRI-01")
  @Ref("PRI-01")
  @Description(
      "One thread writes three plain fields and puts once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Pri01_ParkedGetterSeesWhatWasWritten {
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
  @Rule("PRI-01")
  @Ref("PRI-01")
  @Description("A full queue; one thread puts with a timeout while another gets; then: items left.")
  @Outcome(id = "done, 1", expect = ACCEPTABLE, desc = "The get came in time.")
  @Outcome(
      id = "timed out, 0",
      expect = ACCEPTABLE,
      desc = "It came too late, and the item stayed outside.")
  @Outcome(expect = FORBIDDEN, desc = "An item is lost or doubled, or the time was not over.")
  @Parks
  @State
  public static class Pri01_TimedPutAgainstGet {
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

  @JCStressTest
  @Rule("PRI-01")
  @Ref("PRI-01")
  @Description(
      "One item; one thread gets it and says that it is done, another shuts the queue down at once;"
          + " then: tasks.")
  @Outcome(id = "0 done, 0", expect = ACCEPTABLE, desc = "The get was first.")
  @Outcome(id = "ShutDown, 0", expect = ACCEPTABLE, desc = "The shutdown was first.")
  @Outcome(expect = FORBIDDEN, desc = "A task is left, or was counted twice.")
  @State
  public static class Pri01_GetAgainstImmediateShutdown {
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
}
