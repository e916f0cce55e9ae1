package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreBothWays;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.WaitSubject;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that wait at addresses. Runs with {@link ModelCheckingSeam}:
 * deadlines and completions run where a scenario runs them.
 */
@Checks(primitive = Primitive.WAIT, checker = Checker.INTERLEAVINGS)
public class WaitInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  private static final ViewName INTS = ViewName.ints();
  private static final ViewName LONGS = ViewName.longs();

  /* In milliseconds: over at the third look at the clock. */
  private static final double TWO_TICKS = 2e-6;

  private static final int BYTES = 1 << 13;

  /*
   * Fibonacci's numbers, as multiples of the golden ratio come close to whole numbers there:
   * addresses that it spreads share with address 0 what they share with any, and make it grow.
   */
  private static final int[] BESIDE = {233, 610};

  private static WaitSubject newMemory() {
    return share(Subjects.ACTIVE.newWait(BYTES, BYTES));
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> newMemory().await(INTS, 0, 0, TWO_TICKS));
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    WaitSubject memory = newMemory();
    memory.await(INTS, 0, 0, TWO_TICKS);
    CompletionStage<?> stage = memory.awaitAsync(INTS, 0, 0, TWO_TICKS).value();
    memory.signal(INTS, 0);
    ModelCheckingSeam.runAllHandedOver();
    text(stage);
  }

  private static String text(CompletionStage<?> stage) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    return future.isDone() ? String.valueOf((Object) future.join()) : WaitModel.PENDING;
  }

  private static String text(Outcome outcome) {
    return outcome instanceof Outcome.Returned returned
        ? String.valueOf(returned.value())
        : outcome.toString();
  }

  /** A waiter returns ok only after a notify. */
  @Test
  @Rule({"WAI-01", "WAI-06"})
  void wai01_waitBlocksUntilItIsNotified() {
    exploreBothWays(
        "WAI-06",
        () -> {
          WaitSubject memory = newMemory();
          boolean[] announced = share(new boolean[1]);
          Actor waiter =
              Actor.start(
                  () -> {
                    String end = memory.await(INTS, 0, 0);
                    require(
                        !end.equals(WaitModel.OK) || announced[0],
                        "WAI-01",
                        "wait returned ok before any notify");
                    return end;
                  });
          memory.store(INTS, 0, 1);
          announced[0] = true;
          memory.signal(INTS, 0);
          waiter.join();
        });
  }

  /** Store and notify: the waiter is found, or finds the value; and the count says which. */
  @Test
  @Rule({"WAI-06", "WAI-07", "WAI-10"})
  void wai06_aWaiterIsFoundOrFindsTheValue() {
    exploreBothWays("WAI-06", () -> storeAndNotify(INTS, 0));
  }

  /** The same of 64 bits, of whose upper half is written. */
  @Test
  @Rule({"WAI-06", "WAI-10"})
  void wai06_aWaiterOnALongIsFoundOrFindsTheValue() {
    explore("WAI-06", () -> storeAndNotify(LONGS, 1));
  }

  private static void storeAndNotify(ViewName view, int half) {
    WaitSubject memory = newMemory();
    Actor waiter = Actor.start(() -> memory.await(view, 0, 0));
    memory.store(INTS, half, 1);
    long count = memory.signal(view, 0);
    String end = text(waiter.join());
    requireCounted("WAI-10", count, end);
  }

  private static void requireCounted(String rule, long count, String... ends) {
    long told = 0;
    for (String end : ends) {
      told += end.equals(WaitModel.OK) ? 1 : 0;
    }
    require(
        told == count,
        rule,
        "notifies counted " + count + ", and waits ended with " + String.join(", ", ends));
  }

  /** The same with a stage beside the thread. */
  @Test
  @Rule({"WAI-06", "WAI-10"})
  void wai06_threadsAndStagesAreFoundOrFindTheValue() {
    explore(
        "WAI-06",
        () -> {
          WaitSubject memory = newMemory();
          Actor thread = Actor.start(() -> memory.await(INTS, 0, 0));
          Actor stage = Actor.start(() -> memory.awaitAsync(INTS, 0, 0));
          memory.store(INTS, 0, 1);
          long count = memory.signal(INTS, 0);
          String first = text(thread.join());
          WaitSubject.Async async =
              (WaitSubject.Async) Objects.requireNonNull(((Outcome.Returned) stage.join()).value());
          ModelCheckingSeam.runAllHandedOver();
          String second = text(async.value());
          require(
              !second.equals(WaitModel.PENDING),
              "WAI-06",
              "a stage waits though the value was stored before the notify");
          requireCounted("WAI-10", count, first, second);
        });
  }

  /** A notify of one against two waiters that come: exactly one, and the other stays. */
  @Test
  @Rule({"WAI-07", "WAI-10", "WAI-06"})
  void wai07_aNotifyOfOneEndsOneWait() {
    needsOurWaiting();
    explore(
        "WAI-06",
        () -> {
          WaitSubject memory = newMemory();
          Actor first = Actor.start(() -> memory.await(INTS, 0, 0));
          Actor second = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0));
          long count = memory.signal(INTS, 0, 1);
          require(
              count == 1, "WAI-07", "one waiter was parked, and notify(0, 1) returned " + count);
          memory.store(INTS, 0, 1);
          long rest = memory.signal(INTS, 0);
          requireCounted("WAI-10", count + rest, text(first.join()), text(second.join()));
        });
  }

  /** Two that are parked: the first is notified, by whichever of two notifiers. */
  @Test
  @Rule({"WAI-09", "WAI-01"})
  void wai09_theFirstIsNotifiedFirst() {
    needsOurWaiting();
    explore(
        "WAI-09",
        () -> {
          WaitSubject memory = newMemory();
          Actor first = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0));
          CompletionStage<?> second = memory.awaitAsync(LONGS, 0, 0).value();
          Actor third = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0));
          require(memory.signal(INTS, 0, 1) == 1, "WAI-07", "one was due to be notified");
          first.joinReturning(WaitModel.OK, "WAI-09");
          ModelCheckingSeam.runAllHandedOver();
          require(
              text(second).equals(WaitModel.PENDING), "WAI-09", "a stage was notified out of turn");
          require(memory.signal(INTS, 0, 1) == 1, "WAI-07", "one was due to be notified");
          ModelCheckingSeam.runAllHandedOver();
          require(text(second).equals(WaitModel.OK), "WAI-09", "a stage was due to be notified");
          require(third.awaitParkedOrEnded(), "WAI-09", "the third was notified out of turn");
          require(memory.signal(INTS, 0) == 1, "WAI-07", "one was due to be left");
          third.joinReturning(WaitModel.OK, "WAI-01");
        });
  }

  /** A wait with a timeout is over no earlier, and a notify that counts it ends it with ok. */
  @Test
  @Rule({"WAI-11", "WAI-13"})
  void wai11_aTimedWaitEndsOnceItsTimeIsOverOrItIsCounted() {
    needsOurWaiting();
    exploreBothWays(
        "WAI-13",
        () -> {
          WaitSubject memory = newMemory();
          Actor waiter =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    String end = memory.await(INTS, 0, 0, TWO_TICKS);
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        !end.equals(WaitModel.TIMED_OUT) || ticks > 2,
                        "WAI-11",
                        "timed-out after " + ticks + " ticks, the first of them the call's");
                    return end;
                  });
          long count = memory.signal(INTS, 0);
          requireCounted("WAI-13", count, text(waiter.join()));
          require(memory.signal(INTS, 0) == 0, "WAI-13", "who had returned was counted");
        });
  }

  /** A notify of one, when the first leaves because of its timeout: it goes to the second. */
  @Test
  @Rule({"WAI-13", "WAI-01"})
  void wai13_aTimedOutWaiterTakesNoNotifyWithIt() {
    needsOurWaiting();
    explore("WAI-13", () -> departure(false));
  }

  /** The same with an interrupt. */
  @Test
  @Rule({"WAI-13", "WAI-12", "WAI-01"})
  void wai13_anInterruptedWaiterTakesNoNotifyWithIt() {
    needsOurWaiting();
    explore("WAI-13", () -> departure(true));
  }

  private static void departure(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    WaitSubject memory = newMemory();
    Actor leaver = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0, TWO_TICKS));
    Actor stayer = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0));
    // Which of the two comes first is open, and takes no switch: this thread waits for both.
    Actor notifier = Actor.start(() -> memory.signal(INTS, 0, 1));
    leaver.end(interrupted);
    Outcome seen = leaver.join();
    notifier.joinReturning(1L, "WAI-13");
    boolean counted = seen.equals(new Outcome.Returned(WaitModel.OK));
    require(
        counted
            || seen.equals(
                interrupted ? KEYBOARD_INTERRUPT : new Outcome.Returned(WaitModel.TIMED_OUT)),
        "WAI-13",
        "who leaves or is counted " + seen);
    require(
        leaver.endedInterrupted() == (interrupted && counted),
        "WAI-12",
        "a wait " + seen + ", and its interrupt status is " + leaver.endedInterrupted());
    long rest = memory.signal(INTS, 0);
    require(
        rest == (counted ? 1 : 0), "WAI-13", "the second is counted once: " + rest + " after it");
    stayer.joinReturning(WaitModel.OK, "WAI-13");
  }

  /** An interrupt reaches a waiter that nobody notifies. */
  @Test
  @Rule("WAI-12")
  void wai12_anInterruptEndsTheWait() {
    exploreBothWays(
        "WAI-12",
        () -> {
          WaitSubject memory = newMemory();
          Actor waiter = Actor.start(() -> memory.await(INTS, 0, 0));
          waiter.interrupt();
          Outcome seen = waiter.join();
          require(seen.equals(KEYBOARD_INTERRUPT), "WAI-12", "nobody notified, and wait " + seen);
          require(!waiter.endedInterrupted(), "WAI-12", "the status is still set");
          require(memory.signal(INTS, 0) == 0, "WAI-12", "who was interrupted was counted");
        });
  }

  /** A stage whose time is over while it is notified: one of the two. */
  @Test
  @Rule({"WAI-13", "WAI-11"})
  void wai13_aStageIsCountedOrTimesOut() {
    needsOurWaiting();
    explore(
        "WAI-13",
        () -> {
          WaitSubject memory = newMemory();
          CompletionStage<?> stage = memory.awaitAsync(INTS, 0, 0, TWO_TICKS).value();
          Actor time = Actor.run(ModelCheckingSeam::runAllHandedOver);
          long count = memory.signal(INTS, 0);
          time.join();
          ModelCheckingSeam.runAllHandedOver();
          String end = text(stage);
          require(!end.equals(WaitModel.PENDING), "WAI-11", "a stage outlived its time");
          requireCounted("WAI-13", count, end);
        });
  }

  /** Two that end the waits of two stages: both are completed, in the order of the line. */
  @Test
  @Rule({"WAI-20", "WAI-07"})
  void wai20_stagesAreCompletedInTheOrderInWhichTheirWaitsEnded() {
    needsOurWaiting();
    explore(
        "WAI-20",
        () -> {
          WaitSubject memory = newMemory();
          int[] order = share(new int[2]);
          int[] completed = share(new int[1]);
          memory.awaitAsync(INTS, 0, 0).value().thenRun(() -> order[0] = ++completed[0]);
          memory.awaitAsync(INTS, 0, 0).value().thenRun(() -> order[1] = ++completed[0]);
          Actor other = Actor.start(() -> memory.signal(INTS, 0, 1));
          long count = memory.signal(INTS, 0, 1);
          ModelCheckingSeam.runAllHandedOver();
          other.joinReturning(1L, "WAI-07");
          ModelCheckingSeam.runAllHandedOver();
          require(count == 1, "WAI-07", "two waited, and one of two notifies returned " + count);
          require(
              order[0] == 1 && order[1] == 2,
              "WAI-20",
              "the first stage was completed as number " + order[0] + ", the second " + order[1]);
        });
  }

  /** As many unparks as waits that are ended, at most; none for nobody. */
  @Test
  @Rule({"WAI-15", "WAI-01"})
  void wai15_aNotifyUnparksEachOnceAndNobodyElse() {
    needsOurWaiting();
    explore(
        "WAI-15",
        () -> {
          WaitSubject memory = newMemory();
          int before = ModelCheckingSeam.unparks();
          require(memory.signal(INTS, 0) == 0, "WAI-15", "nobody was there");
          Actor first = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0));
          Actor second = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0));
          memory.signal(INTS, 1);
          require(ModelCheckingSeam.unparks() == before, "WAI-15", "somebody else was unparked");
          memory.signal(INTS, 0, 1);
          first.joinReturning(WaitModel.OK, "WAI-01");
          first.requireUnparks(1, "WAI-15");
          second.requireUnparks(0, "WAI-15");
          memory.signal(INTS, 0);
          second.joinReturning(WaitModel.OK, "WAI-01");
          second.requireUnparks(1, "WAI-15");
        });
  }

  /** Some come and leave at addresses in the same table while another is looked for. */
  @Test
  @Rule({"WAI-06", "WAI-10"})
  void wai06_aWaiterIsFoundWhileATableGrowsAndShrinks() {
    needsOurWaiting();
    explore(
        "WAI-06",
        () -> {
          WaitSubject memory = newMemory();
          Actor waiter = Actor.startParked("WAI-01", () -> memory.await(INTS, 0, 0));
          memory.awaitAsync(INTS, BESIDE[0], 0);
          // It is to come while the table grows, which one switch to it has to be enough for.
          Actor notifier = Actor.start(() -> memory.signal(INTS, 0));
          memory.awaitAsync(INTS, BESIDE[1], 0);
          for (int index : BESIDE) {
            memory.signal(INTS, index);
          }
          notifier.joinReturning(1L, "WAI-06");
          waiter.joinReturning(WaitModel.OK, "WAI-01");
        });
  }
}
