package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.LocalSubject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.ThreadSubject;
import dev.lockstep.kit.subject.ThreadingSubject;
import dev.lockstep.kit.subject.TimerSubject;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Threads, timers and local variables of the subject, and real threads around them. */
@SuppressWarnings("NullAway") // on JDK 17 it takes whatever an AtomicReference holds for nullable
final class ThreadScenarios {
  private static final double FAR_AWAY = 1e3;

  private static final double SOON = 1e-3;

  private static final int JOINERS = 5;

  private static final int MANY = 50;

  /* Seconds that may be waited out. */
  private static final List<Double> INTERVALS = List.of(1e-10, 1e-9, 0.0004, 0.01);

  private final Kind kind;
  private final boolean virtual;
  private final ThreadingSubject threading = Subjects.ACTIVE.threading();

  /**
   * Creates the scenarios.
   *
   * @param kind of all threads: those of the subject, and those that call
   */
  ThreadScenarios(Kind kind) {
    this.kind = kind;
    virtual = kind == Kind.VIRTUAL;
  }

  /** A thread of the subject that lives until it is told to end. */
  final class Patient implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);

    /** Of the subject. */
    final ThreadSubject thread;

    Patient() {
      thread = newThread(() -> awaitUninterruptibly(end));
      thread.start();
    }

    /** Waits for it to end, and tells whether it has. */
    boolean join() {
      thread.join();
      return !thread.isAlive();
    }

    /** Lets it end. */
    void end() {
      end.countDown();
    }

    @Override
    public void close() {
      end();
      finish(thread);
    }
  }

  /** Returns a thread that has been started and has ended. */
  ThreadSubject endedThread() {
    ThreadSubject thread = newThread(() -> {});
    thread.start();
    finish(thread);
    return thread;
  }

  /** Everything in which threads of this kind can wait or be waited for. */
  static void every(Kind kind) {
    ThreadScenarios scenarios = new ThreadScenarios(kind);
    ifOffered("THR-01", scenarios::startRunsOnceElsewhere);
    ifOffered("THR-01", scenarios::isAliveWhenStartReturns);
    ifOffered("THR-06", scenarios::identsAreUnique);
    ifOffered("THR-07", () -> scenarios.joinsUntilTheEnd("join()", ThreadSubject::join));
    ifOffered(
        "THR-08",
        () -> scenarios.joinsUntilTheEnd("join(1000.0)", thread -> thread.join(FAR_AWAY)));
    ifOffered("THR-07", scenarios::anExceptionIsAnEnd);
    ifOffered("THR-08", scenarios::timeoutsAreLowerBounds);
    ifOffered("THR-16", () -> scenarios.theEndEndsTheJoinsOf(5));
    ifOffered("THR-15", scenarios::interruptedJoinersLeaveTheOthersAlone);
    ifOffered("THR-16", scenarios::leaversAreForgotten);
    ifOffered("THR-24", scenarios::aDummyEndsWithItsThread);
    ifOffered("THR-27", scenarios::theListFollowsTheThreads);
    ifOffered("THR-28", scenarios::intervalsAreLowerBounds);
    ifOffered("THR-29", scenarios::aTimerThatWaitsIsCancelled);
    ifOffered("THR-32", scenarios::valuesNeverCross);
    scenarios.joinersLeaveTheCarriersFree();
  }

  private static void ifOffered(String rule, Runnable scenario) {
    if (Subjects.ACTIVE.offers(rule)) {
      scenario.run();
    }
  }

  private ThreadSubject newThread(Runnable target) {
    return threading.newThread(target, "scenario", true, virtual);
  }

  /* Bounded, and whatever join does. */
  private static void finish(ThreadSubject thread) {
    require(Threads.poll(() -> !thread.isAlive()), "a thread was due to end");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // it is told to end by the latch only
      }
    }
  }

  /** It runs once, in a thread of its own, and is alive there. */
  void startRunsOnceElsewhere() {
    AtomicInteger runs = new AtomicInteger();
    AtomicReference<@Nullable Thread> where = new AtomicReference<>();
    AtomicBoolean alive = new AtomicBoolean();
    AtomicReference<ThreadSubject> self = new AtomicReference<>();
    ThreadSubject thread =
        newThread(
            () -> {
              runs.incrementAndGet();
              where.set(Thread.currentThread());
              alive.set(self.get().isAlive());
            });
    self.set(thread);
    thread.start();
    finish(thread);
    require(runs.get() == 1, "run() was due once, and came " + runs + " times");
    require(
        !Thread.currentThread().equals(where.get()),
        "start() was due to run it in a thread of its own");
    require(alive.get(), "is_alive() was due to be True in run()");
    Evidence.executed(1);
  }

  /** The thread is alive when start returns, whether it runs already or not. */
  void isAliveWhenStartReturns() {
    for (int i = 0; i < Cost.REPETITIONS; i++) {
      try (Patient patient = new Patient()) {
        require(patient.thread.isAlive(), "is_alive() was due to be True when start() returns");
      }
      Evidence.executed(1);
    }
  }

  /** A subclass, a thread without a target, and who calls run himself. */
  void runCallsTheTarget() {
    AtomicReference<@Nullable Thread> where = new AtomicReference<>();
    ThreadSubject overriding =
        threading.newThreadThatOverridesRun(() -> where.set(Thread.currentThread()));
    overriding.start();
    finish(overriding);
    require(where.get() != null, "what overrides run() was due to run");
    require(
        !Thread.currentThread().equals(where.get()), "what overrides run() was due in a thread");
    ThreadSubject idle = threading.newThread(null, "idle", true, virtual);
    idle.start();
    finish(idle);
    require(!idle.isAlive(), "a thread without a target was due to end");
    ThreadSubject called = newThread(() -> where.set(Thread.currentThread()));
    called.run();
    require(
        Thread.currentThread().equals(where.get()),
        "run() was due to call the target in the thread that calls");
    require(!called.isAlive(), "is_alive() was due to be False after run() without start()");
    where.set(null);
    called.start();
    finish(called);
    require(where.get() != null, "start() was due to run the target after a call of run()");
    Evidence.executed(4);
  }

  /** Each thread's number is its own, and it keeps it. */
  void identsAreUnique() {
    List<Long> idents = new ArrayList<>();
    List<Patient> patients = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      patients.add(new Patient());
    }
    for (Patient patient : patients) {
      idents.add(requirePositive(patient.thread.ident()));
      patient.close();
    }
    for (int i = 0; i < MANY; i++) {
      require(
          idents.get(i).equals(patients.get(i).thread.ident()),
          "ident was due to stay " + idents.get(i) + " after the end");
      try (Patient later = new Patient()) {
        idents.add(requirePositive(later.thread.ident()));
      }
    }
    Set<Long> different = new HashSet<>(idents);
    require(different.size() == idents.size(), "two threads have the same ident: " + idents);
    Evidence.executed(idents.size());
  }

  private static Long requirePositive(@Nullable Long ident) {
    if (ident == null || ident <= 0) {
      throw new AssertionError("ident was due to be a positive number, not " + ident);
    }
    return ident;
  }

  /** A join waits, whatever unparks it, until the thread has ended. */
  void joinsUntilTheEnd(String name, Consumer<ThreadSubject> call) {
    try (Patient patient = new Patient();
        Threads threads = new Threads(kind)) {
      Task<Boolean> joiner =
          threads.start(
              name,
              () -> {
                call.accept(patient.thread);
                return patient.thread.isAlive();
              });
      threads.unparkInVain(joiner);
      patient.end();
      require(!joiner.result(), name + " returned, and is_alive() is True");
    }
    Evidence.executed(1);
  }

  /** A thread that raises has ended, for those who join it too. */
  void anExceptionIsAnEnd() {
    for (Throwable thrown :
        List.of(new IllegalStateException("boom"), new AssertionError("boom"))) {
      ThreadSubject thread = newThread(() -> sneakyThrow(thrown));
      threading.setExcepthook((who, what) -> {});
      try (Threads threads = new Threads(kind)) {
        thread.start();
        Task<Boolean> joiner = threads.start("joiner", () -> isInterrupted(thread));
        require(!joiner.result(), "a join was interrupted");
      } finally {
        threading.resetExcepthook();
      }
      require(!thread.isAlive(), "a thread that has raised " + thrown + " was due to have ended");
      Evidence.executed(1);
    }
  }

  @SuppressWarnings("unchecked") // as every throwable of Python is
  private static <E extends Throwable> void sneakyThrow(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** Whatever is thrown reaches the hook, once and as it is. */
  @SuppressWarnings("ReferenceEquality") // that very throwable
  void everythingReachesTheHook() {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("unchecked"),
            new Exception("checked"),
            new AssertionError("an error"),
            new StackOverflowError("another"),
            new ThreadDeath())) {
      List<Throwable> told = new ArrayList<>();
      ThreadSubject thread = newThread(() -> sneakyThrow(thrown));
      threading.setExcepthook((who, what) -> told.add(what));
      try {
        thread.start();
        finish(thread);
      } finally {
        threading.resetExcepthook();
      }
      require(
          told.size() == 1 && told.get(0) == thrown,
          "the hook was due to be told of " + thrown + " once, and was told of " + told);
      Evidence.executed(1);
    }
  }

  /** The joins with a timeout are over no earlier than that. */
  void timeoutsAreLowerBounds() {
    try (Patient patient = new Patient()) {
      new LowerBounds(kind, TimedCalls.of(patient.thread)).ofSeconds();
    }
  }

  /** The same of Durations. */
  void durationsAreLowerBounds() {
    try (Patient patient = new Patient()) {
      new LowerBounds(kind, TimedCalls.of(patient.thread)).ofDurations();
    }
  }

  /** One end ends the joins of so many, with and without a timeout. */
  void theEndEndsTheJoinsOf(int count) {
    try (Patient patient = new Patient();
        Threads threads = new Threads(kind)) {
      List<Task<Boolean>> joiners = startJoiners(threads, patient.thread, count);
      patient.end();
      threads.await(
          "the end to end the joins of " + count, () -> joiners.stream().allMatch(Task::isEnded));
      for (Task<Boolean> joiner : joiners) {
        require(!joiner.result(), "a join returned, and is_alive() is True");
      }
    }
    Evidence.executed(1);
  }

  private static List<Task<Boolean>> startJoiners(
      Threads threads, ThreadSubject thread, int count) {
    List<Task<Boolean>> joiners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean timed = i % 2 == 1;
      joiners.add(
          threads.start(
              "joiner-" + i,
              () -> {
                if (timed) {
                  thread.join(FAR_AWAY);
                } else {
                  thread.join();
                }
                return thread.isAlive();
              }));
    }
    threads.awaitAtRest(joiners.toArray(Task[]::new));
    return joiners;
  }

  /** An interrupted joiner leaves, and nobody else is disturbed. */
  void interruptedJoinersLeaveTheOthersAlone() {
    try (Patient patient = new Patient();
        Threads threads = new Threads(kind)) {
      List<Task<Boolean>> joiners = new ArrayList<>();
      for (int i = 0; i < JOINERS; i++) {
        Task<Boolean> joiner = threads.start("joiner-" + i, () -> isInterrupted(patient.thread));
        threads.awaitAtRest(joiner);
        joiners.add(joiner);
      }
      for (int leaver : new int[] {2, 0, 4}) {
        joiners.get(leaver).thread().interrupt();
        require(joiners.get(leaver).result(), "an interrupted join() returned");
      }
      require(
          patient.thread.isAlive(), "is_alive() was due to be True after interrupts of joiners");
      threads.awaitAtRest(joiners.get(1), joiners.get(3));
      patient.end();
      for (int stayer : new int[] {1, 3}) {
        require(!joiners.get(stayer).result(), "a joiner was not interrupted, and was told so");
      }
    }
    Evidence.executed(JOINERS);
  }

  /** Joins, and tells whether that was ended by an interrupt. */
  private static boolean isInterrupted(ThreadSubject thread) {
    try {
      thread.join();
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

  /** Threads that leave a join are not kept in memory by the thread that they joined. */
  void leaversAreForgotten() {
    try (Patient patient = new Patient();
        Threads threads = new Threads(kind)) {
      List<WeakReference<Thread>> leavers = new ArrayList<>();
      for (int i = 0; i < JOINERS; i++) {
        leavers.add(leaver(patient.thread, i % 2 == 1));
      }
      List<Task<Boolean>> stayers = startJoiners(threads, patient.thread, 1);
      for (int i = 0; i < JOINERS; i++) {
        leavers.add(leaver(patient.thread, i % 2 == 1));
      }
      boolean forgotten = Heap.forgets(leavers);
      patient.end();
      require(!stayers.get(0).result(), "join() returned beside leavers, and is_alive() is True");
      require(forgotten, "a thread that has left its join and ended is still kept in memory");
      Evidence.executed(leavers.size());
    }
  }

  private WeakReference<Thread> leaver(ThreadSubject joined, boolean interrupted) {
    Thread thread =
        kind.create(
            "leaver",
            () -> {
              try {
                joined.join(interrupted ? FAR_AWAY : SOON);
              } catch (RuntimeException e) {
                Thread.interrupted(); // what it came to is the business of other rules
              }
            });
    thread.start();
    if (interrupted) {
      Threads.poll(() -> !thread.isAlive() || Threads.isAtRest(thread));
      thread.interrupt();
    }
    require(Threads.poll(() -> !thread.isAlive()), "a joiner was due to leave");
    return new WeakReference<>(thread);
  }

  /** A start that the machine refuses leaves a new thread. */
  void aStartThatFailsLeavesANewThread() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    AtomicInteger runs = new AtomicInteger();
    ThreadSubject thread = threading.newThreadThatCannotStart(runs::incrementAndGet, refuses::get);
    for (int i = 0; i < 2; i++) {
      try {
        thread.start();
        throw new AssertionError("start() was due to raise RuntimeError");
      } catch (RuntimeException e) {
        require(
            Subjects.ACTIVE.errorOf(e) == PyError.RUNTIME_ERROR
                && "can't start new thread".equals(e.getMessage()),
            "due: RuntimeError: can't start new thread; seen: " + e);
      }
      require(!thread.isAlive(), "is_alive() was due to be False after a start that failed");
      require(thread.ident() == null, "ident was due to be None after a start that failed");
      require(
          threading.enumerate().stream().noneMatch(thread::is),
          "a thread that was not started was due not to be listed");
      thread.setDaemon(true);
      requireNotJoinable(thread);
    }
    refuses.set(false);
    thread.start();
    finish(thread);
    require(runs.get() == 1, "it was due to run once, and ran " + runs + " times");
    Evidence.executed(3);
  }

  private static void requireNotJoinable(ThreadSubject thread) {
    try {
      thread.join(0);
    } catch (RuntimeException e) {
      require(Subjects.ACTIVE.errorOf(e) == PyError.RUNTIME_ERROR, "due: RuntimeError, not " + e);
      return;
    }
    throw new AssertionError("join() of a thread that was not started was due to raise");
  }

  /** The dummy of a foreign thread is alive and listed as long as the thread is. */
  void aDummyEndsWithItsThread() {
    AtomicReference<ThreadSubject> dummy = new AtomicReference<>();
    CountDownLatch end = new CountDownLatch(1);
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> foreign =
          threads.start(
              "foreign",
              () -> {
                dummy.set(threading.currentThread());
                awaitUninterruptibly(end);
                return true;
              });
      threads.awaitAtRest(foreign);
      require(dummy.get().isAlive(), "the dummy was due to be alive");
      require(isListed(dummy.get()), "the dummy was due to be listed");
      end.countDown();
      require(foreign.result(), "the foreign thread ends");
      require(Threads.poll(() -> !foreign.thread().isAlive()), "the foreign thread ends");
      require(!dummy.get().isAlive(), "the dummy of a thread that has ended is alive");
      require(!isListed(dummy.get()), "the dummy of a thread that has ended is listed");
    }
    Evidence.executed(1);
  }

  private boolean isListed(ThreadSubject thread) {
    return threading.enumerate().stream().anyMatch(thread::is);
  }

  /** The main thread, which runs these checks or waits for them, is alive and can be joined. */
  void theMainThreadIsAlive() {
    ThreadSubject main = threading.mainThread();
    requirePositive(main.ident());
    try (Threads threads = new Threads(kind)) {
      Task<Boolean> looker =
          threads.start(
              "looker",
              () -> {
                main.join(SOON);
                return main.isAlive() && isListed(main);
              });
      require(looker.result(), "the main thread was due to be alive and listed, and not to end");
    }
    Evidence.executed(1);
  }

  /** Who is alive is listed, who is not started or has ended is not; and none is kept. */
  void whatHasEndedIsForgotten() {
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      gone.add(whatAnEndedThreadHeld());
      gone.add(endedForeigner());
    }
    require(Heap.forgets(gone), "what a thread had, that has ended, is still kept in memory");
    Evidence.executed(gone.size());
  }

  private static void use(Object held) {
    Objects.requireNonNull(held);
  }

  private WeakReference<Object> whatAnEndedThreadHeld() {
    Object held = new Object();
    ThreadSubject thread = threading.newThreadThatOverridesRun(() -> use(held));
    thread.start();
    finish(thread);
    return new WeakReference<>(held);
  }

  /** An ended thread that somebody keeps does not keep what it has run. */
  void anEndedThreadForgetsItsTarget() {
    AtomicReference<ThreadSubject> kept = new AtomicReference<>();
    WeakReference<Object> target = endedTarget(kept);
    require(Heap.forgets(List.of(target)), "an ended thread keeps its target in memory");
    require(!kept.get().isAlive(), "the thread was due to have ended");
    Evidence.executed(1);
  }

  private WeakReference<Object> endedTarget(AtomicReference<ThreadSubject> kept) {
    Object held = new Object();
    ThreadSubject thread = newThread(() -> use(held));
    kept.set(thread);
    thread.start();
    finish(thread);
    return new WeakReference<>(held);
  }

  private WeakReference<Object> endedForeigner() {
    Object held = new Object();
    Thread thread =
        kind.create(
            "foreigner",
            () -> {
              threading.currentThread();
              use(held);
            });
    thread.start();
    require(Threads.poll(() -> !thread.isAlive()), "a foreign thread was due to end");
    return new WeakReference<>(thread);
  }

  /** Threads that come and go are listed exactly while they are alive. */
  void theListFollowsTheThreads() {
    List<Patient> patients = new ArrayList<>();
    for (int i = 0; i < JOINERS; i++) {
      patients.add(new Patient());
      require(isListed(patients.get(i).thread), "a thread that is alive was due to be listed");
    }
    for (Patient patient : patients) {
      patient.close();
      require(!isListed(patient.thread), "a thread that has ended was due not to be listed");
    }
    Evidence.executed(JOINERS);
  }

  /** A timer calls no earlier than its interval after its start. */
  void intervalsAreLowerBounds() {
    for (double interval : INTERVALS) {
      for (int i = 0; i < Cost.REPETITIONS; i++) {
        AtomicLong called = new AtomicLong();
        TimerSubject timer =
            threading.newTimer(interval, () -> called.set(System.nanoTime()), virtual);
        long start = System.nanoTime();
        timer.start();
        finish(timer);
        long took = called.get() - start;
        require(
            took >= (long) Math.ceil(interval * 1e9),
            "Timer(" + interval + ") called after " + took + " ns");
        Evidence.executed(1);
      }
    }
  }

  /** A timer that is seen to wait is cancelled: it ends, and has not called. */
  void aTimerThatWaitsIsCancelled() {
    AtomicInteger calls = new AtomicInteger();
    TimerSubject timer = threading.newTimer(FAR_AWAY, calls::incrementAndGet, virtual);
    timer.start();
    require(timer.isAlive(), "a timer was due to be alive until its interval is over");
    timer.join(SOON);
    require(timer.isAlive(), "a timer was due to be alive until its interval is over");
    timer.cancel();
    finish(timer);
    require(!timer.isAlive() && calls.get() == 0, "a cancelled timer was due to end, uncalled");
    Evidence.executed(1);
  }

  /** A cancel by the function itself is too late. */
  void aTimerThatCallsIsNotCancelled() {
    AtomicReference<TimerSubject> self = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    TimerSubject timer =
        threading.newTimer(
            0,
            () -> {
              self.get().cancel();
              calls.incrementAndGet();
            },
            virtual);
    self.set(timer);
    timer.start();
    finish(timer);
    require(calls.get() == 1, "a timer was due to call once, and called " + calls + " times");
    Evidence.executed(1);
  }

  /** Many threads, each with its own value. */
  void valuesNeverCross() {
    LocalSubject local = threading.newLocal(() -> "first");
    try (Threads threads = new Threads(kind)) {
      for (int i = 0; i < JOINERS; i++) {
        String own = "own-" + i;
        threads.start(
            own,
            () -> {
              require("first".equals(local.get()), "a value was due to be the first one");
              for (int j = 0; j < Cost.REPETITIONS; j++) {
                local.set(own + j);
                Thread.onSpinWait();
                require((own + j).equals(local.get()), "a value was due to be its thread's own");
              }
              local.set(null);
              require(local.get() == null, "a value was due to be None");
              return true;
            });
      }
      threads.join();
    }
    Evidence.executed(JOINERS);
  }

  /** The values of threads that have ended are not kept by a variable that is. */
  void valuesGoWithTheirThreads() {
    LocalSubject local = threading.newLocal();
    LocalSubject initialised = threading.newLocal(Object::new);
    List<WeakReference<Object>> values = new ArrayList<>();
    for (int i = 0; i < JOINERS; i++) {
      AtomicReference<WeakReference<Object>> value = new AtomicReference<>();
      Thread thread =
          kind.create(
              "owner",
              () -> {
                Object own = new Object();
                local.set(own);
                value.set(new WeakReference<>(own));
              });
      run(thread);
      values.add(value.get());
      Thread other = kind.create("owner", () -> value.set(new WeakReference<>(initialised.get())));
      run(other);
      values.add(value.get());
    }
    require(Heap.forgets(values), "the value of a thread that has ended is still kept in memory");
    local.set("alive"); // so is the variable
    initialised.set("alive");
    Evidence.executed(values.size());
  }

  private static void run(Thread thread) {
    thread.start();
    require(Threads.poll(() -> !thread.isAlive()), "a thread was due to end");
  }

  /** More joiners than carriers do not keep other virtual threads from running. */
  void joinersLeaveTheCarriersFree() {
    try (Patient patient = new Patient();
        Threads threads = new Threads(kind)) {
      int count = 2 * Runtime.getRuntime().availableProcessors() + 2;
      List<Task<Boolean>> joiners = startJoiners(threads, patient.thread, count);
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      patient.end();
      for (Task<Boolean> joiner : joiners) {
        require(!joiner.result(), "a join returned, and is_alive() is True");
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
