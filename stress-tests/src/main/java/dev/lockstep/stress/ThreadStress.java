package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.ThreadSubject;
import dev.lockstep.kit.subject.TimerSubject;
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
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The races of threads and timers on the real machine. */
@Checks(primitive = Primitive.THREAD, checker = Checker.JCSTRESS)
public final class ThreadStress {
  private ThreadStress() {}

  private static ThreadSubject newThread(Runnable target) {
    return Actors.SUBJECT.threading().newThread(target, "stressed", true, false);
  }

  @JCStressTest
  @Rule("THR-02")
  @Ref("THR-02")
  @Description("Two threads start the same thread; then: how often has it run?")
  @Outcome(
      id = {"started, RuntimeError, 1", "RuntimeError, started, 1"},
      expect = ACCEPTABLE,
      desc = "One starts it, and it runs once.")
  @Outcome(expect = FORBIDDEN, desc = "Both or none start it, or it runs twice.")
  @Parks(samples = 16)
  @State
  public static class Thr02_TwoStarts {
    private int runs;
    private final ThreadSubject thread = newThread(() -> runs++);

    @Actor
    public void starter1(LLI_Result r) {
      r.r1 = Actors.start(thread);
    }

    @Actor
    public void starter2(LLI_Result r) {
      r.r2 = Actors.start(thread);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      thread.join();
      r.r3 = runs;
    }
  }

  @JCStressTest
  @Rule({"THR-04", "THR-05"})
  @Ref("THR-04")
  @Description(
      "A thread writes two plain fields and starts another, which copies them; the first joins it"
          + " and reads the copies.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "All is seen on the way there and back.")
  @Outcome(expect = FORBIDDEN, desc = "Some of it is not seen.")
  @Parks(samples = 16)
  @State
  public static class Thr04_ThereAndBack {
    private int x;
    private int y;
    private int copyOfX;
    private int copyOfY;
    private int ran;
    private final ThreadSubject thread =
        newThread(
            () -> {
              copyOfY = y;
              copyOfX = x;
              ran = 1;
            });

    @Actor
    public void starter(III_Result r) {
      x = 1;
      y = 1;
      thread.start();
      thread.join();
      r.r3 = ran;
      r.r2 = copyOfY;
      r.r1 = copyOfX;
    }

    @Actor
    public void bystander() {
      Actors.dawdle();
    }
  }

  @JCStressTest
  @Rule("THR-04")
  @Ref("THR-04")
  @Description(
      "A thread writes two plain fields and starts another; a third looks whether that is alive, and"
          + " reads them.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "It was not alive: nothing was read.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It was alive, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was alive, and some of the writes are not seen.")
  @Parks(samples = 16)
  @State
  public static class Thr04_WhoSeesItAlive {
    private int x;
    private int y;
    private final ThreadSubject thread = newThread(() -> {});

    @Actor
    public void starter() {
      x = 1;
      y = 1;
      thread.start();
    }

    @Actor
    public void looker(II_Result r) {
      Actors.dawdle();
      if (thread.isAlive()) {
        r.r2 = y;
        r.r1 = x;
      } else {
        r.r2 = -1;
        r.r1 = -1;
      }
    }

    @Arbiter
    public void arbiter(II_Result r) {
      thread.join();
    }
  }

  @JCStressTest
  @Rule("THR-05")
  @Ref("THR-05")
  @Description(
      "A thread that was started writes two plain fields and ends; another looks whether it is alive,"
          + " and reads them.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "It was alive: nothing was read.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It had ended, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It had ended, and some of the writes are not seen.")
  @Parks(samples = 16)
  @State
  public static class Thr05_WhoSeesItEnded {
    private int x;
    private int y;
    private volatile boolean started;
    private final ThreadSubject thread =
        newThread(
            () -> {
              x = 1;
              y = 1;
            });

    @Actor
    public void starter() {
      thread.start();
      started = true;
    }

    @Actor
    public void looker(II_Result r) {
      Actors.dawdle();
      if (started && !thread.isAlive()) {
        r.r2 = y;
        r.r1 = x;
      } else {
        r.r2 = -1;
        r.r1 = -1;
      }
    }

    @Arbiter
    public void arbiter(II_Result r) {
      thread.join();
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule({"THR-07", "THR-16"})
  @Ref("THR-07")
  @Description("A thread joins another until that is told to end.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The join has ended.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "It has ended, and the joiner still waits.")
  @State
  public static class Thr07_BlockedJoinIsWoken {
    private volatile boolean told;
    private final ThreadSubject thread =
        newThread(
            () -> {
              while (!told) {
                Thread.onSpinWait();
              }
            });

    @Actor
    public void joiner() {
      thread.start();
      thread.join();
    }

    @Signal
    public void teller() {
      told = true;
    }
  }

  @JCStressTest
  @Rule({"THR-16", "THR-07"})
  @Ref("THR-16")
  @Description("Two threads join one that ends; then: did they see it alive after their joins?")
  @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Both came back after its end.")
  @Outcome(expect = FORBIDDEN, desc = "A join returned before the end, or an error.")
  @Parks(samples = 16)
  @State
  public static class Thr16_TwoJoiners {
    private final ThreadSubject thread = newThread(Actors::dawdle);

    /** Starts it, for both join it. */
    public Thr16_TwoJoiners() {
      thread.start();
    }

    @Actor
    public void joiner1(ZZ_Result r) {
      thread.join();
      r.r1 = thread.isAlive();
    }

    @Actor
    public void joiner2(ZZ_Result r) {
      thread.join();
      r.r2 = thread.isAlive();
    }
  }

  @JCStressTest
  @Rule("THR-29")
  @Ref("THR-29")
  @Description(
      "A timer of 20 µs is started by one thread and cancelled by another; then: how often has it"
          + " called, and is it alive?")
  @Outcome(id = "0, false", expect = ACCEPTABLE, desc = "It was cancelled in time.")
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "It was too late.")
  @Outcome(expect = FORBIDDEN, desc = "It has called more than once, or goes on.")
  @Parks(samples = 16)
  @State
  public static class Thr29_CancelAgainstTheCall {
    private int calls;
    private final TimerSubject timer =
        Actors.SUBJECT.threading().newTimer(2e-5, () -> calls++, false);

    @Actor
    public void starter() {
      timer.start();
    }

    @Actor
    public void canceller() {
      Actors.dawdle();
      timer.cancel();
    }

    @Arbiter
    public void arbiter(IZ_Result r) {
      timer.join();
      r.r1 = calls;
      r.r2 = timer.isAlive();
    }
  }
}
