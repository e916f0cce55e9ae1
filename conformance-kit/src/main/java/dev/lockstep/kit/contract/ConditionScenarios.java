package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.ConditionSubject;
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.RLockSubject;
import dev.lockstep.kit.subject.Scope;
import dev.lockstep.kit.subject.Subjects;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Real threads that wait for a condition. */
final class ConditionScenarios {
  static final int WAITERS = 5;

  private static final double FAR_AWAY = 1e3;

  private static final double SOON = 1e-3;

  private static final int LEVELS = 3;

  /* More than fit 16 bits with a sign. */
  private static final int MANY_LEVELS = 40_000;

  private final Kind kind;
  private final boolean reentrant;

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   * @param reentrant whether the conditions are over an RLock
   */
  ConditionScenarios(Kind kind, boolean reentrant) {
    this.kind = kind;
    this.reentrant = reentrant;
  }

  /** Everything that a thread of this kind can wait through, over both kinds of lock. */
  static void every(Kind kind) {
    ConditionScenarios overRLock = new ConditionScenarios(kind, true);
    overRLock.every();
    overRLock.refusesWhoDoesNotOwnTheLock(true);
    overRLock.refusesWhoDoesNotOwnTheLock(false);
    ifOffered(
        "CND-24",
        () -> {
          ConditionScenarios overLock = new ConditionScenarios(kind, false);
          overLock.every();
          overLock.anyThreadNotifiesAndReleases();
        });
  }

  private void every() {
    waitsUntilNotified("wait()", ConditionSubject::await);
    waitsUntilNotified("wait(1000.0)", condition -> condition.await(FAR_AWAY));
    ifOffered("CND-01", this::usesTheLockThatItIsGiven);
    ifOffered("CND-05", this::restoresTheLevels);
    ifOffered("CND-06", this::timeoutsAreLowerBounds);
    ifOffered("CND-07", this::waitOfNoTimeLetsOthersIn);
    ifOffered("CND-10", () -> notifyReachesTheFirst(2, false));
    ifOffered("CND-10", () -> notifyReachesTheFirst(2, true));
    ifOffered("CND-11", () -> notifyAllReaches(WAITERS));
    ifOffered("CND-12", this::notificationsWithoutWaitersAreNotKept);
    ifOffered("CND-12", this::notificationsStayWithTheirCondition);
    ifOffered("CND-13", this::nothingButANotificationEndsAWait);
    ifOffered("CND-16", this::waitForLooksAfterEachNotification);
    ifOffered("CND-17", this::timeoutsOfWaitForAreLowerBounds);
    ifOffered("CND-17", this::notificationsBuyNoTime);
    ifOffered("CND-18", this::whatThePredicateThrowsComesOut);
    ifOffered("CND-19", this::interruptedWaitersLeaveTheOthersAlone);
    ifOffered("CND-19", this::interruptsDoNotStopTheNotified);
    ifOffered("CND-21", this::leaversAreForgotten);
    ifOffered("CND-25", this::enterAcquiresAndCloseReleases);
    waitersLeaveTheCarriersFree();
  }

  private static void ifOffered(String rule, Runnable scenario) {
    if (Subjects.ACTIVE.offers(rule)) {
      scenario.run();
    }
  }

  private ConditionSubject newCondition() {
    return reentrant
        ? Subjects.ACTIVE.newCondition()
        : Subjects.ACTIVE.newCondition(Subjects.ACTIVE.newLock());
  }

  /** Two conditions over the same lock. */
  private ConditionSubject[] newConditions() {
    if (reentrant) {
      RLockSubject lock = Subjects.ACTIVE.newRLock();
      return new ConditionSubject[] {
        Subjects.ACTIVE.newCondition(lock), Subjects.ACTIVE.newCondition(lock)
      };
    }
    LockSubject lock = Subjects.ACTIVE.newLock();
    return new ConditionSubject[] {
      Subjects.ACTIVE.newCondition(lock), Subjects.ACTIVE.newCondition(lock)
    };
  }

  /** How often a thread can acquire the lock. */
  private int levels() {
    return reentrant ? LEVELS : 1;
  }

  /** What is acquired through one condition is held, and can be released, through another. */
  void usesTheLockThatItIsGiven() {
    ConditionSubject[] conditions = newConditions();
    conditions[0].acquire();
    require(conditions[1].isOwned(), "a condition was due to use the lock that it is given");
    conditions[1].release();
    require(!conditions[0].locked(), "a condition was due to release the lock that it is given");
    conditions[1].acquire();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> newcomer = threads.start("acquire()", conditions[0]::acquire);
      threads.awaitAtRest(newcomer);
      conditions[1].release();
      require(newcomer.result(), "acquire() was due to return True after the release");
    }
    Evidence.executed(1);
  }

  /** Whoever holds the lock, every thread is told. */
  void lockedTellsOfAnyThread() {
    ConditionSubject condition = newCondition();
    condition.acquire();
    require(inAnotherThread(condition::locked), "locked() was due to tell another thread True");
    condition.release();
    require(!inAnotherThread(condition::locked), "locked() was due to tell another thread False");
    Evidence.executed(1);
  }

  /** An RLock is owned by one thread, a Lock by everybody while it is held. */
  void isOwnedTellsOfTheCallingThread() {
    ConditionSubject condition = newCondition();
    condition.acquire();
    require(condition.isOwned(), "_is_owned() was due to tell its owner True");
    require(
        inAnotherThread(condition::isOwned) != reentrant,
        "_is_owned() was due to tell another thread " + !reentrant);
    condition.release();
    require(!condition.isOwned(), "_is_owned() was due to be False of a free lock");
    Evidence.executed(1);
  }

  private interface Look {
    boolean look();
  }

  private boolean inAnotherThread(Look look) {
    try (Threads threads = new Threads(kind)) {
      return threads.start("another", look::look).result();
    }
  }

  /** Another thread than the RLock's owner is refused, also if somebody waits. */
  void refusesWhoDoesNotOwnTheLock(boolean waits) {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = startWaiter(threads, condition, "waiter", ConditionSubject::await);
      threads.awaitAtRest(waiter);
      condition.acquire();
      List<Runnable> calls =
          waits
              ? List.of(
                  condition::await,
                  () -> condition.await(SOON),
                  () -> condition.await(0),
                  () -> condition.awaitFor(() -> false),
                  () -> condition.awaitFor(() -> false, SOON))
              : List.of(
                  condition::signal,
                  () -> condition.signal(0),
                  () -> condition.signal(2),
                  condition::signalAll);
      for (Runnable call : calls) {
        threads
            .start(
                "not the owner",
                () -> {
                  requireRuntimeError(call);
                  return true;
                })
            .result();
        Evidence.executed(1);
      }
      condition.release();
      threads.awaitAtRest(waiter);
      signal(condition, 1);
      require(waiter.result(), "wait() was due to return True after notify()");
    }
  }

  private static void requireRuntimeError(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      PyError error = Subjects.ACTIVE.errorOf(e);
      require(error == PyError.RUNTIME_ERROR, "RuntimeError was due, not " + e);
      return;
    }
    throw new AssertionError("RuntimeError was due of a thread that does not own the lock");
  }

  /** A call waits, whatever unparks it, until it is notified, and then until it gets the lock. */
  void waitsUntilNotified(String name, Predicate<ConditionSubject> call) {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = startWaiter(threads, condition, name, call);
      threads.awaitAtRest(waiter);
      require(!condition.locked(), name + " was due to give the lock up");
      threads.unparkInVain(waiter);
      condition.acquire();
      condition.signal();
      threads.unparkInVain(waiter);
      require(condition.isOwned(), name + " was due to wait for the lock");
      condition.release();
      require(waiter.result(), name + " was due to return True after notify(), not False");
      require(!condition.locked(), "the lock was due to be free once all have released it");
    }
    Evidence.executed(1);
  }

  /** Starts a thread that acquires the lock, waits, and releases the lock. */
  private static Task<Boolean> startWaiter(
      Threads threads, ConditionSubject condition, String name, Predicate<ConditionSubject> call) {
    return threads.start(
        name,
        () -> {
          condition.acquire();
          boolean notified = call.test(condition);
          condition.release();
          return notified;
        });
  }

  private static void signal(ConditionSubject condition, int n) {
    condition.acquire();
    condition.signal(n);
    condition.release();
  }

  /** However a wait ends, its thread holds the lock as often as before, and nobody in between. */
  void restoresTheLevels() {
    for (Ending ending : Ending.values()) {
      for (int levels = 1; levels <= levels(); levels++) {
        restoresTheLevels(ending, levels);
      }
    }
    if (reentrant) {
      restoresTheLevels(Ending.NOTIFY, MANY_LEVELS);
    }
  }

  private enum Ending {
    NOTIFY,
    TIMEOUT,
    INTERRUPT
  }

  private void restoresTheLevels(Ending ending, int levels) {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      Task<Integer> waiter =
          threads.start(
              "waiter",
              () -> {
                for (int i = 0; i < levels; i++) {
                  condition.acquire();
                }
                try {
                  condition.await(ending == Ending.TIMEOUT ? SOON : FAR_AWAY);
                } catch (RuntimeException e) {
                  Thread.interrupted(); // what it came to is the business of other checks
                }
                int held = 0;
                while (condition.isOwned()) {
                  condition.release();
                  held++;
                }
                return held;
              });
      if (ending != Ending.TIMEOUT) {
        threads.awaitAtRest(waiter);
        require(condition.acquire(false), "wait() was due to give up all of " + levels + " levels");
        condition.signal(ending == Ending.NOTIFY ? 1 : 0);
        condition.release();
        if (ending == Ending.INTERRUPT) {
          waiter.thread().interrupt();
        }
      }
      int held = waiter.result();
      require(
          held == levels,
          "after " + ending + " the lock was due to be held " + levels + " times, not " + held);
    }
    Evidence.executed(1);
  }

  /** Timeouts are lower bounds, also of a thread that is unparked for no reason. */
  void timeoutsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.ofWait(newCondition())).ofSeconds();
  }

  /** The same of {@code wait_for}. */
  void timeoutsOfWaitForAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.ofWaitFor(newCondition())).ofSeconds();
  }

  /** The same of Durations, which come to what seconds come to. */
  void durationsAreTimeouts(String rule) {
    DurationTable durations = new DurationTable(rule);
    durations.check("held condition", () -> TimedCalls.ofWait(newCondition()));
    durations.check("held condition", () -> TimedCalls.ofWaitFor(newCondition()));
    durations.check("free condition", () -> TimedCalls.ofWaitUnowned(newCondition()));
    durations.check("free condition", () -> TimedCalls.of(newCondition()));
    new LowerBounds(kind, TimedCalls.ofWait(newCondition())).ofDurations();
    new LowerBounds(kind, TimedCalls.ofWaitFor(newCondition())).ofDurations();
  }

  /** A thread that is blocked on the lock gets in while another waits for no time. */
  void waitOfNoTimeLetsOthersIn() {
    ConditionSubject condition = newCondition();
    AtomicBoolean held = new AtomicBoolean();
    AtomicBoolean contended = new AtomicBoolean();
    AtomicBoolean in = new AtomicBoolean();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> giver =
          threads.start(
              "giver",
              () -> {
                condition.acquire();
                held.set(true);
                Threads.poll(contended::get);
                boolean came =
                    Threads.poll(
                        () -> {
                          require(
                              !condition.await(0),
                              "wait(0) was due to return False, as nobody notifies");
                          return in.get();
                        });
                condition.release();
                return came;
              });
      require(Threads.poll(held::get), "a free lock was due to be acquired");
      Task<Boolean> other =
          threads.start(
              "another",
              () -> {
                condition.acquire();
                in.set(true);
                condition.release();
                return true;
              });
      threads.awaitAtRest(other);
      contended.set(true);
      require(giver.result(), "wait(0) was due to give the lock up for a moment");
      other.result();
    }
    Evidence.executed(1);
  }

  /** A timeout of NaN is refused before the predicate is looked at, and without the lock. */
  void nanIsRefusedBeforeThePredicate() {
    ConditionSubject condition = newCondition();
    AtomicInteger looks = new AtomicInteger();
    try {
      condition.awaitFor(() -> looks.incrementAndGet() > 0, Double.NaN);
      throw new AssertionError("ValueError was due of a timeout of NaN");
    } catch (RuntimeException e) {
      require(
          Subjects.ACTIVE.errorOf(e) == PyError.VALUE_ERROR
              && ModelTimeouts.NAN.equals(e.getMessage()),
          "ValueError: " + ModelTimeouts.NAN + " was due, not " + e);
    }
    require(looks.get() == 0, "the predicate was called with a timeout of NaN");
    Evidence.executed(1);
  }

  /** Those that came first are notified, and no more than so many. */
  void notifyReachesTheFirst(int n, boolean oneLeaves) {
    ConditionSubject condition = newCondition();
    List<String> served = new CopyOnWriteArrayList<>();
    List<String> names = new ArrayList<>();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        String name = "waiter-" + i;
        boolean leaves = oneLeaves && i == 0;
        boolean timed = i % 2 == 1;
        Task<Boolean> waiter =
            startWaiter(
                threads,
                condition,
                name,
                each ->
                    leaves
                        ? isInterrupted(each)
                        : (timed ? each.await(FAR_AWAY) : each.await()) && served.add(name));
        threads.awaitAtRest(waiter);
        if (leaves) {
          waiter.thread().interrupt();
          require(waiter.result(), name + " was interrupted, and was notified");
        } else {
          names.add(name);
          waiters.add(waiter);
        }
      }
      signal(condition, n);
      int count = Math.max(0, Math.min(n, names.size()));
      threads.await("notify(" + n + ") to end " + count + " waits", () -> served.size() >= count);
      List<Task<Boolean>> others = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        if (!served.contains(names.get(i))) {
          others.add(waiters.get(i));
        }
      }
      threads.awaitAtRest(others.toArray(Task[]::new));
      List<String> due = names.subList(0, count);
      List<String> seen = served.stream().sorted().toList();
      signal(condition, WAITERS);
      for (Task<Boolean> waiter : waiters) {
        require(waiter.result(), "a waiter was due to return True after notify(" + WAITERS + ")");
      }
      require(
          seen.equals(due),
          "notify(" + n + ") was due to end the waits of " + due + ", not " + seen);
    }
    Evidence.executed(1);
  }

  /** All that wait are notified, with and without a timeout. */
  void notifyAllReaches(int count) {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startWaiters(threads, condition, count);
      condition.acquire();
      condition.signalAll();
      condition.release();
      for (Task<Boolean> waiter : waiters) {
        require(waiter.result(), "a waiter was due to return True after notify_all()");
      }
    }
    Evidence.executed(1);
  }

  private static List<Task<Boolean>> startWaiters(
      Threads threads, ConditionSubject condition, int count) {
    List<Task<Boolean>> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean timed = i % 2 == 1;
      Task<Boolean> waiter =
          startWaiter(
              threads,
              condition,
              "waiter-" + i,
              each -> timed ? each.await(FAR_AWAY) : each.await());
      threads.awaitAtRest(waiter); // in its wait, for nobody has the lock
      waiters.add(waiter);
    }
    return waiters;
  }

  /** Nobody gets what was notified before he came. */
  void notificationsWithoutWaitersAreNotKept() {
    ConditionSubject condition = newCondition();
    condition.acquire();
    for (int i = 0; i < 2; i++) { // before and after the first wait, which may change what it is
      condition.signal();
      condition.signal(2);
      condition.signalAll();
      require(!condition.await(SOON), "wait(0.001) returned True for an earlier notification");
    }
    condition.release();
    Evidence.executed(1);
  }

  /** Of two conditions over one lock, each notifies its own waiters only. */
  void notificationsStayWithTheirCondition() {
    ConditionSubject[] conditions = newConditions();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startWaiters(threads, conditions[0], 2);
      Task<Boolean> other = startWaiters(threads, conditions[1], 1).get(0);
      signal(conditions[1], 1);
      require(other.result(), "a waiter was due to return True after notify() of its condition");
      signal(conditions[1], 2);
      threads.awaitAtRest(waiters.toArray(Task[]::new));
      conditions[1].acquire();
      conditions[0].signal(2);
      conditions[1].release();
      for (Task<Boolean> waiter : waiters) {
        require(waiter.result(), "a waiter was due to return True after notify()");
      }
    }
    Evidence.executed(1);
  }

  /** Whatever unparks a waiter or takes the lock, its wait goes on; one notification ends one. */
  void nothingButANotificationEndsAWait() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startWaiters(threads, condition, 2);
      for (Task<Boolean> waiter : waiters) {
        threads.unparkInVain(waiter);
      }
      signal(condition, 0);
      threads.awaitAtRest(waiters.toArray(Task[]::new));
      for (int ended = 1; ended <= waiters.size(); ended++) {
        signal(condition, 1);
        int due = ended;
        threads.await(
            "notify() to end a wait", () -> waiters.stream().filter(Task::isEnded).count() >= due);
        Task<?>[] others =
            waiters.stream().filter(waiter -> !waiter.isEnded()).toArray(Task[]::new);
        threads.awaitAtRest(others);
        require(others.length == waiters.size() - due, "one notify() ended two waits");
      }
      for (Task<Boolean> waiter : waiters) {
        require(waiter.result(), "a waiter was due to return True after notify()");
      }
    }
    Evidence.executed(1);
  }

  /** The predicate is looked at first, and after each notification, with the lock held. */
  void waitForLooksAfterEachNotification() {
    for (boolean timed : new boolean[] {false, true}) {
      ConditionSubject condition = newCondition();
      require(condition.awaitFor(() -> true), "wait_for of what is true needs no lock");
      AtomicInteger looks = new AtomicInteger();
      AtomicBoolean over = new AtomicBoolean();
      try (Threads threads = new Threads(kind)) {
        Task<Boolean> waiter =
            startWaiter(
                threads, condition, "wait_for", each -> waitFor(each, timed, looks, over::get));
        threads.awaitAtRest(waiter);
        for (int notified = 0; notified < 2; notified++) {
          requireLooks(looks, 1 + notified);
          signal(condition, 1);
          int due = 2 + notified;
          threads.await("a notification to have the predicate called", () -> looks.get() >= due);
          threads.awaitAtRest(waiter);
        }
        over.set(true);
        threads.awaitAtRest(waiter);
        signal(condition, 1);
        require(waiter.result(), "wait_for was due to return True once the predicate is true");
        requireLooks(looks, 4);
      }
      Evidence.executed(1);
    }
  }

  private static boolean waitFor(
      ConditionSubject condition, boolean timed, AtomicInteger looks, Look over) {
    Look predicate =
        () -> {
          looks.incrementAndGet();
          require(condition.isOwned(), "the predicate was due to be called with the lock held");
          return over.look();
        };
    return timed
        ? condition.awaitFor(predicate::look, FAR_AWAY)
        : condition.awaitFor(predicate::look);
  }

  private static void requireLooks(AtomicInteger looks, int due) {
    require(
        looks.get() == due,
        "the predicate was due to be called " + due + " times, not " + looks.get());
  }

  /** Who is notified again and again, for nothing, gives up all the same. */
  void notificationsBuyNoTime() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter =
          startWaiter(
              threads, condition, "wait_for", each -> each.awaitFor(() -> false, 10 * SOON));
      threads.await(
          "wait_for to give up although it is notified all the time",
          () -> {
            signal(condition, 1);
            return waiter.isEnded();
          });
      require(!waiter.result(), "wait_for was due to return False, as its predicate is false");
    }
    Evidence.executed(1);
  }

  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What the first or a later call of the predicate throws, after any kind of wait. */
  void whatThePredicateThrowsComesOut() {
    for (int levels = 1; levels <= levels(); levels++) {
      for (double timeout : new double[] {0, SOON, FAR_AWAY}) {
        for (int falseLooks = 0; falseLooks < 2; falseLooks++) {
          whatThePredicateThrowsComesOut(levels, timeout, falseLooks);
        }
      }
    }
    requireOutOfFirstLook(newCondition());
  }

  /* A predicate that is called first needs no lock, and then none is held afterwards. */
  private static void requireOutOfFirstLook(ConditionSubject condition) {
    try {
      condition.awaitFor(
          () -> {
            throw new Thrown();
          });
      throw new AssertionError("what the predicate threw was due to come out of wait_for");
    } catch (Thrown e) {
      require(!condition.locked(), "the lock was not held when the predicate threw, and is now");
    }
    Evidence.executed(1);
  }

  private void whatThePredicateThrowsComesOut(int levels, double timeout, int falseLooks) {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      Task<Integer> waiter =
          threads.start(
              "wait_for",
              () -> {
                for (int i = 0; i < levels; i++) {
                  condition.acquire();
                }
                int[] left = {falseLooks};
                try {
                  condition.awaitFor(
                      () -> {
                        if (left[0]-- == 0) {
                          throw new Thrown();
                        }
                        return false;
                      },
                      timeout);
                } catch (Thrown e) {
                  int held = 0;
                  while (condition.isOwned()) {
                    condition.release();
                    held++;
                  }
                  return held;
                }
                throw new AssertionError("what the predicate threw was due to come out");
              });
      if (timeout == FAR_AWAY && falseLooks > 0) {
        threads.awaitAtRest(waiter);
        signal(condition, 1);
      }
      int held = waiter.result();
      require(
          held == levels,
          "the predicate threw, and the lock was due to be held " + levels + " times, not " + held);
      requireNobodyLeftBehind(threads, condition);
    }
    Evidence.executed(1);
  }

  /* A notification reaches the only waiter, and not one that has left. */
  private static void requireNobodyLeftBehind(Threads threads, ConditionSubject condition) {
    Task<Boolean> waiter = startWaiter(threads, condition, "next", ConditionSubject::await);
    threads.awaitAtRest(waiter);
    signal(condition, 1);
    require(waiter.result(), "a waiter was due to return True after notify()");
  }

  /** An interrupted waiter leaves, and nobody else is disturbed. */
  void interruptedWaitersLeaveTheOthersAlone() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        Task<Boolean> waiter =
            startWaiter(threads, condition, "waiter-" + i, ConditionScenarios::isInterrupted);
        threads.awaitAtRest(waiter);
        waiters.add(waiter);
      }
      for (int leaver : new int[] {2, 0, 4}) {
        waiters.get(leaver).thread().interrupt();
        require(
            waiters.get(leaver).result(),
            "waiter-" + leaver + " was interrupted, and wait() returned True");
      }
      threads.awaitAtRest(waiters.get(1), waiters.get(3));
      signal(condition, 2);
      for (int stayer : new int[] {1, 3}) {
        require(!waiters.get(stayer).result(), "a waiter was not interrupted, and was told so");
      }
    }
    Evidence.executed(WAITERS);
  }

  /** Waits, and tells whether that was ended by an interrupt, as it has to be. */
  private static boolean isInterrupted(ConditionSubject condition) {
    try {
      require(condition.await(), "wait() returned False");
      return false;
    } catch (RuntimeException e) {
      PyError error = Subjects.ACTIVE.errorOf(e);
      if (error != PyError.KEYBOARD_INTERRUPT) {
        throw new AssertionError("KeyboardInterrupt was due, not " + error.python(), e);
      }
      require(
          !Thread.currentThread().isInterrupted(),
          "KeyboardInterrupt was raised, and the interrupt status is still set");
      require(condition.isOwned(), "KeyboardInterrupt was raised, and the lock is not held");
      return true;
    }
  }

  /** Who was notified waits for the lock whatever interrupts come, and keeps the status. */
  void interruptsDoNotStopTheNotified() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter =
          startWaiter(
              threads,
              condition,
              "waiter",
              each -> {
                require(each.await(), "wait() was due to return True after notify()");
                require(each.isOwned(), "wait() returned True, and the lock is not held");
                return Thread.interrupted();
              });
      threads.awaitAtRest(waiter);
      condition.acquire();
      condition.signal();
      for (int i = 0; i < 2; i++) {
        waiter.thread().interrupt();
        threads.awaitAtRest(waiter);
      }
      condition.release();
      require(waiter.result(), "the interrupt status was due to be set after wait()");
    }
    Evidence.executed(1);
  }

  /**
   * Threads that leave, by timeout or interrupt, before, between and after waiters that stay, are
   * not kept in memory; those that stay are notified.
   */
  void leaversAreForgotten() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      List<WeakReference<Thread>> leavers = new ArrayList<>();
      List<Task<Boolean>> stayers = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        leavers.add(leaver(condition, false));
        leavers.add(leaver(condition, true));
        Task<Boolean> stayer =
            startWaiter(threads, condition, "stayer-" + i, ConditionSubject::await);
        threads.awaitAtRest(stayer);
        stayers.add(stayer);
      }
      leavers.add(leaver(condition, false));
      leavers.add(leaver(condition, true));
      boolean forgotten = Heap.forgets(leavers);
      signal(condition, WAITERS);
      for (Task<Boolean> stayer : stayers) {
        require(stayer.result(), "a waiter was due to return True, beside waiters that have left");
      }
      require(forgotten, "a thread that has left its wait and ended is still kept in memory");
      Evidence.executed(leavers.size());
    }
  }

  private WeakReference<Thread> leaver(ConditionSubject condition, boolean interrupted) {
    Thread thread =
        kind.create(
            "leaver",
            () -> {
              condition.acquire();
              try {
                condition.await(interrupted ? FAR_AWAY : SOON);
              } catch (RuntimeException e) {
                Thread.interrupted(); // what it came to is the business of other rules
              }
              condition.release();
            });
    thread.start();
    if (interrupted) {
      Threads.poll(() -> !thread.isAlive() || Threads.isAtRest(thread));
      thread.interrupt();
    }
    require(Threads.poll(() -> !thread.isAlive()), "a waiter was due to leave");
    return new WeakReference<>(thread);
  }

  /** A Lock is held by one thread, notified about by a second and released by a third. */
  void anyThreadNotifiesAndReleases() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startWaiters(threads, condition, 2);
      condition.acquire();
      inAnotherThread(
          () -> {
            condition.signalAll();
            return true;
          });
      threads.awaitAtRest(waiters.toArray(Task[]::new));
      inAnotherThread(
          () -> {
            condition.release();
            return true;
          });
      for (Task<Boolean> waiter : waiters) {
        require(waiter.result(), "a waiter was due to return True after notify_all()");
      }
      require(!condition.locked(), "all have released, and the lock is held");
      condition.acquire();
      boolean timedOut =
          !inAnotherThread(() -> condition.await(SOON)); // gives up what this thread holds
      require(timedOut, "wait(0.001) was due to return False, as nobody notifies");
      require(condition.locked(), "the lock was due to be held after wait(0.001)");
    }
    Evidence.executed(1);
  }

  /** {@code enter} acquires, if need be after waiting, and closing releases. */
  @SuppressWarnings("try") // the scope is only opened and closed
  void enterAcquiresAndCloseReleases() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter;
      try (Scope held = condition.enter()) {
        require(condition.isOwned(), "the lock was due to be held in a with block");
        waiter =
            threads.start(
                "enter()",
                () -> {
                  try (Scope second = condition.enter()) {
                    return condition.isOwned();
                  }
                });
        threads.awaitAtRest(waiter);
      }
      require(waiter.result(), "the lock was due to be held in a with block that had to wait");
      require(!condition.locked(), "the lock was due to be free after the with block");
    }
    Evidence.executed(1);
  }

  /** More waiters than carriers do not keep other virtual threads from running. */
  void waitersLeaveTheCarriersFree() {
    ConditionSubject condition = newCondition();
    try (Threads threads = new Threads(kind)) {
      int count = 2 * Runtime.getRuntime().availableProcessors() + 2;
      List<Task<Boolean>> waiters = startWaiters(threads, condition, count);
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      signal(condition, count);
      for (Task<Boolean> waiter : waiters) {
        require(waiter.result(), "a waiter was due to return True after notify()");
      }
    }
    Evidence.executed(1);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
