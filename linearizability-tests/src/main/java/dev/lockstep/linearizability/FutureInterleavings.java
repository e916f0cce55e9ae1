package dev.lockstep.linearizability;

import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreBothWays;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.FuturesModel.Condition;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.FuturesSubject;
import dev.lockstep.kit.subject.IteratorSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that wait for futures and are called back. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.FUTURE, checker = Checker.INTERLEAVINGS)
public class FutureInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  private static final Outcome CANCELLED = Outcome.raises(PyError.CANCELLED_ERROR, "");

  private static final Outcome TIMEOUT = Outcome.raises(PyError.TIMEOUT_ERROR, "");

  /* In seconds: over at the third look at the clock. */
  private static final double TWO_TICKS = 2e-9;

  private static FutureSubject newFuture() {
    return share(Subjects.ACTIVE.futures().newFuture());
  }

  private static FuturesSubject functions() {
    return Subjects.ACTIVE.futures();
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(
        () -> functions().wait(List.of(newFuture()), TWO_TICKS, Condition.ALL_COMPLETED));
  }

  /** What callbacks of a scenario have seen, as plain fields. */
  private static final class Board {
    int calls;
    int order;
    boolean announced;
  }

  /* By as_completed(): wait() is twice as many steps. */
  private static FutureSubject next(FutureSubject future) {
    return functions().asCompleted(List.of(future)).next();
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    FutureSubject future = newFuture();
    functions().wait(List.of(future), TWO_TICKS, Condition.ALL_COMPLETED);
    IteratorSubject<FutureSubject> iterator = functions().asCompleted(List.of(future));
    future.addDoneCallback(done -> done.done());
    Actor.outcomeOf(() -> future.result(TWO_TICKS));
    future.setRunningOrNotifyCancel();
    future.setResult(7L);
    iterator.next();
    Actor.outcomeOf(() -> cancelledFuture().result());
  }

  private static FutureSubject cancelledFuture() {
    FutureSubject future = newFuture();
    future.cancel();
    return future;
  }

  /** A waiter returns only after the result was set, with what was done before it. */
  @Test
  @Rule({"FUT-08", "FUT-14"})
  void fut08_resultBlocksUntilThereIsOne() {
    exploreBothWays(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          Board board = share(new Board());
          Actor waiter =
              Actor.start(
                  () -> {
                    Object result = future.result();
                    require(board.announced, "FUT-08", "result() returned before set_result()");
                    return result;
                  });
          board.announced = true;
          future.setResult(7L);
          waiter.joinReturning(7L, "FUT-08");
        });
  }

  /** The same of an exception. */
  @Test
  @Rule({"FUT-09", "FUT-14"})
  void fut09_exceptionBlocksUntilThereIsOne() {
    exploreBothWays(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter = Actor.start(() -> future.exception() != null);
          future.setRunningOrNotifyCancel();
          future.setException(new IllegalStateException());
          waiter.joinReturning(true, "FUT-09");
        });
  }

  /** A timed waiter against a completion: either answer, but never early. */
  @Test
  @Rule({"FUT-10", "FUT-14"})
  void fut10_aTimeoutErrorComesOnlyOnceTheTimeIsOver() {
    needsOurWaiting();
    exploreBothWays(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    Outcome seen = Actor.outcomeOf(() -> future.result(TWO_TICKS));
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        !seen.equals(TIMEOUT) || ticks > 2,
                        "FUT-10",
                        "TimeoutError after " + ticks + " ticks, of which two were due");
                    return seen.equals(TIMEOUT) || seen.equals(new Outcome.Returned(7L));
                  });
          future.setResult(7L);
          waiter.joinReturning(true, "FUT-10");
        });
  }

  /** Two that are both the first to wait, against one that completes. */
  @Test
  @Rule("FUT-14")
  void fut14_aCompletionReachesBothWhoAreFirst() {
    exploreBothWays(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          Actor first = Actor.start(future::result);
          Actor second = Actor.start(future::result);
          future.setResult(7L);
          first.joinReturning(7L, "FUT-14");
          second.joinReturning(7L, "FUT-14");
        });
  }

  /** A waiter comes while somebody begins and completes. */
  @Test
  @Rule("FUT-14")
  void fut14_aCompletionReachesAWaiterThatArrives() {
    exploreBothWays(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter = Actor.start(future::result);
          future.setRunningOrNotifyCancel();
          future.setResult(7L);
          waiter.joinReturning(7L, "FUT-14");
        });
  }

  /** A waiter comes while somebody cancels and notifies. */
  @Test
  @Rule("FUT-14")
  void fut14_aCancellationReachesAWaiterThatArrives() {
    exploreBothWays(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter = Actor.start(future::result);
          future.cancel();
          future.setRunningOrNotifyCancel();
          Outcome seen = waiter.join();
          require(seen.equals(CANCELLED), "FUT-14", "due: CancelledError; seen: " + seen);
        });
  }

  /** The result comes just before a waiter finds that its time is over. */
  @Test
  @Rule({"FUT-10", "FUT-14"})
  void fut10_aResultBeforeTheTimeIsOverIsNotMissed() {
    needsOurWaiting();
    explore(
        "FUT-10",
        () -> {
          ModelCheckingSeam.stopClock();
          FutureSubject future = newFuture();
          Actor waiter = Actor.startParked("FUT-08", () -> future.result(TWO_TICKS));
          ModelCheckingSeam.atNextLookAtTheClock(() -> future.setResult(7L));
          ModelCheckingSeam.letTimeoutsPass();
          waiter.joinReturning(7L, "FUT-10");
        });
  }

  /** An interrupt reaches a waiter although nobody completes the future. */
  @Test
  @Rule("FUT-16")
  void fut16_anInterruptEndsTheWait() {
    explore(
        "FUT-16",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter = Actor.start(future::result);
          waiter.interrupt();
          Outcome seen = waiter.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "FUT-16",
              "due: KeyboardInterrupt, as nobody completes the future; seen: " + seen);
          require(
              !waiter.endedInterrupted(), "FUT-16", "KeyboardInterrupt with the status still set");
        });
  }

  /** An interrupt and then a result: the waiter has one and its status, or has not called. */
  @Test
  @Rule({"FUT-16", "FUT-08"})
  void fut16_anInterruptedWaiterHasTheResultOrHasNotCalled() {
    needsOurWaiting();
    explore(
        "FUT-16",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter = Actor.startParked("FUT-08", future::result);
          waiter.interrupt();
          future.setResult(7L);
          Outcome seen = waiter.join();
          boolean kept = waiter.endedInterrupted();
          require(
              seen.equals(KEYBOARD_INTERRUPT)
                  ? !kept
                  : seen.equals(new Outcome.Returned(7L)) && kept,
              "FUT-16",
              "due: the result with the status set, or KeyboardInterrupt without; seen: "
                  + seen
                  + (kept ? " with it set" : " without"));
        });
  }

  /** After a timeout there is nobody to be woken. */
  @Test
  @Rule({"FUT-18", "FUT-08"})
  void fut18_whoHasLeftIsNotWoken() {
    needsOurWaiting();
    explore(
        "FUT-18",
        () -> {
          ModelCheckingSeam.stopClock();
          FutureSubject future = newFuture();
          Actor leaver = Actor.startParked("FUT-08", () -> future.result(TWO_TICKS));
          ModelCheckingSeam.letTimeoutsPass();
          leaver.join();
          int before = ModelCheckingSeam.unparks();
          future.setResult(7L);
          int unparks = ModelCheckingSeam.unparks() - before;
          require(
              unparks == 0,
              "FUT-18",
              "the only waiter had left, and set_result() unparked " + unparks + " times");
        });
  }

  /** One of two waiters leaves while the future is completed: the other is woken. */
  @Test
  @Rule({"FUT-18", "FUT-14"})
  void fut18_whoLeavesKeepsNobodyFromBeingWoken() {
    explore(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          Actor leaver = Actor.start(future::result);
          Actor stayer = Actor.start(future::result);
          leaver.interrupt();
          future.setResult(7L);
          leaver.join();
          stayer.joinReturning(7L, "FUT-18");
        });
  }

  /** A callback that comes while the future is completed is called once, and sees it done. */
  @Test
  @Rule({"FUT-19", "FUT-20"})
  void fut19_aCallbackIsCalledOnce() {
    List<Consumer<FutureSubject>> ends =
        List.of(future -> future.setResult(7L), FutureSubject::cancel);
    for (Consumer<FutureSubject> end : ends) {
      explore(
          "FUT-20",
          () -> {
            FutureSubject future = newFuture();
            Board board = share(new Board());
            Actor adder =
                Actor.run(
                    () ->
                        future.addDoneCallback(
                            done -> {
                              board.calls++;
                              board.announced = done.done();
                            }));
            end.accept(future);
            adder.joinReturning(null, "FUT-20");
            require(board.calls > 0, "FUT-20", "1 call was due; seen: 0");
            require(board.calls == 1, "FUT-19", "1 call was due; seen: " + board.calls);
            require(board.announced, "FUT-19", "a callback has seen the future not done");
          });
    }
  }

  /** Those that were there before are called in their order, whoever comes meanwhile. */
  @Test
  @Rule({"FUT-19", "FUT-20"})
  void fut19_callbacksAreCalledInOrder() {
    explore(
        "FUT-19",
        () -> {
          FutureSubject future = newFuture();
          Board board = share(new Board());
          future.addDoneCallback(done -> board.order = board.order * 10 + 1);
          future.addDoneCallback(done -> board.order = board.order * 10 + 2);
          Actor waiter = Actor.start(future::result);
          future.setResult(7L);
          waiter.joinReturning(7L, "FUT-14");
          require(board.order == 12, "FUT-19", "due: 12; seen: " + board.order);
        });
  }

  /** Two complete, and one adds: one call in all. */
  @Test
  @Rule({"FUT-19", "FUT-07"})
  void fut19_racingEndsCallEachCallbackOnce() {
    explore(
        "FUT-20",
        () -> {
          FutureSubject future = newFuture();
          Board board = share(new Board());
          future.addDoneCallback(done -> board.calls++);
          Actor canceller = Actor.start(future::cancel);
          Outcome set =
              Actor.outcomeOf(
                  () -> {
                    future.setResult(7L);
                    return null;
                  });
          Outcome cancel = canceller.join();
          require(
              cancel.equals(TRUE) == (set instanceof Outcome.Raised),
              "FUT-07",
              "cancel() " + cancel + " and set_result(7) " + set);
          require(board.calls == 1, "FUT-19", "1 call was due; seen: " + board.calls);
        });
  }

  /** Whoever waits for one of two is reached by either. */
  @Test
  @Rule({"FUT-25", "FUT-30"})
  void fut25_waitForTheFirstIsReachedByEither() {
    explore(
        "FUT-30",
        () -> {
          FutureSubject one = newFuture();
          FutureSubject other = newFuture();
          Actor completer = Actor.run(() -> one.setResult(7L));
          boolean seen =
              functions().wait(List.of(one, other), Condition.FIRST_COMPLETED).done().contains(one);
          completer.joinReturning(null, "FUT-04");
          require(seen, "FUT-25", "wait() returned, and the one that was set is not completed");
        });
  }

  /** Whoever waits for all counts each once. */
  @Test
  @Rule({"FUT-25", "FUT-30"})
  void fut25_waitForAllCountsEachOnce() {
    explore(
        "FUT-30",
        () -> {
          FutureSubject one = newFuture();
          FutureSubject other = newFuture();
          Actor completer =
              Actor.run(
                  () -> {
                    other.setResult(7L);
                    one.setResult(7L);
                  });
          int seen =
              functions().wait(List.of(one, other, one), Condition.ALL_COMPLETED).done().size();
          completer.joinReturning(null, "FUT-04");
          require(seen == 2, "FUT-25", "2 completed ones were due; seen: " + seen);
        });
  }

  /** A notification ends the wait of who comes between a cancellation and it. */
  @Test
  @Rule({"FUT-26", "FUT-30"})
  void fut26_aNotificationReachesAWaiterThatArrives() {
    explore(
        "FUT-26",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter = Actor.start(() -> next(future) != null);
          future.cancel();
          require(!future.setRunningOrNotifyCancel(), "FUT-02", "false was due: it is cancelled");
          waiter.joinReturning(true, "FUT-26");
        });
  }

  /** What is not notified is not completed. */
  @Test
  @Rule("FUT-26")
  void fut26_aCancellationAloneIsNoCompletion() {
    needsOurWaiting();
    explore(
        "FUT-26",
        () -> {
          FutureSubject future = newFuture();
          Actor waiter =
              Actor.start(() -> functions().asCompleted(List.of(future), TWO_TICKS).next());
          future.cancel();
          Outcome seen = waiter.join();
          require(
              seen instanceof Outcome.Raised raised && raised.error() == PyError.TIMEOUT_ERROR,
              "FUT-26",
              "nothing was due to be completed; seen: " + seen);
        });
  }

  /** Each is yielded once, whenever they come. */
  @Test
  @Rule({"FUT-28", "FUT-30"})
  void fut28_eachIsYieldedOnce() {
    explore(
        "FUT-30",
        () -> {
          FutureSubject one = newFuture();
          FutureSubject other = newFuture();
          Actor completer =
              Actor.run(
                  () -> {
                    other.setResult(7L);
                    one.setResult(7L);
                  });
          IteratorSubject<FutureSubject> iterator = functions().asCompleted(List.of(one, other));
          FutureSubject first = iterator.next();
          boolean done = first.done();
          FutureSubject second = iterator.next();
          completer.joinReturning(null, "FUT-04");
          require(done && second.done(), "FUT-28", "a future was yielded before it was done");
          require(!first.equals(second) && !iterator.hasNext(), "FUT-28", "each was due once");
        });
  }

  /** As many unparks as waiters at most, wherever they are on their way to being parked. */
  @Test
  @Rule({"FUT-34", "FUT-14"})
  void fut34_aCompletionUnparksEachWaiterOnceAtMost() {
    needsOurWaiting();
    explore(
        "FUT-14",
        () -> {
          FutureSubject future = newFuture();
          int before = ModelCheckingSeam.unparks();
          Actor first = Actor.start(future::result);
          Actor second = Actor.start(() -> future.exception() == null);
          future.setResult(7L);
          first.joinReturning(7L, "FUT-14");
          second.joinReturning(true, "FUT-14");
          int unparks = ModelCheckingSeam.unparks() - before;
          require(unparks <= 2, "FUT-34", "2 unparks at most were due; seen: " + unparks);
        });
  }
}
