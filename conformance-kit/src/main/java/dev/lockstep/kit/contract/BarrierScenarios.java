package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.BarrierSubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Real threads that wait for each other at a barrier. */
final class BarrierScenarios {
  private static final double FAR_AWAY = 1e3;

  private static final double SOON = 1e-3;

  private static final int PARTIES = 5;

  private static final int REFUSED_GENERATIONS = 50_000;

  /* The least object takes twice that. */
  private static final long BYTES_EACH = 8;

  private final Kind kind;

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   */
  BarrierScenarios(Kind kind) {
    this.kind = kind;
  }

  /** Everything that a thread of this kind can wait through. */
  static void every(Kind kind) {
    BarrierScenarios waiting = new BarrierScenarios(kind);
    waiting.waitsForTheLast("wait()", BarrierSubject::await);
    waiting.waitsForTheLast("wait(1000.0)", barrier -> barrier.await(FAR_AWAY));
    waiting.timeoutsAreLowerBounds();
    waiting.allAreRefusedOnce("a timeout", BarrierScenarios::timesOut);
    waiting.resetRefusesTheWaiters();
    waiting.theLastToArriveRunsTheAction();
    errorsOfActions().forEach(waiting::anActionThatThrowsBreaksTheBarrier);
    waiting.generationsDoNotMix();
    waiting.aTimeoutDuringTheActionIsIgnored();
    waiting.anInterruptDuringTheActionIsKept();
    waiting.waitersLeaveTheCarriersFree();
    if (Subjects.ACTIVE.offers("BAR-12")) {
      waiting.lateArrivalsWaitForTheAction();
      waiting.lateTimeoutsBeginAfterTheAction();
      waiting.othersSeeTheActionFail();
      waiting.othersWaitForTheAction("reset()", BarrierSubject::reset, false);
    }
    if (Subjects.ACTIVE.offers("BAR-15")) {
      waiting.allAreRefusedOnce("abort()", BarrierSubject::abort);
    }
    if (Subjects.ACTIVE.offers("BAR-19")) {
      waiting.interruptedWaitersAreWithdrawn();
      waiting.whoWaitsForTheActionCanBeInterrupted();
      waiting.leaversAreForgotten();
    }
    if (Subjects.ACTIVE.offers("BAR-20")) {
      waiting.durationsAreLowerBounds();
    }
  }

  private static BarrierSubject newBarrier(int parties) {
    return Subjects.ACTIVE.newBarrier(parties);
  }

  private static BarrierSubject newBarrier(int parties, Runnable action) {
    return Subjects.ACTIVE.newBarrier(parties, action);
  }

  /** Creates a barrier of two that is broken. */
  static BarrierSubject newBrokenBarrier() {
    BarrierSubject barrier = newBarrier(2);
    requireRefused(() -> barrier.await(0), "wait(0) of the first to arrive");
    return barrier;
  }

  interface Party {
    int arrive();
  }

  /** Whether a wait is refused; anything else that it throws is a failure. */
  static boolean isRefused(Party party) {
    try {
      party.arrive();
      return false;
    } catch (RuntimeException e) {
      requireError(e, PyError.BROKEN_BARRIER_ERROR);
      return true;
    }
  }

  private static void requireError(RuntimeException seen, PyError due) {
    PyError error = Subjects.ACTIVE.errorOf(seen);
    if (error != due) {
      throw new AssertionError(due.python() + " was due, not " + error.python(), seen);
    }
  }

  /* In a thread of its own, so that a call that hangs is found. */
  private static void requireRefused(Party party, String what) {
    try (Threads threads = new Threads()) {
      require(
          threads.start(what, () -> isRefused(party)).result(),
          what + " was due to raise BrokenBarrierError, and returned");
    }
  }

  /** The last party arrives, in a thread of its own, so that a call that hangs is found. */
  private static void requireLast(Threads threads, BarrierSubject barrier, int due, String when) {
    String name = "the last to arrive" + when;
    requireIndex(threads.start(name, barrier::await).result(), due, name);
  }

  private static void requireState(
      BarrierSubject barrier, boolean broken, int waiting, String when) {
    require(
        barrier.broken() == broken,
        "broken was due to be " + broken + " " + when + ", and was " + !broken);
    int seen = barrier.nWaiting();
    require(
        seen == waiting, "n_waiting was due to be " + waiting + " " + when + ", and was " + seen);
  }

  /** Starts a waiter and lets it come to rest. */
  private static <T extends @Nullable Object> Task<T> startAtRest(
      Threads threads, String name, Callable<T> body) {
    Task<T> task = threads.start(name, body);
    threads.awaitAtRest(task);
    return task;
  }

  private static List<Task<Boolean>> startRefusable(
      Threads threads, BarrierSubject barrier, int count) {
    List<Task<Boolean>> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean timed = i % 2 == 1;
      waiters.add(
          startAtRest(
              threads,
              "waiter-" + i,
              () -> isRefused(() -> timed ? barrier.await(FAR_AWAY) : barrier.await())));
    }
    return waiters;
  }

  private static void requireAllRefused(List<Task<Boolean>> waiters, String by) {
    for (Task<Boolean> waiter : waiters) {
      require(waiter.result(), waiter.thread().getName() + " was due to be refused by " + by);
    }
  }

  /** After all that, a generation passes as if nothing had been before. */
  private void requireUsable(BarrierSubject barrier, String when) {
    int parties = barrier.parties();
    try (Threads threads = new Threads(kind)) {
      List<Task<Integer>> waiters = new ArrayList<>();
      for (int i = 0; i < parties - 1; i++) {
        waiters.add(startAtRest(threads, "next-" + i, barrier::await));
        requireState(barrier, false, i + 1, when + ", once " + (i + 1) + " have arrived");
      }
      requireLast(threads, barrier, parties - 1, " " + when);
      for (int i = 0; i < parties - 1; i++) {
        requireIndex(waiters.get(i).result(), i, "arrival " + i + " " + when);
      }
      requireState(barrier, false, 0, when + ", once all have passed");
    }
    Evidence.executed(1);
  }

  private static void requireIndex(int seen, int due, String who) {
    require(seen == due, who + " was due to return " + due + ", and returned " + seen);
  }

  /** A call waits, whatever unparks it, until the last thread arrives. */
  void waitsForTheLast(String name, ToIntFunction<BarrierSubject> call) {
    BarrierSubject barrier = newBarrier(2);
    try (Threads threads = new Threads(kind)) {
      Task<Integer> waiter = startAtRest(threads, name, () -> call.applyAsInt(barrier));
      threads.unparkInVain(waiter);
      requireState(barrier, false, 1, "while " + name + " waits");
      requireLast(threads, barrier, 1, "");
      requireIndex(waiter.result(), 0, name);
    }
    Evidence.executed(1);
  }

  /** The numbers of so many parties, over some generations. */
  void numbersAreThoseOfTheArrivals(int parties) {
    BarrierSubject barrier = newBarrier(parties);
    for (int generation = 1; generation <= 3; generation++) {
      requireUsable(barrier, "in generation " + generation + " of " + parties + " parties");
    }
  }

  /** Timeouts are lower bounds, also of a thread that is unparked for no reason. */
  void timeoutsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.refusedBy(newBarrier(2))).ofSeconds();
  }

  /** The same of Durations. */
  void durationsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.refusedBy(newBarrier(2))).ofDurations();
  }

  /** Something breaks the barrier under waiters: all are refused, and so are later ones. */
  void allAreRefusedOnce(String what, Consumer<BarrierSubject> breaks) {
    for (int waiters = 0; waiters < PARTIES - 1; waiters++) {
      BarrierSubject barrier = newBarrier(PARTIES);
      try (Threads threads = new Threads(kind)) {
        List<Task<Boolean>> refused = startRefusable(threads, barrier, waiters);
        breaks.accept(barrier);
        requireState(barrier, true, 0, "after " + what);
        requireAllRefused(refused, what);
      }
      for (double timeout : new double[] {FAR_AWAY, 0, Double.POSITIVE_INFINITY}) {
        requireRefused(() -> barrier.await(timeout), "wait(" + timeout + ") after " + what);
      }
      requireRefused(barrier::await, "wait() after " + what);
      requireState(barrier, true, 0, "after refused calls");
      barrier.reset();
      requireUsable(barrier, "after " + what + " and reset()");
    }
  }

  /** A timed wait that is over in vain. */
  static void timesOut(BarrierSubject barrier) {
    requireRefused(() -> barrier.await(SOON), "wait(" + SOON + "), in vain");
  }

  /** A wait with no time at all. */
  static void hasNoTime(BarrierSubject barrier) {
    requireRefused(() -> barrier.await(0), "wait(0)");
  }

  /** A timeout that does not fit is none of a call that need not wait for its generation. */
  void aTimeoutIsNoErrorForTheLastOrOfABrokenBarrier(double timeout) {
    try (Threads threads = new Threads(kind)) {
      BarrierSubject single = newBarrier(1);
      String name = "wait(" + timeout + ") of a single party";
      requireIndex(threads.start(name, () -> single.await(timeout)).result(), 0, name);
    }
    BarrierSubject broken = newBrokenBarrier();
    requireRefused(() -> broken.await(timeout), "wait(" + timeout + ") of a broken barrier");
    Evidence.executed(1);
  }

  /** A call that is refused for its timeout has not arrived. */
  void refusedTimeoutsAreNotCounted(double timeout, PyError due) {
    BarrierSubject barrier = newBarrier(3);
    try (Threads threads = new Threads(kind)) {
      Task<Integer> first = startAtRest(threads, "first", barrier::await);
      try {
        barrier.await(timeout);
        throw new AssertionError("wait(" + timeout + ") returned");
      } catch (RuntimeException e) {
        requireError(e, due);
      }
      requireState(barrier, false, 1, "after wait(" + timeout + ")");
      Task<Integer> second = startAtRest(threads, "second", barrier::await);
      requireLast(threads, barrier, 2, "");
      requireIndex(first.result(), 0, "the first");
      requireIndex(second.result(), 1, "the second");
    }
    Evidence.executed(1);
  }

  /** The last to arrive runs the action, once, while all others wait. */
  void theLastToArriveRunsTheAction() {
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
    AtomicReference<@Nullable String> seen = new AtomicReference<>();
    List<Task<Integer>> waiters = new ArrayList<>();
    AtomicReference<@Nullable BarrierSubject> own = new AtomicReference<>();
    BarrierSubject barrier =
        newBarrier(
            PARTIES,
            () -> {
              calls.incrementAndGet();
              caller.set(Thread.currentThread());
              BarrierSubject self = own.get();
              boolean allWait =
                  waiters.stream().allMatch(waiter -> Threads.isAtRest(waiter.thread()));
              seen.set(
                  (allWait ? "all wait" : "somebody has passed")
                      + (self == null ? "" : ", n_waiting " + self.nWaiting())
                      + (self != null && self.broken() ? ", broken" : ""));
            });
    own.set(barrier);
    try (Threads threads = new Threads(kind)) {
      for (int i = 0; i < PARTIES - 1; i++) {
        waiters.add(startAtRest(threads, "waiter-" + i, barrier::await));
        require(calls.get() == 0, "the action was called before all had arrived");
      }
      Task<Integer> last = threads.start("the last to arrive", barrier::await);
      requireIndex(last.result(), PARTIES - 1, "the last to arrive");
      require(calls.get() == 1, "the action was due to be called once, not " + calls + " times");
      require(
          last.thread().equals(caller.get()),
          "the action was due to be called by the last to arrive, not by " + caller.get());
      String due = "all wait, n_waiting " + PARTIES;
      require(due.equals(seen.get()), "in the action was due: " + due + "; seen: " + seen.get());
      threads.join();
    }
    requireRefused(() -> barrier.await(0), "wait(0) of the first to arrive");
    require(calls.get() == 1, "the action was called for a wait that was refused");
    Evidence.executed(1);
  }

  /** An action throws something: its caller gets that, the others are refused. */
  void anActionThatThrowsBreaksTheBarrier(Throwable thrown) {
    BarrierSubject barrier = newBarrier(PARTIES, () -> throwUnchecked(thrown));
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startRefusable(threads, barrier, PARTIES - 1);
      Task<Integer> last = threads.start("the last to arrive", barrier::await);
      Throwable seen = last.failure();
      require(thrown.equals(seen), "due: " + thrown + " from the action; seen: " + seen);
      requireAllRefused(waiters, "an action that throws " + thrown);
    }
    requireState(barrier, true, 0, "after an action that throws " + thrown);
    requireRefused(barrier::await, "wait() after an action that throws");
    Evidence.executed(1);
  }

  @SuppressWarnings("unchecked") // a Runnable of another language throws what it likes
  private static <T extends Throwable> void throwUnchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** What an action must not do on its own barrier is an error, and does no harm. */
  void anActionMustNotTouchItsBarrier(String name, Consumer<BarrierSubject> touch) {
    AtomicReference<@Nullable BarrierSubject> own = new AtomicReference<>();
    AtomicReference<@Nullable RuntimeException> seen = new AtomicReference<>();
    BarrierSubject barrier =
        newBarrier(
            2,
            () -> {
              try {
                touch.accept(Objects.requireNonNull(own.get()));
              } catch (RuntimeException e) {
                seen.set(e);
              }
            });
    own.set(barrier);
    for (int generation = 0; generation < 2; generation++) {
      seen.set(null);
      try (Threads threads = new Threads(kind)) {
        Task<Integer> first = startAtRest(threads, "first", barrier::await);
        Task<Integer> last = threads.start("last", barrier::await);
        requireIndex(last.result(), 1, "the last to arrive");
        requireIndex(first.result(), 0, "the first to arrive");
      }
      RuntimeException error = seen.get();
      if (error == null) {
        throw new AssertionError(name + " in the barrier's own action was due to be an error");
      }
      requireError(error, PyError.RUNTIME_ERROR);
      String due = "cannot wait on, reset or abort a barrier in its own action";
      require(due.equals(error.getMessage()), "due: " + due + "; seen: " + error.getMessage());
      requireState(barrier, false, 0, "after " + name + " in the action");
    }
    Evidence.executed(1);
  }

  /** A barrier whose action runs until it is let go; it has the waiters of one generation. */
  private final class Tripped implements AutoCloseable {
    final BarrierSubject barrier;
    final Threads threads = new Threads(kind);
    final Task<Integer> waiter;
    final Task<Integer> last;
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private volatile boolean running;
    private volatile boolean go;

    Tripped(ToIntFunction<BarrierSubject> call) {
      barrier = newBarrier(2, this::act);
      waiter = startAtRest(threads, "waiter", () -> call.applyAsInt(barrier));
      last = threads.start("last to arrive", barrier::await);
      threads.await("the action to run", () -> running);
    }

    private void act() {
      running = true;
      boolean due = Threads.poll(() -> go);
      Throwable error = thrown.getAndSet(null);
      if (!due) {
        throw new AssertionError("nobody has let the action go on");
      }
      if (error != null) {
        throwUnchecked(error);
      }
    }

    /** Starts a call that has to wait for the end of the action. */
    <T> Task<T> startBlocked(String name, Callable<T> call) {
      Task<T> late = startAtRest(threads, name, call);
      requireState(barrier, false, 2, "while the action runs");
      return late;
    }

    void letActionEnd() {
      go = true;
    }

    void letActionThrow(Throwable error) {
      thrown.set(error);
      go = true;
    }

    void requirePassed() {
      requireIndex(waiter.result(), 0, "the waiter");
      requireIndex(last.result(), 1, "the last to arrive");
    }

    @Override
    public void close() {
      go = true;
      threads.close();
    }
  }

  /** Who comes while the action runs waits for its end, and is counted in the next generation. */
  void lateArrivalsWaitForTheAction() {
    try (Tripped tripped = new Tripped(BarrierSubject::await)) {
      Task<Integer> late = tripped.startBlocked("late", tripped.barrier::await);
      tripped.letActionEnd();
      tripped.requirePassed();
      tripped.threads.await("the late one to arrive", () -> tripped.barrier.nWaiting() == 1);
      requireLast(tripped.threads, tripped.barrier, 1, " of the next generation");
      requireIndex(late.result(), 0, "the late one");
    }
    Evidence.executed(1);
  }

  /** The same with timeouts, which begin only then; nothing of it touches the generation before. */
  void lateTimeoutsBeginAfterTheAction() {
    for (double timeout : new double[] {0, SOON, Double.POSITIVE_INFINITY}) {
      try (Tripped tripped = new Tripped(BarrierSubject::await)) {
        long[] done = new long[1];
        PyError due =
            Double.isInfinite(timeout) ? PyError.OVERFLOW_ERROR : PyError.BROKEN_BARRIER_ERROR;
        Task<Long> late =
            tripped.startBlocked(
                "late wait(" + timeout + ")",
                () -> {
                  try {
                    return (long) tripped.barrier.await(timeout);
                  } catch (RuntimeException e) {
                    done[0] = System.nanoTime();
                    requireError(e, due);
                    return -1L;
                  }
                });
        long before = System.nanoTime();
        tripped.letActionEnd();
        tripped.requirePassed();
        require(late.result() == -1, "the late one was due to get " + due.python());
        long took = done[0] - before;
        require(
            Double.isInfinite(timeout) || took >= timeout * 1e9,
            "wait(" + timeout + ") was over " + took + " ns after the end of the action");
        requireState(
            tripped.barrier, !Double.isInfinite(timeout), 0, "after a late wait(" + timeout + ")");
      }
      Evidence.executed(1);
    }
  }

  /**
   * What others do while the action runs waits for its end, and comes too late for its generation.
   */
  void othersWaitForTheAction(String name, Consumer<BarrierSubject> call, boolean breaks) {
    try (Tripped tripped = new Tripped(BarrierSubject::await)) {
      Task<Boolean> other =
          tripped.startBlocked(
              name,
              () -> {
                call.accept(tripped.barrier);
                return true;
              });
      tripped.letActionEnd();
      tripped.requirePassed();
      require(other.result(), name + " returns");
      requireState(tripped.barrier, breaks, 0, "after " + name);
    }
    Evidence.executed(1);
  }

  /** The action throws while others wait for its end. */
  void othersSeeTheActionFail() {
    try (Tripped tripped =
        new Tripped(barrier -> isRefused(barrier::await) ? -1 : barrier.parties())) {
      Task<Boolean> late =
          tripped.startBlocked("late", () -> isRefused(() -> tripped.barrier.await(FAR_AWAY)));
      tripped.letActionThrow(new IllegalStateException("the action's"));
      require(
          tripped.last.failure() instanceof IllegalStateException,
          "the last to arrive was due to get what the action has thrown");
      requireIndex(tripped.waiter.result(), -1, "the waiter, if refused,");
      require(late.result(), "the late one was due to be refused");
      requireState(tripped.barrier, true, 0, "after an action that throws");
    }
    Evidence.executed(1);
  }

  /** The time of a waiter is over while the action runs. */
  void aTimeoutDuringTheActionIsIgnored() {
    double timeout = 10 * SOON;
    while (!isIgnoredDuringTheAction(timeout)) {
      timeout *= 2; // it was over before the last arrived, which shows nothing
      require(timeout < FAR_AWAY, "no timeout was long enough for two to arrive");
    }
  }

  private boolean isIgnoredDuringTheAction(double timeout) {
    AtomicReference<@Nullable Task<Boolean>> first = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    BarrierSubject barrier =
        newBarrier(
            2,
            () -> {
              calls.incrementAndGet();
              long start = System.nanoTime();
              Thread waiter = Objects.requireNonNull(first.get()).thread();
              require(
                  Threads.poll(
                      () ->
                          System.nanoTime() - start > timeout * 1e9
                              && (!waiter.isAlive() || Threads.isAtRest(waiter))),
                  "a waiter whose time is over was due to wait for the end of the action");
            });
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter = threads.start("waiter", () -> isRefused(() -> barrier.await(timeout)));
      first.set(waiter);
      threads.await("the waiter to arrive", () -> barrier.nWaiting() == 1 || waiter.isEnded());
      boolean refused = isRefused(() -> barrier.await(0));
      if (calls.get() == 0) {
        return false;
      }
      require(!refused, "the last to arrive was refused after the action");
      require(!waiter.result(), "a waiter was refused whose time was over during the action");
    }
    requireState(barrier, false, 0, "after a timeout during the action");
    Evidence.executed(1);
    return true;
  }

  /** A waiter is interrupted while the action runs. */
  void anInterruptDuringTheActionIsKept() {
    AtomicReference<@Nullable Boolean> status = new AtomicReference<>();
    try (Tripped tripped =
        new Tripped(
            barrier -> {
              int index = barrier.await();
              status.set(Thread.interrupted());
              return index;
            })) {
      tripped.waiter.thread().interrupt();
      tripped.threads.awaitAtRest(tripped.waiter);
      tripped.letActionEnd();
      tripped.requirePassed();
      require(Boolean.TRUE.equals(status.get()), "the interrupt status was due to stay set");
      requireState(tripped.barrier, false, 0, "after an interrupt during the action");
    }
    Evidence.executed(1);
  }

  /** Those who wait for the end of the action can be interrupted. */
  void whoWaitsForTheActionCanBeInterrupted() {
    try (Tripped tripped = new Tripped(BarrierSubject::await)) {
      List<Task<Boolean>> late = new ArrayList<>();
      BarrierSubject barrier = tripped.barrier;
      late.add(tripped.startBlocked("wait()", () -> isInterrupted(barrier::await)));
      late.add(tripped.startBlocked("wait(0)", () -> isInterrupted(() -> barrier.await(0))));
      late.add(tripped.startBlocked("reset()", () -> isInterrupted(() -> done(barrier::reset))));
      if (Subjects.ACTIVE.offers("BAR-15")) {
        late.add(tripped.startBlocked("abort()", () -> isInterrupted(() -> done(barrier::abort))));
      }
      for (Task<Boolean> each : late) {
        each.thread().interrupt();
        require(each.result(), each.thread().getName() + " was due to get KeyboardInterrupt");
      }
      requireState(barrier, false, 2, "while the action runs");
      tripped.letActionEnd();
      tripped.requirePassed();
      requireState(barrier, false, 0, "after interrupts of others");
    }
    Evidence.executed(1);
  }

  private static int done(Runnable call) {
    call.run();
    return 0;
  }

  /** Whether a call ends by an interrupt, as it has to. */
  private static boolean isInterrupted(Party party) {
    try {
      party.arrive();
      return false;
    } catch (RuntimeException e) {
      requireError(e, PyError.KEYBOARD_INTERRUPT);
      require(
          !Thread.currentThread().isInterrupted(),
          "KeyboardInterrupt was raised, and the interrupt status is still set");
      return true;
    }
  }

  /** Interrupted waiters have not arrived; their numbers are given again. */
  void interruptedWaitersAreWithdrawn() {
    BarrierSubject barrier = newBarrier(3);
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> leaver = startAtRest(threads, "leaver", () -> isInterrupted(barrier::await));
      Task<Integer> stayer = startAtRest(threads, "stayer", barrier::await);
      leaver.thread().interrupt();
      require(leaver.result(), "wait() was interrupted, and returned");
      requireState(barrier, false, 1, "after an interrupt");
      threads.awaitAtRest(stayer);
      Task<Integer> second = startAtRest(threads, "second", barrier::await);
      requireState(barrier, false, 2, "after another arrival");
      requireLast(threads, barrier, 2, "");
      requireIndex(stayer.result(), 1, "the one that had arrived second");
      requireIndex(second.result(), 1, "the one that came for the one that had left");
    }
    Evidence.executed(1);
  }

  /** Reset refuses the waiters, and the barrier is as new. */
  void resetRefusesTheWaiters() {
    for (int waiters = 0; waiters < PARTIES; waiters++) {
      BarrierSubject barrier = newBarrier(PARTIES);
      try (Threads threads = new Threads(kind)) {
        List<Task<Boolean>> refused = startRefusable(threads, barrier, waiters);
        barrier.reset();
        requireState(barrier, false, 0, "after reset()");
        requireAllRefused(refused, "reset()");
      }
      requireUsable(barrier, "after reset() with " + waiters + " waiters");
    }
  }

  /** Threads that race through generations never meet one of another generation. */
  void generationsDoNotMix() {
    int rounds = 10 * Cost.REPETITIONS;
    AtomicIntegerArray arrived = new AtomicIntegerArray(rounds);
    AtomicIntegerArray numbers = new AtomicIntegerArray(rounds);
    AtomicInteger calls = new AtomicInteger();
    BarrierSubject barrier = newBarrier(PARTIES, calls::incrementAndGet);
    try (Threads threads = new Threads(kind)) {
      for (int i = 0; i < PARTIES; i++) {
        threads.start(
            "party-" + i,
            () -> {
              for (int round = 0; round < rounds; round++) {
                arrived.incrementAndGet(round);
                numbers.addAndGet(round, 1 << barrier.await());
                require(
                    arrived.get(round) == PARTIES,
                    "passed generation "
                        + round
                        + " when only "
                        + arrived.get(round)
                        + " had arrived in it");
                require(calls.get() > round, "passed before the action of this generation");
              }
              return rounds;
            });
      }
      threads.join();
    }
    for (int round = 0; round < rounds; round++) {
      require(
          numbers.get(round) == (1 << PARTIES) - 1,
          "the numbers of generation " + round + " were due to be 0 to " + (PARTIES - 1));
    }
    require(calls.get() == rounds, "the action was called " + calls + " times in " + rounds);
    Evidence.executed(rounds);
  }

  /** Threads that have left, been refused or passed are not kept in memory. */
  void leaversAreForgotten() {
    BarrierSubject barrier = newBarrier(PARTIES);
    try (Threads threads = new Threads(kind)) {
      List<WeakReference<Thread>> gone = new ArrayList<>();
      gone.add(leaver(barrier, false));
      barrier.reset();
      Task<Integer> first = startAtRest(threads, "first", barrier::await);
      if (Subjects.ACTIVE.offers("BAR-19")) {
        gone.add(leaver(barrier, true));
        gone.add(leaver(barrier, true));
      }
      boolean forgotten = Heap.forgets(gone);
      for (int i = 1; i < PARTIES; i++) {
        threads.start("other-" + i, barrier::await);
      }
      requireIndex(first.result(), 0, "the first");
      threads.join();
      require(forgotten, "a thread that has left its wait and ended is still kept in memory");
      Evidence.executed(gone.size());
    }
  }

  /** Nothing of a generation that was refused is kept in memory. */
  void refusedGenerationsAreForgotten() {
    BarrierSubject barrier = newBarrier(2);
    try (Threads threads = new Threads(kind)) {
      Task<Integer> waiter =
          threads.start(
              "waiter",
              () -> {
                int refused = 0;
                while (isRefused(barrier::await)) {
                  refused++;
                }
                return refused;
              });
      reset(barrier, threads, REFUSED_GENERATIONS / 10);
      long before = Heap.usedBytes();
      reset(barrier, threads, REFUSED_GENERATIONS);
      long most = BYTES_EACH * REFUSED_GENERATIONS;
      long kept = Heap.keptBytes(before, most);
      requireLast(threads, barrier, 1, " after so many resets");
      int refused = waiter.result();
      require(kept <= most, "kept after " + refused + " refused generations: " + kept + " bytes");
      Evidence.executed(refused);
    }
  }

  private static void reset(BarrierSubject barrier, Threads threads, int generations) {
    for (int i = 0; i < generations; i++) {
      threads.await("the waiter to arrive", () -> barrier.nWaiting() == 1);
      barrier.reset();
    }
    threads.await("the waiter to arrive", () -> barrier.nWaiting() == 1);
  }

  private WeakReference<Thread> leaver(BarrierSubject barrier, boolean interrupted) {
    Thread thread =
        kind.create(
            "leaver",
            () -> {
              try {
                barrier.await(interrupted ? FAR_AWAY : SOON);
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
    int parties = 2 * Runtime.getRuntime().availableProcessors() + 2;
    BarrierSubject barrier = newBarrier(parties);
    try (Threads threads = new Threads(kind)) {
      for (int i = 1; i < parties; i++) {
        startAtRest(threads, "waiter-" + i, barrier::await);
      }
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      requireLast(threads, barrier, parties - 1, "");
      threads.join();
    }
    Evidence.executed(1);
  }

  /** Several errors that an action may throw. */
  static List<Throwable> errorsOfActions() {
    return Arrays.asList(
        new IllegalStateException("the action's"),
        new Exception("the action's, checked"),
        new StackOverflowError("the action's"));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
