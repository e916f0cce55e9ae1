package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.model.FuturesModel.Condition;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.FutureSubject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Future's races on the real machine. */
@Checks(primitive = Primitive.FUTURE, checker = Checker.JCSTRESS)
public final class FutureStress {
  private FutureStress() {}

  private static FutureSubject newFuture() {
    return Actors.SUBJECT.futures().newFuture();
  }

  /* Somebody has had to wait for it before: that changes what it is. */
  private static FutureSubject newFutureAfterAWait() {
    FutureSubject future = newFuture();
    try {
      future.result(Actors.AN_INSTANT);
      throw new IllegalStateException("the future was due to be pending");
    } catch (RuntimeException e) {
      return future; // a TimeoutError was due; what else came is the business of other checks
    }
  }

  @JCStressTest
  @Rule("FUT-07")
  @Ref("FUT-07")
  @Description("Two threads set a result each; then: which is it?")
  @Outcome(id = "set, InvalidStateError, 1", expect = ACCEPTABLE, desc = "The first wins.")
  @Outcome(id = "InvalidStateError, set, 2", expect = ACCEPTABLE, desc = "The second wins.")
  @Outcome(expect = FORBIDDEN, desc = "Both, none, or the result of who was refused.")
  @State
  public static class Fut07_OneOfTwoResultsWins {
    private final FutureSubject future = newFuture();

    @Actor
    public void setter1(LLL_Result r) {
      r.r1 = Actors.setResult(future, 1);
    }

    @Actor
    public void setter2(LLL_Result r) {
      r.r2 = Actors.setResult(future, 2);
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = Actors.result(future);
    }
  }

  @JCStressTest
  @Rule("FUT-07")
  @Ref("FUT-07")
  @Description(
      "A thread sets the result of a future that was waited for, another cancels it; then: which is"
          + " it?")
  @Outcome(id = "set, false, 1", expect = ACCEPTABLE, desc = "The result wins.")
  @Outcome(
      id = "InvalidStateError, true, CancelledError",
      expect = ACCEPTABLE,
      desc = "The cancellation wins.")
  @Outcome(expect = FORBIDDEN, desc = "Both, or none.")
  @Parks
  @State
  public static class Fut07_AResultOrACancellationWins {
    private final FutureSubject future = newFutureAfterAWait();

    @Actor
    public void setter(LLL_Result r) {
      r.r1 = Actors.setResult(future, 1);
    }

    @Actor
    public void canceller(LLL_Result r) {
      r.r2 = String.valueOf(future.cancel());
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r3 = Actors.result(future);
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("FUT-14")
  @Ref("FUT-14")
  @Description("A thread waits for a result until it is set.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The wait has ended.")
  @Outcome(
      id = "STALE",
      expect = FORBIDDEN,
      desc = "There is a result, and the waiter still waits.")
  @State
  public static class Fut14_BlockedResultIsWoken {
    private final FutureSubject future = newFuture();

    @Actor
    public void waiter() {
      future.result();
    }

    @Signal
    public void setter() {
      future.setResult(1);
    }
  }

  @JCStressTest
  @Rule("FUT-15")
  @Ref("FUT-15")
  @Description(
      "A thread writes three plain fields and sets the result; another waits for it, and reads"
          + " them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Fut15_ResultSeesWhatWasWrittenBefore {
    private final FutureSubject future = newFuture();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      x = 1;
      y = 1;
      z = 1;
      future.setResult(1);
    }

    @Actor
    public void reader(III_Result r) {
      future.result();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
    }
  }

  @JCStressTest
  @Rule("FUT-15")
  @Ref("FUT-15")
  @Description(
      "A thread writes three plain fields and cancels; another looks whether it is done, and reads"
          + " them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "It was pending: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was done, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was done, and some of the writes are not seen.")
  @Parks
  @State
  public static class Fut15_ALookSeesWhatWasWrittenBeforeACancellation {
    private final FutureSubject future = newFutureAfterAWait();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      x = 1;
      y = 1;
      z = 1;
      future.cancel();
    }

    @Actor
    public void reader(III_Result r) {
      if (future.done()) {
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
  @Rule("FUT-15")
  @Ref("FUT-15")
  @Description(
      "A thread writes two plain fields and sets the result; another waits by wait(), and reads"
          + " them.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Fut15_WaitSeesWhatWasWrittenBefore {
    private final FutureSubject future = newFuture();
    private int x;
    private int y;

    @Actor
    public void writer() {
      x = 1;
      y = 1;
      future.setResult(1);
    }

    @Actor
    public void reader(II_Result r) {
      Actors.SUBJECT.futures().wait(List.of(future), Condition.FIRST_COMPLETED);
      r.r2 = y;
      r.r1 = x;
    }
  }

  @JCStressTest
  @Rule("FUT-19")
  @Ref("FUT-19")
  @Description("A thread adds a callback to a future that another completes.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "It is called once.")
  @Outcome(expect = FORBIDDEN, desc = "It is called twice, or not at all.")
  @State
  public static class Fut19_ACallbackIsCalledOnce {
    private final FutureSubject future = newFuture();
    private final AtomicInteger calls = new AtomicInteger();

    @Actor
    public void adder() {
      future.addDoneCallback(done -> calls.incrementAndGet());
    }

    @Actor
    public void setter() {
      future.setResult(1);
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = calls.get();
    }
  }

  @JCStressTest
  @Rule("FUT-20")
  @Ref("FUT-20")
  @Description(
      "Two threads add a callback each, which looks whether it is done, to a future that a third"
          + " cancels.")
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both are called when it is done.")
  @Outcome(expect = FORBIDDEN, desc = "One is not called, or too early.")
  @State
  public static class Fut20_CallbacksThatRaceWithTheEnd {
    private final FutureSubject future = newFuture();
    private volatile String first = "not called";
    private volatile String second = "not called";

    @Actor
    public void adder1() {
      future.addDoneCallback(done -> first = String.valueOf(done.done()));
    }

    @Actor
    public void adder2() {
      future.addDoneCallback(done -> second = String.valueOf(done.done()));
    }

    @Actor
    public void canceller() {
      future.cancel();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      r.r1 = first;
      r.r2 = second;
    }
  }

  @JCStressTest
  @Rule("FUT-30")
  @Ref("FUT-30")
  @Description("A thread waits for two futures that two others complete.")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are completed when it returns.")
  @Outcome(expect = FORBIDDEN, desc = "It has missed one, or counted one twice.")
  @Parks
  @State
  public static class Fut30_WaitForAllMissesNone {
    private final FutureSubject one = newFuture();
    private final FutureSubject other = newFuture();

    @Actor
    public void waiter(I_Result r) {
      r.r1 =
          Actors.SUBJECT.futures().wait(List.of(one, other), Condition.ALL_COMPLETED).done().size();
    }

    @Actor
    public void setter1() {
      one.setResult(1);
    }

    @Actor
    public void setter2() {
      other.setResult(1);
    }
  }
}
