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
import dev.lockstep.kit.subject.SemaphoreSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that block on a semaphore. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.SEMAPHORE, checker = Checker.INTERLEAVINGS)
public class SemaphoreInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");
  private static final Outcome TOO_MANY =
      Outcome.raises(PyError.VALUE_ERROR, "Semaphore released too many times");

  /* In seconds: over at the third look at the clock. */
  private static final double TWO_TICKS = 2e-9;

  private static SemaphoreSubject semaphore(int value) {
    return share(Subjects.ACTIVE.newSemaphore(value));
  }

  private static boolean acquireAndRelease(SemaphoreSubject semaphore) {
    boolean acquired = semaphore.acquire();
    if (acquired) {
      semaphore.release();
    }
    return acquired;
  }

  private static boolean tryAndRelease(SemaphoreSubject semaphore) {
    boolean acquired = semaphore.acquire(true, TWO_TICKS);
    if (acquired) {
      semaphore.release();
    }
    return acquired;
  }

  /** Takes all permits that are available. */
  private static int drain(SemaphoreSubject semaphore) {
    int permits = 0;
    while (permits < 9 && semaphore.acquire(false)) {
      permits++;
    }
    return permits;
  }

  private static void requireAvailable(int due, SemaphoreSubject semaphore, String rule) {
    int seen = drain(semaphore);
    require(seen == due, rule, "permits available in the end: due " + due + ", seen " + seen);
  }

  private static int count(Outcome counted, Outcome... outcomes) {
    int count = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.equals(counted)) {
        count++;
      }
    }
    return count;
  }

  private static Outcome release(SemaphoreSubject semaphore) {
    return Actor.outcomeOf(
        () -> {
          semaphore.release();
          return null;
        });
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> semaphore(0).acquire(true, TWO_TICKS));
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    SemaphoreSubject semaphore = semaphore(0);
    semaphore.acquire(true, TWO_TICKS);
    semaphore.release(2);
    drain(semaphore);
  }

  /** A waiter returns only after the release. */
  @Test
  @NoTwin("What returns too early dies by the contract; this looks at every interleaving.")
  @Rule({"SEM-03", "SEM-16"})
  void sem03_acquireBlocksUntilAPermitIsReleased() {
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          boolean[] released = share(new boolean[1]);
          Actor waiter =
              Actor.start(
                  () -> {
                    boolean acquired = semaphore.acquire();
                    require(released[0], "SEM-03", "acquire returned before the release");
                    return acquired;
                  });
          released[0] = true;
          semaphore.release();
          waiter.joinReturning(true, "SEM-03");
          requireAvailable(0, semaphore, "SEM-03");
        });
  }

  /** A timed waiter against a release: either answer, but never early and never both. */
  @Test
  @Rule({"SEM-05", "SEM-16", "SEM-18"})
  void sem05_aTimedAcquireReturnsFalseOnlyOnceItsTimeIsOver() {
    needsOurWaiting();
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor waiter =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    boolean acquired = semaphore.acquire(true, TWO_TICKS);
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        acquired || ticks > 2,
                        "SEM-05",
                        "due: false after 2 ticks from the first look at the clock on, which is a tick itself;"
                            + " seen: false after "
                            + ticks
                            + " ticks in all");
                    return acquired;
                  });
          semaphore.release();
          requireAvailable(waiter.join().equals(TRUE) ? 0 : 1, semaphore, "SEM-18");
        });
  }

  /** A release of three reaches three waiters, wherever they are on their way. */
  @Test
  @Rule({"SEM-07", "SEM-03"})
  void sem07_releaseOfThreeServesThreeWaiters() {
    explore("SEM-07", () -> releaseToAll(3));
  }

  /** The same with two, where more of the interleavings are explored. */
  @Test
  @Rule({"SEM-07", "SEM-03"})
  void sem07_releaseOfTwoServesTwoWaiters() {
    exploreBothWays("SEM-07", () -> releaseToAll(2));
  }

  private static void releaseToAll(int n) {
    SemaphoreSubject semaphore = semaphore(0);
    Actor[] waiters = new Actor[n];
    for (int i = 0; i < n; i++) {
      waiters[i] = Actor.start(semaphore::acquire);
    }
    semaphore.release(n);
    for (Actor waiter : waiters) {
      waiter.joinReturning(true, "SEM-03");
    }
    requireAvailable(0, semaphore, "SEM-07");
  }

  /** A release of two reaches two waiters that are parked. */
  @Test
  @Rule({"SEM-07", "SEM-03"})
  void sem07_releaseOfTwoServesTwoParkedWaiters() {
    needsOurWaiting();
    explore(
        "SEM-07",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor first = Actor.startParked("SEM-03", semaphore::acquire);
          Actor second = Actor.startParked("SEM-03", semaphore::acquire);
          semaphore.release(2);
          first.joinReturning(true, "SEM-03");
          second.joinReturning(true, "SEM-03");
          requireAvailable(0, semaphore, "SEM-07");
        });
  }

  /** A release of one serves one of two waiters and leaves the other parked. */
  @Test
  @NoTwin(
      "Twins that give a permit too many die by checks of SEM-14 and SEM-19, whose rules they break.")
  @Rule({"SEM-07", "SEM-03", "SEM-16", "SEM-19"})
  void sem07_releaseOfOneServesOneOfTwoWaiters() {
    needsOurWaiting();
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          int[] released = share(new int[1]);
          int[] served = share(new int[1]);
          Actor first =
              Actor.run(() -> serveWithin(semaphore, released, served)).awaitParked("SEM-03");
          Actor second =
              Actor.run(() -> serveWithin(semaphore, released, served)).awaitParked("SEM-03");
          released[0] = 1;
          semaphore.release(1);
          first.joinReturning(null, "SEM-19");
          second.awaitParked("SEM-03");
          released[0] = 2;
          semaphore.release(1);
          second.joinReturning(null, "SEM-07");
          requireAvailable(0, semaphore, "SEM-07");
        });
  }

  private static void serveWithin(SemaphoreSubject semaphore, int[] released, int[] served) {
    semaphore.acquire();
    served[0]++;
    require(
        served[0] <= released[0],
        "SEM-07",
        "released " + released[0] + " permits, and " + served[0] + " waiters returned");
  }

  /** A release of more than are waiting leaves the rest available. */
  @Test
  @NoTwin(
      "Twins that give a permit too many die by checks of SEM-14 and SEM-19, whose rules they break.")
  @Rule({"SEM-07", "SEM-03", "SEM-16"})
  void sem07_whatNoWaiterTakesStaysAvailable() {
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor waiter = Actor.start(semaphore::acquire);
          semaphore.release(3);
          waiter.joinReturning(true, "SEM-03");
          requireAvailable(2, semaphore, "SEM-07");
        });
  }

  /** A hand-over of a release of two: one goes to the first, the other to the second. */
  @Test
  @Rule({"SEM-07", "SEM-03"})
  void sem07_aHandOverOfTwoServesTwoWaiters() {
    needsOurWaiting();
    explore(
        "SEM-07",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor first = Actor.startParked("SEM-03", semaphore::acquire);
          Actor second = Actor.startParked("SEM-03", semaphore::acquire);
          int passed = 0;
          semaphore.release(1);
          if (semaphore.acquire(false)) {
            passed = 1;
          }
          semaphore.release(2);
          first.joinReturning(true, "SEM-03");
          second.joinReturning(true, "SEM-03");
          requireAvailable(1 - passed, semaphore, "SEM-07");
        });
  }

  /** Two releases meet a BoundedSemaphore that lacks one permit, while a waiter may take one. */
  @Test
  @NoTwin("Twins die by the histories of SEM-12; this adds a waiter.")
  @Rule({"SEM-12", "SEM-03", "SEM-16"})
  void sem12_racingReleasesExceedTheBoundNever() {
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = share(Subjects.ACTIVE.newBoundedSemaphore(1));
          semaphore.acquire();
          Actor waiter = Actor.start(semaphore::acquire);
          Actor releaser = Actor.run(semaphore::release);
          Outcome second = release(semaphore);
          Outcome first = releaser.join();
          waiter.joinReturning(true, "SEM-03");
          int released = count(NOTHING, first, second);
          requireAvailable(released - 1, semaphore, "SEM-12");
        });
  }

  /** A release of too many is refused also when it is due to hand one of them over. */
  @Test
  @Rule({"SEM-12", "SEM-03", "SEM-16", "SEM-18"})
  void sem12_aDueHandOverDoesNotHideAReleaseOfTooMany() {
    needsOurWaiting();
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = share(Subjects.ACTIVE.newBoundedSemaphore(1));
          semaphore.acquire();
          Actor waiter = Actor.startParked("SEM-03", semaphore::acquire);
          if (bargeUntilHandOverIsDue(semaphore)) {
            Outcome seen =
                Actor.outcomeOf(
                    () -> {
                      semaphore.release(2);
                      return null;
                    });
            require(
                seen.equals(TOO_MANY),
                "SEM-12",
                "one permit is out, and release(2) was due: " + TOO_MANY + "; seen: " + seen);
            semaphore.release();
          }
          waiter.joinReturning(true, "SEM-03");
          requireAvailable(0, semaphore, "SEM-18");
        });
  }

  /** Of three threads that want two permits exactly two get one. */
  @Test
  @Rule("SEM-14")
  void sem14_racingAcquiresTakeWhatIsAvailable() {
    explore(
        "SEM-14",
        () -> {
          SemaphoreSubject semaphore = semaphore(2);
          Actor first = Actor.start(() -> semaphore.acquire(false));
          Actor second = Actor.start(() -> semaphore.acquire(true, 0));
          Outcome third = Actor.outcomeOf(() -> semaphore.acquire(false));
          int taken = count(TRUE, first.join(), second.join(), third);
          require(taken == 2, "SEM-14", "2 permits, 3 attempts, " + taken + " succeeded");
          requireAvailable(0, semaphore, "SEM-14");
        });
  }

  /** Two threads that want one permit, and nobody else. */
  @Test
  @Rule("SEM-14")
  void sem14_ofTwoRacingAttemptsOneSucceeds() {
    explore(
        "SEM-14",
        () -> {
          SemaphoreSubject semaphore = semaphore(1);
          Actor other = Actor.start(() -> semaphore.acquire(false));
          boolean first = semaphore.acquire(false);
          boolean second = other.join().equals(TRUE);
          require(
              first != second,
              "SEM-14",
              "one of two attempts at one permit was due to succeed, seen: "
                  + first
                  + ", "
                  + second);
        });
  }

  /** A newcomer and a woken waiter share one permit: one gets it. */
  @Test
  @Rule({"SEM-14", "SEM-16"})
  void sem14_aNewcomerAndAWokenWaiterNeverBothTakeOnePermit() {
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          int[] permits = share(new int[1]);
          Actor waiter =
              Actor.run(
                  () -> {
                    semaphore.acquire();
                    permits[0]--;
                    require(permits[0] >= 0, "SEM-14", "more acquisitions than permits");
                  });
          permits[0]++;
          semaphore.release();
          if (semaphore.acquire(false)) {
            permits[0]--;
            require(permits[0] >= 0, "SEM-14", "more acquisitions than permits");
            permits[0]++;
            semaphore.release();
          }
          waiter.joinReturning(null, "SEM-14");
          requireAvailable(0, semaphore, "SEM-14");
        });
  }

  /** One permit serves two threads one after the other: a plain counter loses no update. */
  @Test
  @Rule({"SEM-14", "SEM-16"})
  void sem14_onePermitIsHeldByOneThread() {
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(1);
          int[] counter = share(new int[1]);
          Runnable section =
              () -> {
                semaphore.acquire();
                int seen = counter[0];
                counter[0] = seen + 1;
                semaphore.release();
              };
          Actor other = Actor.run(section);
          section.run();
          other.joinReturning(null, "SEM-14");
          require(counter[0] == 2, "SEM-14", "2 increments, and the counter is " + counter[0]);
        });
  }

  /** A release against the arrival of one waiter. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-16", "SEM-03"})
  void sem16_aReleaseReachesAWaiterThatArrives() {
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor waiter = Actor.start(semaphore::acquire);
          semaphore.release();
          waiter.joinReturning(true, "SEM-03");
        });
  }

  /** Two releases, one after the other, against the arrival of two waiters. */
  @Test
  @Rule({"SEM-16", "SEM-03"})
  void sem16_twoReleasesServeTwoWaiters() {
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor first = Actor.start(semaphore::acquire);
          Actor second = Actor.start(semaphore::acquire);
          semaphore.release();
          semaphore.release();
          first.joinReturning(true, "SEM-03");
          second.joinReturning(true, "SEM-03");
          requireAvailable(0, semaphore, "SEM-16");
        });
  }

  /** Two releases by two threads against two waiters that are parked. */
  @Test
  @Rule({"SEM-16", "SEM-03"})
  void sem16_racingReleasesServeTwoParkedWaiters() {
    needsOurWaiting();
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor first = Actor.startParked("SEM-03", semaphore::acquire);
          Actor second = Actor.startParked("SEM-03", semaphore::acquire);
          Actor releaser = Actor.run(semaphore::release);
          semaphore.release();
          releaser.joinReturning(null, "SEM-16");
          first.joinReturning(true, "SEM-03");
          second.joinReturning(true, "SEM-03");
          requireAvailable(0, semaphore, "SEM-16");
        });
  }

  /** Two waiters that are parked, and a newcomer that takes a permit and brings it back. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-16", "SEM-03"})
  void sem16_parkedWaitersAreServedAlthoughANewcomerBarges() {
    needsOurWaiting();
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor first = Actor.startParked("SEM-03", () -> acquireAndRelease(semaphore));
          Actor second = Actor.startParked("SEM-03", () -> acquireAndRelease(semaphore));
          semaphore.release();
          acquireAndRelease(semaphore);
          first.joinReturning(true, "SEM-03");
          second.joinReturning(true, "SEM-03");
          requireAvailable(1, semaphore, "SEM-16");
        });
  }

  /**
   * A waiter that is interrupted while a permit is released, or handed over to it: it has it, or
   * has not called.
   */
  @Test
  @Rule({"SEM-17", "SEM-03", "SEM-16", "SEM-18"})
  void sem17_anInterruptedWaiterAcquiresOrHasNotCalled() {
    exploreBothWays(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          interruptAndRelease(semaphore, Actor.start(semaphore::acquire));
        });
    needsOurWaiting();
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor waiter = Actor.startParked("SEM-03", semaphore::acquire);
          if (bargeUntilHandOverIsDue(semaphore)) {
            interruptAndRelease(semaphore, waiter);
          } else {
            waiter.joinReturning(true, "SEM-03");
          }
        });
  }

  private static void interruptAndRelease(SemaphoreSubject semaphore, Actor waiter) {
    waiter.interrupt();
    semaphore.release();
    Outcome seen = waiter.join();
    boolean acquired = seen.equals(TRUE);
    require(
        acquired || seen.equals(KEYBOARD_INTERRUPT),
        "SEM-17",
        "due: true or KeyboardInterrupt, seen: " + seen);
    require(
        waiter.endedInterrupted() == acquired,
        "SEM-17",
        "acquire " + seen + ", and the interrupt status is " + waiter.endedInterrupted());
    requireAvailable(acquired ? 0 : 1, semaphore, "SEM-18");
  }

  /** An interrupt reaches a waiter that nobody releases. */
  @Test
  @Rule("SEM-17")
  void sem17_anInterruptEndsTheWait() {
    exploreBothWays(
        "SEM-17",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor waiter = Actor.start(semaphore::acquire);
          waiter.interrupt();
          Outcome seen = waiter.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "SEM-17",
              "due: KeyboardInterrupt, as nobody releases; seen: " + seen);
          require(
              !waiter.endedInterrupted(), "SEM-17", "KeyboardInterrupt with the status still set");
          requireAvailable(0, semaphore, "SEM-17");
        });
  }

  /** One that may have been woken is interrupted: the other waiter gets the permit. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-18", "SEM-03"})
  void sem18_anInterruptedWaiterLosesNoPermit() {
    exploreBothWays(
        "SEM-18",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor leaver = Actor.start(() -> acquireAndRelease(semaphore));
          Actor stayer = Actor.start(() -> acquireAndRelease(semaphore));
          leaver.interrupt();
          semaphore.release();
          leaver.join();
          stayer.joinReturning(true, "SEM-03");
          requireAvailable(1, semaphore, "SEM-18");
        });
  }

  /** One that may have been woken times out: the other waiter gets the permit. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-18", "SEM-03"})
  void sem18_aTimedOutWaiterLosesNoPermit() {
    needsOurWaiting();
    exploreBothWays(
        "SEM-18",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor leaver = Actor.start(() -> tryAndRelease(semaphore));
          Actor stayer = Actor.start(() -> acquireAndRelease(semaphore));
          semaphore.release();
          leaver.join();
          stayer.joinReturning(true, "SEM-03");
          requireAvailable(1, semaphore, "SEM-18");
        });
  }

  /** The first in line is interrupted, and before it has left, a release wakes it in vain. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-18", "SEM-03"})
  void sem18_aWokenWaiterThatIsInterruptedPassesTheWakeupOn() {
    needsOurWaiting();
    explore("SEM-18", () -> wokenWaiterLeaves(true));
  }

  /** The same with a waiter whose time is over. */
  @Test
  @Rule({"SEM-18", "SEM-03"})
  void sem18_aWokenWaiterThatTimesOutPassesTheWakeupOn() {
    needsOurWaiting();
    explore("SEM-18", () -> wokenWaiterLeaves(false));
  }

  private static void wokenWaiterLeaves(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    SemaphoreSubject semaphore = semaphore(0);
    Actor leaver = Actor.startParked("SEM-03", () -> tryAndRelease(semaphore));
    Actor stayer = Actor.startParked("SEM-03", () -> acquireAndRelease(semaphore));
    ModelCheckingSeam.atNextLookAtTheClock(semaphore::release);
    leaver.end(interrupted);
    leaver.join();
    ModelCheckingSeam.doWhatWasLeft();
    stayer.joinReturning(true, "SEM-03");
    requireAvailable(1, semaphore, "SEM-18");
  }

  /** The first in line is interrupted, and before it has left, a permit is handed over to it. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-18", "SEM-03"})
  void sem18_aHandOverToAnInterruptedWaiterIsNotLost() {
    needsOurWaiting();
    explore("SEM-18", () -> handOverToALeaver(true));
  }

  /** The same with a waiter whose time is over. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-18", "SEM-03"})
  void sem18_aHandOverToATimedOutWaiterIsNotLost() {
    needsOurWaiting();
    explore("SEM-18", () -> handOverToALeaver(false));
  }

  private static void handOverToALeaver(boolean interrupted) {
    ModelCheckingSeam.stopClock();
    SemaphoreSubject semaphore = semaphore(0);
    Actor leaver = Actor.startParked("SEM-03", () -> semaphore.acquire(true, TWO_TICKS));
    if (bargeUntilHandOverIsDue(semaphore)) {
      ModelCheckingSeam.atNextLookAtTheClock(semaphore::release);
      leaver.end(interrupted);
    }
    Outcome seen = leaver.join();
    ModelCheckingSeam.doWhatWasLeft();
    requireAvailable(seen.equals(TRUE) ? 0 : 1, semaphore, "SEM-18");
  }

  /** The first in line leaves while a release is on its way to hand over to it. */
  @Test
  @Rule({"SEM-18", "SEM-03"})
  void sem18_aHandOverMeetsAWaiterThatLeaves() {
    needsOurWaiting();
    explore(
        "SEM-18",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor leaver = Actor.startParked("SEM-03", semaphore::acquire);
          if (bargeUntilHandOverIsDue(semaphore)) {
            leaver.interrupt();
            semaphore.release();
          }
          Outcome seen = leaver.join();
          requireAvailable(seen.equals(TRUE) ? 0 : 1, semaphore, "SEM-18");
        });
  }

  /** Barges until the next release has to hand over; false if the waiter was served before. */
  private static boolean bargeUntilHandOverIsDue(SemaphoreSubject semaphore) {
    boolean barged = true;
    for (int i = 0; i < ModelCheckingSeam.BARGING_BOUND && barged; i++) {
      semaphore.release();
      barged = semaphore.acquire(false);
    }
    return barged;
  }

  /** Two releases race while a waiter is parked: one of them wakes it. */
  @Test
  @Rule({"SEM-16", "SEM-03"})
  void sem16_ofRacingReleasesOneWakesTheParkedWaiter() {
    needsOurWaiting();
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor waiter = Actor.startParked("SEM-03", semaphore::acquire);
          Actor releaser = Actor.run(semaphore::release);
          semaphore.release();
          releaser.joinReturning(null, "SEM-16");
          waiter.joinReturning(true, "SEM-03");
          requireAvailable(1, semaphore, "SEM-16");
        });
  }

  /** A waiter that is queued is passed as often as the bound says, then it is handed a permit. */
  @Test
  @Rule({"SEM-19", "SEM-03", "SEM-16"})
  void sem19_aParkedWaiterIsPassedNoMoreOftenThanTheBound() {
    needsOurWaiting();
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          Actor waiter = Actor.startParked("SEM-03", semaphore::acquire);
          int passed = 0;
          semaphore.release();
          while (passed <= ModelCheckingSeam.BARGING_BOUND && semaphore.acquire(false)) {
            passed++;
            semaphore.release();
          }
          waiter.joinReturning(true, "SEM-03");
          require(
              passed <= ModelCheckingSeam.BARGING_BOUND,
              "SEM-19",
              "bound: "
                  + ModelCheckingSeam.BARGING_BOUND
                  + ", and the waiter was passed once more");
          requireAvailable(0, semaphore, "SEM-19");
        });
  }

  /** Waiters are served in the order in which they were queued, also if the second wakes early. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockInterleavings kills the twins of this scenario.")
  @Rule({"SEM-19", "SEM-03", "SEM-16"})
  void sem19_waitersAreServedInTheOrderOfTheQueue() {
    needsOurWaiting();
    explore(
        "SEM-16",
        () -> {
          SemaphoreSubject semaphore = semaphore(0);
          int[] served = share(new int[1]);
          Actor first = serve(semaphore, served);
          Actor second = serve(semaphore, served);
          second.wakeForNoReason();
          semaphore.release();
          first.joinReturning(0, "SEM-19");
          second.joinReturning(1, "SEM-19");
        });
  }

  /** A waiter that returns how many were served before. */
  private static Actor serve(SemaphoreSubject semaphore, int[] served) {
    return Actor.start(
            () -> {
              semaphore.acquire();
              int before = served[0]++;
              semaphore.release();
              return before;
            })
        .awaitParked("SEM-03");
  }
}
