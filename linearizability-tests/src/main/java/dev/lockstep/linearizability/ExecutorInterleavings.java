package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreBothWays;
import static dev.lockstep.linearizability.Scenario.exploreDeeply;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.ExecutorSubject;
import dev.lockstep.kit.subject.ExecutorSubject.Plan;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that submit to a pool and shut it down. Each looks at what
 * came only once its pool has ended: a worker that still waits would be taken for a hang. Runs with
 * {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.EXECUTOR, checker = Checker.INTERLEAVINGS)
public class ExecutorInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  /* Kept, for the log manager refers to it weakly only. */
  private static final Logger LOGGER = Logger.getLogger("concurrent.futures");

  /** What the tasks of a scenario have done, as plain fields. */
  private static final class Board implements ThreadFactory {
    int calls;
    int order;
    int created;

    @Override
    public Thread newThread(Runnable body) {
      created++;
      return new Thread(body);
    }
  }

  private static ExecutorSubject newPool(int size, Board board) {
    return share(Subjects.ACTIVE.newExecutor(Plan.of(size).named("pool").with(board)));
  }

  private static ExecutorSubject newBrokenPool(Board board) {
    Plan plan =
        Plan.of(1)
            .named("pool")
            .with(board)
            .initializedBy(
                () -> {
                  throw new IllegalStateException("as the check wants it");
                });
    return share(Subjects.ACTIVE.newExecutor(plan));
  }

  /* With which text is the contract's business. */
  private static boolean isRefusal(@Nullable Object seen) {
    return seen instanceof Outcome.Raised raised && raised.error() == PyError.RUNTIME_ERROR;
  }

  /* Or finished: who would begin is refused. Not by wait(), which is many steps. */
  private static boolean isNotified(FutureSubject future) {
    return isRefusal(Actor.outcomeOf(future::setRunningOrNotifyCancel));
  }

  /** Loads every class that is needed, outside the model checker. */
  @BeforeAll
  static void load() {
    LOGGER.setLevel(Level.OFF); // what is logged is the contract's business, and no race of ours
    Actor.outcomeOf(() -> newBrokenPool(new Board()).submit(() -> 7L).result());
    Board board = new Board();
    ExecutorSubject pool = newPool(1, board);
    pool.submit(() -> board.calls++).result();
    pool.shutdown(true, true);
    Actor.outcomeOf(() -> pool.submit(() -> 7L).result());
  }

  /** Two tasks, one worker: each is called once, in order. */
  @Test
  @Rule({"EXE-01", "EXE-07", "EXE-30"})
  void exe01_eachTaskIsCalledOnceInOrder() {
    exploreBothWays(
        "EXE-30",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          FutureSubject first = pool.submit(() -> board.order = board.order * 10 + 1);
          FutureSubject second = pool.submit(() -> board.order = board.order * 10 + 2);
          second.result();
          boolean inOrder = first.done();
          pool.shutdown(true, false);
          require(
              inOrder && board.order != 21,
              "EXE-07",
              "the first was due to be done before the second; seen: " + board.order);
          require(board.order == 12, "EXE-01", "due: 12; seen: " + board.order);
        });
  }

  /** A task that comes while the worker is about to idle. */
  @Test
  @Rule({"EXE-30", "EXE-04"})
  void exe30_aTaskReachesAWorkerThatIsAboutToIdle() {
    exploreBothWays(
        "EXE-30",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          pool.submit(() -> board.calls++).result();
          pool.submit(() -> board.calls++).result();
          pool.shutdown(true, false);
          require(board.calls == 2, "EXE-01", "2 calls were due; seen: " + board.calls);
          require(board.created == 1, "EXE-04", "1 worker was due; seen: " + board.created);
        });
  }

  /** Two submit to one worker that may idle. */
  @Test
  @Rule({"EXE-30", "EXE-03"})
  void exe30_racingSubmitsReachTheWorker() {
    explore(
        "EXE-30",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          Actor other = Actor.start(() -> pool.submit(() -> 7L).result());
          Object result = pool.submit(() -> 8L).result();
          Outcome others = other.join();
          pool.shutdown(true, false);
          require(Long.valueOf(8).equals(result), "EXE-30", "8 was due; seen: " + result);
          require(others.equals(new Outcome.Returned(7L)), "EXE-30", "7 was due; seen: " + others);
          require(board.created == 1, "EXE-03", "1 worker was due; seen: " + board.created);
        });
  }

  /** Of a racing submit and shutdown: refused, or done. */
  @Test
  @Rule({"EXE-14", "EXE-11", "EXE-12"})
  void exe14_aSubmitIsRefusedOrDone() {
    explore(
        "EXE-14",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          Actor closer = Actor.run(() -> pool.shutdown(false, false));
          Outcome seen = Actor.outcomeOf(() -> pool.submit(() -> 7L).result());
          closer.joinReturning(null, "EXE-12");
          pool.shutdown(true, false);
          require(
              isRefusal(seen) || seen.equals(new Outcome.Returned(7L)),
              "EXE-14",
              "a refusal or 7 was due; seen: " + seen);
        });
  }

  /** A shutdown that comes when the only worker is about to wait. */
  @Test
  @Rule({"EXE-12", "EXE-30"})
  void exe12_aWorkerThatIsAboutToWaitSeesTheShutdown() {
    exploreDeeply(
        "EXE-12",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          Object result = pool.submit(() -> 7L).result();
          pool.shutdown(true, false);
          require(Long.valueOf(7).equals(result), "EXE-01", "7 was due; seen: " + result);
        });
  }

  /** What was submitted to a worker that may idle is done before a shutdown that waits returns. */
  @Test
  @Rule({"EXE-14", "EXE-12"})
  void exe12_shutdownWaitsForWhatWasSubmitted() {
    explore(
        "EXE-12",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          pool.submit(() -> 6L).result();
          FutureSubject future = pool.submit(() -> 7L);
          pool.shutdown(true, false);
          require(future.done(), "EXE-12", "shutdown(True) returned before the task was done");
        });
  }

  /** A shutdown that cancels: each is called, or cancelled and notified. */
  @Test
  @Rule({"EXE-13", "EXE-09"})
  void exe13_whatIsCancelledIsNotified() {
    explore(
        "EXE-13",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          FutureSubject first = pool.submit(() -> 7L);
          FutureSubject second = pool.submit(() -> 8L);
          pool.shutdown(false, true);
          boolean notified = !second.cancelled() || isNotified(second);
          pool.shutdown(true, false);
          require(notified, "EXE-13", "shutdown() returned, and a cancelled one is not notified");
          require(first.done() && second.done(), "EXE-13", "both were due to be done");
        });
  }

  /** A cancellation against the worker: called or cancelled, and never both. */
  @Test
  @Rule({"EXE-09", "EXE-01"})
  void exe09_aTaskIsCalledOrCancelled() {
    explore(
        "EXE-09",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          FutureSubject future = pool.submit(() -> board.calls++);
          boolean cancelled = future.cancel();
          pool.shutdown(true, false);
          require(
              board.calls == (cancelled ? 0 : 1),
              "EXE-09",
              "cancel() returned " + cancelled + ", and the task was called " + board.calls);
          require(isNotified(future), "EXE-09", "it was due to be finished, or notified");
        });
  }

  /** An initializer that fails while tasks come: each gets the error, at once or in its future. */
  @Test
  @Rule({"EXE-17", "EXE-14"})
  void exe17_aTaskOfABrokenPoolIsTold() {
    explore(
        "EXE-17",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newBrokenPool(board);
          for (int i = 0; i < 2; i++) {
            Outcome seen = Actor.outcomeOf(() -> pool.submit(() -> 7L).result());
            require(
                seen instanceof Outcome.Raised raised
                    && raised.error() == PyError.BROKEN_THREAD_POOL,
                "EXE-17",
                "BrokenThreadPool was due; seen: " + seen);
          }
          pool.shutdown(true, false);
        });
  }

  /** A task that submits to its own pool while that is shut down. */
  @Test
  @Rule({"EXE-24", "EXE-14"})
  void exe24_aTaskSubmitsWhileThePoolIsShutDown() {
    explore(
        "EXE-14",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          FutureSubject outer =
              pool.submit(() -> Actor.outcomeOf(() -> pool.submit(() -> board.calls++)));
          pool.shutdown(true, false);
          Object seen = outer.result();
          require(
              board.calls == (isRefusal(seen) ? 0 : 1),
              "EXE-24",
              "refused or called was due; seen: " + seen + ", " + board.calls + " calls");
        });
  }

  /** An interrupt ends the wait of who shuts down. */
  @Test
  @Rule({"EXE-25", "EXE-12"})
  void exe25_anInterruptEndsTheWaitOfShutdown() {
    explore(
        "EXE-25",
        () -> {
          Board board = share(new Board());
          ExecutorSubject pool = newPool(1, board);
          FutureSubject gate = share(Subjects.ACTIVE.futures().newFuture());
          pool.submit(() -> gate.result());
          Actor waiter = Actor.run(() -> pool.shutdown(true, false));
          waiter.interrupt();
          Outcome seen = waiter.join();
          gate.setResult(7L);
          pool.shutdown(true, false);
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "EXE-25",
              "KeyboardInterrupt was due, as the task does not end; seen: " + seen);
        });
  }
}
