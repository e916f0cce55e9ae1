package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.WaitSubject;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Real threads and stages that wait at addresses. */
final class WaitScenarios {
  static final ViewName INTS = ViewName.ints();
  static final ViewName LONGS = ViewName.longs();

  static final int WAITERS = 4;

  /* In milliseconds. */
  private static final double FAR_AWAY = 1e6;
  private static final double SOON = 1;

  private static final int BYTES = 64;

  /* So many that each guard of a memory has some. */
  private static final int ADDRESSES = 1 << 8;

  private static final int STAGES = 200;

  /* Of so many that were waited at, what a table keeps of each would be far more than this. */
  private static final int MANY_ADDRESSES = 20_000;
  private static final long MOST_BYTES_KEPT = 200_000;

  /** What makes the memory that is waited in; see {@code Subject.newWait}. */
  interface Memories {
    WaitSubject create(int byteLength, int maxByteLength);
  }

  private final Kind kind;
  private final Memories memories;

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   */
  WaitScenarios(Kind kind) {
    this(kind, Subjects.ACTIVE::newWait);
  }

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   * @param memories makes the memory
   */
  WaitScenarios(Kind kind, Memories memories) {
    this.kind = kind;
    this.memories = memories;
  }

  private WaitSubject newMemory() {
    return memories.create(BYTES, BYTES);
  }

  /** Everything that a thread of this kind can wait through. */
  static void every(Kind kind) {
    WaitScenarios waiting = new WaitScenarios(kind);
    waiting.waitsUntilNotified("wait(0, 0)", memory -> memory.await(INTS, 0, 0));
    waiting.waitsUntilNotified("wait(0, 0, 1e6)", memory -> memory.await(LONGS, 0, 0, FAR_AWAY));
    waiting.timeoutsAreLowerBounds();
    waiting.eachThreadSaysWhetherItMayBlock();
    for (int limit = 0; limit <= WAITERS; limit++) {
      waiting.notifyEndsSoManyWaits(WAITERS, limit);
    }
    waiting.firstInFirstOut(0);
    waiting.firstInFirstOut(1);
    waiting.nothingElseEndsAWait();
    waiting.interruptedWaitersLeaveTheOthersAlone();
    waiting.leaversAreNotCounted();
    waiting.leaversAreForgotten();
    waiting.waitersLeaveTheCarriersFree();
  }

  /** A call waits, whatever unparks it, until another thread notifies it. */
  void waitsUntilNotified(String name, Function<WaitSubject, String> call) {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      Task<String> waiter = threads.start(name, () -> call.apply(memory));
      threads.unparkInVain(waiter);
      requireCount(1, memory.signal(INTS, 0), "notify(0) with one waiter");
      requireOk(waiter, name);
    }
    Evidence.executed(1);
  }

  /** Of so many waiters a notify ends so many waits, the first ones, and says how many. */
  void notifyEndsSoManyWaits(int count, int limit) {
    WaitSubject memory = newMemory();
    int due = Math.min(count, limit);
    try (Threads threads = new Threads(kind)) {
      List<Task<String>> waiters = startInTurn(threads, memory, count);
      requireCount(due, memory.signal(INTS, 0, limit), "notify(0, " + limit + ")");
      for (Task<String> notified : waiters.subList(0, due)) {
        requireOk(notified, "notify(0, " + limit + ")");
      }
      threads.awaitAtRest(waiters.subList(due, count).toArray(Task[]::new));
      requireCount(count - due, memory.signal(INTS, 0), "notify(0) of the rest");
      waiters.forEach(waiter -> requireOk(waiter, "notify(0) of the rest"));
      requireCount(0, memory.signal(INTS, 0), "notify(0) of nobody");
    }
    Evidence.executed(1);
  }

  private List<Task<String>> startInTurn(Threads threads, WaitSubject memory, int count) {
    List<Task<String>> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean timed = i % 2 == 1;
      Task<String> waiter =
          threads.start(
              "waiter-" + i,
              () -> timed ? memory.await(INTS, 0, 0, FAR_AWAY) : memory.await(LONGS, 0, 0));
      threads.awaitAtRest(waiter);
      waiters.add(waiter);
    }
    return waiters;
  }

  /**
   * Threads and stages in one line, each notified alone, in the order in which they came.
   *
   * @param pattern whether a waiter is a stage, by its bits
   */
  void firstInFirstOut(int pattern) {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      List<@Nullable Task<String>> tasks = new ArrayList<>();
      List<@Nullable CompletionStage<?>> stages = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        ViewName view = i % 2 == 0 ? INTS : LONGS;
        if ((pattern >> i & 1) == 1) {
          stages.add(memory.awaitAsync(view, 0, 0).value());
          tasks.add(null);
        } else {
          Task<String> task = threads.start("waiter-" + i, () -> memory.await(view, 0, 0));
          threads.awaitAtRest(task);
          tasks.add(task);
          stages.add(null);
        }
      }
      for (int i = 0; i < WAITERS; i++) {
        requireCount(1, memory.signal(INTS, 0, 1), "notify(0, 1)");
        requireNext(threads, tasks, stages, i);
      }
    }
    Evidence.executed(WAITERS);
  }

  private static void requireNext(
      Threads threads,
      List<@Nullable Task<String>> tasks,
      List<@Nullable CompletionStage<?>> stages,
      int next) {
    boolean ended = Threads.poll(() -> isEnded(tasks.get(next), stages.get(next)));
    for (int i = 0; i < tasks.size(); i++) {
      boolean due = i <= next;
      boolean seen = i == next ? ended : isEnded(tasks.get(i), stages.get(i));
      require(
          seen == due,
          "WAI-09: after "
              + (next + 1)
              + " notifies waiter "
              + i
              + (due ? " was due to be woken" : " was woken out of turn"));
      Task<String> task = tasks.get(i);
      if (!due && task != null) {
        threads.awaitAtRest(task);
      }
    }
  }

  private static boolean isEnded(@Nullable Task<String> task, @Nullable CompletionStage<?> stage) {
    return task == null ? stage != null && isDone(stage) : task.isEnded();
  }

  /** Stores, a grow, notifies elsewhere and unparks do not end a wait. */
  void nothingElseEndsAWait() {
    WaitSubject memory = memories.create(BYTES, 2 * BYTES);
    WaitSubject other = newMemory();
    try (Threads threads = new Threads(kind)) {
      Task<String> waiter = threads.start("wait(2, 0)", () -> memory.await(INTS, 2, 0));
      threads.awaitAtRest(waiter);
      CompletionStage<?> stage = memory.awaitAsync(INTS, 2, 0).value();
      memory.store(INTS, 2, 1);
      memory.set(INTS, 2, 2);
      memory.store(LONGS, 1, 3);
      memory.grow(2 * BYTES);
      for (int i = 0; i < BYTES / Integer.BYTES; i++) {
        requireCount(0, i == 2 ? 0 : memory.signal(INTS, i), "notify(" + i + ") of nobody");
        requireCount(0, other.signal(INTS, i), "notify(" + i + ") in another memory");
      }
      threads.unparkInVain(waiter);
      require(!isDone(stage), "a stage was due to wait for a notify");
      requireCount(2, memory.signal(INTS, 2), "notify(2)");
      requireOk(waiter, "notify(2)");
      requireOk(stage);
    }
    Evidence.executed(1);
  }

  /** Timeouts are lower bounds, of threads and of stages. */
  void timeoutsAreLowerBounds() {
    new LowerBounds(kind, new Timed(newMemory(), false)).ofSeconds();
    new LowerBounds(kind, new Timed(newMemory(), true)).ofSecondsBriefly();
  }

  /** Calls with a timeout: whether they were notified. */
  private record Timed(WaitSubject memory, boolean async) implements TimedCalls {
    @Override
    public boolean call(double seconds) {
      double milliseconds = seconds * 1e3;
      String end =
          async
              ? WaitScenarios.text(memory.awaitAsync(INTS, 0, 0, milliseconds).value())
              : memory.await(INTS, 0, 0, milliseconds);
      require(
          end.equals(WaitModel.OK) || end.equals(WaitModel.TIMED_OUT),
          "a wait with a timeout returned " + end);
      return end.equals(WaitModel.OK);
    }

    @Override
    public boolean call(Duration timeout) {
      throw new UnsupportedOperationException("Atomics take no Duration");
    }

    @Override
    public boolean look() {
      return memory.await(INTS, 0, 1, 0).equals(WaitModel.OK);
    }

    @Override
    public String text(Object timeout) {
      return (async ? "waitAsync" : "wait") + "(0, 0, " + timeout + " s)";
    }
  }

  /** A thread says so for itself, and until it says otherwise. */
  void eachThreadSaysWhetherItMayBlock() {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      // Joined and not looked at again and again: the only carrier may be needed by the other.
      CompletableFuture<@Nullable Void> may = new CompletableFuture<>();
      Task<Boolean> one =
          threads.start(
              "who may not block",
              () -> {
                require(memory.canBlock(), "WAI-04: a new thread was due to be able to block");
                memory.setCanBlock(false);
                require(!memory.canBlock(), "WAI-04: it has said that it may not block");
                boolean refused = isRefused(() -> memory.await(INTS, 0, 1));
                require(refused, "WAI-04: wait was due to be refused");
                require(
                    memory.awaitAsync(INTS, 0, 0).isAsync(), "WAI-04: waitAsync was due to work");
                requireCount(1, memory.signal(INTS, 0), "notify of an agent that may not block");
                may.join();
                memory.setCanBlock(true);
                return memory.canBlock() && memory.await(INTS, 0, 1).equals(WaitModel.NOT_EQUAL);
              });
      Task<Boolean> other =
          threads.start(
              "another",
              () -> memory.canBlock() && memory.await(INTS, 0, 1).equals(WaitModel.NOT_EQUAL));
      boolean unaffected = other.result();
      may.complete(null);
      require(unaffected, "WAI-04: another thread was due to be able to block");
      require(one.result(), "WAI-04: it has said that it may block again");
    }
    Evidence.executed(1);
  }

  private static boolean isRefused(Runnable call) {
    try {
      call.run();
      return false;
    } catch (RuntimeException e) {
      return Subjects.ACTIVE.errorOf(e) == PyError.JAVASCRIPT_TYPE_ERROR;
    }
  }

  /** An interrupted waiter leaves, and nobody else is disturbed. */
  void interruptedWaitersLeaveTheOthersAlone() {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> waiters = new ArrayList<>();
      List<CompletionStage<?>> stages = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        boolean timed = i % 2 == 0;
        Task<Boolean> waiter = threads.start("waiter-" + i, () -> isInterrupted(memory, timed));
        threads.awaitAtRest(waiter);
        waiters.add(waiter);
        stages.add(memory.awaitAsync(INTS, 0, 0).value());
      }
      for (int leaver : new int[] {2, 0, 4}) {
        waiters.get(leaver).thread().interrupt();
        require(waiters.get(leaver).result(), "waiter-" + leaver + " was due to be interrupted");
      }
      threads.awaitAtRest(waiters.get(1), waiters.get(3));
      require(stages.stream().noneMatch(WaitScenarios::isDone), "an interrupt ended a stage");
      requireCount(7, memory.signal(INTS, 0), "notify(0) after three interrupts");
      for (int stayer : new int[] {1, 3}) {
        require(!waiters.get(stayer).result(), "a waiter was not interrupted, and was told so");
      }
      stages.forEach(WaitScenarios::requireOk);
    }
    Evidence.executed(5);
  }

  /** Waits, and tells whether that was ended by an interrupt. */
  private static boolean isInterrupted(WaitSubject memory, boolean timed) {
    try {
      String end = timed ? memory.await(INTS, 0, 0, FAR_AWAY) : memory.await(INTS, 0, 0);
      require(end.equals(WaitModel.OK), "wait was due to return ok, not " + end);
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

  /** A waiter that was counted before it is interrupted returns ok, and keeps its status. */
  @SuppressWarnings("try") // the stall is only opened and closed
  void whoHasBeenCountedKeepsItsInterrupt() {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(Kind.stallable())) {
      Task<Boolean> waiter =
          threads.start(
              "waiter",
              () ->
                  memory.await(INTS, 0, 0, FAR_AWAY).equals(WaitModel.OK) && Thread.interrupted());
      try (Threads.Stall stall = threads.stall(waiter)) {
        requireCount(1, memory.signal(INTS, 0), "notify(0)");
        waiter.thread().interrupt();
      }
      require(waiter.result(), "a counted waiter was due to return ok with its status set");
    }
    Evidence.executed(1);
  }

  /** Who has left by a timeout or an interrupt is not counted, and those that stay are. */
  void leaversAreNotCounted() {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      Task<String> first = threads.start("first", () -> memory.await(INTS, 0, 0));
      threads.awaitAtRest(first);
      Task<Boolean> interrupted = threads.start("interrupted", () -> isInterrupted(memory, false));
      threads.awaitAtRest(interrupted);
      Task<String> late = threads.start("timed out", () -> memory.await(INTS, 0, 0, SOON));
      require(late.result().equals(WaitModel.TIMED_OUT), "a wait was due to time out");
      require(
          text(memory.awaitAsync(INTS, 0, 0, SOON).value()).equals(WaitModel.TIMED_OUT),
          "a stage was due to time out");
      CompletionStage<?> last = memory.awaitAsync(INTS, 0, 0).value();
      interrupted.thread().interrupt();
      require(interrupted.result(), "a waiter was due to be interrupted");
      requireCount(2, memory.signal(INTS, 0), "WAI-13: notify(0) after three have left");
      requireOk(first, "notify(0)");
      requireOk(last);
    }
    Evidence.executed(1);
  }

  /** Notifies race with timeouts: as many waits end with ok as were counted. */
  void countsAreExactBesideTimeouts() {
    WaitSubject memory = newMemory();
    AtomicInteger told = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    int counted = 0;
    try (Threads threads = new Threads(kind)) {
      for (int i = 0; i < WAITERS; i++) {
        double time = 0.01 * i + 0.01;
        threads.start(
            "waiter-" + i,
            () -> {
              told.addAndGet(memory.await(INTS, 0, 0, time).equals(WaitModel.OK) ? 1 : 0);
              told.addAndGet(
                  text(memory.awaitAsync(INTS, 0, 0, time).value()).equals(WaitModel.OK) ? 1 : 0);
              return ended.incrementAndGet();
            });
      }
      while (ended.get() < WAITERS) {
        counted += (int) memory.signal(INTS, 0, 1);
      }
      threads.join();
      require(
          counted == told.get(),
          "WAI-13: " + counted + " waits were counted, and " + told + " returned ok");
    }
    Evidence.executed(WAITERS);
  }

  /** Whichever view names a byte; the upper half of a long, and another memory, are others. */
  void listsBelongToBytes() {
    WaitSubject memory = newMemory();
    WaitSubject other = newMemory();
    ViewName intsAt8 = ViewName.of("Int32Array@8");
    ViewName longsAt8 = ViewName.of("BigInt64Array@8");
    for (ViewName view : List.of(INTS, LONGS, intsAt8, longsAt8)) {
      long size = view.type().size();
      long index = (16 - view.byteOffset()) / size;
      CompletionStage<?> stage = memory.awaitAsync(view, index, 0).value();
      requireCount(0, memory.signal(INTS, 5), "WAI-14: notify of the upper half");
      requireCount(0, memory.signal(INTS, 3), "WAI-14: notify of the word before");
      requireCount(0, other.signal(INTS, 4), "WAI-14: notify in another memory");
      requireCount(0, memory.signal(ViewName.of("unshared Int32Array"), 4), "notify unshared");
      require(!isDone(stage), "WAI-14: a stage at byte 16 was woken at another address");
      for (ViewName by : List.of(INTS, LONGS, intsAt8, longsAt8)) {
        requireCount(
            1,
            memory.signal(by, (16 - by.byteOffset()) / by.type().size(), 1),
            "WAI-14: notify by " + by + " of who waits by " + view);
        requireOk(stage);
        stage = memory.awaitAsync(view, index, 0).value();
      }
      requireCount(1, memory.signal(INTS, 4), "WAI-14: notify of byte 16");
      Evidence.executed(1);
    }
  }

  /** Threads that have left or were notified are not kept in memory. */
  void leaversAreForgotten() {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      List<WeakReference<Thread>> leavers = new ArrayList<>();
      List<Task<String>> stayers = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        leavers.add(leaver(memory, false));
        leavers.add(leaver(memory, true));
        Task<String> stayer = threads.start("stayer-" + i, () -> memory.await(INTS, 0, 0));
        threads.awaitAtRest(stayer);
        stayers.add(stayer);
      }
      boolean forgotten = Heap.forgets(leavers);
      requireCount(WAITERS, memory.signal(INTS, 0), "notify(0), beside waiters that have left");
      stayers.forEach(stayer -> requireOk(stayer, "notify(0)"));
      require(forgotten, "a thread that has left its wait and ended is still kept in memory");
    }
    Evidence.executed(WAITERS);
  }

  private WeakReference<Thread> leaver(WaitSubject memory, boolean interrupted) {
    Thread thread =
        kind.create(
            "leaver",
            () -> {
              try {
                memory.await(INTS, 0, 0, interrupted ? FAR_AWAY : SOON);
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

  /** Neither stages that have timed out nor such as were notified long before their deadline. */
  void stagesAreForgotten() {
    WaitSubject memory = newMemory();
    CompletionStage<?> stayer = memory.awaitAsync(INTS, 1, 0, FAR_AWAY).value();
    List<WeakReference<CompletionStage<?>>> gone = new ArrayList<>();
    for (int i = 0; i < STAGES; i++) {
      gone.add(ended(memory, i % 2 == 0 ? SOON / 10 : FAR_AWAY + i));
    }
    boolean forgotten = Heap.forgets(gone);
    requireCount(1, memory.signal(INTS, 1), "notify(1)");
    requireOk(stayer);
    require(forgotten, "WAI-16: a stage whose wait is over is still kept in memory");
    Evidence.executed(STAGES);
  }

  private static WeakReference<CompletionStage<?>> ended(WaitSubject memory, double timeout) {
    CompletionStage<?> stage = memory.awaitAsync(INTS, 0, 0, timeout).value();
    if (timeout > SOON) {
      requireCount(1, memory.signal(INTS, 0), "notify(0)");
    }
    var unused = text(stage);
    return new WeakReference<>(stage);
  }

  /** Very many addresses, at which nobody waits any more. */
  void addressesAreForgotten() {
    int bytes = MANY_ADDRESSES * Integer.BYTES;
    WaitSubject memory = Subjects.ACTIVE.newWait(bytes, bytes);
    // All that is created once is there.
    waitAtEach(memory, MANY_ADDRESSES / 100);
    long before = Heap.usedBytes();
    waitAtEach(memory, MANY_ADDRESSES);
    long kept = Heap.keptBytes(before, MOST_BYTES_KEPT);
    require(
        kept <= MOST_BYTES_KEPT,
        "WAI-16: of " + MANY_ADDRESSES + " addresses " + kept + " bytes are still there");
    requireCount(0, memory.signal(INTS, 0), "notify(0) of nobody");
    Evidence.executed(MANY_ADDRESSES);
  }

  private static void waitAtEach(WaitSubject memory, int addresses) {
    CompletionStage<?> last = null;
    for (int i = 0; i < addresses; i++) {
      last = memory.awaitAsync(INTS, i, 0).value();
    }
    for (int i = 0; i < addresses; i++) {
      requireCount(1, memory.signal(INTS, i), "notify(" + i + ")");
    }
    if (last != null) {
      requireOk(last);
    }
  }

  /** While something that depends on a stage blocks, all goes on at every address. */
  void addressesDoNotExcludeEachOther() {
    int bytes = ADDRESSES * Integer.BYTES;
    WaitSubject memory = Subjects.ACTIVE.newWait(bytes, bytes);
    try (Threads threads = new Threads(kind);
        Blockade blockade = new Blockade()) {
      Task<Long> notifier =
          threads.start(
              "notify(0)",
              () -> {
                memory.awaitAsync(INTS, 0, 0).value().thenRun(blockade);
                return memory.signal(INTS, 0);
              });
      threads.await("what depends on a stage to run", blockade::isEntered);
      AtomicInteger reached = new AtomicInteger();
      Task<Boolean> others =
          threads.start(
              "notify of the others",
              () -> {
                for (int i = 1; i < ADDRESSES; i++) {
                  memory.awaitAsync(INTS, i, 0);
                  requireCount(1, memory.signal(INTS, i), "notify(" + i + ")");
                  require(
                      memory.await(INTS, i, 0, 1e-6).equals(WaitModel.TIMED_OUT),
                      "wait(" + i + ")");
                  reached.set(i);
                }
                return true;
              });
      boolean done = Threads.poll(others::isEnded);
      blockade.lift();
      require(
          done,
          "WAI-17: what depends on a stage at one address held up address " + (reached.get() + 1));
      require(others.result(), "the others were due to be notified");
      requireCount(1, notifier.result(), "notify(0)");
    }
    Evidence.executed(ADDRESSES);
  }

  /** Blocks whoever runs it, until it is closed; an interrupt does not end that. */
  private static final class Blockade implements Runnable, AutoCloseable {
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private volatile boolean entered;

    @Override
    public void run() {
      entered = true;
      end.join();
    }

    boolean isEntered() {
      return entered;
    }

    void lift() {
      end.complete(null);
    }

    @Override
    public void close() {
      lift();
    }
  }

  /** A stage has its value once, and keeps it. */
  void stagesCompleteOnce() {
    WaitSubject memory = newMemory();
    AtomicInteger completions = new AtomicInteger();
    WaitSubject.Async notified = memory.awaitAsync(INTS, 0, 0, SOON * 5);
    var first = notified.value().thenRun(completions::incrementAndGet);
    boolean counted = memory.signal(INTS, 0) == 1;
    String due = counted ? WaitModel.OK : WaitModel.TIMED_OUT;
    require(notified.isAsync(), "WAI-18: a wait that has joined was due to be async");
    requireText(due, notified.value());
    // One whose time is over later than that of the first would have been.
    requireText(WaitModel.TIMED_OUT, memory.awaitAsync(INTS, 0, 0, SOON * 10).value());
    requireCount(0, memory.signal(INTS, 0), "notify(0) of nobody");
    requireText(due, notified.value());
    join(first);
    require(completions.get() == 1, "WAI-18: a stage was completed " + completions + " times");
    Evidence.executed(1);
  }

  /** Very many stages, with and without a timeout: one more thread, a daemon, and it goes. */
  void stagesHoldNoThread() {
    WaitSubject memory = newMemory();
    // One of an earlier check goes soon, and then a stage with a timeout brings another.
    Set<Thread> added = new HashSet<>();
    require(
        Threads.poll(() -> addsThread(memory, added)),
        "WAI-19: a thread keeps the time though no deadline is pending, or none does");
    Set<Thread> before = liveThreads();
    before.removeAll(added);
    for (int i = 0; i < STAGES; i++) {
      memory.awaitAsync(INTS, 0, 0);
      memory.awaitAsync(INTS, 0, 0, FAR_AWAY + i);
    }
    added.addAll(liveThreads());
    added.removeAll(before);
    require(added.size() <= 1, "WAI-19: " + 2 * STAGES + " stages hold the threads " + added);
    require(added.stream().allMatch(Thread::isDaemon), "WAI-19: no daemon: " + added);
    requireText(WaitModel.TIMED_OUT, memory.awaitAsync(INTS, 1, 0, SOON).value());
    requireCount(2 * STAGES, memory.signal(INTS, 0), "notify(0)");
    require(
        Threads.poll(() -> added.stream().noneMatch(Thread::isAlive)),
        "WAI-19: no deadline is pending, and there still is " + added);
    Evidence.executed(2 * STAGES);
  }

  private static boolean addsThread(WaitSubject memory, Set<Thread> added) {
    Set<Thread> before = liveThreads();
    memory.awaitAsync(INTS, 1, 0, FAR_AWAY);
    added.addAll(liveThreads());
    added.removeAll(before);
    requireCount(1, memory.signal(INTS, 1), "notify(1)");
    return !added.isEmpty();
  }

  private static Set<Thread> liveThreads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  /** Neither by who notifies, nor by who keeps the time, which is seen by blocking it. */
  void stagesAreCompletedByAnotherThread() {
    WaitSubject memory = newMemory();
    WaitSubject other = newMemory();
    AtomicReference<@Nullable Thread> notified = new AtomicReference<>();
    AtomicReference<@Nullable Thread> expired = new AtomicReference<>();
    try (Threads threads = new Threads(kind);
        Blockade first = new Blockade();
        Blockade second = new Blockade()) {
      var one = memory.awaitAsync(INTS, 0, 0).value().thenRun(() -> block(notified, first));
      Task<Long> notifier = threads.start("notifier", () -> memory.signal(INTS, 0));
      require(Threads.poll(notifier::isEnded), "WAI-20: what depends on a stage held up a notify");
      requireCount(1, notifier.result(), "notify(0)");
      var two = other.awaitAsync(INTS, 0, 0, SOON).value().thenRun(() -> block(expired, second));
      threads.await(
          "what depends on two stages to run", () -> first.isEntered() && second.isEntered());
      for (Thread thread : List.of(thread(notified), thread(expired))) {
        require(thread.isDaemon(), "WAI-20: " + thread + " was due to be a daemon");
        require(!thread.equals(notifier.thread()), "WAI-20: the notifier completed a stage");
      }
      WaitSubject third = newMemory();
      CompletionStage<?> later = third.awaitAsync(INTS, 0, 0, SOON).value();
      boolean kept = Threads.poll(() -> isDone(later));
      first.lift();
      second.lift();
      require(kept, "WAI-20: who keeps the time was held up by what depends on a stage");
      join(one);
      join(two);
    }
    Evidence.executed(3);
  }

  private static void block(AtomicReference<@Nullable Thread> who, Blockade blockade) {
    who.set(Thread.currentThread());
    blockade.run();
  }

  private static Thread thread(AtomicReference<@Nullable Thread> who) {
    Thread thread = who.get();
    if (thread == null) {
      throw new AssertionError("nobody has completed a stage");
    }
    return thread;
  }

  /** The stages of one memory, one after the other, in the order in which their waits ended. */
  void stagesAreCompletedInOrder() {
    WaitSubject memory = newMemory();
    ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
    AtomicInteger running = new AtomicInteger();
    AtomicBoolean overlapped = new AtomicBoolean();
    IntConsumer dependent =
        number -> {
          overlapped.compareAndSet(false, running.incrementAndGet() != 1);
          order.add(number);
          running.decrementAndGet();
        };
    List<CompletionStage<?>> ends = new ArrayList<>();
    for (int i = 0; i < STAGES; i++) {
      int number = i;
      // At many addresses, notified from the last to the first.
      ends.add(
          memory.awaitAsync(INTS, 1 + i % 8, 0).value().thenRun(() -> dependent.accept(number)));
    }
    List<Integer> due = new ArrayList<>();
    for (int address = 8; address > 0; address--) {
      memory.signal(INTS, address);
      for (int i = address - 1; i < STAGES; i += 8) {
        due.add(i);
      }
    }
    ends.forEach(WaitScenarios::join);
    require(!overlapped.get(), "WAI-20: two stages of one memory were completed at once");
    require(List.copyOf(order).equals(due), "WAI-20: stages were completed in the order " + order);
    Evidence.executed(STAGES);
  }

  /** Nothing is held while a stage is completed: what depends on it waits and notifies itself. */
  void whatDependsOnAStageMayWaitAndNotify() {
    WaitSubject memory = newMemory();
    CompletableFuture<String> seen = new CompletableFuture<>();
    CompletionStage<?> unused =
        memory
            .awaitAsync(INTS, 0, 0)
            .value()
            .thenRun(
                () -> {
                  memory.awaitAsync(INTS, 0, 0);
                  long count = memory.signal(INTS, 0);
                  seen.complete(count + " " + memory.await(INTS, 0, 0, SOON));
                });
    requireCount(1, memory.signal(INTS, 0), "notify(0)");
    require(Threads.poll(seen::isDone), "WAI-20: what depends on a stage was due to go on");
    require(
        seen.join().equals("1 " + WaitModel.TIMED_OUT),
        "WAI-20: what depends on a stage saw: " + seen.join());
    Evidence.executed(1);
  }

  /** Completing, failing or cancelling what users get changes nothing. */
  @SuppressWarnings("unchecked")
  void usersCompleteNothing() {
    WaitSubject memory = newMemory();
    CompletionStage<?> stage = memory.awaitAsync(INTS, 0, 0).value();
    if (stage instanceof CompletableFuture<?> future) {
      attempt(() -> ((CompletableFuture<@Nullable Object>) future).complete(null));
      attempt(() -> future.completeExceptionally(new IllegalStateException()));
      attempt(() -> future.cancel(true));
      attempt(() -> ((CompletableFuture<@Nullable Object>) future).obtrudeValue(null));
    }
    attempt(() -> stage.toCompletableFuture().cancel(true));
    attempt(() -> stage.toCompletableFuture().completeExceptionally(new IllegalStateException()));
    require(!isDone(stage), "WAI-21: a stage was completed by its user");
    requireCount(1, memory.signal(INTS, 0), "notify(0)");
    requireText(WaitModel.OK, stage);
    Evidence.executed(1);
  }

  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (UnsupportedOperationException e) {
      Evidence.executed(1); // refused, as it may be
    }
  }

  /** Code that blocks or throws: notifies and timeouts of its own memory, and all of another. */
  void whatDependsOnAStageHoldsUpNoOtherMemory() {
    WaitSubject memory = newMemory();
    WaitSubject other = newMemory();
    CompletionStage<?> failing =
        memory
            .awaitAsync(INTS, 0, 0)
            .value()
            .thenRun(
                () -> {
                  throw new IllegalStateException("what depends on a stage may throw");
                });
    CompletionStage<?> behind = memory.awaitAsync(INTS, 0, 0).value();
    requireCount(2, memory.signal(INTS, 0), "notify(0)");
    requireText(WaitModel.OK, behind);
    require(
        failing.toCompletableFuture().isCompletedExceptionally(), "what throws was due to be told");
    try (Threads threads = new Threads(kind);
        Blockade blockade = new Blockade()) {
      var blocked = memory.awaitAsync(INTS, 0, 0).value().thenRun(blockade);
      Task<Long> notifier = threads.start("notifier", () -> memory.signal(INTS, 0));
      require(Threads.poll(notifier::isEnded), "WAI-21: what depends on a stage held up a notify");
      requireCount(1, notifier.result(), "notify(0)");
      require(Threads.poll(blockade::isEntered), "what depends on a stage was due to run");
      require(
          memory.await(INTS, 0, 0, SOON).equals(WaitModel.TIMED_OUT),
          "WAI-21: a wait was due to time out");
      memory.awaitAsync(INTS, 0, 0, SOON);
      require(
          isDoneSoon(other.awaitAsync(INTS, 0, 0, SOON * 2).value()),
          "WAI-21: a stage of another memory was due to time out");
      CompletionStage<?> elsewhere = other.awaitAsync(INTS, 0, 0).value();
      requireCount(1, other.signal(INTS, 0), "notify(0) in another memory");
      require(isDoneSoon(elsewhere), "WAI-21: a stage of another memory was due to complete");
      // Its deadline was before that of the other memory's, which is over.
      requireCount(0, memory.signal(INTS, 0), "WAI-21: notify(0) of a stage whose time is over");
      blockade.lift();
      join(blocked);
    }
    Evidence.executed(1);
  }

  /** Each result once. */
  void resultsAreJavaScriptsStrings() {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      Task<String> waiter = threads.start("waiter", () -> memory.await(INTS, 0, 0));
      threads.awaitAtRest(waiter);
      memory.signal(INTS, 0);
      List<String> seen =
          List.of(waiter.result(), memory.await(INTS, 0, 1), memory.await(INTS, 0, 0, 0));
      require(
          seen.equals(List.of("ok", "not-equal", "timed-out")), "WAI-24: the results are " + seen);
    }
    Evidence.executed(3);
  }

  /** More waiters than carriers do not keep other virtual threads from running. */
  void waitersLeaveTheCarriersFree() {
    WaitSubject memory = newMemory();
    try (Threads threads = new Threads(kind)) {
      List<Task<String>> waiters =
          startInTurn(threads, memory, 2 * Runtime.getRuntime().availableProcessors() + 2);
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      requireCount(waiters.size(), memory.signal(INTS, 0), "notify(0)");
      waiters.forEach(waiter -> requireOk(waiter, "notify(0)"));
    }
    Evidence.executed(1);
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  private static boolean isDoneSoon(CompletionStage<?> stage) {
    return Threads.poll(() -> isDone(stage));
  }

  private static String text(CompletionStage<?> stage) {
    require(isDoneSoon(stage), "a stage was due to complete");
    return String.valueOf((Object) stage.toCompletableFuture().join());
  }

  private static void join(CompletionStage<?> stage) {
    require(isDoneSoon(stage), "what depends on a stage was due to end");
    var unused = stage.toCompletableFuture().join();
  }

  private static void requireOk(CompletionStage<?> stage) {
    requireText(WaitModel.OK, stage);
  }

  private static void requireText(String due, CompletionStage<?> stage) {
    String seen = text(stage);
    require(seen.equals(due), "a stage was due to say " + due + ", and says " + seen);
  }

  private static void requireOk(Task<String> waiter, String after) {
    String seen = waiter.result();
    require(seen.equals(WaitModel.OK), "after " + after + " ok was due, not " + seen);
  }

  private static void requireCount(long due, long seen, String what) {
    require(seen == due, what + " was due to return " + due + ", and returned " + seen);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
