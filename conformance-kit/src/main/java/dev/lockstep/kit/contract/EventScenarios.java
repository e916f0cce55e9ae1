package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Real threads that wait for an event. */
final class EventScenarios {
  private static final double FAR_AWAY = 1e3;

  private static final double SOON = 1e-3;

  private static final int WAITERS = 5;

  private final Kind kind;

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   */
  EventScenarios(Kind kind) {
    this.kind = kind;
  }

  /** Creates an event whose flag is set. */
  static EventSubject newSetEvent() {
    EventSubject event = Subjects.ACTIVE.newEvent();
    event.set();
    return event;
  }

  /** Everything that a thread of this kind can wait through. */
  static void every(Kind kind) {
    EventScenarios waiting = new EventScenarios(kind);
    waiting.waitsUntilSet("wait()", EventSubject::await);
    waiting.waitsUntilSet("wait(1000.0)", event -> event.await(FAR_AWAY));
    waiting.timeoutsAreLowerBounds();
    for (int waiters = 0; waiters <= WAITERS; waiters++) {
      waiting.setEndsTheWaitOf(waiters);
    }
    waiting.interruptedWaitersLeaveTheOthersAlone();
    if (Subjects.ACTIVE.offers("EVT-11")) {
      waiting.durationsAreLowerBounds();
    }
    if (Subjects.ACTIVE.offers("EVT-12")) {
      waiting.leaversAreForgotten();
    }
    if (Subjects.ACTIVE.offers("EVT-13")) {
      waiting.aPulseReachesAll();
    }
    waiting.waitersLeaveTheCarriersFree();
  }

  /** A call waits, whatever unparks it, until another thread sets the flag. */
  void waitsUntilSet(String name, Predicate<EventSubject> call) {
    EventSubject event = Subjects.ACTIVE.newEvent();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = threads.start(name, () -> call.test(event));
      threads.unparkInVain(waiter);
      event.set();
      require(waiter.result(), name + " was due to return True after set(), not False");
      require(event.isSet(), "is_set() was due to return True after " + name + " has returned");
    }
    Evidence.executed(1);
  }

  /** Timeouts are lower bounds, also of a thread that is unparked for no reason. */
  void timeoutsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.of(Subjects.ACTIVE.newEvent())).ofSeconds();
  }

  /** The same of Durations. */
  void durationsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.of(Subjects.ACTIVE.newEvent())).ofDurations();
  }

  /** One set ends the wait of so many, with and without a timeout. */
  void setEndsTheWaitOf(int count) {
    EventSubject event = Subjects.ACTIVE.newEvent();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startWaiters(threads, event, count);
      event.set();
      threads.await(
          "set() to end the wait of " + count, () -> waiters.stream().allMatch(Task::isEnded));
      requireTrue(waiters, "set()");
    }
    Evidence.executed(1);
  }

  /** A set and a clear before any waiter runs: each returns true. */
  void aPulseReachesAll() {
    EventSubject event = Subjects.ACTIVE.newEvent();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startWaiters(threads, event, WAITERS);
      event.set();
      event.clear();
      boolean ended =
          Threads.poll(() -> waiters.stream().allMatch(Task::isEnded)); // before all are let go
      boolean flag = event.isSet();
      event.set();
      require(ended, "set() and clear() at once were due to end the wait of " + WAITERS);
      require(!flag, "is_set() was due to return False after clear()");
      requireTrue(waiters, "set() and clear() at once");
    }
    Evidence.executed(1);
  }

  private static List<Task<Boolean>> startWaiters(Threads threads, EventSubject event, int count) {
    List<Task<Boolean>> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean timed = i % 2 == 1;
      waiters.add(
          threads.start("waiter-" + i, () -> timed ? event.await(FAR_AWAY) : event.await()));
    }
    threads.awaitAtRest(waiters.toArray(Task[]::new));
    return waiters;
  }

  private static void requireTrue(List<Task<Boolean>> waiters, String after) {
    for (int i = 0; i < waiters.size(); i++) {
      require(
          waiters.get(i).result(),
          "waiter-" + i + " of " + waiters.size() + " was due to return True after " + after);
    }
  }

  /** An interrupted waiter leaves, and nobody else is disturbed. */
  void interruptedWaitersLeaveTheOthersAlone() {
    EventSubject event = Subjects.ACTIVE.newEvent();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        Task<Boolean> waiter = threads.start("waiter-" + i, () -> isInterrupted(event));
        threads.awaitAtRest(waiter);
        waiters.add(waiter);
      }
      for (int leaver : new int[] {2, 0, 4}) {
        waiters.get(leaver).thread().interrupt();
        require(
            waiters.get(leaver).result(),
            "waiter-" + leaver + " was interrupted, and wait() returned True");
      }
      require(!event.isSet(), "is_set() was due to return False after interrupts");
      threads.awaitAtRest(waiters.get(1), waiters.get(3));
      event.set();
      for (int stayer : new int[] {1, 3}) {
        require(!waiters.get(stayer).result(), "a waiter was not interrupted, and was told so");
      }
    }
    Evidence.executed(WAITERS);
  }

  /** Waits, and tells whether that was ended by an interrupt, as it has to be. */
  private static boolean isInterrupted(EventSubject event) {
    try {
      require(event.await(), "wait() returned False");
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

  /**
   * Threads that leave, by timeout or interrupt, before, between and after waiters that stay, are
   * not kept in memory; those that stay are woken.
   */
  void leaversAreForgotten() {
    EventSubject event = Subjects.ACTIVE.newEvent();
    try (Threads threads = new Threads(kind)) {
      List<WeakReference<Thread>> leavers = new ArrayList<>();
      List<Task<Boolean>> stayers = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        leavers.add(leaver(event, false));
        leavers.add(leaver(event, true));
        Task<Boolean> stayer = threads.start("stayer-" + i, event::await);
        threads.awaitAtRest(stayer);
        stayers.add(stayer);
      }
      leavers.add(leaver(event, false));
      leavers.add(leaver(event, true));
      boolean forgotten = Heap.forgets(leavers);
      event.set();
      requireTrue(stayers, "set(), beside waiters that have left");
      require(forgotten, "a thread that has left its wait and ended is still kept in memory");
      Evidence.executed(leavers.size());
    }
  }

  private WeakReference<Thread> leaver(EventSubject event, boolean interrupted) {
    Thread thread =
        kind.create(
            "leaver",
            () -> {
              try {
                event.await(interrupted ? FAR_AWAY : SOON);
              } catch (RuntimeException e) {
                Thread.interrupted(); // what it came to is the business of other rules
              }
            });
    thread.start();
    if (interrupted) {
      Threads.poll(() -> !thread.isAlive() || Threads.isAtRest(thread));
      thread.interrupt();
    }
    require(Threads.poll(() -> !thread.isAlive()), "a waiter was due to leave");
    return new WeakReference<>(thread);
  }

  /** More waiters than carriers do not keep other virtual threads from running. */
  void waitersLeaveTheCarriersFree() {
    EventSubject event = Subjects.ACTIVE.newEvent();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters =
          startWaiters(threads, event, 2 * Runtime.getRuntime().availableProcessors() + 2);
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      event.set();
      requireTrue(waiters, "set()");
    }
    Evidence.executed(1);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
