package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.RLockSubject;
import dev.lockstep.kit.subject.Scope;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Real threads that wait for a re-entrant lock. A thread of its own, the keeper, owns it at first:
 * who has acquired has to release, too.
 */
final class RLockScenarios {
  private static final double FAR_AWAY = 1e3;

  private static final int WAITERS = 5;

  private static final int LEVELS = 3;

  private final Kind kind;
  private final Worker keeper;

  /**
   * Creates the scenarios.
   *
   * @param kind of all threads
   */
  RLockScenarios(Kind kind) {
    this.kind = kind;
    keeper = Workers.of(kind);
  }

  /** The forms that wait for ever. */
  static Map<String, Predicate<RLockSubject>> forever() {
    return Map.of("acquire()", RLockSubject::acquire, "acquire(True)", lock -> lock.acquire(true));
  }

  /** The form that waits for a long time. */
  static Map<String, Predicate<RLockSubject>> timed() {
    return Map.of("acquire(True, 1000.0)", lock -> lock.acquire(true, FAR_AWAY));
  }

  /** Returns a lock that the keeper holds. */
  RLockSubject kept(int levels) {
    RLockSubject lock = Subjects.ACTIVE.newRLock();
    for (int i = 0; i < levels; i++) {
      keeper("acquire(False)", () -> lock.acquire(false), Outcome.TRUE);
    }
    return lock;
  }

  private void keeper(String name, Callable<@Nullable Object> call, Outcome due) {
    Outcome seen = keeper.observe(call, false);
    require(seen.equals(due), name + " by the owner was due: " + due + "; seen: " + seen);
  }

  private void release(RLockSubject lock) {
    keeper(
        "release()",
        () -> {
          lock.release();
          return null;
        },
        Outcome.NOTHING);
  }

  /** Each form waits, whatever unparks it, until the owner has released the last level. */
  void waitsUntilReleased(Map<String, Predicate<RLockSubject>> forms) {
    forms.forEach((name, form) -> waitsUntilReleased(name, form, 1));
  }

  /** A waiter goes on waiting while its owner gives up all levels but the last. */
  void waitsForTheLastLevel() {
    waitsUntilReleased("acquire()", RLockSubject::acquire, LEVELS);
  }

  private void waitsUntilReleased(String name, Predicate<RLockSubject> form, int levels) {
    RLockSubject lock = kept(levels);
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = threads.start(name, () -> form.test(lock));
      for (int left = levels; left > 0; left--) {
        threads.unparkInVain(waiter);
        requireUnavailable(lock, "while " + name + " waits");
        release(lock);
      }
      require(waiter.result(), name + " was due to return True after the release, not False");
      requireUnavailable(lock, "after " + name + " has acquired");
    }
    Evidence.executed(1);
  }

  /** The owner acquires in every form while another thread waits, and none of that serves it. */
  void acquiresAgainWhileOthersWait(Map<String, Predicate<RLockSubject>> forms) {
    RLockSubject lock = kept(1);
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = threads.start("waiter", lock::acquire);
      forms.forEach(
          (name, form) -> {
            threads.awaitAtRest(waiter);
            keeper(name, () -> form.test(lock), Outcome.TRUE);
            Evidence.executed(1);
          });
      forms.keySet().forEach(name -> release(lock));
      threads.awaitAtRest(waiter);
      release(lock);
      require(waiter.result(), "acquire() was due to return True after the last release");
    }
  }

  /** Whoever is not the owner is never told that it is, nor let in, while the owner goes about. */
  void onlyTheOwnerOwns() {
    RLockSubject lock = Subjects.ACTIVE.newRLock();
    CountDownLatch acquired = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> owner =
          threads.start(
              "owner",
              () -> {
                lock.acquire();
                acquired.countDown();
                seen.await();
                boolean owns = lock.isOwned() && lock.recursionCount() == 1;
                lock.release();
                return owns;
              });
      Task<Boolean> witness =
          threads.start(
              "witness",
              () -> {
                acquired.await();
                return true;
              });
      require(witness.result(), "the owner acquires");
      threads.awaitAtRest(owner);
      List<Task<String>> others = new ArrayList<>();
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
        others.add(
            threads.start(
                "other-" + i,
                () ->
                    lock.isOwned()
                        + " "
                        + lock.recursionCount()
                        + " "
                        + lock.locked()
                        + " "
                        + lock.acquire(false)));
      }
      for (Task<String> other : others) {
        String told = other.result();
        require(
            told.equals("false 0 true false"),
            "of a lock that another thread owns _is_owned(), _recursion_count(), locked(),"
                + " acquire(False) were due: false 0 true false; seen: "
                + told);
      }
      seen.countDown();
      require(owner.result(), "the owner was due to own the lock still, at one level");
    }
    require(!lock.locked(), "locked() was due to return False after the release");
    Evidence.executed(1);
  }

  /** Waiters are served in the order in which they were queued, also when one has left. */
  void servesInOrder() {
    for (boolean oneLeaves : new boolean[] {false, true}) {
      servesInOrder(oneLeaves);
    }
  }

  private void servesInOrder(boolean oneLeaves) {
    RLockSubject lock = kept(1);
    List<String> served = new CopyOnWriteArrayList<>();
    List<String> due = new ArrayList<>();
    List<CountDownLatch> turns = new ArrayList<>();
    try (Threads threads = new Threads(kind)) {
      for (int i = 0; i < WAITERS; i++) {
        String name = "waiter-" + i;
        boolean leaves = oneLeaves && i == WAITERS / 2;
        CountDownLatch turn = new CountDownLatch(1);
        Task<Boolean> waiter =
            threads.start(
                name,
                () -> leaves ? WaitingScenarios.leaves(lock) : holds(lock, served, name, turn));
        threads.awaitAtRest(waiter);
        if (leaves) {
          waiter.thread().interrupt();
          require(waiter.result(), name + " was interrupted, and has acquired");
        } else {
          due.add(name);
          turns.add(turn);
        }
      }
      release(lock);
      try {
        for (int i = 1; i <= due.size(); i++) {
          int count = i;
          threads.await("release " + i + " to serve a waiter", () -> served.size() >= count);
          require(
              served.equals(due.subList(0, i)),
              "after "
                  + i
                  + " releases "
                  + due.subList(0, i)
                  + " were due to be served, not "
                  + served);
          turns.get(i - 1).countDown();
        }
      } finally {
        turns.forEach(CountDownLatch::countDown); // so that all can end
      }
      threads.join();
    }
    Evidence.executed(1);
  }

  private static boolean holds(
      RLockSubject lock, List<String> served, String name, CountDownLatch turn)
      throws InterruptedException {
    lock.acquire();
    served.add(name);
    turn.await();
    lock.release();
    return true;
  }

  /** An interrupted waiter leaves, and nobody else is disturbed, the owner least of all. */
  void interruptedWaitersLeaveTheOthersAlone() {
    RLockSubject lock = kept(2);
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        Task<Boolean> waiter = threads.start("waiter-" + i, () -> isInterrupted(lock));
        threads.awaitAtRest(waiter);
        waiters.add(waiter);
      }
      for (int leaver : new int[] {2, 0, 4}) {
        waiters.get(leaver).thread().interrupt();
        require(
            waiters.get(leaver).result(),
            "waiter-" + leaver + " was interrupted, and has acquired");
      }
      requireUnavailable(lock, "after interrupts");
      threads.awaitAtRest(waiters.get(1), waiters.get(3));
      release(lock);
      threads.awaitAtRest(waiters.get(1), waiters.get(3));
      release(lock);
      for (int stayer : new int[] {1, 3}) {
        require(!waiters.get(stayer).result(), "a waiter was not interrupted, and was told so");
      }
    }
    Evidence.executed(WAITERS);
  }

  private static boolean isInterrupted(RLockSubject lock) {
    boolean interrupted = WaitingScenarios.isInterrupted(lock);
    if (!interrupted) {
      lock.release();
    }
    return interrupted;
  }

  /** {@code enter} acquires a level, if need be after waiting, and closing releases it. */
  @SuppressWarnings("try") // the scopes are only opened and closed
  void enterAcquiresAndCloseReleases() {
    RLockSubject lock = kept(1);
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter =
          threads.start(
              "with lock",
              () -> {
                try (Scope outer = lock.enter()) {
                  try (Scope inner = lock.enter()) {
                    requireUnavailable(threads, lock, "in two with blocks that had to wait");
                  }
                  requireUnavailable(threads, lock, "after the inner with block");
                }
                return true;
              });
      threads.awaitAtRest(waiter);
      release(lock);
      require(waiter.result(), "a with block");
      require(lock.acquire(false), "it was due to be available after the with blocks");
      lock.release();
    }
    Evidence.executed(1);
  }

  private static void requireUnavailable(Threads threads, RLockSubject lock, String when) {
    boolean acquired = threads.start("look", () -> lock.acquire(true, 0)).result();
    require(!acquired, "acquire(True, 0) by another thread was due to return False " + when);
  }

  /** More waiters than carriers do not keep other virtual threads from running. */
  void waitersLeaveTheCarriersFree() {
    RLockSubject lock = kept(1);
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
        waiters.add(
            threads.start(
                "waiter-" + i,
                () -> {
                  boolean acquired = lock.acquire();
                  lock.release();
                  return acquired;
                }));
      }
      threads.awaitAtRest(waiters.toArray(Task[]::new));
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      release(lock);
      for (Task<Boolean> waiter : waiters) {
        require(waiter.result(), "acquire() was due to return True after the release");
      }
    }
    Evidence.executed(1);
  }

  private static void requireUnavailable(RLockSubject lock, String when) {
    require(
        !lock.acquire(true, 0),
        "acquire(True, 0) by another thread was due to return False " + when);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
