package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.AcquirableSubject;
import dev.lockstep.kit.subject.Scope;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/**
 * What locks and semaphores have in common when threads wait: scenarios with real threads. Each
 * begins with an object that cannot be acquired until it is released.
 */
final class WaitingScenarios<S extends AcquirableSubject> {
  /* On a busy machine one waiter in ten is passed so often. */
  private static final int LUCKY_WAITERS = 3_000;

  private static final double FAR_AWAY = 1e3;

  /* Seconds that a newcomer waits: too short to be served, and not the one look of zero. */
  private static final double AN_INSTANT = 1e-9;

  private static final int WAITERS = 5;

  private final Kind kind;
  private final Supplier<S> unavailable;

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   * @param unavailable creates an object that cannot be acquired
   */
  WaitingScenarios(Kind kind, Supplier<S> unavailable) {
    this.kind = kind;
    this.unavailable = unavailable;
  }

  /** The forms that wait for ever. */
  static <S extends AcquirableSubject> Map<String, Function<S, Boolean>> forever() {
    return Map.of(
        "acquire()", AcquirableSubject::acquire, "acquire(True)", subject -> subject.acquire(true));
  }

  /** The form that waits for a long time. */
  static <S extends AcquirableSubject> Map<String, Function<S, Boolean>> timed() {
    return Map.of("acquire(True, 1000.0)", subject -> subject.acquire(true, FAR_AWAY));
  }

  /**
   * Everything that a thread of this kind can wait through.
   *
   * @param orderRule the rule that waiters are served in order
   * @param enterRule that of {@code with}
   * @param durationRule that of Durations
   */
  void every(String orderRule, String enterRule, String durationRule) {
    waitsUntilReleased(forever());
    waitsUntilReleased(timed());
    timeoutsAreLowerBounds();
    interruptedWaitersLeaveTheOthersAlone();
    if (Subjects.ACTIVE.offers(orderRule)) {
      servesInOrder();
    }
    if (Subjects.ACTIVE.offers(enterRule)) {
      enterAcquiresAndCloseReleases();
    }
    if (Subjects.ACTIVE.offers(durationRule)) {
      durationsAreLowerBounds();
    }
    waitersLeaveTheCarriersFree();
  }

  /** Each form waits, whatever unparks it, until another thread releases. */
  void waitsUntilReleased(Map<String, Function<S, Boolean>> forms) {
    forms.forEach(this::waitsUntilReleased);
  }

  private void waitsUntilReleased(String name, Function<S, Boolean> form) {
    S subject = unavailable.get();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = threads.start(name, () -> form.apply(subject));
      threads.unparkInVain(waiter);
      requireUnavailable(subject, "while " + name + " waits");
      subject.release();
      require(waiter.result(), name + " was due to return True after the release, not False");
      requireUnavailable(subject, "after " + name + " has acquired");
    }
    Evidence.executed(1);
  }

  /** Timeouts are lower bounds, also of a thread that is unparked for no reason. */
  void timeoutsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.of(unavailable.get())).ofSeconds();
  }

  /** The same of Durations. */
  void durationsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.of(unavailable.get())).ofDurations();
  }

  /** Waiters are served in the order in which they were queued, also when one has left. */
  void servesInOrder() {
    for (boolean oneLeaves : new boolean[] {false, true}) {
      servesInOrder(oneLeaves);
    }
  }

  private void servesInOrder(boolean oneLeaves) {
    S subject = unavailable.get();
    List<String> served = new CopyOnWriteArrayList<>();
    List<String> due = new ArrayList<>();
    try (Threads threads = new Threads(kind)) {
      for (int i = 0; i < WAITERS; i++) {
        String name = "waiter-" + i;
        boolean leaves = oneLeaves && i == WAITERS / 2;
        Task<Boolean> waiter =
            threads.start(
                name, () -> leaves ? leaves(subject) : subject.acquire() && served.add(name));
        threads.awaitAtRest(waiter);
        if (leaves) {
          waiter.thread().interrupt();
          require(waiter.result(), name + " was interrupted, and has acquired");
        } else {
          due.add(name);
        }
      }
      for (int i = 1; i <= due.size(); i++) {
        int count = i;
        subject.release();
        threads.await("release " + i + " to serve a waiter", () -> served.size() >= count);
        require(
            served.equals(due.subList(0, i)),
            "after "
                + i
                + " releases "
                + due.subList(0, i)
                + " were due to be served, not "
                + served);
      }
      threads.join();
    }
    Evidence.executed(1);
  }

  /** The first in line, kept from running, is passed so often and then handed the next release. */
  @SuppressWarnings("try") // the stall is only opened and closed
  static <S extends AcquirableSubject> void isNotPassedTooOften(
      String rule, Supplier<S> unavailable) {
    int bound = RuleNumbers.in(rule, "more than # times");
    S subject = unavailable.get();
    try (Threads threads = new Threads(Kind.stallable())) {
      Task<Boolean> waiter = threads.start("first in line", subject::acquire);
      int passes = 0;
      boolean passed;
      try (Threads.Stall stalled = threads.stall(waiter)) {
        do {
          subject.release();
          passed = subject.acquire(true, AN_INSTANT);
          passes += passed ? 1 : 0;
        } while (passed && passes <= bound);
      }
      if (passed) {
        subject.release(); // so that the waiter can end
      }
      require(waiter.result(), "the first in line was due to acquire");
      require(
          !passed,
          "the first in line may be passed " + bound + " times, and was " + passes + " times");
      requireUnavailable(subject, "once it was handed over");
      Evidence.executed(passes);
    }
  }

  /**
   * The first in line, woken again and again in vain, parks so often and is then handed over to.
   * Only luck shows that of a thread that is not of kind {@link Kind#stallable()}.
   */
  void isNotPassedOnceItHasParkedTooOften(String rule) {
    int bound = RuleNumbers.in(rule, "parked # times");
    for (int i = 0; i < LUCKY_WAITERS; i++) {
      if (isPassedUntilItHasParked(bound)) {
        return; // a waiter that is lucky acquires earlier, and shows nothing
      }
    }
    throw new IllegalStateException(
        "nothing was shown: each of "
            + LUCKY_WAITERS
            + " waiters acquired before it was passed so often");
  }

  private boolean isPassedUntilItHasParked(int bound) {
    S subject = unavailable.get();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = threads.start("first in line", subject::acquire);
      threads.awaitAtRest(waiter);
      long parked = kind == Kind.PLATFORM ? Threads.parks(waiter) : 1;
      while (parked < bound) {
        if (!passes(subject, threads, waiter)) {
          require(waiter.result(), "the first in line was due to acquire");
          return false;
        }
        // A virtual thread that was unparked looks parked only once it has parked again.
        long last = parked;
        threads.await(
            "the first in line to be woken by release(), and to park again",
            () ->
                (kind == Kind.VIRTUAL || Threads.parks(waiter) > last)
                    && Threads.isAtRest(waiter.thread()));
        parked = kind == Kind.PLATFORM ? Threads.parks(waiter) : parked + 1;
        Evidence.executed(1);
      }
      subject.release();
      boolean passed = subject.acquire(true, AN_INSTANT);
      if (passed) {
        subject.release(); // so that the waiter can end
      }
      require(waiter.result(), "the first in line was due to acquire");
      require(!passed, "the first in line had parked " + parked + " times, and was passed again");
      return true;
    }
  }

  /* Only luck keeps a thread from running meanwhile that cannot be stalled. */
  @SuppressWarnings("try") // the stall is only opened and closed
  private boolean passes(S subject, Threads threads, Task<Boolean> waiter) {
    try (Threads.Stall stalled = kind == Kind.stallable() ? threads.stall(waiter) : () -> {}) {
      subject.release();
      return subject.acquire(true, AN_INSTANT);
    }
  }

  /** An interrupted waiter leaves, and nobody else is disturbed. */
  void interruptedWaitersLeaveTheOthersAlone() {
    S subject = unavailable.get();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        Task<Boolean> waiter = threads.start("waiter-" + i, () -> isInterrupted(subject));
        threads.awaitAtRest(waiter);
        waiters.add(waiter);
      }
      for (int leaver : new int[] {2, 0, 4}) {
        waiters.get(leaver).thread().interrupt();
        require(
            waiters.get(leaver).result(),
            "waiter-" + leaver + " was interrupted, and has acquired");
      }
      requireUnavailable(subject, "after interrupts");
      for (int stayer : new int[] {1, 3}) {
        threads.awaitAtRest(waiters.get(stayer));
      }
      List<Task<Boolean>> stayers = List.of(waiters.get(1), waiters.get(3));
      for (int i = 1; i <= stayers.size(); i++) {
        int count = i;
        subject.release();
        threads.await(
            "release " + i + " to serve one that was not interrupted",
            () -> stayers.stream().filter(Task::isEnded).count() >= count);
      }
      for (Task<Boolean> stayer : stayers) {
        require(!stayer.result(), "a waiter was not interrupted, and was told so");
      }
    }
    Evidence.executed(WAITERS);
  }

  /** Waits until an interrupt ends that, in whatever way: how is the business of another rule. */
  static boolean leaves(AcquirableSubject subject) {
    try {
      return !subject.acquire();
    } catch (RuntimeException e) {
      return Subjects.ACTIVE.errorOf(e) != PyError.OTHER;
    } finally {
      Thread.interrupted();
    }
  }

  /** Acquires, and tells whether that was ended by an interrupt, as it has to be. */
  static boolean isInterrupted(AcquirableSubject subject) {
    try {
      require(subject.acquire(), "acquire() returned False");
      return false;
    } catch (RuntimeException e) {
      PyError error = Subjects.ACTIVE.errorOf(e);
      if (error != PyError.KEYBOARD_INTERRUPT) {
        throw new AssertionError("KeyboardInterrupt was due, not " + error.python(), e);
      }
      require(
          !Thread.currentThread().isInterrupted(),
          "KeyboardInterrupt was raised, and the interrupt status is still set");
      return true;
    }
  }

  /** {@code enter} acquires, if need be after waiting, and closing releases. */
  @SuppressWarnings("try") // the scope is only opened and closed
  void enterAcquiresAndCloseReleases() {
    S subject = unavailable.get();
    subject.release();
    try (Scope held = subject.enter()) {
      requireUnavailable(subject, "in a with block");
      Evidence.executed(1);
    }
    try (Threads threads = new Threads(kind)) {
      Scope first = threads.start("enter()", subject::enter).result();
      Task<Scope> waiter = threads.start("enter()", subject::enter);
      threads.awaitAtRest(waiter);
      first.close();
      Scope second = waiter.result();
      requireUnavailable(subject, "in a with block that had to wait");
      second.close();
      require(subject.acquire(false), "it was due to be available after the with block");
    }
    Evidence.executed(1);
  }

  /** More waiters than carriers do not keep other virtual threads from running. */
  void waitersLeaveTheCarriersFree() {
    S subject = unavailable.get();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
        waiters.add(threads.start("waiter-" + i, subject::acquire));
      }
      threads.awaitAtRest(waiters.toArray(Task[]::new));
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      for (int i = 1; i <= waiters.size(); i++) {
        int count = i;
        subject.release();
        threads.await(
            "release " + i + " to serve a waiter",
            () -> waiters.stream().filter(Task::isEnded).count() >= count);
      }
    }
    Evidence.executed(1);
  }

  /**
   * Runs a scenario on virtual threads. What fails on platform threads too is not the business of
   * the rule that both are alike: other checks find it.
   */
  static void alikeOnVirtualThreads(Consumer<Kind> scenario) {
    requireVirtualThreads();
    try {
      scenario.accept(Kind.VIRTUAL);
    } catch (AssertionError onVirtual) {
      try {
        scenario.accept(Kind.PLATFORM);
      } catch (AssertionError onPlatform) {
        Evidence.executed(1); // both were seen, and are alike
        return;
      }
      throw onVirtual;
    }
  }

  /** Ends the check if there are no virtual threads that a rule could hold for. */
  static void requireVirtualThreads() {
    if (!Kind.available().contains(Kind.VIRTUAL)) {
      throw new TestAbortedException(
          "Java " + Runtime.version().feature() + " has no virtual threads");
    }
  }

  /** Ends the check if the subject does not offer a rule. */
  static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }

  /** Ends the check as {@link #requireVirtualThreads} does; it is for a JVM with one carrier. */
  static void requireOneCarrier() {
    requireVirtualThreads();
    if (Threads.carriers() != 1) {
      throw new IllegalStateException(
          "Virtual threads have one carrier only with -Djdk.virtualThreadScheduler.parallelism=1"
              + " and -Djdk.virtualThreadScheduler.maxPoolSize=1");
    }
  }

  private static void requireUnavailable(AcquirableSubject subject, String when) {
    require(!subject.acquire(true, 0), "acquire(True, 0) was due to return False " + when);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
