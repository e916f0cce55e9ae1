package dev.lockstep.linearizability;

import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreBothWays;
import static dev.lockstep.linearizability.Scenario.exploreDeeply;
import static dev.lockstep.linearizability.Scenario.exploreThoroughly;
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
import dev.lockstep.kit.subject.ConditionSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that wait for a condition. It is over an RLock where nothing
 * else is said. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.CONDITION, checker = Checker.INTERLEAVINGS)
public class ConditionInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  /* In seconds: over at the third look at the clock. */
  private static final double TWO_TICKS = 2e-9;

  private static final double FIVE_TICKS = 5e-9;

  private static final int LEVELS = 2;

  private static final int MANY = 30;

  private static ConditionSubject newCondition() {
    return share(Subjects.ACTIVE.newCondition());
  }

  private static ConditionSubject newConditionOverLock() {
    return share(Subjects.ACTIVE.newCondition(Subjects.ACTIVE.newLock()));
  }

  private static boolean hasConditionOverLock() {
    return Subjects.ACTIVE.offers("CND-24");
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> inside(newCondition(), each -> each.await(TWO_TICKS)));
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    inside(newCondition(), each -> each.await(TWO_TICKS));
    signal(newCondition(), 1);
    if (hasConditionOverLock()) {
      inside(newConditionOverLock(), each -> each.await(TWO_TICKS));
      signal(newConditionOverLock(), 1);
    }
  }

  /** Calls with the lock held, which it also has to be afterwards. */
  private static boolean inside(ConditionSubject condition, Predicate<ConditionSubject> call) {
    condition.acquire();
    boolean result;
    try {
      result = call.test(condition);
    } catch (RuntimeException e) {
      release(condition, "after " + e);
      throw e;
    }
    release(condition, "after the wait");
    return result;
  }

  private static void release(ConditionSubject condition, String when) {
    require(condition.isOwned(), "CND-05", "the lock is not held " + when);
    condition.release();
  }

  private static Actor startParked(ConditionSubject condition) {
    return startParked(condition, ConditionSubject::await);
  }

  private static Actor startParked(ConditionSubject condition, Predicate<ConditionSubject> call) {
    return Actor.startParked("CND-05", () -> inside(condition, call));
  }

  private static void signal(ConditionSubject condition, int n) {
    condition.acquire();
    condition.signal(n);
    condition.release();
  }

  /* Whoever is notified returns true. */
  private static void signalAndJoin(ConditionSubject condition, Actor waiter) {
    signal(condition, 1);
    waiter.joinReturning(true, "CND-15");
  }

  /** The program that everybody writes: a flag, a loop, a notification. */
  @Test
  @Rule({"CND-15", "CND-05"})
  void cnd15_aNotificationReachesWhoeverHasGivenUpTheLock() {
    exploreBothWays("CND-15", () -> flagIsSeen(newCondition()));
    if (hasConditionOverLock()) {
      exploreBothWays("CND-15", () -> flagIsSeen(newConditionOverLock()));
    }
  }

  private static void flagIsSeen(ConditionSubject condition) {
    boolean[] flag = share(new boolean[1]);
    Actor waiter =
        Actor.start(
            () ->
                inside(
                    condition,
                    each -> {
                      while (!flag[0]) {
                        each.await();
                      }
                      return true;
                    }));
    condition.acquire();
    flag[0] = true;
    condition.signal();
    condition.release();
    waiter.joinReturning(true, "CND-15");
  }

  /** A notifier that is waiting for the lock reaches who gives it up, however soon that parks. */
  @Test
  @Rule({"CND-15", "CND-05"})
  void cnd15_aNotifierThatIsInLineReachesWhoeverLetsItIn() {
    needsOurWaiting();
    exploreDeeply(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          condition.acquire();
          Actor notifier =
              Actor.startParked(
                  "CND-15",
                  () -> {
                    condition.acquire();
                    condition.signal();
                    condition.release();
                    return null;
                  });
          require(condition.await(), "CND-15", "wait() was notified, and returned false");
          condition.release();
          notifier.joinReturning(null, "CND-05");
        });
  }

  /** Of two notifications in a row one moves who is parked, and one calls who is still awake. */
  @Test
  @Rule({"CND-15", "CND-05"})
  void cnd15_whoIsCalledStandsInLineBehindWhoWasMoved() {
    needsOurWaiting();
    exploreThoroughly(
        "CND-15",
        () -> callsWhoIsAwake(hasConditionOverLock() ? newConditionOverLock() : newCondition()));
  }

  /* What is beside the point leaves the scheduler no choice. */
  private static void callsWhoIsAwake(ConditionSubject condition) {
    Baton baton = share(new Baton());
    Thread awake = Thread.currentThread();
    Actor parked = startParked(condition);
    condition.acquire();
    Actor notifier =
        Actor.startParked(
            "CND-15",
            () -> {
              condition.acquire();
              baton.serve(condition::signal);
              condition.signal();
              boolean inLine = ModelCheckingSeam.awaitParked(awake);
              require(inLine, "CND-05", "it has not waited for the lock, which is held");
              condition.release();
              parked.joinReturning(true, "CND-15");
              return null;
            });
    // Who gives up the lock goes on between the two notifications.
    ModelCheckingSeam.afterNextUnpark(baton::ask);
    require(condition.await(), "CND-15", "wait() was notified, and returned false");
    condition.release();
    notifier.joinReturning(null, "CND-05");
  }

  /** Two that wait, and two that each notify one. */
  @Test
  @Rule({"CND-15", "CND-05"})
  void cnd15_eachOfTwoNotificationsReachesOneOfTwo() {
    explore(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          int[] items = share(new int[1]);
          Actor first = Actor.start(() -> inside(condition, each -> take(each, items)));
          Actor second = Actor.start(() -> inside(condition, each -> take(each, items)));
          for (int i = 0; i < 2; i++) {
            condition.acquire();
            items[0]++;
            condition.signal();
            condition.release();
          }
          first.joinReturning(true, "CND-15");
          second.joinReturning(true, "CND-15");
          require(items[0] == 0, "CND-05", "two items, two takers, and " + items[0] + " are left");
        });
  }

  private static boolean take(ConditionSubject condition, int[] items) {
    while (items[0] == 0) {
      condition.await();
    }
    items[0]--;
    return true;
  }

  /** All that were notified get the lock, although a newcomer barges. */
  @Test
  @NoTwin("The mechanism is Lock's: LockInterleavings kills the twin of this scenario.")
  @Rule({"CND-15", "CND-05"})
  void cnd15_allThatWereNotifiedGetTheLockAlthoughANewcomerBarges() {
    needsOurWaiting();
    explore(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          Actor first = startParked(condition);
          Actor second = startParked(condition);
          condition.acquire();
          condition.signalAll();
          condition.release();
          condition.acquire();
          condition.release();
          first.joinReturning(true, "CND-15");
          second.joinReturning(true, "CND-15");
        });
  }

  /** Who was notified is passed as often as the bound says, then it is handed the lock. */
  @Test
  @NoTwin("The mechanism is Lock's: LockInterleavings kills the twin of this scenario.")
  @Rule({"CND-15", "CND-05"})
  void cnd15_aNotifiedWaiterIsPassedNoMoreOftenThanTheBound() {
    needsOurWaiting();
    explore("CND-15", () -> passedUntilHandOver(newCondition(), LEVELS, "RLK-22"));
    if (hasConditionOverLock()) {
      explore("CND-15", () -> passedUntilHandOver(newConditionOverLock(), 1, "LCK-19"));
    }
  }

  /* The bound is the lock's; without one it gets the lock when nobody passes it any more. */
  private static void passedUntilHandOver(ConditionSubject condition, int levels, String rule) {
    boolean[] served = share(new boolean[1]); // guarded by the condition's lock
    Actor waiter =
        startAtLevels(
            condition,
            levels,
            each -> {
              boolean notified = each.await();
              served[0] = true;
              return notified;
            });
    condition.acquire();
    condition.signal();
    int passed = 0;
    condition.release();
    while (passed <= ModelCheckingSeam.BARGING_BOUND && condition.acquire(false)) {
      boolean over = served[0];
      condition.release();
      if (over) {
        break;
      }
      passed++;
    }
    waiter.joinReturning(levels, "CND-05");
    require(
        passed <= ModelCheckingSeam.BARGING_BOUND || !Subjects.ACTIVE.offers(rule),
        "CND-15",
        "bound: " + ModelCheckingSeam.BARGING_BOUND + ", and the waiter was passed once more");
  }

  /** Starts a thread that waits at so many levels and returns how often it holds the lock then. */
  private static Actor startAtLevels(
      ConditionSubject condition, int levels, Predicate<ConditionSubject> call) {
    return Actor.startParked(
        "CND-05",
        () -> {
          for (int i = 0; i < levels; i++) {
            condition.acquire();
          }
          try {
            boolean unused = call.test(condition);
          } catch (RuntimeException e) {
            Thread.interrupted(); // what it came to is the business of other checks
          }
          int held = 0;
          while (held < levels && condition.isOwned()) {
            condition.release();
            held++;
          }
          return held;
        });
  }

  /** A waiter gives up all levels and gets them back, whatever ends the wait. */
  @Test
  @Rule("CND-05")
  void cnd05_waitGivesUpAllLevelsAndRestoresThem() {
    needsOurWaiting();
    explore(
        "CND-05",
        () -> {
          ConditionSubject condition = newCondition();
          Actor waiter = startAtLevels(condition, LEVELS, ConditionSubject::await);
          signal(condition, 1);
          waiter.joinReturning(LEVELS, "CND-05");
        });
    for (boolean interrupted : new boolean[] {false, true}) {
      explore(
          "CND-05",
          () -> {
            ModelCheckingSeam.stopClock();
            ConditionSubject condition = newCondition();
            Actor waiter = startAtLevels(condition, LEVELS, each -> each.await(TWO_TICKS));
            condition.acquire();
            waiter.end(interrupted);
            condition.release();
            waiter.joinReturning(LEVELS, "CND-05");
          });
    }
  }

  /** A timed waiter against a notification: either answer, but never early. */
  @Test
  @Rule({"CND-06", "CND-15"})
  void cnd06_aTimedWaitReturnsFalseOnlyOnceItsTimeIsOver() {
    needsOurWaiting();
    exploreBothWays(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          Actor waiter =
              Actor.start(
                  () ->
                      inside(
                          condition,
                          each -> {
                            long start = ModelCheckingSeam.peek();
                            boolean notified = each.await(TWO_TICKS);
                            long ticks = ModelCheckingSeam.peek() - start;
                            require(
                                notified || ticks > 2,
                                "CND-06",
                                "due: false after 2 ticks from the first look at the clock on,"
                                    + " which is a tick itself; seen: false after "
                                    + ticks
                                    + " ticks in all");
                            return notified;
                          }));
          signal(condition, 1);
          Outcome seen = waiter.join();
          require(
              seen.equals(TRUE) || seen.equals(FALSE),
              "CND-06",
              "due: true or false, seen: " + seen);
          require(condition.acquire(false), "CND-05", "all have released, and the lock is held");
        });
  }

  /** A wait of no time against a notification: it comes back, and lets the notifier in. */
  @Test
  @Rule({"CND-07", "CND-12", "CND-13", "CND-14", "CND-15"})
  void cnd07_aWaitOfNoTimeDoesNotBlock() {
    needsOurWaiting();
    explore(
        "CND-07",
        () -> {
          ConditionSubject condition = newCondition();
          Outcome seen = oneOfTwoLeaves(condition, each -> each.await(0));
          require(
              seen.equals(TRUE) || seen.equals(FALSE),
              "CND-07",
              "due: true or false, seen: " + seen);
        });
  }

  /* Two wait, one of them not for long, while one is notified; says what that one came to. */
  private static Outcome oneOfTwoLeaves(
      ConditionSubject condition, Predicate<ConditionSubject> leaving) {
    boolean[] waits = share(new boolean[1]);
    Actor leaver = Actor.start(() -> inside(condition, leaving));
    Actor stayer =
        Actor.start(
            () ->
                inside(
                    condition,
                    each -> {
                      waits[0] = true;
                      return each.await();
                    }));
    condition.acquire();
    boolean stayerWaits = waits[0];
    condition.signal();
    condition.release();
    Outcome seen = leaver.join();
    if (stayerWaits) {
      requireOneNotified(condition, seen.equals(TRUE), stayer);
    } else {
      stayer.awaitParked("CND-12");
      signalAndJoin(condition, stayer);
    }
    return seen;
  }

  /* One notification, and one of two waiters has left: either it was notified or the other is. */
  private static void requireOneNotified(
      ConditionSubject condition, boolean notified, Actor other) {
    if (notified) {
      other.awaitParked("CND-13");
      signal(condition, 1);
      other.joinReturning(true, "CND-15");
    } else {
      other.joinReturning(true, "CND-14");
    }
  }

  /** A notification of as many as wait, of one less and of one more. */
  @Test
  @Rule({"CND-10", "CND-05", "CND-13", "CND-15"})
  void cnd10_notifyReachesTheFirstAndNoMore() {
    needsOurWaiting();
    int waiters = 3;
    for (int n = waiters - 1; n <= waiters + 1; n++) {
      int limit = n;
      explore("CND-10", () -> notifyReaches(limit, waiters));
    }
  }

  private static void notifyReaches(int n, int count) {
    ConditionSubject condition = newCondition();
    Actor[] waiters = new Actor[count];
    for (int i = 0; i < count; i++) {
      waiters[i] = startParked(condition);
    }
    signal(condition, n);
    for (int i = 0; i < Math.min(n, count); i++) {
      waiters[i].joinReturning(true, "CND-10");
    }
    for (int i = n; i < count; i++) {
      waiters[i].awaitParked("CND-10");
      signalAndJoin(condition, waiters[i]);
    }
  }

  /** Who comes first is notified first, also if it wakes for no reason before. */
  @Test
  @Rule({"CND-10", "CND-05", "CND-15"})
  void cnd10_whoHasWaitedLongestIsNotifiedFirst() {
    needsOurWaiting();
    explore(
        "CND-10",
        () -> {
          ConditionSubject condition = newCondition();
          Actor first = startParked(condition);
          Actor second = startParked(condition);
          first.wakeForNoReason();
          signal(condition, 1);
          first.joinReturning(true, "CND-10");
          second.awaitParked("CND-10");
          signalAndJoin(condition, second);
        });
  }

  /** All that are parked, and one that may have come in time. */
  @Test
  @Rule({"CND-11", "CND-05"})
  void cnd11_notifyAllReachesAllThatWait() {
    needsOurWaiting();
    explore(
        "CND-11",
        () -> {
          ConditionSubject condition = newCondition();
          Actor first = startParked(condition);
          Actor second = startParked(condition);
          Actor third = startParked(condition);
          condition.acquire();
          condition.signalAll();
          condition.release();
          first.joinReturning(true, "CND-11");
          second.joinReturning(true, "CND-11");
          third.joinReturning(true, "CND-11");
        });
  }

  /** One waits, one comes while it is notified: the notification is for the first. */
  @Test
  @Rule({"CND-12", "CND-05", "CND-10", "CND-15"})
  void cnd12_aNotificationIsNotForOneThatComesLater() {
    needsOurWaiting();
    explore(
        "CND-10",
        () -> {
          ConditionSubject condition = newCondition();
          Actor first = startParked(condition);
          Actor second = Actor.start(() -> inside(condition, ConditionSubject::await));
          signal(condition, 1);
          first.joinReturning(true, "CND-10");
          second.awaitParked("CND-12");
          signalAndJoin(condition, second);
        });
  }

  /** Two conditions share a lock, and waiters of both are moved to its queue. */
  @Test
  @Rule({"CND-12", "CND-05", "CND-15"})
  void cnd12_aNotificationStaysWithItsCondition() {
    needsOurWaiting();
    explore(
        "CND-15",
        () -> {
          var lock = share(Subjects.ACTIVE.newRLock());
          ConditionSubject condition = share(Subjects.ACTIVE.newCondition(lock));
          ConditionSubject other = share(Subjects.ACTIVE.newCondition(lock));
          Actor waiter = startParked(condition);
          Actor another = startParked(other);
          signal(condition, 2);
          waiter.joinReturning(true, "CND-15");
          another.awaitParked("CND-12");
          signalAndJoin(other, another);
        });
  }

  /** Wakeups for no reason, and a lock that comes and goes, end no wait. */
  @Test
  @Rule({"CND-13", "CND-05", "CND-15"})
  void cnd13_waitReturnsOnlyOnceItWasNotified() {
    needsOurWaiting();
    explore(
        "CND-13",
        () -> {
          ConditionSubject condition = newCondition();
          boolean[] notified = share(new boolean[1]);
          Actor waiter =
              startParked(
                  condition,
                  each -> {
                    boolean seen = each.await();
                    require(notified[0], "CND-13", "wait() returned before notify()");
                    require(seen, "CND-13", "something else than notify() ended wait()");
                    return seen;
                  });
          waiter.wakeForNoReason();
          condition.acquire();
          condition.release();
          condition.acquire();
          waiter.wakeForNoReason();
          notified[0] = true;
          condition.signal();
          condition.release();
          waiter.joinReturning(true, "CND-15");
        });
  }

  /** The first of two leaves when its time is over, while one is notified. */
  @Test
  @NoTwin("The moment is one look at the clock: the next check steers to it, and kills the twin.")
  @Rule({"CND-14", "CND-12", "CND-13", "CND-15"})
  void cnd14_aTimeoutLosesNoNotification() {
    needsOurWaiting();
    exploreBothWays(
        "CND-14",
        () -> {
          ConditionSubject condition = newCondition();
          oneOfTwoLeaves(condition, each -> each.await(TWO_TICKS));
        });
  }

  /** The same when it was parked, and is notified between its last look and its leaving. */
  @Test
  @Rule({"CND-14", "CND-05", "CND-13", "CND-15"})
  void cnd14_aNotificationAtTheLastMomentIsNotLostToATimeout() {
    needsOurWaiting();
    explore("CND-14", () -> notifiedAtTheLastLook(newCondition(), false));
    if (hasConditionOverLock()) {
      explore("CND-14", () -> notifiedAtTheLastLook(newConditionOverLock(), false));
    }
  }

  private static void notifiedAtTheLastLook(ConditionSubject condition, boolean interrupted) {
    ModelCheckingSeam.stopClock();
    Actor leaver = startParked(condition, each -> each.await(TWO_TICKS));
    Actor stayer = startParked(condition);
    ModelCheckingSeam.atNextLookAtTheClock(() -> signal(condition, 1));
    leaver.end(interrupted);
    boolean notified = leaver.join().equals(TRUE);
    ModelCheckingSeam.doWhatWasLeft();
    requireOneNotified(condition, notified, stayer);
  }

  /** The first of two is interrupted while one is notified. */
  @Test
  @Rule({"CND-14", "CND-05", "CND-13", "CND-15", "CND-19"})
  void cnd14_anInterruptLosesNoNotification() {
    needsOurWaiting();
    explore(
        "CND-14",
        () -> {
          ConditionSubject condition = newCondition();
          Actor leaver = startParked(condition);
          Actor stayer = startParked(condition);
          leaver.interrupt();
          signal(condition, 1);
          Outcome seen = leaver.join();
          boolean notified = seen.equals(TRUE);
          require(
              notified || seen.equals(KEYBOARD_INTERRUPT),
              "CND-19",
              "due: true or KeyboardInterrupt, seen: " + seen);
          require(
              leaver.endedInterrupted() == notified,
              "CND-19",
              "wait() " + seen + ", and the interrupt status is " + leaver.endedInterrupted());
          requireOneNotified(condition, notified, stayer);
        });
  }

  /** The same when it is notified between its last look and its leaving. */
  @Test
  @Rule({"CND-14", "CND-05", "CND-13", "CND-15"})
  void cnd14_aNotificationAtTheLastMomentIsNotLostToAnInterrupt() {
    needsOurWaiting();
    explore("CND-14", () -> notifiedAtTheLastLook(newCondition(), true));
  }

  /** A predicate that is called with the lock held, after each notification, until it is true. */
  @Test
  @Rule({"CND-16", "CND-05", "CND-15"})
  void cnd16_waitForReturnsOnceThePredicateIsTrue() {
    needsOurWaiting();
    explore(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          int[] count = share(new int[1]);
          Actor waiter = startParked(condition, each -> each.awaitFor(() -> isTwo(each, count)));
          increment(condition, count);
          waiter.awaitParked("CND-16");
          increment(condition, count);
          waiter.joinReturning(true, "CND-16");
        });
    explore(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          int[] count = share(new int[1]);
          Actor waiter =
              Actor.start(() -> inside(condition, each -> each.awaitFor(() -> isTwo(each, count))));
          increment(condition, count);
          increment(condition, count);
          waiter.joinReturning(true, "CND-16");
        });
  }

  private static boolean isTwo(ConditionSubject condition, int[] count) {
    require(condition.isOwned(), "CND-16", "the predicate was called without the lock");
    return count[0] == 2;
  }

  private static void increment(ConditionSubject condition, int[] count) {
    condition.acquire();
    count[0]++;
    condition.signal();
    condition.release();
  }

  /** Who is notified each time it looks at the clock, for nothing, gives up all the same. */
  @Test
  @Rule("CND-17")
  void cnd17_waitForHasOneDeadlineForAllItsWaits() {
    needsOurWaiting();
    explore(
        "CND-17",
        () -> {
          ConditionSubject condition = newCondition();
          int[] looks = share(new int[1]);
          notifyAtEachLookAtTheClock(condition, MANY);
          Actor waiter =
              Actor.start(
                  () ->
                      inside(
                          condition,
                          each ->
                              each.awaitFor(
                                  () -> {
                                    looks[0]++;
                                    return false;
                                  },
                                  FIVE_TICKS)));
          waiter.joinReturning(false, "CND-17");
          require(
              looks[0] <= 5,
              "CND-17",
              "in 5 ticks, of which each wait takes some, the predicate was called "
                  + looks[0]
                  + " times");
        });
  }

  private static void notifyAtEachLookAtTheClock(ConditionSubject condition, int times) {
    ModelCheckingSeam.atNextLookAtTheClock(
        () -> {
          signal(condition, 1);
          if (times > 1) {
            notifyAtEachLookAtTheClock(condition, times - 1);
          }
        });
  }

  /** A notification in time whose predicate is true wins over the timeout. */
  @Test
  @Rule({"CND-17", "CND-05"})
  void cnd17_waitForReturnsWhatThePredicateSaidLast() {
    needsOurWaiting();
    explore(
        "CND-17",
        () -> {
          ConditionSubject condition = newCondition();
          boolean[] flag = share(new boolean[1]);
          boolean[] last = share(new boolean[1]);
          Actor waiter =
              Actor.start(
                  () ->
                      inside(
                          condition,
                          each ->
                              each.awaitFor(
                                  () -> {
                                    last[0] = flag[0];
                                    return last[0];
                                  },
                                  TWO_TICKS)));
          condition.acquire();
          flag[0] = true;
          condition.signal();
          condition.release();
          Outcome seen = waiter.join();
          require(
              seen.equals(new Outcome.Returned(last[0])),
              "CND-17",
              "the predicate said " + last[0] + " last, and wait_for " + seen);
        });
  }

  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A predicate that throws after a notification, or when the time is over. */
  @Test
  @Rule({"CND-18", "CND-05", "CND-15"})
  void cnd18_aPredicateThatThrowsLeavesTheLockHeldAndNobodyBehind() {
    needsOurWaiting();
    for (boolean timedOut : new boolean[] {false, true}) {
      explore(
          "CND-18",
          () -> {
            ModelCheckingSeam.stopClock();
            ConditionSubject condition = newCondition();
            Actor thrower = startAtLevels(condition, LEVELS, ConditionInterleavings::throwsLater);
            Actor stayer = startParked(condition);
            if (timedOut) {
              ModelCheckingSeam.letTimeoutsPass();
            } else {
              signal(condition, 1);
            }
            thrower.joinReturning(LEVELS, "CND-18");
            signalAndJoin(condition, stayer);
          });
    }
  }

  private static boolean throwsLater(ConditionSubject condition) {
    int[] looks = new int[1];
    return condition.awaitFor(
        () -> {
          if (looks[0]++ > 0) {
            throw new Thrown();
          }
          return false;
        },
        TWO_TICKS);
  }

  /** An interrupt reaches a waiter that nobody notifies; it comes back with the lock. */
  @Test
  @Rule({"CND-19", "CND-05"})
  void cnd19_anInterruptEndsTheWait() {
    exploreBothWays(
        "CND-19",
        () -> {
          ConditionSubject condition = newCondition();
          Actor waiter = Actor.start(() -> inside(condition, ConditionSubject::await));
          waiter.interrupt();
          Outcome seen = waiter.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "CND-19",
              "due: KeyboardInterrupt, as nobody notifies; seen: " + seen);
          require(
              !waiter.endedInterrupted(), "CND-19", "KeyboardInterrupt with the status still set");
          require(condition.acquire(false), "CND-05", "all have released, and the lock is held");
        });
  }

  /** Who was notified and waits for the lock is interrupted: it waits on, and keeps the status. */
  @Test
  @Rule({"CND-19", "CND-05", "CND-15"})
  void cnd19_anInterruptDoesNotStopTheNotified() {
    needsOurWaiting();
    explore(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          Actor waiter = startParked(condition);
          condition.acquire();
          condition.signal();
          waiter.interrupt();
          waiter.awaitParked("CND-05");
          condition.release();
          waiter.joinReturning(true, "CND-19");
          require(
              waiter.endedInterrupted(), "CND-19", "wait() returned true and ate the interrupt");
        });
  }

  /** Who has timed out, and waits for the lock, is interrupted: it waits on. */
  @Test
  @Rule({"CND-19", "CND-05"})
  void cnd19_anInterruptDoesNotStopWhoTakesTheLockBack() {
    needsOurWaiting();
    explore(
        "CND-05",
        () -> {
          ModelCheckingSeam.stopClock();
          ConditionSubject condition = newCondition();
          Actor waiter = startParked(condition, each -> each.await(TWO_TICKS));
          condition.acquire();
          ModelCheckingSeam.letTimeoutsPass();
          waiter.awaitParked("CND-05");
          waiter.interrupt();
          waiter.awaitParked("CND-05");
          condition.release();
          waiter.joinReturning(false, "CND-19");
          require(
              waiter.endedInterrupted(), "CND-19", "wait() returned false and ate the interrupt");
        });
  }

  /** Who was interrupted, and waits for the lock, is interrupted again: one error for both. */
  @Test
  @Rule({"CND-19", "CND-05"})
  void cnd19_aSecondInterruptDoesNotStopWhoTakesTheLockBack() {
    needsOurWaiting();
    explore(
        "CND-05",
        () -> {
          ConditionSubject condition = newCondition();
          Actor waiter = startParked(condition);
          condition.acquire();
          waiter.interrupt();
          waiter.awaitParked("CND-05");
          waiter.interrupt();
          waiter.awaitParked("CND-05");
          condition.release();
          Outcome seen = waiter.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "CND-19",
              "due: KeyboardInterrupt, as nobody notifies; seen: " + seen);
          require(
              !waiter.endedInterrupted(), "CND-19", "KeyboardInterrupt with the status still set");
        });
  }

  /** After a timeout or an interrupt there is nobody to be notified or unparked. */
  @Test
  @Rule({"CND-21", "CND-05", "CND-15"})
  void cnd21_whoHasLeftLeavesNothingBehind() {
    needsOurWaiting();
    for (boolean interrupted : new boolean[] {false, true}) {
      explore(
          "CND-21",
          () -> {
            ModelCheckingSeam.stopClock();
            ConditionSubject condition = newCondition();
            Actor leaver = startParked(condition, each -> each.await(TWO_TICKS));
            Actor stayer = startParked(condition);
            leaver.end(interrupted);
            leaver.join();
            signal(condition, 1);
            stayer.joinReturning(true, "CND-21");
            int before = ModelCheckingSeam.unparks();
            signal(condition, 1);
            int unparks = ModelCheckingSeam.unparks() - before;
            require(
                unparks == 0,
                "CND-21",
                "all waiters had left, and a notification unparked " + unparks + " times");
          });
    }
  }

  /** Whoever is notified stays parked until the lock is released, and is unparked once. */
  @Test
  @Rule({"CND-22", "CND-05", "CND-15"})
  void cnd22_aNotificationUnparksNobodyAndReleasesOneAfterTheOther() {
    needsOurWaiting();
    explore(
        "CND-15",
        () -> {
          ConditionSubject condition = newCondition();
          int before = ModelCheckingSeam.unparks();
          signal(condition, 1);
          requireUnparks(ModelCheckingSeam.unparks() - before, 0, "a notification without waiters");
          Actor first = startParked(condition);
          Actor second = startParked(condition);
          Actor third = startParked(condition);
          condition.acquire();
          condition.signalAll();
          int notified = ModelCheckingSeam.unparks() - before;
          condition.release();
          int released = ModelCheckingSeam.unparks() - before;
          // Judged when nobody is parked any more: that would be called a hang.
          first.joinReturning(true, "CND-15");
          second.joinReturning(true, "CND-15");
          third.joinReturning(true, "CND-15");
          requireUnparks(notified, 0, "a notification of three, with the lock held");
          requireUnparks(released, 3, "the release after it");
          requireUnparks(ModelCheckingSeam.unparks() - before, 3, "three waits");
        });
  }

  private static void requireUnparks(int unparks, int most, String after) {
    require(
        unparks <= most,
        "CND-22",
        "after " + after + ": " + most + " unparks at most, seen: " + unparks);
  }

  /** A Lock is released by one thread while another notifies: who was notified goes on. */
  @Test
  @Rule({"CND-24", "CND-05", "CND-15"})
  void cnd24_aReleaseByAnotherThreadReachesWhoIsJustNotified() {
    requireConditionOverLock();
    needsOurWaiting();
    explore(
        "CND-24",
        () -> {
          ConditionSubject condition = newConditionOverLock();
          Actor waiter = startParked(condition);
          condition.acquire();
          Actor notifier = Actor.run(condition::signal);
          condition.release();
          Outcome seen = notifier.join();
          if (!seen.equals(NOTHING)) {
            require(
                isRuntimeError(seen),
                "CND-24",
                "notify() was due to return or to raise RuntimeError, not: " + seen);
            waiter.awaitParked("CND-13");
            signal(condition, 1);
          }
          waiter.joinReturning(true, "CND-24");
          require(condition.acquire(false), "CND-05", "all have released, and the lock is held");
        });
  }

  private static boolean isRuntimeError(Outcome outcome) {
    return outcome instanceof Outcome.Raised raised && raised.error() == PyError.RUNTIME_ERROR;
  }

  private static void requireConditionOverLock() {
    if (!hasConditionOverLock()) {
      NotOffered.skip("CND-24");
    }
  }

  /** A Lock that another thread releases before the waiter could: one of the two is refused. */
  @Test
  @Rule({"CND-24", "CND-05", "CND-15"})
  void cnd24_waitAgainstAReleaseByAnotherThread() {
    requireConditionOverLock();
    needsOurWaiting();
    explore(
        "CND-24",
        () -> {
          ConditionSubject condition = newConditionOverLock();
          condition.acquire();
          Actor waiter = Actor.start(condition::await);
          Outcome released = Actor.outcomeOf(() -> release(condition));
          if (released.equals(NOTHING)) {
            Outcome seen = waiter.join();
            require(
                isRuntimeError(seen),
                "CND-24",
                "release() has released the lock, and wait() " + seen);
            require(!condition.locked(), "CND-24", "wait() raised an error, and the lock is held");
          } else {
            condition.acquire();
            condition.signal();
            condition.release();
            waiter.joinReturning(true, "CND-15");
            condition.release();
          }
        });
  }

  private static @Nullable Object release(ConditionSubject condition) {
    condition.release();
    return null;
  }

  /** Two at once give up one Lock: one of them waits and is reached, the other is refused. */
  @Test
  @Rule({"CND-15", "CND-24"})
  void cnd15_ofTwoThatGiveUpTheSameLockOneWaitsAndIsReached() {
    requireConditionOverLock();
    needsOurWaiting();
    explore(
        "CND-15",
        () -> {
          ConditionSubject condition = newConditionOverLock();
          condition.acquire();
          Actor other = Actor.start(() -> awaitOrSignal(condition));
          if (!awaitOrSignal(condition)) {
            other.joinReturning(true, "CND-15");
          } else {
            other.joinReturning(false, "CND-24");
          }
        });
  }

  /** Waits; or, if the lock is no longer held, notifies the one that waits. */
  private static boolean awaitOrSignal(ConditionSubject condition) {
    Outcome seen = Actor.outcomeOf(condition::await);
    if (!seen.equals(new Outcome.Returned(true))) {
      require(isRuntimeError(seen), "CND-24", "wait() " + seen);
      condition.acquire();
      condition.signal();
    }
    condition.release();
    return !isRuntimeError(seen);
  }

  /**
   * The same with a second waiter, and a notification that may come to the one that is refused. As
   * a Lock has no owner, each may also give up what another holds; then nothing is claimed.
   */
  @Test
  @Rule({"CND-24", "CND-14"})
  void cnd24_aRefusedWaiterPassesTheNotificationOn() {
    requireConditionOverLock();
    needsOurWaiting();
    explore(
        "CND-24",
        () -> {
          ConditionSubject condition = newConditionOverLock();
          condition.acquire();
          Actor refused = Actor.start(() -> awaitAndRelease(condition));
          boolean released = Actor.outcomeOf(() -> release(condition)).equals(NOTHING);
          Actor stayer =
              Actor.start(
                  () -> {
                    condition.acquire();
                    return awaitAndRelease(condition);
                  });
          boolean stays = stayer.awaitParkedOrEnded();
          condition.acquire();
          boolean notified =
              Actor.outcomeOf(() -> signal(condition)).equals(NOTHING)
                  && Actor.outcomeOf(() -> release(condition)).equals(NOTHING);
          boolean ended = !refused.awaitParkedOrEnded();
          if (released && stays && notified && ended) {
            Outcome seen = refused.join();
            if (isRuntimeError(seen)) {
              stayer.joinReturning(true, "CND-24");
            }
          }
          condition.acquire(false);
          Actor.outcomeOf(() -> signal(condition));
          Actor.outcomeOf(() -> signal(condition));
          Actor.outcomeOf(() -> release(condition));
          refused.join();
          stayer.join();
        });
  }

  private static boolean awaitAndRelease(ConditionSubject condition) {
    boolean notified = condition.await();
    Actor.outcomeOf(() -> release(condition));
    return notified;
  }

  private static @Nullable Object signal(ConditionSubject condition) {
    condition.signal();
    return null;
  }
}
