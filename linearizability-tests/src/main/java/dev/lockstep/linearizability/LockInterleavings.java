package dev.lockstep.linearizability;

import static dev.lockstep.kit.model.Outcome.NOTHING;
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
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that block on a lock. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.LOCK, checker = Checker.INTERLEAVINGS)
public class LockInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  /* In seconds: over at the second look at the clock, or at the third. */
  private static final double ONE_TICK = 1e-9;
  private static final double TWO_TICKS = 2e-9;

  private static LockSubject newLock() {
    return share(Subjects.ACTIVE.newLock());
  }

  private static LockSubject heldLock() {
    LockSubject lock = newLock();
    lock.acquire();
    return lock;
  }

  private static boolean acquireAndRelease(LockSubject lock) {
    boolean acquired = lock.acquire();
    if (acquired) {
      lock.release();
    }
    return acquired;
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> heldLock().acquire(true, TWO_TICKS));
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    heldLock().acquire(true, TWO_TICKS);
  }

  /** A waiter returns only after the release. */
  @Test
  @NoTwin("What returns too early dies by the contract; this looks at every interleaving.")
  @Rule({"LCK-02", "LCK-16"})
  void lck02_acquireBlocksUntilTheLockIsReleased() {
    exploreBothWays(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          boolean[] released = share(new boolean[1]);
          Actor waiter =
              Actor.start(
                  () -> {
                    boolean acquired = lock.acquire();
                    require(released[0], "LCK-02", "acquire returned before the release");
                    return acquired;
                  });
          released[0] = true;
          lock.release();
          waiter.joinReturning(true, "LCK-02");
          require(lock.locked(), "LCK-02", "acquire returned true and the lock is free");
        });
  }

  /** A timed waiter against a release: either answer, but never early and never both. */
  @Test
  @Rule({"LCK-04", "LCK-16", "LCK-18"})
  void lck04_aTimedAcquireReturnsFalseOnlyOnceItsTimeIsOver() {
    needsOurWaiting();
    exploreBothWays(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    boolean acquired = lock.acquire(true, TWO_TICKS);
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        acquired || ticks > 2,
                        "LCK-04",
                        "due: false after 2 ticks from the first look at the clock on, which is a tick itself;"
                            + " seen: false after "
                            + ticks
                            + " ticks in all");
                    return acquired;
                  });
          lock.release();
          Outcome seen = waiter.join();
          require(
              seen.equals(new Outcome.Returned(lock.locked())),
              "LCK-18",
              "the timed acquire " + seen + " and then locked() is " + lock.locked());
        });
  }

  /** A lock has no owner: another thread than the one that acquired it releases it. */
  @Test
  @Rule({"LCK-11", "LCK-02", "LCK-16"})
  void lck11_anyThreadReleases() {
    explore(
        "LCK-11",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.start(lock::acquire);
          Actor releaser = Actor.run(lock::release);
          releaser.joinReturning(null, "LCK-11");
          waiter.joinReturning(true, "LCK-02");
          require(lock.locked(), "LCK-11", "the waiter acquired and the lock is free");
        });
  }

  /** Two releases of one acquisition while a waiter may acquire in between. */
  @Test
  @Rule({"LCK-12", "LCK-02", "LCK-16"})
  void lck12_eachReleaseThatSucceedsEndsOneAcquisition() {
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.start(lock::acquire);
          Actor releaser = Actor.run(lock::release);
          Outcome second = Actor.outcomeOf(() -> release(lock));
          Outcome first = releaser.join();
          waiter.joinReturning(true, "LCK-02");
          int releases = (first.equals(NOTHING) ? 1 : 0) + (second.equals(NOTHING) ? 1 : 0);
          int acquisitions = 2;
          require(
              releases == acquisitions - (lock.locked() ? 1 : 0),
              "LCK-12",
              "two acquisitions, two releases ("
                  + first
                  + "; "
                  + second
                  + "), and then locked() is "
                  + lock.locked());
        });
  }

  /** Two releases of one acquisition, and nobody else. */
  @Test
  @Rule("LCK-12")
  void lck12_ofTwoRacingReleasesOneIsRefused() {
    explore(
        "LCK-12",
        () -> {
          LockSubject lock = heldLock();
          Actor releaser = Actor.run(lock::release);
          Outcome second = Actor.outcomeOf(() -> release(lock));
          Outcome first = releaser.join();
          require(
              first.equals(NOTHING) != second.equals(NOTHING),
              "LCK-12",
              "one of two releases was due to succeed, seen: " + first + "; " + second);
          require(!lock.locked(), "LCK-12", "released, and the lock is held");
        });
  }

  private static @Nullable Object release(LockSubject lock) {
    lock.release();
    return null;
  }

  /** Two attempts on a free lock, and nobody else. */
  @Test
  @Rule("LCK-14")
  void lck14_ofTwoRacingAttemptsOneSucceeds() {
    explore(
        "LCK-14",
        () -> {
          LockSubject lock = newLock();
          Actor other = Actor.start(() -> lock.acquire(false));
          boolean first = lock.acquire(false);
          boolean second = other.join().equals(TRUE);
          require(
              first != second,
              "LCK-14",
              "one of two attempts on a free lock was due to succeed, seen: "
                  + first
                  + ", "
                  + second);
        });
  }

  /** A plain counter inside a critical section loses no update. */
  @Test
  @Rule({"LCK-14", "LCK-16"})
  void lck14_twoThreadsAreNeverInsideTogether() {
    exploreBothWays("LCK-16", () -> criticalSections(2));
  }

  /** The same with a third thread. */
  @Test
  @Rule({"LCK-14", "LCK-16"})
  void lck14_threeThreadsAreNeverInsideTogether() {
    explore("LCK-16", () -> criticalSections(3));
  }

  private static void criticalSections(int threads) {
    LockSubject lock = newLock();
    int[] counter = share(new int[1]);
    Runnable section =
        () -> {
          lock.acquire();
          int seen = counter[0];
          counter[0] = seen + 1;
          lock.release();
        };
    Actor[] others = new Actor[threads - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = Actor.run(section);
    }
    section.run();
    for (Actor other : others) {
      other.joinReturning(null, "LCK-14");
    }
    require(
        counter[0] == threads,
        "LCK-14",
        threads + " increments under the lock, and the counter is " + counter[0]);
  }

  /** A newcomer and a woken waiter: one of them has the lock, not both. */
  @Test
  @Rule({"LCK-14", "LCK-16"})
  void lck14_aNewcomerAndAWokenWaiterNeverBothAcquire() {
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          boolean[] inside = share(new boolean[1]);
          Actor waiter =
              Actor.run(
                  () -> {
                    lock.acquire();
                    require(!inside[0], "LCK-14", "the waiter acquired a held lock");
                    inside[0] = true;
                    inside[0] = false;
                    lock.release();
                  });
          lock.release();
          if (lock.acquire(false)) {
            require(!inside[0], "LCK-14", "the newcomer acquired a held lock");
            inside[0] = true;
            inside[0] = false;
            lock.release();
          }
          waiter.joinReturning(null, "LCK-14");
        });
  }

  /** A release against the arrival of one waiter. */
  @Test
  @Rule({"LCK-16", "LCK-02"})
  void lck16_aReleaseReachesAWaiterThatArrives() {
    exploreBothWays(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.start(lock::acquire);
          lock.release();
          waiter.joinReturning(true, "LCK-02");
        });
  }

  /** Two waiters arrive and leave while the lock is released. */
  @Test
  @Rule({"LCK-16", "LCK-02"})
  void lck16_eachOfTwoWaitersIsServed() {
    exploreBothWays(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor first = Actor.start(() -> acquireAndRelease(lock));
          Actor second = Actor.start(() -> acquireAndRelease(lock));
          lock.release();
          first.joinReturning(true, "LCK-02");
          second.joinReturning(true, "LCK-02");
        });
  }

  /** Two waiters that are parked, and a newcomer. */
  @Test
  @NoTwin("Twins die with one waiter already; this adds a second.")
  @Rule({"LCK-16", "LCK-02"})
  void lck16_parkedWaitersAreServedAlthoughANewcomerBarges() {
    needsOurWaiting();
    exploreBothWays(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor first = Actor.startParked("LCK-02", () -> acquireAndRelease(lock));
          Actor second = Actor.startParked("LCK-02", () -> acquireAndRelease(lock));
          lock.release();
          acquireAndRelease(lock);
          first.joinReturning(true, "LCK-02");
          second.joinReturning(true, "LCK-02");
        });
  }

  /** A waiter is woken, finds that a newcomer was faster and parks again: it is woken again. */
  @Test
  @Rule({"LCK-16", "LCK-02"})
  void lck16_aWaiterThatWasPassedIsWokenAgain() {
    needsOurWaiting();
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          boolean[] barged = share(new boolean[1]);
          Actor waiter = Actor.startParked("LCK-02", lock::acquire);
          ModelCheckingSeam.afterNextUnpark(
              () -> {
                barged[0] = lock.acquire(false);
                if (barged[0]) {
                  waiter.awaitParkedOrEnded();
                }
              });
          lock.release();
          if (barged[0]) {
            lock.release();
          }
          waiter.joinReturning(true, "LCK-02");
        });
  }

  /** A release that relies on a spinner: it gives up, and wakes the parked waiter. */
  @Test
  @Rule({"LCK-16", "LCK-02"})
  void lck16_aSpinnerThatGivesUpPassesTheWakeupOn() {
    needsOurWaiting();
    explore(
        "LCK-16",
        () -> {
          ModelCheckingSeam.letThreadsSpin();
          LockSubject lock = heldLock();
          Actor waiter = Actor.startParked("LCK-02", () -> acquireAndRelease(lock));
          Actor releaser = Actor.run(lock::release);
          acquireAndRelease(lock);
          releaser.joinReturning(null, "LCK-16");
          waiter.joinReturning(true, "LCK-02");
        });
  }

  /**
   * A waiter that is interrupted while the lock is released, or handed over to it: it has it, or
   * has not called.
   */
  @Test
  @Rule({"LCK-17", "LCK-02", "LCK-16", "LCK-18"})
  void lck17_anInterruptedWaiterAcquiresOrHasNotCalled() {
    exploreBothWays(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          interruptAndRelease(lock, Actor.start(lock::acquire));
        });
    needsOurWaiting();
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.startParked("LCK-02", lock::acquire);
          if (bargeUntilHandOverIsDue(lock)) {
            interruptAndRelease(lock, waiter);
          } else {
            waiter.joinReturning(true, "LCK-02");
          }
        });
  }

  private static void interruptAndRelease(LockSubject lock, Actor waiter) {
    waiter.interrupt();
    lock.release();
    Outcome seen = waiter.join();
    boolean acquired = seen.equals(TRUE);
    require(
        acquired || seen.equals(KEYBOARD_INTERRUPT),
        "LCK-17",
        "due: true or KeyboardInterrupt, seen: " + seen);
    require(
        waiter.endedInterrupted() == acquired,
        "LCK-17",
        "acquire " + seen + ", and the interrupt status is " + waiter.endedInterrupted());
    require(
        lock.locked() == acquired,
        "LCK-18",
        "acquire " + seen + ", and then locked() is " + lock.locked());
  }

  /** An interrupt reaches a waiter that nobody releases. */
  @Test
  @Rule("LCK-17")
  void lck17_anInterruptEndsTheWait() {
    exploreBothWays(
        "LCK-17",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.start(lock::acquire);
          waiter.interrupt();
          Outcome seen = waiter.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "LCK-17",
              "due: KeyboardInterrupt, as nobody releases; seen: " + seen);
          require(
              !waiter.endedInterrupted(), "LCK-17", "KeyboardInterrupt with the status still set");
          require(lock.locked(), "LCK-17", "KeyboardInterrupt, and the lock is free");
        });
  }

  /** The first in line is interrupted while the lock is released: the second gets it. */
  @Test
  @NoTwin(
      "Twins that lose a wakeup so early die by a check of LCK-16, whose rule they break first.")
  @Rule({"LCK-18", "LCK-02"})
  void lck18_anInterruptedWaiterLosesNoRelease() {
    exploreBothWays("LCK-18", () -> departure(LockInterleavings::acquireAndRelease, true));
  }

  /** The first in line times out while the lock is released: the second gets it. */
  @Test
  @Rule({"LCK-18", "LCK-02"})
  void lck18_aTimedOutWaiterLosesNoRelease() {
    needsOurWaiting();
    exploreBothWays("LCK-18", () -> departure(LockInterleavings::tryAndRelease, false));
  }

  /** A call that waits for a held lock and releases it if it acquired. */
  private interface Departing {
    boolean acquireAndRelease(LockSubject lock);
  }

  private static void departure(Departing departing, boolean interrupt) {
    LockSubject lock = heldLock();
    Actor leaver = Actor.start(() -> departing.acquireAndRelease(lock));
    Actor stayer = Actor.start(() -> acquireAndRelease(lock));
    if (interrupt) {
      leaver.interrupt();
    }
    lock.release();
    leaver.join();
    stayer.joinReturning(true, "LCK-02");
    require(lock.acquire(false), "LCK-18", "all have left, and the lock is held");
  }

  /** The first in line is interrupted, and before it has left, a release wakes it in vain. */
  @Test
  @Rule({"LCK-18", "LCK-02"})
  void lck18_aWokenWaiterThatIsInterruptedPassesTheWakeupOn() {
    needsOurWaiting();
    explore("LCK-18", () -> wokenWaiterLeaves(true));
  }

  /** The same with a waiter whose time is over. */
  @Test
  @Rule({"LCK-18", "LCK-02"})
  void lck18_aWokenWaiterThatTimesOutPassesTheWakeupOn() {
    needsOurWaiting();
    explore("LCK-18", () -> wokenWaiterLeaves(false));
  }

  private static void wokenWaiterLeaves(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    LockSubject lock = heldLock();
    Actor leaver = Actor.startParked("LCK-02", () -> tryAndRelease(lock));
    Actor stayer = Actor.startParked("LCK-02", () -> acquireAndRelease(lock));
    ModelCheckingSeam.atNextLookAtTheClock(lock::release);
    leaver.end(interrupted);
    leaver.join();
    ModelCheckingSeam.doWhatWasLeft();
    stayer.joinReturning(true, "LCK-02");
    require(lock.acquire(false), "LCK-18", "all have left, and the lock is held");
  }

  private static boolean tryAndRelease(LockSubject lock) {
    boolean acquired = lock.acquire(true, TWO_TICKS);
    if (acquired) {
      lock.release();
    }
    return acquired;
  }

  /** The first in line is interrupted, and before it has left, the lock is handed over to it. */
  @Test
  @Rule({"LCK-18", "LCK-02"})
  void lck18_aHandOverToAnInterruptedWaiterIsNotLost() {
    needsOurWaiting();
    explore("LCK-18", () -> handOverToALeaver(true));
  }

  /** The same with a waiter whose time is over. */
  @Test
  @Rule({"LCK-18", "LCK-02"})
  void lck18_aHandOverToATimedOutWaiterIsNotLost() {
    needsOurWaiting();
    explore("LCK-18", () -> handOverToALeaver(false));
  }

  private static void handOverToALeaver(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    LockSubject lock = heldLock();
    Actor leaver = Actor.startParked("LCK-02", () -> lock.acquire(true, TWO_TICKS));
    if (bargeUntilHandOverIsDue(lock)) {
      ModelCheckingSeam.atNextLookAtTheClock(lock::release);
      leaver.end(interrupted);
    }
    Outcome seen = leaver.join();
    ModelCheckingSeam.doWhatWasLeft();
    require(
        lock.locked() == seen.equals(TRUE),
        "LCK-18",
        "the waiter's acquire " + seen + ", and then locked() is " + lock.locked());
  }

  /** The first in line leaves while a release is on its way to hand over to it. */
  @Test
  @Rule({"LCK-18", "LCK-02"})
  void lck18_aHandOverMeetsAWaiterThatLeaves() {
    needsOurWaiting();
    explore(
        "LCK-18",
        () -> {
          LockSubject lock = heldLock();
          Actor leaver = Actor.startParked("LCK-02", lock::acquire);
          if (bargeUntilHandOverIsDue(lock)) {
            leaver.interrupt();
            lock.release();
          }
          Outcome seen = leaver.join();
          require(
              lock.locked() == seen.equals(TRUE),
              "LCK-18",
              "the waiter's acquire " + seen + ", and then locked() is " + lock.locked());
        });
  }

  /** Barges until the next release has to hand over; false if the waiter was served before. */
  private static boolean bargeUntilHandOverIsDue(LockSubject lock) {
    boolean held = true;
    for (int i = 0; i < ModelCheckingSeam.BARGING_BOUND && held; i++) {
      lock.release();
      held = lock.acquire(false);
    }
    return held;
  }

  /** A waiter that is queued is passed as often as the bound says, then it is handed the lock. */
  @Test
  @Rule({"LCK-19", "LCK-02", "LCK-16"})
  void lck19_aParkedWaiterIsPassedNoMoreOftenThanTheBound() {
    needsOurWaiting();
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.startParked("LCK-02", lock::acquire);
          int passed = 0;
          lock.release();
          while (passed <= ModelCheckingSeam.BARGING_BOUND && lock.acquire(false)) {
            passed++;
            lock.release();
          }
          waiter.joinReturning(true, "LCK-02");
          require(
              passed <= ModelCheckingSeam.BARGING_BOUND,
              "LCK-19",
              "bound: "
                  + ModelCheckingSeam.BARGING_BOUND
                  + ", and the waiter was passed once more");
          require(lock.locked(), "LCK-19", "the waiter acquired and the lock is free");
        });
  }

  /** Waiters acquire in the order in which they were queued, also if the second one wakes early. */
  @Test
  @Rule({"LCK-19", "LCK-02", "LCK-16"})
  void lck19_waitersAreServedInTheOrderOfTheQueue() {
    needsOurWaiting();
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          int[] served = share(new int[1]);
          Actor first = serve(lock, served);
          Actor second = serve(lock, served);
          second.wakeForNoReason();
          lock.release();
          first.joinReturning(0, "LCK-19");
          second.joinReturning(1, "LCK-19");
        });
  }

  /** A waiter that returns how many were served before. */
  private static Actor serve(LockSubject lock, int[] served) {
    return Actor.start(
            () -> {
              lock.acquire();
              int before = served[0]++;
              lock.release();
              return before;
            })
        .awaitParked("LCK-02");
  }

  /** After a hand-over the lock is never free before the waiter that got it has released it. */
  @Test
  @Rule({"LCK-19", "LCK-02", "LCK-16"})
  void lck19_aHandedOverLockIsNotFreeInBetween() {
    needsOurWaiting();
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.startParked("LCK-02", lock::acquire);
          lock.release();
          int passed = 0;
          while (passed < ModelCheckingSeam.BARGING_BOUND && lock.acquire(false)) {
            passed++;
            lock.release();
          }
          if (passed == ModelCheckingSeam.BARGING_BOUND) {
            require(
                lock.locked(), "LCK-19", "the release that was due to hand over freed the lock");
          }
          waiter.joinReturning(true, "LCK-02");
        });
  }

  /** A time that is over before the thread parks. */
  @Test
  @NoTwin("What returns too early dies by the contract; this looks at every interleaving.")
  @Rule({"LCK-04", "LCK-14", "LCK-16", "LCK-18"})
  void lck04_aTimeoutOfOneTickIsOverAtOnce() {
    needsOurWaiting();
    explore(
        "LCK-16",
        () -> {
          LockSubject lock = heldLock();
          Actor waiter = Actor.start(() -> lock.acquire(true, ONE_TICK));
          Actor other = Actor.start(() -> lock.acquire(true, ONE_TICK));
          lock.release();
          int acquired = (waiter.join().equals(TRUE) ? 1 : 0) + (other.join().equals(TRUE) ? 1 : 0);
          require(acquired <= 1, "LCK-14", "two acquisitions of one release");
          require(
              lock.locked() == (acquired == 1),
              "LCK-18",
              acquired + " timed acquires returned true and then locked() is " + lock.locked());
        });
  }
}
