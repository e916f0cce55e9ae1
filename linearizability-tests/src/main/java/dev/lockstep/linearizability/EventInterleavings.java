package dev.lockstep.linearizability;

import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreBothWays;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that wait for an event. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.EVENT, checker = Checker.INTERLEAVINGS)
public class EventInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  /* In seconds: over at the third look at the clock. */
  private static final double TWO_TICKS = 2e-9;

  private static EventSubject newEvent() {
    return share(Subjects.ACTIVE.newEvent());
  }

  private static EventSubject newSetEvent() {
    EventSubject event = newEvent();
    event.set();
    return event;
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> newEvent().await(TWO_TICKS));
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    EventSubject event = newEvent();
    event.await(TWO_TICKS);
    event.set();
    event.clear();
  }

  /** A waiter returns only after the flag was set. */
  @Test
  @Rule({"EVT-02", "EVT-07"})
  void evt02_waitBlocksUntilTheFlagIsSet() {
    exploreBothWays(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          boolean[] announced = share(new boolean[1]);
          Actor waiter =
              Actor.start(
                  () -> {
                    boolean seen = event.await();
                    require(announced[0], "EVT-02", "wait() returned before set()");
                    return seen;
                  });
          announced[0] = true;
          event.set();
          waiter.joinReturning(true, "EVT-02");
        });
  }

  /** A timed waiter against a set: either answer, but never early. */
  @Test
  @Rule({"EVT-03", "EVT-07"})
  void evt03_aTimedWaitReturnsFalseOnlyOnceItsTimeIsOver() {
    needsOurWaiting();
    exploreBothWays(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          Actor waiter =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    boolean seen = event.await(TWO_TICKS);
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        seen || ticks > 2,
                        "EVT-03",
                        "due: false after 2 ticks from the first look at the clock on, which is a tick itself;"
                            + " seen: false after "
                            + ticks
                            + " ticks in all");
                    return seen;
                  });
          event.set();
          Outcome seen = waiter.join();
          require(
              seen.equals(TRUE) || seen.equals(FALSE),
              "EVT-03",
              "due: true or false, seen: " + seen);
          require(event.await(0), "EVT-07", "wait(0) was due to return true after set()");
        });
  }

  /** A set against the first waiter, who changes what the event is. */
  @Test
  @Rule("EVT-07")
  void evt07_aSetReachesTheFirstWaiter() {
    exploreBothWays(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          Actor waiter = Actor.start(event::await);
          event.set();
          waiter.joinReturning(true, "EVT-07");
          require(event.isSet(), "EVT-07", "is_set() was due to return true after set()");
        });
  }

  /** The same when others have waited before. */
  @Test
  @Rule("EVT-07")
  void evt07_aSetReachesAWaiterThatArrives() {
    needsOurWaiting();
    exploreBothWays(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          event.await(TWO_TICKS);
          Actor waiter = Actor.start(event::await);
          event.set();
          waiter.joinReturning(true, "EVT-07");
        });
  }

  /** Two that are both the first to wait. */
  @Test
  @Rule("EVT-07")
  void evt07_aSetReachesBothWhoAreFirst() {
    exploreBothWays(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          Actor first = Actor.start(event::await);
          Actor second = Actor.start(event::await);
          event.set();
          first.joinReturning(true, "EVT-07");
          second.joinReturning(true, "EVT-07");
        });
  }

  /** Waiters that are all parked. */
  @Test
  @Rule("EVT-07")
  void evt07_aSetReachesAllThatAreParked() {
    needsOurWaiting();
    explore(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          Actor first = Actor.startParked("EVT-07", event::await);
          Actor second = Actor.startParked("EVT-07", event::await);
          Actor third = Actor.startParked("EVT-07", event::await);
          event.set();
          first.joinReturning(true, "EVT-07");
          second.joinReturning(true, "EVT-07");
          third.joinReturning(true, "EVT-07");
        });
  }

  /** Two clear the flag, and the first waiter comes in between: a late clear strands nobody. */
  @Test
  @Rule("EVT-07")
  void evt07_aClearLosesNoWaiter() {
    explore(
        "EVT-07",
        () -> {
          EventSubject event = newSetEvent();
          Actor clearer = Actor.run(event::clear);
          event.clear();
          Actor waiter = Actor.start(event::await);
          clearer.joinReturning(null, "EVT-01");
          event.set();
          waiter.joinReturning(true, "EVT-07");
        });
  }

  /** Two set the flag while the first waiter comes. */
  @Test
  @Rule("EVT-07")
  void evt07_racingSetsLoseNoWaiter() {
    explore(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          Actor setter = Actor.run(event::set);
          Actor waiter = Actor.start(event::await);
          event.set();
          setter.joinReturning(null, "EVT-01");
          waiter.joinReturning(true, "EVT-07");
          require(event.isSet(), "EVT-07", "is_set() was due to return true after two sets");
        });
  }

  /** A pulse may come too early for a waiter; the set after it does not. */
  @Test
  @Rule("EVT-07")
  void evt07_aSetAfterAPulseReachesTheWaiter() {
    exploreBothWays(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          Actor waiter = Actor.start(event::await);
          event.set();
          event.clear();
          event.set();
          waiter.joinReturning(true, "EVT-07");
          require(event.isSet(), "EVT-07", "is_set() was due to return true after set()");
        });
  }

  /** The flag is set just before a waiter finds that its time is over. */
  @Test
  @Rule({"EVT-09", "EVT-02"})
  void evt09_aSetBeforeTheTimeIsOverIsNotMissed() {
    needsOurWaiting();
    explore("EVT-09", () -> setAtTheLastLook("EVT-09", EventSubject::set));
  }

  /** The same with a clear at once. */
  @Test
  @Rule({"EVT-13", "EVT-02"})
  void evt13_aPulseBeforeTheTimeIsOverIsNotMissed() {
    needsOurWaiting();
    explore("EVT-13", () -> setAtTheLastLook("EVT-13", EventInterleavings::pulse));
  }

  private static void pulse(EventSubject event) {
    event.set();
    event.clear();
  }

  private static void setAtTheLastLook(String rule, Consumer<EventSubject> announcement) {
    ModelCheckingSeam.stopClock();
    EventSubject event = newEvent();
    Actor waiter = Actor.startParked("EVT-02", () -> event.await(TWO_TICKS));
    ModelCheckingSeam.atNextLookAtTheClock(() -> announcement.accept(event));
    ModelCheckingSeam.letTimeoutsPass();
    waiter.joinReturning(true, rule);
  }

  /** An interrupt reaches a waiter although nobody sets the flag. */
  @Test
  @Rule("EVT-10")
  void evt10_anInterruptEndsTheWait() {
    exploreBothWays(
        "EVT-10",
        () -> {
          EventSubject event = newEvent();
          Actor waiter = Actor.start(event::await);
          waiter.interrupt();
          requireInterrupted(waiter);
          require(!event.isSet(), "EVT-10", "KeyboardInterrupt, and the flag is set");
        });
  }

  private static void requireInterrupted(Actor waiter) {
    Outcome seen = waiter.join();
    require(
        seen.equals(KEYBOARD_INTERRUPT),
        "EVT-10",
        "due: KeyboardInterrupt, as nobody sets the flag; seen: " + seen);
    require(!waiter.endedInterrupted(), "EVT-10", "KeyboardInterrupt with the status still set");
  }

  /** An interrupt and then a set: the waiter returns true with its status, or has not called. */
  @Test
  @Rule({"EVT-10", "EVT-02"})
  void evt10_anInterruptedWaiterReturnsTrueOrHasNotCalled() {
    needsOurWaiting();
    explore(
        "EVT-10",
        () -> {
          EventSubject event = newEvent();
          Actor waiter = Actor.startParked("EVT-02", event::await);
          waiter.interrupt();
          event.set();
          Outcome seen = waiter.join();
          if (seen.equals(KEYBOARD_INTERRUPT)) {
            require(
                !waiter.endedInterrupted(),
                "EVT-10",
                "KeyboardInterrupt with the status still set");
          } else {
            require(seen.equals(TRUE), "EVT-10", "due: true or KeyboardInterrupt, seen: " + seen);
            require(
                waiter.endedInterrupted(), "EVT-10", "wait() returned true and ate the interrupt");
          }
        });
  }

  /**
   * A set and then an interrupt, between a waiter's look at its fate and its look at the interrupt:
   * its wait has ended, so it returns true and keeps its status.
   */
  @Test
  @Rule({"EVT-10", "EVT-02"})
  void evt10_aWaiterWhoseWaitHasEndedIsNotInterrupted() {
    needsOurWaiting();
    explore(
        "EVT-10",
        () -> {
          ModelCheckingSeam.stopClock();
          EventSubject event = newEvent();
          Actor waiter = Actor.startParked("EVT-02", () -> event.await(TWO_TICKS));
          ModelCheckingSeam.atNextLookAtTheClock(
              () -> {
                event.set();
                waiter.interrupt();
              });
          waiter.wakeForNoReason();
          waiter.joinReturning(true, "EVT-10");
          require(
              waiter.endedInterrupted(), "EVT-10", "wait() returned true and ate the interrupt");
        });
  }

  /** After a timeout there is nobody to be woken. */
  @Test
  @Rule({"EVT-12", "EVT-02"})
  void evt12_aTimedOutWaiterLeavesNothingBehind() {
    needsOurWaiting();
    explore("EVT-12", () -> leavesNothingBehind(false));
  }

  /** The same after an interrupt. */
  @Test
  @Rule({"EVT-12", "EVT-02"})
  void evt12_anInterruptedWaiterLeavesNothingBehind() {
    needsOurWaiting();
    explore("EVT-12", () -> leavesNothingBehind(true));
  }

  private static void leavesNothingBehind(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    EventSubject event = newEvent();
    Actor leaver = Actor.startParked("EVT-02", () -> event.await(TWO_TICKS));
    leaver.end(interrupted);
    leaver.join();
    int before = ModelCheckingSeam.unparks();
    event.set();
    int unparks = ModelCheckingSeam.unparks() - before;
    require(
        unparks == 0,
        "EVT-12",
        "the only waiter had left, and set() unparked " + unparks + " times");
  }

  /** One of two waiters leaves while the flag is set: the other is woken. */
  @Test
  @NoTwin("Twins that lose a wakeup die by a check of EVT-07, whose rule they break first.")
  @Rule({"EVT-12", "EVT-07"})
  void evt12_aTimedOutWaiterKeepsNobodyFromBeingWoken() {
    needsOurWaiting();
    explore("EVT-12", () -> departure(false));
  }

  /** The same with an interrupt. */
  @Test
  @NoTwin("Twins that lose a wakeup die by a check of EVT-07, whose rule they break first.")
  @Rule({"EVT-12", "EVT-07"})
  void evt12_anInterruptedWaiterKeepsNobodyFromBeingWoken() {
    explore("EVT-12", () -> departure(true));
  }

  private static void departure(boolean interrupt) {
    EventSubject event = newEvent();
    Actor leaver = Actor.start(() -> interrupt ? event.await() : event.await(TWO_TICKS));
    Actor stayer = Actor.start(event::await);
    if (interrupt) {
      leaver.interrupt();
    }
    event.set();
    leaver.join();
    stayer.joinReturning(true, "EVT-12");
  }

  /** The flag is cleared before the waiters run: each has been reached. */
  @Test
  @Rule({"EVT-13", "EVT-02"})
  void evt13_aPulseReachesAllThatAreParked() {
    needsOurWaiting();
    explore(
        "EVT-13",
        () -> {
          EventSubject event = newEvent();
          Actor first = Actor.startParked("EVT-02", event::await);
          Actor second = Actor.startParked("EVT-02", event::await);
          pulse(event);
          first.joinReturning(true, "EVT-13");
          second.joinReturning(true, "EVT-13");
          require(!event.isSet(), "EVT-13", "is_set() was due to return false after clear()");
        });
  }

  /** One thread sets, another clears: whoever was parked is reached. */
  @Test
  @Rule({"EVT-13", "EVT-02"})
  void evt13_aClearThatRacesWithTheSetStrandsNobody() {
    needsOurWaiting();
    explore(
        "EVT-13",
        () -> {
          EventSubject event = newEvent();
          Actor waiter = Actor.startParked("EVT-02", event::await);
          Actor clearer = Actor.run(event::clear);
          event.set();
          clearer.joinReturning(null, "EVT-01");
          waiter.joinReturning(true, "EVT-13");
        });
  }

  /** As many unparks as waiters at most, wherever they are on their way to being parked. */
  @Test
  @Rule({"EVT-14", "EVT-07"})
  void evt14_aSetUnparksEachWaiterOnceAtMost() {
    needsOurWaiting();
    explore(
        "EVT-07",
        () -> {
          EventSubject event = newEvent();
          int before = ModelCheckingSeam.unparks();
          Actor first = Actor.start(event::await);
          Actor second = Actor.start(event::await);
          event.set();
          first.joinReturning(true, "EVT-07");
          second.joinReturning(true, "EVT-07");
          requireUnparks(before, 2, "a set with two waiters");
        });
  }

  /** One that is parked is unparked once; a set without waiters unparks nobody. */
  @Test
  @Rule({"EVT-14", "EVT-02"})
  void evt14_aSetWithoutWaitersUnparksNobody() {
    needsOurWaiting();
    explore(
        "EVT-14",
        () -> {
          EventSubject event = newEvent();
          int before = ModelCheckingSeam.unparks();
          event.set();
          event.clear();
          requireUnparks(before, 0, "a set of a new event");
          Actor waiter = Actor.startParked("EVT-02", event::await);
          event.set();
          waiter.joinReturning(true, "EVT-07");
          requireUnparks(before, 1, "a set with one waiter");
          event.set();
          event.clear();
          event.set();
          requireUnparks(before, 1, "two more without waiters");
        });
  }

  private static void requireUnparks(int before, int most, String after) {
    int unparks = ModelCheckingSeam.unparks() - before;
    require(
        unparks <= most,
        "EVT-14",
        "after " + after + ": " + most + " unparks at most, seen: " + unparks);
  }
}
