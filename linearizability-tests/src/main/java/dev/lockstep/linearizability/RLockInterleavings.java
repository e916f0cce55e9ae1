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
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.subject.RLockSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that block on a re-entrant lock. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.RLOCK, checker = Checker.INTERLEAVINGS)
public class RLockInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  private static final Outcome NOT_OWNED =
      Outcome.raises(PyError.RUNTIME_ERROR, "cannot release un-acquired lock");

  /* In seconds: over at the second look at the clock, or at the third. */
  private static final double ONE_TICK = 1e-9;
  private static final double TWO_TICKS = 2e-9;

  private static RLockSubject newRLock() {
    return share(Subjects.ACTIVE.newRLock());
  }

  private static RLockSubject heldLock() {
    RLockSubject lock = newRLock();
    lock.acquire();
    return lock;
  }

  private static boolean acquireAndRelease(RLockSubject lock) {
    boolean acquired = lock.acquire();
    if (acquired) {
      lock.release();
    }
    return acquired;
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(RLockInterleavings::waitInVain);
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    waitInVain();
  }

  private static void waitInVain() {
    RLockSubject lock = newRLock();
    Actor.start(lock::acquire).join();
    lock.acquire(true, TWO_TICKS);
  }

  /** A waiter returns only after the last level has been released, and then owns one level. */
  @Test
  @Rule({"RLK-12", "RLK-03", "RLK-16", "RLK-19"})
  void rlk12_acquireBlocksUntilTheLastLevelIsReleased() {
    exploreBothWays(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          lock.acquire();
          boolean[] released = share(new boolean[1]);
          Actor waiter =
              Actor.start(
                  () -> {
                    boolean acquired = lock.acquire();
                    require(released[0], "RLK-12", "acquire returned before the last release");
                    return acquired;
                  });
          lock.release();
          boolean owned = lock.isOwned();
          released[0] = true;
          if (owned) {
            lock.release();
          }
          waiter.joinReturning(true, "RLK-03");
          require(owned, "RLK-12", "one level was left, and the lock was not owned any more");
          require(lock.locked(), "RLK-03", "acquire returned true and the lock is free");
        });
  }

  /** The owner acquires again while a waiter comes and waits. */
  @Test
  @Rule({"RLK-02", "RLK-03", "RLK-15", "RLK-16", "RLK-19"})
  void rlk02_theOwnerNeverWaitsForItself() {
    exploreBothWays(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.start(() -> acquireAndRelease(lock));
          boolean again = lock.acquire();
          boolean once = lock.acquire(false);
          int levels = releaseUntilRefused(lock);
          waiter.joinReturning(true, "RLK-03");
          require(again, "RLK-02", "the owner's acquire() returned False");
          require(once, "RLK-02", "the owner's acquire(False) returned False");
          require(levels == 3, "RLK-02", "acquired three times, and released " + levels + " times");
        });
  }

  private static int releaseUntilRefused(RLockSubject lock) {
    int releases = 0;
    while (releases < 5 && release(lock).equals(NOTHING)) {
      releases++;
    }
    return releases;
  }

  private static Outcome release(RLockSubject lock) {
    return Actor.outcomeOf(
        () -> {
          lock.release();
          return null;
        });
  }

  /** Two threads come to own the lock in turn, and a third looks on: each knows what is its own. */
  @Test
  @Rule({"RLK-15", "RLK-16", "RLK-03", "RLK-19"})
  void rlk15_ownershipIsTheOwnersAlone() {
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor next =
              Actor.start(
                  () -> {
                    String before = lock.isOwned() + " ";
                    lock.acquire();
                    return before + lock.isOwned();
                  });
          Actor witness = Actor.start(() -> lock.isOwned() + " " + lock.isOwned());
          String owner = lock.isOwned() + " ";
          lock.release();
          owner += lock.isOwned();
          witness.joinReturning("false false", "RLK-15");
          next.joinReturning("false true", "RLK-15");
          require(
              owner.equals("true false") && !lock.isOwned(),
              "RLK-15",
              "before and after release(), _is_owned() was due: true false; seen: " + owner);
        });
  }

  /** The same of the count of levels. */
  @Test
  @Rule({"RLK-16", "RLK-03", "RLK-19"})
  void rlk16_levelsAreTheOwnersAlone() {
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          lock.acquire();
          Actor next =
              Actor.start(
                  () -> {
                    String before = lock.recursionCount() + " ";
                    lock.acquire();
                    return before + lock.recursionCount();
                  });
          String owner = lock.recursionCount() + " ";
          lock.release();
          owner += lock.recursionCount() + " ";
          lock.release();
          owner += lock.recursionCount();
          next.joinReturning("0 1", "RLK-16");
          require(
              owner.equals("2 1 0") && lock.recursionCount() == 0,
              "RLK-16",
              "before, between and after two releases, _recursion_count() was due: 2 1 0; seen: "
                  + owner);
        });
  }

  /** What a thread is refused that is not the owner, while others come to own the lock. */
  @Test
  @Rule({"RLK-13", "RLK-15", "RLK-03", "RLK-16", "RLK-19"})
  void rlk13_whoeverIsNotTheOwnerIsRefused() {
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.start(() -> acquireAndRelease(lock));
          Actor stranger = Actor.start(() -> release(lock));
          Outcome own = release(lock);
          Outcome second = release(lock);
          waiter.joinReturning(true, "RLK-03");
          stranger.joinReturning(NOT_OWNED, "RLK-13");
          require(own.equals(NOTHING), "RLK-13", "the owner's release " + own);
          require(second.equals(NOT_OWNED), "RLK-13", "a release after the last one " + second);
          require(!lock.locked(), "RLK-13", "released as often as acquired, and not free");
        });
  }

  /** The same after a hand-over, of which the new owner does not yet know. */
  @Test
  @Rule({"RLK-13", "RLK-15", "RLK-03", "RLK-16", "RLK-19", "RLK-22"})
  void rlk13_whoeverHasHandedOverIsRefused() {
    needsOurWaiting();
    if (!Subjects.ACTIVE.offers("RLK-22")) {
      NotOffered.skip("RLK-22");
    }
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter =
              Actor.startParked("RLK-03", () -> lock.acquire() && lock.recursionCount() == 1);
          if (bargeUntilHandOverIsDue(lock)) {
            lock.release();
            require(!lock.isOwned(), "RLK-15", "_is_owned() is true after the hand-over");
            Outcome second = release(lock);
            require(second.equals(NOT_OWNED), "RLK-13", "a release after the hand-over " + second);
            require(!lock.acquire(false), "RLK-22", "a lock that was handed over was acquired");
          }
          waiter.joinReturning(true, "RLK-16");
          require(lock.locked(), "RLK-13", "the waiter has not released, and the lock is free");
        });
  }

  /** A hand-over that is due waits for the last level, and passes on one level. */
  @Test
  @Rule({"RLK-12", "RLK-03", "RLK-15", "RLK-16", "RLK-19", "RLK-22"})
  void rlk12_aHandOverWaitsForTheLastLevel() {
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter =
              Actor.startParked(
                  "RLK-03",
                  () -> {
                    lock.acquire();
                    return releaseUntilRefused(lock);
                  });
          int levels = 0;
          if (bargeUntilHandOverIsDue(lock)) {
            lock.acquire();
            levels = releaseUntilRefused(lock);
          }
          waiter.joinReturning(1, "RLK-12");
          require(
              levels == 0 || levels == 2,
              "RLK-12",
              "acquired twice while a hand-over was due, and released " + levels + " times");
          require(lock.acquire(false), "RLK-12", "the waiter has released, and the lock is owned");
        });
  }

  /** A timed waiter against a release: either answer, but never early and never both. */
  @Test
  @Rule({"RLK-05", "RLK-19", "RLK-21"})
  void rlk05_aTimedAcquireReturnsFalseOnlyOnceItsTimeIsOver() {
    needsOurWaiting();
    exploreBothWays(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    boolean acquired = lock.acquire(true, TWO_TICKS);
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        acquired || ticks > 2,
                        "RLK-05",
                        "due: false after 2 ticks from the first look at the clock on, which is a"
                            + " tick itself; seen: false after "
                            + ticks
                            + " ticks in all");
                    return acquired;
                  });
          lock.release();
          Outcome seen = waiter.join();
          require(
              seen.equals(new Outcome.Returned(lock.locked())),
              "RLK-21",
              "the timed acquire " + seen + " and then locked() is " + lock.locked());
        });
  }

  /** Two attempts on a free lock, and nobody else. */
  @Test
  @Rule("RLK-17")
  void rlk17_ofTwoRacingAttemptsOneSucceeds() {
    explore(
        "RLK-17",
        () -> {
          RLockSubject lock = newRLock();
          Actor other = Actor.start(() -> lock.acquire(false));
          boolean first = lock.acquire(false);
          boolean second = other.join().equals(TRUE);
          require(
              first != second,
              "RLK-17",
              "one of two attempts on a free lock was due to succeed, seen: "
                  + first
                  + ", "
                  + second);
        });
  }

  /** A plain counter inside a critical section loses no update. */
  @Test
  @Rule({"RLK-17", "RLK-19"})
  void rlk17_twoThreadsAreNeverInsideTogether() {
    exploreBothWays("RLK-19", () -> criticalSections(2));
  }

  /** The same with a third thread. */
  @Test
  @Rule({"RLK-17", "RLK-19"})
  @NoTwin("Twins die with two threads already; this adds a third.")
  void rlk17_threeThreadsAreNeverInsideTogether() {
    explore("RLK-19", () -> criticalSections(3));
  }

  private static void criticalSections(int threads) {
    RLockSubject lock = newRLock();
    int[] counter = share(new int[1]);
    Runnable section =
        () -> {
          lock.acquire();
          int seen = counter[0];
          lock.acquire();
          counter[0] = seen + 1;
          lock.release();
          lock.release();
        };
    Actor[] others = new Actor[threads - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = Actor.run(section);
    }
    section.run();
    for (Actor other : others) {
      other.joinReturning(null, "RLK-17");
    }
    require(
        counter[0] == threads,
        "RLK-17",
        threads + " increments under the lock, and the counter is " + counter[0]);
  }

  /** A newcomer and a woken waiter: one of them has the lock, not both. */
  @Test
  @Rule({"RLK-17", "RLK-19"})
  void rlk17_aNewcomerAndAWokenWaiterNeverBothAcquire() {
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          boolean[] inside = share(new boolean[1]);
          Actor waiter =
              Actor.run(
                  () -> {
                    lock.acquire();
                    require(!inside[0], "RLK-17", "the waiter acquired a held lock");
                    inside[0] = true;
                    inside[0] = false;
                    lock.release();
                  });
          lock.release();
          if (lock.acquire(false)) {
            require(!inside[0], "RLK-17", "the newcomer acquired a held lock");
            inside[0] = true;
            inside[0] = false;
            lock.release();
          }
          waiter.joinReturning(null, "RLK-17");
        });
  }

  /** A release against the arrival of one waiter. */
  @Test
  @Rule({"RLK-19", "RLK-03"})
  void rlk19_aReleaseReachesAWaiterThatArrives() {
    exploreBothWays(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.start(lock::acquire);
          lock.release();
          waiter.joinReturning(true, "RLK-03");
        });
  }

  /** Two waiters arrive and leave while the lock is released. */
  @Test
  @Rule({"RLK-19", "RLK-03"})
  void rlk19_eachOfTwoWaitersIsServed() {
    exploreBothWays(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor first = Actor.start(() -> acquireAndRelease(lock));
          Actor second = Actor.start(() -> acquireAndRelease(lock));
          lock.release();
          first.joinReturning(true, "RLK-03");
          second.joinReturning(true, "RLK-03");
        });
  }

  /** Two waiters that are parked, and a newcomer. */
  @Test
  @NoTwin("Twins die with one waiter already; this adds a second.")
  @Rule({"RLK-19", "RLK-03"})
  void rlk19_parkedWaitersAreServedAlthoughANewcomerBarges() {
    needsOurWaiting();
    exploreBothWays(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor first = Actor.startParked("RLK-03", () -> acquireAndRelease(lock));
          Actor second = Actor.startParked("RLK-03", () -> acquireAndRelease(lock));
          lock.release();
          acquireAndRelease(lock);
          first.joinReturning(true, "RLK-03");
          second.joinReturning(true, "RLK-03");
        });
  }

  /** A waiter is woken, finds that a newcomer was faster and parks again: it is woken again. */
  @Test
  @NoTwin("It waits as Lock does: LCK-16-awake-after-the-unpark dies by the same scenario of Lock.")
  @Rule({"RLK-19", "RLK-03"})
  void rlk19_aWaiterThatWasPassedIsWokenAgain() {
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          boolean[] barged = share(new boolean[1]);
          Actor waiter = Actor.startParked("RLK-03", lock::acquire);
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
          waiter.joinReturning(true, "RLK-03");
        });
  }

  /** A release that relies on a spinner: it gives up, and wakes the parked waiter. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twin of this scenario.")
  @Rule({"RLK-19", "RLK-03"})
  void rlk19_aSpinnerThatGivesUpPassesTheWakeupOn() {
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          ModelCheckingSeam.letThreadsSpin();
          RLockSubject lock = heldLock();
          Actor waiter = Actor.startParked("RLK-03", () -> acquireAndRelease(lock));
          Actor spinner = Actor.start(() -> acquireAndRelease(lock));
          lock.release();
          spinner.joinReturning(true, "RLK-03");
          waiter.joinReturning(true, "RLK-03");
        });
  }

  /**
   * A waiter that is interrupted while the lock is released, or handed over to it: it has it, or
   * has not called.
   */
  @Test
  @Rule({"RLK-20", "RLK-03", "RLK-19", "RLK-21"})
  void rlk20_anInterruptedWaiterAcquiresOrHasNotCalled() {
    exploreBothWays(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          interruptAndRelease(lock, Actor.start(lock::acquire));
        });
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.startParked("RLK-03", lock::acquire);
          if (bargeUntilHandOverIsDue(lock)) {
            interruptAndRelease(lock, waiter);
          } else {
            waiter.joinReturning(true, "RLK-03");
          }
        });
  }

  private static void interruptAndRelease(RLockSubject lock, Actor waiter) {
    waiter.interrupt();
    lock.release();
    Outcome seen = waiter.join();
    boolean acquired = seen.equals(TRUE);
    require(
        acquired || seen.equals(KEYBOARD_INTERRUPT),
        "RLK-20",
        "due: true or KeyboardInterrupt, seen: " + seen);
    require(
        waiter.endedInterrupted() == acquired,
        "RLK-20",
        "acquire " + seen + ", and the interrupt status is " + waiter.endedInterrupted());
    require(
        lock.locked() == acquired,
        "RLK-21",
        "acquire " + seen + ", and then locked() is " + lock.locked());
  }

  /** An interrupt reaches a waiter that nobody releases. */
  @Test
  @Rule("RLK-20")
  void rlk20_anInterruptEndsTheWait() {
    exploreBothWays(
        "RLK-20",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.start(lock::acquire);
          waiter.interrupt();
          Outcome seen = waiter.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "RLK-20",
              "due: KeyboardInterrupt, as nobody releases; seen: " + seen);
          require(
              !waiter.endedInterrupted(), "RLK-20", "KeyboardInterrupt with the status still set");
          require(lock.locked(), "RLK-20", "KeyboardInterrupt, and the lock is free");
        });
  }

  /** The first in line is interrupted while the lock is released: the second gets it. */
  @Test
  @NoTwin(
      "Twins that lose a wakeup so early die by a check of RLK-19, whose rule they break first.")
  @Rule({"RLK-21", "RLK-03"})
  void rlk21_anInterruptedWaiterLosesNoRelease() {
    exploreBothWays("RLK-21", () -> departure(RLockInterleavings::acquireAndRelease, true));
  }

  /** The first in line times out while the lock is released: the second gets it. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twin of this scenario.")
  @Rule({"RLK-21", "RLK-03"})
  void rlk21_aTimedOutWaiterLosesNoRelease() {
    needsOurWaiting();
    exploreBothWays("RLK-21", () -> departure(RLockInterleavings::tryAndRelease, false));
  }

  /** A call that waits for a held lock and releases it if it acquired. */
  private interface Departing {
    boolean acquireAndRelease(RLockSubject lock);
  }

  private static void departure(Departing departing, boolean interrupt) {
    RLockSubject lock = heldLock();
    Actor leaver = Actor.start(() -> departing.acquireAndRelease(lock));
    Actor stayer = Actor.start(() -> acquireAndRelease(lock));
    if (interrupt) {
      leaver.interrupt();
    }
    lock.release();
    leaver.join();
    stayer.joinReturning(true, "RLK-03");
    require(lock.acquire(false), "RLK-21", "all have left, and the lock is held");
  }

  /** The first in line is interrupted, and before it has left, a release wakes it in vain. */
  @Test
  @Rule({"RLK-21", "RLK-03"})
  void rlk21_aWokenWaiterThatIsInterruptedPassesTheWakeupOn() {
    needsOurWaiting();
    explore("RLK-21", () -> wokenWaiterLeaves(true));
  }

  /** The same with a waiter whose time is over. */
  @Test
  @Rule({"RLK-21", "RLK-03"})
  void rlk21_aWokenWaiterThatTimesOutPassesTheWakeupOn() {
    needsOurWaiting();
    explore("RLK-21", () -> wokenWaiterLeaves(false));
  }

  private static void wokenWaiterLeaves(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    RLockSubject lock = heldLock();
    Baton baton = share(new Baton());
    Actor leaver = Actor.startParked("RLK-03", () -> tryAndRelease(lock));
    Actor stayer = Actor.startParked("RLK-03", () -> acquireAndRelease(lock));
    ModelCheckingSeam.atNextLookAtTheClock(baton::ask);
    leaver.end(interrupted);
    baton.serve(lock::release);
    leaver.join();
    stayer.joinReturning(true, "RLK-03");
    require(lock.acquire(false), "RLK-21", "all have left, and the lock is owned");
  }

  private static boolean tryAndRelease(RLockSubject lock) {
    boolean acquired = lock.acquire(true, TWO_TICKS);
    if (acquired) {
      lock.release();
    }
    return acquired;
  }

  /** The first in line is interrupted, and before it has left, the lock is handed over to it. */
  @Test
  @Rule({"RLK-21", "RLK-03"})
  void rlk21_aHandOverToAnInterruptedWaiterIsNotLost() {
    needsOurWaiting();
    explore("RLK-21", () -> handOverToALeaver(true));
  }

  /** The same with a waiter whose time is over. */
  @Test
  @Rule({"RLK-21", "RLK-03"})
  void rlk21_aHandOverToATimedOutWaiterIsNotLost() {
    needsOurWaiting();
    explore("RLK-21", () -> handOverToALeaver(false));
  }

  private static void handOverToALeaver(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    RLockSubject lock = heldLock();
    Baton baton = share(new Baton());
    Actor leaver = Actor.startParked("RLK-03", () -> lock.acquire(true, TWO_TICKS));
    if (bargeUntilHandOverIsDue(lock)) {
      ModelCheckingSeam.atNextLookAtTheClock(baton::ask);
      leaver.end(interrupted);
      baton.serve(lock::release);
    }
    Outcome seen = leaver.join();
    require(
        lock.locked() == seen.equals(TRUE),
        "RLK-21",
        "the waiter's acquire " + seen + ", and then locked() is " + lock.locked());
  }

  /** The first in line leaves while a release is on its way to hand over to it. */
  @Test
  @Rule({"RLK-21", "RLK-03"})
  void rlk21_aHandOverMeetsAWaiterThatLeaves() {
    needsOurWaiting();
    explore(
        "RLK-21",
        () -> {
          RLockSubject lock = heldLock();
          Actor leaver = Actor.startParked("RLK-03", lock::acquire);
          if (bargeUntilHandOverIsDue(lock)) {
            leaver.interrupt();
            lock.release();
          }
          Outcome seen = leaver.join();
          require(
              lock.locked() == seen.equals(TRUE),
              "RLK-21",
              "the waiter's acquire " + seen + ", and then locked() is " + lock.locked());
        });
  }

  /** Barges until the next release has to hand over; false if the waiter was served before. */
  private static boolean bargeUntilHandOverIsDue(RLockSubject lock) {
    boolean held = true;
    for (int i = 0; i < ModelCheckingSeam.BARGING_BOUND && held; i++) {
      lock.release();
      held = lock.acquire(false);
    }
    return held;
  }

  /** A waiter that is queued is passed as often as the bound says, then it is handed the lock. */
  @Test
  @Rule({"RLK-22", "RLK-03", "RLK-19"})
  void rlk22_aParkedWaiterIsPassedNoMoreOftenThanTheBound() {
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.startParked("RLK-03", lock::acquire);
          int passed = 0;
          lock.release();
          while (passed <= ModelCheckingSeam.BARGING_BOUND && lock.acquire(false)) {
            passed++;
            lock.release();
          }
          waiter.joinReturning(true, "RLK-03");
          require(
              passed <= ModelCheckingSeam.BARGING_BOUND,
              "RLK-22",
              "bound: "
                  + ModelCheckingSeam.BARGING_BOUND
                  + ", and the waiter was passed once more");
          require(lock.locked(), "RLK-22", "the waiter acquired and the lock is free");
        });
  }

  /** Waiters acquire in the order in which they were queued, also if the second one wakes early. */
  @Test
  @NoTwin(
      "It waits as Lock does: LCK-19-second-in-line-acquires dies by the same scenario of Lock.")
  @Rule({"RLK-22", "RLK-03", "RLK-19"})
  void rlk22_waitersAreServedInTheOrderOfTheQueue() {
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          int[] served = share(new int[1]);
          Actor first = serve(lock, served);
          Actor second = serve(lock, served);
          second.wakeForNoReason();
          lock.release();
          first.joinReturning(0, "RLK-22");
          second.joinReturning(1, "RLK-22");
        });
  }

  /** A waiter that returns how many were served before. */
  private static Actor serve(RLockSubject lock, int[] served) {
    return Actor.start(
            () -> {
              lock.acquire();
              int before = served[0]++;
              lock.release();
              return before;
            })
        .awaitParked("RLK-03");
  }

  /** After a hand-over the lock is never free before the waiter that got it has released it. */
  @Test
  @Rule({"RLK-22", "RLK-03", "RLK-19"})
  void rlk22_aHandedOverLockIsNotFreeInBetween() {
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.startParked("RLK-03", lock::acquire);
          lock.release();
          int passed = 0;
          while (passed < ModelCheckingSeam.BARGING_BOUND && lock.acquire(false)) {
            passed++;
            lock.release();
          }
          if (passed == ModelCheckingSeam.BARGING_BOUND) {
            require(
                lock.locked(), "RLK-22", "the release that was due to hand over freed the lock");
          }
          waiter.joinReturning(true, "RLK-03");
        });
  }

  /** A time that is over before the thread parks. */
  @Test
  @NoTwin("What returns too early dies by the contract; this looks at every interleaving.")
  @Rule({"RLK-05", "RLK-17", "RLK-19", "RLK-21"})
  void rlk05_aTimeoutOfOneTickIsOverAtOnce() {
    needsOurWaiting();
    explore(
        "RLK-19",
        () -> {
          RLockSubject lock = heldLock();
          Actor waiter = Actor.start(() -> lock.acquire(true, ONE_TICK));
          Actor other = Actor.start(() -> lock.acquire(true, ONE_TICK));
          lock.release();
          int acquired = (waiter.join().equals(TRUE) ? 1 : 0) + (other.join().equals(TRUE) ? 1 : 0);
          require(acquired <= 1, "RLK-17", "two acquisitions of one release");
          require(
              lock.locked() == (acquired == 1),
              "RLK-21",
              acquired + " timed acquires returned true and then locked() is " + lock.locked());
        });
  }
}
