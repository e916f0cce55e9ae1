package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.FuturesModel.Condition;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.FutureLog;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.FuturesSubject;
import dev.lockstep.kit.subject.IteratorSubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Real threads that wait for futures, and callbacks. */
final class FutureScenarios {
  private static final double FAR_AWAY = 1e3;

  private static final double SOON = 1e-3;

  private static final int WAITERS = 5;

  private static final int CHAIN = 100_000;

  private final Kind kind;

  /** A call that waits for one future. */
  interface Call {
    @Nullable Object of(FutureSubject future);
  }

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   */
  FutureScenarios(Kind kind) {
    this.kind = kind;
  }

  private static FuturesSubject functions() {
    return Subjects.ACTIVE.futures();
  }

  private static FutureSubject newFuture() {
    return functions().newFuture();
  }

  /** The calls that wait for one future, for ever and for long. */
  static Map<String, Call> calls() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("result()", FutureSubject::result);
    calls.put("result(1000.0)", future -> future.result(FAR_AWAY));
    calls.put("exception()", FutureSubject::exception);
    calls.put("exception(1000.0)", future -> future.exception(FAR_AWAY));
    for (Condition condition : Condition.values()) {
      calls.put("wait(" + condition + ")", future -> functions().wait(List.of(future), condition));
      calls.put(
          "wait(" + condition + ", 1000.0)",
          future -> functions().wait(List.of(future), FAR_AWAY, condition));
    }
    calls.put("as_completed()", future -> functions().asCompleted(List.of(future)).next());
    calls.put(
        "as_completed(1000.0)",
        future -> functions().asCompleted(List.of(future), FAR_AWAY).next());
    return calls;
  }

  /** Everything that a thread of this kind can wait through. */
  static void every(Kind kind) {
    FutureScenarios waiting = new FutureScenarios(kind);
    calls().forEach(waiting::waitsUntilDone);
    waiting.timeoutsAreLowerBounds();
    for (int waiters = 0; waiters <= WAITERS; waiters++) {
      waiting.aCompletionEndsTheWaitOf(waiters);
    }
    waiting.aCancellationEndsTheWaitOfAll();
    waiting.aNotificationEndsTheWaitForIt();
    waiting.interruptedWaitersLeaveTheOthersAlone();
    if (Subjects.ACTIVE.offers("FUT-17")) {
      waiting.durationsAreLowerBounds();
    }
    if (Subjects.ACTIVE.offers("FUT-18")) {
      waiting.leaversAreForgotten();
    }
    waiting.waitersLeaveTheCarriersFree();
  }

  /** A call waits, whatever unparks it, until another thread completes the future. */
  void waitsUntilDone(String name, Call call) {
    FutureSubject future = newFuture();
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter =
          threads.start(
              name,
              () -> {
                call.of(future);
                return future.done();
              });
      threads.awaitAtRest(waiter);
      future.setRunningOrNotifyCancel();
      threads.unparkInVain(waiter);
      future.setResult(7L);
      require(waiter.result(), name + " was due to return once the future is done");
    }
    Evidence.executed(1);
  }

  /** Timeouts are lower bounds, also of a thread that is unparked for no reason. */
  void timeoutsAreLowerBounds() {
    FutureSubject future = newFuture();
    new LowerBounds(kind, TimedCalls.ofResult(future)).ofSeconds();
    new LowerBounds(kind, TimedCalls.ofWaitFor(future)).ofSecondsBriefly();
    new LowerBounds(kind, TimedCalls.ofAsCompleted(future)).ofSecondsBriefly();
  }

  /** The same of Durations. */
  void durationsAreLowerBounds() {
    timed().forEach(calls -> new LowerBounds(kind, calls).ofDurations());
  }

  private static List<TimedCalls> timed() {
    FutureSubject future = newFuture();
    // exception() waits as result() does
    return List.of(
        TimedCalls.ofResult(future),
        TimedCalls.ofWaitFor(future),
        TimedCalls.ofAsCompleted(future));
  }

  private List<Task<Boolean>> startWaiters(
      Threads threads, FutureSubject future, List<Call> calls, int count) {
    List<Task<Boolean>> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Call call = calls.get(i % calls.size());
      waiters.add(threads.start("waiter-" + i, () -> isServed(call, future)));
    }
    threads.awaitAtRest(waiters.toArray(Task[]::new));
    return waiters;
  }

  private static boolean isServed(Call call, FutureSubject future) {
    try {
      call.of(future);
    } catch (RuntimeException e) {
      if (Subjects.ACTIVE.errorOf(e) != PyError.CANCELLED_ERROR) {
        throw e;
      }
    }
    return future.done();
  }

  private static void awaitEnded(Threads threads, List<Task<Boolean>> waiters, String after) {
    threads.await(
        after + " to end the wait of " + waiters.size(),
        () -> waiters.stream().allMatch(Task::isEnded));
    for (int i = 0; i < waiters.size(); i++) {
      require(waiters.get(i).result(), "waiter-" + i + " was due to see it done after " + after);
    }
  }

  /** One completion ends the wait of so many, in every call. */
  void aCompletionEndsTheWaitOf(int count) {
    FutureSubject future = newFuture();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters =
          startWaiters(threads, future, List.copyOf(calls().values()), count);
      future.setResult(7L);
      awaitEnded(threads, waiters, "set_result(7)");
    }
    Evidence.executed(1);
  }

  /** A cancellation ends the wait in result and exception. */
  void aCancellationEndsTheWaitOfAll() {
    FutureSubject future = newFuture();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters =
          startWaiters(
              threads, future, List.of(FutureSubject::result, FutureSubject::exception), WAITERS);
      require(future.cancel(), "cancel() was due to return True");
      awaitEnded(threads, waiters, "cancel()");
    }
    Evidence.executed(1);
  }

  /** Those that wait in wait and as_completed go on waiting until it is notified. */
  void aNotificationEndsTheWaitForIt() {
    FutureSubject future = newFuture();
    List<Call> calls =
        List.of(
            each -> functions().wait(List.of(each), Condition.FIRST_COMPLETED),
            each -> functions().wait(List.of(each), Condition.ALL_COMPLETED),
            each -> functions().asCompleted(List.of(each)).next());
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = startWaiters(threads, future, calls, WAITERS);
      future.cancel();
      threads.awaitAtRest(waiters.toArray(Task[]::new));
      future.setRunningOrNotifyCancel();
      awaitEnded(threads, waiters, "set_running_or_notify_cancel()");
    }
    Evidence.executed(1);
  }

  /** An interrupted waiter leaves, and nobody else is disturbed. */
  void interruptedWaitersLeaveTheOthersAlone() {
    List<Call> calls = List.copyOf(calls().values());
    FutureSubject future = newFuture();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        Call call = calls.get(i);
        Task<Boolean> waiter = threads.start("waiter-" + i, () -> isInterrupted(call, future));
        threads.awaitAtRest(waiter);
        waiters.add(waiter);
      }
      for (int leaver = 0; leaver < waiters.size(); leaver += 2) {
        waiters.get(leaver).thread().interrupt();
        require(
            waiters.get(leaver).result(),
            "waiter-" + leaver + " was interrupted, and its call returned");
      }
      require(!future.done(), "done() was due to return False after interrupts");
      for (int stayer = 1; stayer < waiters.size(); stayer += 2) {
        threads.awaitAtRest(waiters.get(stayer));
      }
      future.setResult(7L);
      for (int stayer = 1; stayer < waiters.size(); stayer += 2) {
        require(!waiters.get(stayer).result(), "a waiter was not interrupted, and was told so");
      }
    }
    Evidence.executed(calls.size());
  }

  /** Waits, and tells whether that was ended by an interrupt. */
  private static boolean isInterrupted(Call call, FutureSubject future) {
    try {
      call.of(future);
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

  /** Threads that leave, by timeout or interrupt, are not kept in memory. */
  void leaversAreForgotten() {
    FutureSubject future = newFuture();
    try (Threads threads = new Threads(kind)) {
      List<WeakReference<Thread>> leavers = new ArrayList<>();
      List<Task<Boolean>> stayers = new ArrayList<>();
      List<Call> calls =
          List.of(
              each -> each.result(SOON),
              each -> each.exception(SOON),
              each -> functions().wait(List.of(each), SOON, Condition.ALL_COMPLETED),
              each -> functions().asCompleted(List.of(each), SOON).next());
      for (Call call : calls) {
        leavers.add(leaver(call, future, false));
        Task<Boolean> stayer =
            threads.start("stayer", () -> isServed(FutureSubject::result, future));
        threads.awaitAtRest(stayer);
        stayers.add(stayer);
      }
      for (Call call : calls().values()) {
        leavers.add(leaver(call, future, true));
      }
      boolean forgotten = Heap.forgets(leavers);
      future.setResult(7L);
      awaitEnded(threads, stayers, "set_result(7), beside waiters that have left");
      require(forgotten, "a thread that has left its wait and ended is still kept in memory");
      Evidence.executed(leavers.size());
    }
  }

  private WeakReference<Thread> leaver(Call call, FutureSubject future, boolean interrupted) {
    Thread thread =
        kind.create(
            "leaver",
            () -> {
              try {
                call.of(future);
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

  /** A done future keeps neither its callbacks nor who has waited. */
  static void aDoneFutureKeepsNothing() {
    for (boolean cancelled : new boolean[] {false, true}) {
      FutureSubject future = newFuture();
      List<WeakReference<Object>> kept = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        kept.add(addCallbackThatHolds(future, new Object()));
      }
      if (cancelled) {
        future.cancel();
      } else {
        future.setResult(7L);
      }
      require(Heap.forgets(kept), "a done future still keeps a callback in memory");
      require(future.done(), "done() was due to return True");
      Evidence.executed(1);
    }
  }

  /** A future keeps nothing of a wait for it and others that has come to its end. */
  static void aWaitThatIsOverKeepsNothing() {
    FutureSubject future = newFuture();
    List<WeakReference<Object>> others = new ArrayList<>();
    for (int i = 0; i < WAITERS; i++) {
      others.add(waitInVain(future, false));
      others.add(waitInVain(future, true));
    }
    require(Heap.forgets(others), "a future still keeps another that was waited for beside it");
    require(!future.done(), "done() was due to return False");
    Evidence.executed(WAITERS);
  }

  private static WeakReference<Object> waitInVain(FutureSubject future, boolean asCompleted) {
    FutureSubject other = newFuture();
    List<FutureSubject> both = List.of(future, other);
    if (asCompleted) {
      try (IteratorSubject<FutureSubject> iterator = functions().asCompleted(both)) {
        require(iterator.hasNext(), "two were due");
      }
    } else {
      functions().wait(both, SOON, Condition.ALL_COMPLETED);
    }
    Object held = new Object();
    other.addDoneCallback(done -> Objects.requireNonNull(held));
    return new WeakReference<>(held);
  }

  private static WeakReference<Object> addCallbackThatHolds(FutureSubject future, Object held) {
    future.addDoneCallback(done -> Objects.requireNonNull(held));
    return new WeakReference<>(held);
  }

  /** More waiters than carriers do not keep other virtual threads from running. */
  void waitersLeaveTheCarriersFree() {
    FutureSubject future = newFuture();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters =
          startWaiters(
              threads,
              future,
              List.copyOf(calls().values()),
              2 * Runtime.getRuntime().availableProcessors() + 2);
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      future.setResult(7L);
      awaitEnded(threads, waiters, "set_result(7)");
    }
    Evidence.executed(1);
  }

  /** The completer calls the callbacks, and who comes later calls his own. */
  void callbacksAreCalledByWhoCompletesOrAdds() {
    Map<String, Consumer<FutureSubject>> ends = new LinkedHashMap<>();
    ends.put("set_result", future -> future.setResult(7L));
    ends.put("set_exception", future -> future.setException(new IllegalStateException("boom")));
    ends.put("cancel", FutureSubject::cancel);
    ends.forEach(
        (name, end) -> {
          FutureSubject future = newFuture();
          List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
          future.addDoneCallback(done -> callers.add(Thread.currentThread()));
          try (Threads threads = new Threads(kind)) {
            Task<Boolean> completer =
                threads.start(
                    name,
                    () -> {
                      end.accept(future);
                      return callers.size() == 1;
                    });
            require(
                completer.result(),
                "the callback was due to be called before " + name + " returns");
            require(
                isSame(callers.get(0), completer.thread()),
                "its completer was due to call it: " + name);
            Task<Boolean> adder =
                threads.start(
                    "adder",
                    () -> {
                      future.addDoneCallback(done -> callers.add(Thread.currentThread()));
                      return callers.size() == 2;
                    });
            require(adder.result(), "the callback was due to be called before the adder goes on");
            require(isSame(callers.get(1), adder.thread()), "who adds it was due to call it");
          }
          Evidence.executed(1);
        });
  }

  /** What a callback throws is logged, once, and goes nowhere. */
  static void whatCallbacksThrowIsLogged() {
    FutureLog.listen();
    FutureLog.takeErrors();
    List<Throwable> thrown =
        List.of(new IllegalStateException("one"), new StackOverflowError("two"));
    FutureSubject future = newFuture();
    AtomicInteger called = new AtomicInteger();
    for (Throwable each : thrown) {
      future.addDoneCallback(
          done -> {
            called.incrementAndGet();
            throw FutureScenarios.<RuntimeException>unchecked(each);
          });
    }
    future.addDoneCallback(done -> called.incrementAndGet());
    future.setResult(7L);
    require(called.get() == 3, "3 callbacks were due to be called, not " + called);
    List<String> logged = FutureLog.takeErrors();
    if (logged.size() != 2 || !logged.get(0).contains("one") || !logged.get(1).contains("two")) {
      throw new RuleViolation("FUT-21", "two errors were due to be logged; seen: " + logged);
    }
    Evidence.executed(1);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** The result of a future that is due to have a number. */
  private static long number(FutureSubject done) {
    return (Long) Objects.requireNonNull(done.result(0));
  }

  @SuppressWarnings("ReferenceEquality") // the very object
  private static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return one == other;
  }

  /** A chain of futures, of which each completes the next, and of which each adds to the next. */
  static void chainsOfAnyLengthComeToTheirEnd() {
    FutureLog.listen();
    List<FutureSubject> futures = new ArrayList<>();
    for (int i = 0; i < CHAIN; i++) {
      futures.add(newFuture());
    }
    for (int i = 0; i + 1 < CHAIN; i++) {
      FutureSubject next = futures.get(i + 1);
      futures.get(i).addDoneCallback(done -> next.setResult(number(done) + 1));
    }
    futures.get(0).setResult(0L);
    FutureSubject last = futures.get(CHAIN - 1);
    require(last.done(), "the last of " + CHAIN + " chained futures was due to be done");
    require(number(last) == CHAIN - 1, "each of the chain was due to count");
    AtomicInteger left = new AtomicInteger(CHAIN);
    addAgain(futures.get(0), left);
    require(left.get() == 0, left + " callbacks that callbacks add were not called");
    Evidence.executed(2L * CHAIN);
  }

  private static void addAgain(FutureSubject future, AtomicInteger left) {
    future.addDoneCallback(
        done -> {
          if (left.decrementAndGet() > 0) {
            addAgain(done, left);
          }
        });
  }

  /** As deep as chains usually are, callbacks are called before the call that completes returns. */
  static void nestedCallbacksAreCalledInside() {
    List<Integer> order = new ArrayList<>();
    nest(order, 0);
    List<Integer> due = new ArrayList<>();
    for (int i = 0; i < DEPTH; i++) {
      due.add(i);
    }
    for (int i = DEPTH - 1; i >= 0; i--) {
      due.add(-i);
    }
    require(order.equals(due), "due: " + due + "; seen: " + order);
    Evidence.executed(DEPTH);
  }

  private static final int DEPTH = 64;

  private static void nest(List<Integer> order, int depth) {
    if (depth < DEPTH) {
      FutureSubject future = newFuture();
      future.addDoneCallback(
          done -> {
            order.add(depth);
            nest(order, depth + 1);
            order.add(-depth);
          });
      future.setResult(7L);
    }
  }

  /** Who waits or asks does not wait for a callback that does not end. */
  void nobodyWaitsForACallback() {
    FutureSubject future = newFuture();
    CountDownLatch end = new CountDownLatch(1);
    future.addDoneCallback(
        done -> {
          require(number(done) == 7, "result(0) within a callback was due to return 7");
          awaitUninterruptibly(end);
        });
    try (Threads threads = new Threads(kind)) {
      Task<Object> waiter = threads.start("waiter", () -> future.result());
      threads.awaitAtRest(waiter);
      Task<Boolean> completer =
          threads.start(
              "completer",
              () -> {
                future.setResult(7L);
                return true;
              });
      try {
        require(waiter.result().equals(7L), "result() was due to return beside a callback");
        require(future.done() && number(future) == 7, "the future was due to be done");
        threads.awaitAtRest(completer);
      } finally {
        end.countDown();
      }
      require(completer.result(), "set_result was due to return after its callback");
    }
    Evidence.executed(1);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a completer", e);
    }
  }

  /** The condition decides which completions end a wait for several. */
  void theConditionEndsTheWait() {
    endsTheWait(Condition.FIRST_COMPLETED, future -> {}, future -> future.setResult(7L));
    endsTheWait(
        Condition.FIRST_EXCEPTION,
        future -> future.setResult(7L),
        future -> future.setException(new IllegalStateException("boom")));
  }

  private void endsTheWait(
      Condition condition, Consumer<FutureSubject> before, Consumer<FutureSubject> end) {
    List<FutureSubject> futures = List.of(newFuture(), newFuture(), newFuture());
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter =
          threads.start(
              "wait(" + condition + ")",
              () -> functions().wait(futures, condition).done().contains(futures.get(1)));
      threads.awaitAtRest(waiter);
      before.accept(futures.get(0));
      threads.awaitAtRest(waiter);
      end.accept(futures.get(1));
      threads.await("the end of the wait", waiter::isEnded);
      require(waiter.result(), "what has ended the wait was due to be completed");
    }
    Evidence.executed(1);
  }

  /** What comes while nobody asks is yielded in the order in which it came. */
  static void completionsKeepTheirOrder() {
    List<FutureSubject> futures = List.of(newFuture(), newFuture(), newFuture());
    // without waiting: one that is lost would let the check wait for ever
    IteratorSubject<FutureSubject> iterator = functions().asCompleted(futures, 0);
    List<FutureSubject> due = List.of(futures.get(1), futures.get(2), futures.get(0));
    due.forEach(future -> future.setResult(7L));
    List<FutureSubject> seen = new ArrayList<>();
    iterator.forEachRemaining(seen::add);
    require(seen.equals(due), "they were due in the order in which they were completed");
    Evidence.executed(1);
  }

  /** What comes while it is waited is yielded as it comes. */
  void completionsAreYieldedAsTheyCome() {
    List<FutureSubject> futures = List.of(newFuture(), newFuture(), newFuture(), newFuture());
    futures.get(3).setResult(7L);
    List<FutureSubject> seen = Collections.synchronizedList(new ArrayList<>());
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> taker =
          threads.start(
              "taker",
              () -> {
                IteratorSubject<FutureSubject> iterator = functions().asCompleted(futures);
                iterator.forEachRemaining(seen::add);
                return true;
              });
      List<FutureSubject> due = new ArrayList<>(List.of(futures.get(3)));
      for (int next : new int[] {2, 0, 1}) {
        threads.await("futures in the order of their completions", () -> seen.equals(due));
        threads.awaitAtRest(taker);
        futures.get(next).setResult(7L);
        due.add(futures.get(next));
      }
      require(taker.result() && seen.equals(due), "all were due, in order");
    }
    Evidence.executed(1);
  }

  /** What is asked of a future as Java's. */
  void javaAsksAsOfItsOwn() {
    try {
      FutureSubject returned = newFuture();
      Future<@Nullable Object> java = functions().asJava(returned);
      require(!java.isDone() && !java.isCancelled(), "a pending future was due to be neither");
      requireTimeout(java);
      returned.setResult(7L);
      require(
          java.get().equals(7L) && java.get(0, TimeUnit.SECONDS).equals(7L),
          "get() was due to return 7");
      require(java.isDone() && !java.isCancelled(), "it was due to be done");
      require(!java.cancel(true), "cancel(true) was due to return false");
      FutureSubject raised = newFuture();
      IllegalStateException boom = new IllegalStateException("boom");
      raised.setException(boom);
      try {
        functions().asJava(raised).get();
        require(false, "get() was due to throw");
      } catch (ExecutionException e) {
        require(isSame(e.getCause(), boom), "the very exception was due as the cause");
      }
      FutureSubject cancelled = newFuture();
      require(functions().asJava(cancelled).cancel(false), "cancel(false) was due to return true");
      require(functions().asJava(cancelled).isCancelled(), "isCancelled() was due to be true");
      try {
        functions().asJava(cancelled).get();
        require(false, "get() was due to throw");
      } catch (CancellationException e) {
        Evidence.executed(1);
      }
      interruptedGetIsJavas();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void requireTimeout(Future<?> java)
      throws InterruptedException, ExecutionException {
    for (long millis : new long[] {-1, 0, 1}) {
      try {
        java.get(millis, TimeUnit.MILLISECONDS);
        require(false, "get(" + millis + " ms) was due to throw");
      } catch (TimeoutException e) {
        Evidence.executed(1);
      }
    }
  }

  private void interruptedGetIsJavas() {
    Future<@Nullable Object> java = functions().asJava(newFuture());
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter =
          threads.start(
              "get()",
              () -> {
                try {
                  java.get();
                  return false;
                } catch (InterruptedException e) {
                  return !Thread.currentThread().isInterrupted();
                }
              });
      threads.awaitAtRest(waiter);
      waiter.thread().interrupt();
      require(waiter.result(), "InterruptedException was due, with the status cleared");
    }
    Evidence.executed(1);
  }

  /** A CompletableFuture follows a future, and a future a stage. */
  static void stagesFollowFuturesAndFuturesStages() {
    IllegalStateException boom = new IllegalStateException("boom");
    FutureSubject returned = newFuture();
    CompletableFuture<@Nullable Object> follows = functions().toCompletableFuture(returned);
    require(!follows.isDone(), "it was due to be pending as the future is");
    returned.setResult(7L);
    require(follows.join().equals(7L), "it was due to have the result");
    FutureSubject raised = newFuture();
    raised.setException(boom);
    AtomicInteger same = new AtomicInteger();
    CompletableFuture<?> unused =
        functions()
            .toCompletableFuture(raised)
            .whenComplete((result, thrown) -> same.addAndGet(isSame(thrown, boom) ? 1 : 0));
    require(same.get() == 1, "it was due to have the very exception");
    FutureSubject cancelled = newFuture();
    CompletableFuture<@Nullable Object> cancels = functions().toCompletableFuture(cancelled);
    require(
        cancels.cancel(true) && cancelled.cancelled(),
        "cancelling it was due to cancel the future");
    FutureSubject cancelledFirst = newFuture();
    CompletableFuture<@Nullable Object> sees = functions().toCompletableFuture(cancelledFirst);
    cancelledFirst.cancel();
    require(sees.isCancelled(), "it was due to be cancelled as the future is");

    CompletableFuture<@Nullable Object> stage = new CompletableFuture<>();
    FutureSubject followed = functions().fromCompletionStage(stage);
    require(!followed.done(), "it was due to be pending as the stage is");
    stage.complete(7L);
    require(number(followed) == 7, "it was due to have the stage's result");
    CompletableFuture<@Nullable Object> failing = new CompletableFuture<>();
    FutureSubject failed = functions().fromCompletionStage(failing.thenApply(x -> x));
    failing.completeExceptionally(boom);
    require(isSame(failed.exception(0), boom), "it was due to have the stage's exception");
    CompletableFuture<@Nullable Object> unwanted = new CompletableFuture<>();
    FutureSubject given = functions().fromCompletionStage(unwanted);
    require(given.cancel() && unwanted.isCancelled(), "cancelling it was due to cancel the stage");
    CompletableFuture<@Nullable Object> gone = new CompletableFuture<>();
    FutureSubject seen = functions().fromCompletionStage(gone);
    gone.cancel(true);
    require(
        functions().wait(List.of(seen), 0, Condition.ALL_COMPLETED).notDone().isEmpty()
            && seen.cancelled(),
        "it was due to be cancelled and notified");
    Evidence.executed(8);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
