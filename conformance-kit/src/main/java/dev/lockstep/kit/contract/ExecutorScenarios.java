package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.ExecutorSubject;
import dev.lockstep.kit.subject.ExecutorSubject.Plan;
import dev.lockstep.kit.subject.FutureLog;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Real threads that submit to pools, and pools whose threads are watched. */
final class ExecutorScenarios {
  private static final int SUBMITTERS = 4;

  private static final int TASKS = 500;

  private static final int ROUNDS = 20;

  private static final int DEPTH = 8;

  private final Kind kind;

  /**
   * Creates the scenarios.
   *
   * @param kind of the workers, and of those who submit
   */
  ExecutorScenarios(Kind kind) {
    this.kind = kind;
  }

  /** Everything that a pool with workers of this kind does. */
  static void every(Kind kind) {
    ExecutorScenarios scenarios = new ExecutorScenarios(kind);
    scenarios.everyTaskIsCalledOnce();
    scenarios.thereAreNoMoreWorkersThanTheSize();
    scenarios.idleWorkersAreUsedAgain();
    scenarios.aWorkerIsToldAtOnce();
    scenarios.tasksThatSubmitTasks();
    if (Subjects.ACTIVE.offers("EXE-25")) {
      scenarios.anInterruptEndsTheWaitOfShutdown();
      scenarios.anInterruptOfAWorkerReachesItsTaskOnly();
    }
  }

  /** Creates threads, counts them, and fails when it is told to. */
  private final class Factory implements ThreadFactory {
    private final List<Thread> created = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean fails = new AtomicBoolean();

    @Override
    public Thread newThread(Runnable body) {
      if (fails.get()) {
        throw new OutOfMemoryError("unable to create native thread: as the check wants it");
      }
      Thread thread = kind.create("worker", body);
      created.add(thread);
      return thread;
    }
  }

  private ExecutorSubject newPool(int size) {
    return newPool(size, new Factory());
  }

  private static ExecutorSubject newPool(int size, Factory factory) {
    return Subjects.ACTIVE.newExecutor(Plan.of(size).with(factory));
  }

  private static void await(String what, BooleanSupplier condition) {
    require(Threads.poll(condition), what + " was due");
  }

  private static @Nullable Object resultOf(FutureSubject future) {
    await("a done future", future::done);
    return future.result();
  }

  /** A task that runs until it is let go. */
  private static final class Gate implements Callable<@Nullable Object> {
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);

    @Override
    public @Nullable Object call() throws InterruptedException {
      entered.countDown();
      open.await();
      return null;
    }

    Gate submitTo(ExecutorSubject pool) {
      pool.submit(this);
      await("a task that runs", () -> entered.getCount() == 0);
      return this;
    }
  }

  /** Several threads submit at the same time. */
  void everyTaskIsCalledOnce() {
    AtomicInteger calls = new AtomicInteger();
    try (ExecutorSubject pool = newPool(3);
        Threads threads = new Threads(kind)) {
      List<Task<List<FutureSubject>>> submitters = new ArrayList<>();
      for (int i = 0; i < SUBMITTERS; i++) {
        submitters.add(
            threads.start(
                "submitter-" + i,
                () -> {
                  List<FutureSubject> futures = new ArrayList<>();
                  for (int j = 0; j < TASKS; j++) {
                    futures.add(pool.submit(calls::incrementAndGet));
                  }
                  return futures;
                }));
      }
      for (Task<List<FutureSubject>> submitter : submitters) {
        submitter.result().forEach(ExecutorScenarios::resultOf);
      }
    }
    int due = SUBMITTERS * TASKS;
    require(calls.get() == due, due + " calls were due; seen: " + calls);
    Evidence.executed(due);
  }

  /** Many tasks, few threads. */
  void thereAreNoMoreWorkersThanTheSize() {
    Factory factory = new Factory();
    try (ExecutorSubject pool = newPool(3, factory)) {
      for (int i = 0; i < TASKS; i++) {
        pool.submit(() -> 7L);
      }
    }
    int created = factory.created.size();
    require(created >= 1 && created <= 3, "3 workers at most were due; seen: " + created);
    Evidence.executed(TASKS);
  }

  /** A worker that idles takes the next task. */
  void idleWorkersAreUsedAgain() {
    Factory factory = new Factory();
    try (ExecutorSubject pool = newPool(4, factory)) {
      for (int i = 0; i < ROUNDS; i++) {
        resultOf(pool.submit(() -> 7L));
        await("a worker at rest", () -> Threads.isAtRest(factory.created.get(0)));
      }
      int created = factory.created.size();
      require(
          created == 1, "the idle worker was due to be used again; " + created + " were started");
      Gate gate = new Gate().submitTo(pool);
      Gate other = new Gate().submitTo(pool);
      require(factory.created.size() == 2, "a second worker was due beside a busy one");
      gate.open.countDown();
      other.open.countDown();
    }
    Evidence.executed(ROUNDS);
  }

  /** A worker that waits for its own pool does not wait for the others first. */
  void aWorkerIsToldAtOnce() {
    ExecutorSubject pool = newPool(2);
    Gate gate = new Gate().submitTo(pool);
    FutureSubject future = pool.submit(() -> pool.shutdown(true, false));
    boolean done = Threads.poll(future::done);
    gate.open.countDown();
    require(done, "the error was due at once, also beside a task that goes on");
    pool.shutdown(true, false);
    Evidence.executed(1);
  }

  /** What an initializer raises is logged. */
  void aFailedInitializerIsLogged() {
    FutureLog.listen();
    FutureLog.takeErrors();
    Plan plan =
        Plan.of(1)
            .initializedBy(
                () -> {
                  throw new IllegalStateException("no luck");
                });
    try (ExecutorSubject pool = Subjects.ACTIVE.newExecutor(plan)) {
      await("a done future", pool.submit(() -> 7L)::done);
    }
    List<String> logged = FutureLog.takeErrors();
    if (logged.size() != 1 || !logged.get(0).contains("no luck")) {
      throw new RuleViolation("EXE-17", "one error was due to be logged; seen: " + logged);
    }
    Evidence.executed(1);
  }

  /** The time of a map counts from its call, also if it is asked later. */
  void theTimeoutOfMapIsALowerBound() {
    for (double timeout : new double[] {1e-9, 0.0004, 0.01, 0.1}) {
      Gate gate = new Gate();
      try (ExecutorSubject pool = newPool(1)) {
        long start = System.nanoTime();
        var results = pool.map(item -> callUninterrupted(gate), List.of(1L), timeout);
        try {
          results.next();
          require(false, "TimeoutError was due");
        } catch (RuntimeException e) {
          long took = System.nanoTime() - start;
          require(
              Subjects.ACTIVE.errorOf(e) == PyError.TIMEOUT_ERROR, "TimeoutError was due: " + e);
          require(
              took >= timeout * 1e9, "it was over after " + took + " ns, not " + timeout + " s");
        } finally {
          gate.open.countDown();
        }
      }
      Evidence.executed(1);
    }
  }

  /** A map that has what it is asked for. */
  void aTimeoutThatDoesNotFitIsIgnoredWhereNobodyWaits() {
    try (ExecutorSubject pool = newPool(1)) {
      var results = pool.map(item -> item, List.of(1L), Double.POSITIVE_INFINITY);
      resultOf(pool.submit(() -> 7L)); // the one worker has done the other before
      require(Long.valueOf(1).equals(results.next()), "1 was due, whatever the timeout");
    }
    Evidence.executed(1);
  }

  private static @Nullable Object callUninterrupted(Gate gate) {
    try {
      return gate.call();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a worker", e);
    }
  }

  /** Each task submits two, some levels deep. */
  void tasksThatSubmitTasks() {
    AtomicInteger calls = new AtomicInteger();
    int due = (1 << (DEPTH + 1)) - 1;
    try (ExecutorSubject pool = newPool(2)) {
      pool.submit(() -> submitTwo(pool, calls, DEPTH));
      await(due + " calls", () -> calls.get() == due);
    }
    Evidence.executed(due);
  }

  private static void submitTwo(ExecutorSubject pool, AtomicInteger calls, int depth) {
    if (depth > 0) {
      pool.submit(() -> submitTwo(pool, calls, depth - 1));
      pool.submit(() -> submitTwo(pool, calls, depth - 1));
    }
    calls.incrementAndGet();
  }

  /** Who waits in shutdown is interrupted, and the pool is shut down. */
  void anInterruptEndsTheWaitOfShutdown() {
    ExecutorSubject pool = newPool(1);
    Gate gate = new Gate().submitTo(pool);
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> waiter =
          threads.start(
              "shutdown(True)",
              () -> {
                try {
                  pool.shutdown(true, false);
                  return false;
                } catch (RuntimeException e) {
                  return Subjects.ACTIVE.errorOf(e) == PyError.KEYBOARD_INTERRUPT
                      && !Thread.currentThread().isInterrupted();
                }
              });
      threads.awaitAtRest(waiter);
      waiter.thread().interrupt();
      require(waiter.result(), "KeyboardInterrupt was due, with the status cleared");
    }
    require(isRefusing(pool), "the pool was due to be shut down");
    gate.open.countDown();
    pool.shutdown(true, false);
    Evidence.executed(1);
  }

  private static boolean isRefusing(ExecutorSubject pool) {
    return isRefusing(pool, () -> 7L);
  }

  private static boolean isRefusing(ExecutorSubject pool, Callable<?> task) {
    try {
      pool.submit(task);
      return false;
    } catch (RuntimeException e) {
      return Subjects.ACTIVE.errorOf(e) == PyError.RUNTIME_ERROR;
    }
  }

  /** An interrupt is seen by the task that runs, and by no other. */
  void anInterruptOfAWorkerReachesItsTaskOnly() {
    Factory factory = new Factory();
    try (ExecutorSubject pool = newPool(1, factory)) {
      Gate gate = new Gate();
      FutureSubject interrupted = pool.submit(gate);
      await("a task that runs", () -> gate.entered.getCount() == 0);
      Thread worker = factory.created.get(0);
      worker.interrupt();
      await("a done future", interrupted::done);
      require(
          interrupted.exception() instanceof InterruptedException,
          "the task was due to see the interrupt");
      FutureSubject interrupting =
          pool.submit(
              () -> {
                Thread.currentThread().interrupt();
                return null;
              });
      resultOf(interrupting);
      requireUninterrupted(pool, "an interrupt of the task before");
      await("a worker at rest", () -> Threads.isAtRest(worker));
      worker.interrupt();
      requireUninterrupted(pool, "an interrupt of an idle worker");
      require(factory.created.size() == 1, "the worker was due to go on");
    }
    Evidence.executed(3);
  }

  private static void requireUninterrupted(ExecutorSubject pool, String otherwise) {
    Object seen = resultOf(pool.submit(() -> Thread.currentThread().isInterrupted()));
    require(Boolean.FALSE.equals(seen), "a task has seen " + otherwise);
  }

  /** The machine has no more threads. */
  void withoutAThreadItGoesOn() {
    Factory factory = new Factory();
    FutureLog.listen();
    try (ExecutorSubject pool = newPool(2, factory)) {
      factory.fails.set(true);
      AtomicInteger calls = new AtomicInteger();
      try {
        pool.submit(calls::incrementAndGet);
        require(false, "submit was due to raise: there is no worker");
      } catch (RuntimeException e) {
        require(
            Subjects.ACTIVE.errorOf(e) == PyError.RUNTIME_ERROR
                && "can't start new thread".equals(e.getMessage()),
            "RuntimeError: can't start new thread was due: " + e);
      }
      factory.fails.set(false);
      Gate gate = new Gate().submitTo(pool);
      require(calls.get() == 0, "a task that was refused was called");
      factory.fails.set(true);
      FutureSubject second = pool.submit(() -> 7L);
      require(!second.done(), "the second task was due to wait for the only worker");
      gate.open.countDown();
      require(Long.valueOf(7).equals(resultOf(second)), "the second task was due to be called");
      factory.fails.set(false);
    }
    Evidence.executed(2);
  }

  /** What tasks hold is forgotten, also if their futures are kept, and tasks are. */
  void tasksAreForgotten() {
    try (ExecutorSubject pool = newPool(1)) {
      List<WeakReference<Object>> held = new ArrayList<>();
      List<FutureSubject> kept = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        kept.add(submitHolding(pool, held, new Object()));
      }
      kept.forEach(ExecutorScenarios::resultOf);
      FutureSubject first = kept.get(0);
      List<WeakReference<FutureSubject>> others = new ArrayList<>();
      for (FutureSubject future : kept.subList(1, kept.size())) {
        others.add(new WeakReference<>(future));
      }
      require(Heap.forgets(held), "what a task holds that is done is still kept in memory");
      kept.clear();
      require(
          Heap.forgets(others), "a future that is done and that nobody keeps is still in memory");
      require(first.done(), "done() was due to return True");
    }
    Evidence.executed(ROUNDS);
  }

  private static FutureSubject submitHolding(
      ExecutorSubject pool, List<WeakReference<Object>> held, Object object) {
    held.add(new WeakReference<>(object));
    return pool.submit(() -> object.hashCode());
  }

  /** What is refused changes nothing: what is queued is called, and nothing else. */
  void errorsLeaveThePoolAsItWas() {
    ExecutorSubject pool = newPool(1);
    AtomicInteger calls = new AtomicInteger();
    Gate gate = new Gate().submitTo(pool);
    FutureSubject queued = pool.submit(calls::incrementAndGet);
    pool.shutdown(false, false);
    for (int i = 0; i < ROUNDS; i++) {
      require(isRefusing(pool, calls::incrementAndGet), "a submit was due to be refused");
    }
    gate.open.countDown();
    require(Integer.valueOf(1).equals(resultOf(queued)), "what was queued was due to be called");
    pool.shutdown(true, false);
    require(calls.get() == 1, "what was refused was called: " + calls + " calls");
    Evidence.executed(ROUNDS);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
