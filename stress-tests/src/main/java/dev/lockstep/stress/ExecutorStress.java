package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.ExecutorSubject;
import dev.lockstep.kit.subject.FutureSubject;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The races of pools on the real machine. */
@Checks(primitive = Primitive.EXECUTOR, checker = Checker.JCSTRESS)
public final class ExecutorStress {
  private ExecutorStress() {}

  /* Each is shut down by its test, so that its threads end. */
  private static ExecutorSubject newPool(int size) {
    return Actors.SUBJECT.newExecutor(ExecutorSubject.Plan.of(size).named("pool"));
  }

  @JCStressTest
  @Rule("EXE-02")
  @Ref("EXE-02")
  @Description("A thread writes two plain fields and submits a task, which reads them.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks(samples = 16)
  @State
  public static class Exe02_ATaskSeesWhatWasWrittenBeforeItsSubmit {
    private final ExecutorSubject pool = newPool(2);
    private int x;
    private int y;
    private int seenX;
    private int seenY;

    @Actor
    public void submitter(II_Result r) {
      x = 1;
      y = 1;
      FutureSubject future =
          pool.submit(
              () -> {
                seenY = y;
                seenX = x;
                return null;
              });
      future.result();
      r.r1 = seenX;
      r.r2 = seenY;
    }

    @Actor
    public void rival() {
      pool.submit(() -> null).result();
    }

    @Arbiter
    public void arbiter() {
      pool.shutdown(false, false);
    }
  }

  @JCStressTest
  @Rule("EXE-14")
  @Ref("EXE-14")
  @Description("A thread submits a task while another shuts the pool down.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "The task is called.")
  @Outcome(id = "RuntimeError", expect = ACCEPTABLE, desc = "The submit is refused.")
  @Outcome(expect = FORBIDDEN, desc = "The task stays pending, or another error.")
  @Parks(samples = 16)
  @State
  public static class Exe14_ASubmitIsRefusedOrDone {
    private final ExecutorSubject pool = newPool(1);

    @Actor
    public void submitter(L_Result r) {
      r.r1 = Actors.resultOfSubmit(pool, 1);
    }

    @Actor
    public void closer() {
      pool.shutdown(false, false);
    }
  }

  @JCStressTest
  @Rule("EXE-14")
  @Ref("EXE-14")
  @Description("A thread submits a task while another shuts the pool down and cancels.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "The task is called.")
  @Outcome(id = "CancelledError", expect = ACCEPTABLE, desc = "It is cancelled.")
  @Outcome(id = "RuntimeError", expect = ACCEPTABLE, desc = "The submit is refused.")
  @Outcome(expect = FORBIDDEN, desc = "The task stays pending, or another error.")
  @Parks(samples = 16)
  @State
  public static class Exe14_ASubmitIsRefusedCancelledOrDone {
    private final ExecutorSubject pool = newPool(1);

    @Actor
    public void submitter(L_Result r) {
      r.r1 = Actors.resultOfSubmit(pool, 1);
    }

    @Actor
    public void closer() {
      pool.shutdown(false, true);
    }
  }

  @JCStressTest
  @Rule("EXE-30")
  @Ref("EXE-30")
  @Description("Two threads submit a task each to a pool whose workers may be about to idle.")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both are called.")
  @Outcome(expect = FORBIDDEN, desc = "One is not.")
  @Parks(samples = 16)
  @State
  public static class Exe30_NoTaskIsForgotten {
    private final ExecutorSubject pool = newPool(1);
    private @Nullable Object first;
    private @Nullable Object second;

    @Actor
    public void submitter1() {
      first = Actors.resultOfSubmit(pool, 1);
    }

    @Actor
    public void submitter2() {
      second = Actors.resultOfSubmit(pool, 2);
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      pool.shutdown(false, false);
      r.r1 = first;
      r.r2 = second;
    }
  }
}
