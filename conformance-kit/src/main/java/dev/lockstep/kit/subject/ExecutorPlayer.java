package dev.lockstep.kit.subject;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.FuturesModel.Condition;
import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.subject.ExecutorSubject.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays the experiments with executors: see {@code ExecutorModel}. */
@SuppressWarnings("NullAway") // on JDK 17 it takes whatever an AtomicReference holds for nullable
public final class ExecutorPlayer implements Player {
  private static final Pattern NAME = Pattern.compile("ThreadPoolExecutor-(\\d+)_(\\d+)");

  private final Caller caller;
  private final Threads.Kind kind;

  /**
   * Creates a player.
   *
   * @param caller makes the calls
   * @param kind of the workers
   */
  public ExecutorPlayer(Caller caller, Threads.Kind kind) {
    FutureLog.listen();
    this.caller = caller;
    this.kind = kind;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    // what its threads do takes time, and is no waiting of the call
    return caller.observe(experiment(call), interrupted, ModelTimeouts.PATIENCE);
  }

  private Callable<@Nullable Object> experiment(Call call) {
    return switch (call.method()) {
      case "new" -> () -> null;
      case "submitted" -> this::submitted;
      case "raised" -> this::raised;
      case "size" -> () -> size((Long) call.arguments().get(0));
      case "default_size" -> this::defaultSize;
      case "as_needed" -> this::asNeeded;
      case "names" -> this::names;
      case "names_without_prefix" -> this::namesWithoutPrefix;
      case "worker" -> this::worker;
      case "in_order" -> this::inOrder;
      case "raises_anything" -> this::raisesAnything;
      case "completed_by_others" -> this::completedByOthers;
      case "cancelled" -> this::cancelled;
      case "cancelled_running" -> this::cancelledRunning;
      case "cancelled_then_notified" -> this::cancelledThenNotified;
      case "after_shutdown" -> this::afterShutdown;
      case "map_after_shutdown" -> this::mapAfterShutdown;
      case "shut_down_twice" -> this::shutDownTwice;
      case "queued_at_shutdown" -> this::queuedAtShutdown;
      case "workers_end" -> this::workersEnd;
      case "shutdown_waits" -> this::shutdownWaits;
      case "shutdown_cancels" -> this::shutdownCancels;
      case "cancelled_by_shutdown" -> this::cancelledByShutdown;
      case "own_shutdown" -> this::ownShutdown;
      case "own_shutdown_later" -> this::ownShutdownLater;
      case "initialized" -> this::initialized;
      case "broken" -> () -> broken(false);
      case "broken_queue" -> () -> brokenQueue(false);
      case "broken_cancelled" -> () -> brokenQueue(true);
      case "broken_and_shut_down" -> () -> broken(true);
      case "closed" -> this::closed;
      case "map" -> this::map;
      case "map_two" -> this::mapTwo;
      case "map_eager" -> this::mapEager;
      case "map_empty" -> this::mapEmpty;
      case "map_buffered" -> this::mapBuffered;
      case "buffersize" -> () -> buffersize((Long) call.arguments().get(0));
      case "map_in_vain" -> () -> mapInVain(call.timeout().orElseThrow());
      case "map_fails" -> this::mapFails;
      case "map_closed" -> this::mapClosed;
      case "map_iterable_raises" -> this::mapIterableRaises;
      case "own_submit" -> this::ownSubmit;
      case "callback_submits" -> this::callbackSubmits;
      default -> throw new IllegalArgumentException("executors have no experiment " + call);
    };
  }

  private ThreadFactory factory() {
    return body -> kind.create("worker of an experiment", body);
  }

  private ExecutorSubject pool(Plan plan) {
    return caller
        .subject()
        .newExecutor(kind == Threads.Kind.PLATFORM ? plan : plan.with(factory()));
  }

  private ExecutorSubject pool(int size) {
    return pool(Plan.of(size));
  }

  private static void await(String what, BooleanSupplier condition) {
    if (!Threads.poll(condition)) {
      throw new IllegalStateException(what + " was due");
    }
  }

  /* What a future has come to, which is due to come to something. */
  private static @Nullable Object resultOf(FutureSubject future) {
    await("a done future", future::done);
    return future.result();
  }

  private String errorOf(FutureSubject future) {
    await("a done future", future::done);
    return errorIn(future::exception);
  }

  /* What a call raises or returns as an exception, by Python's name; or what it returns. */
  private String errorIn(Supplier<? extends @Nullable Object> body) {
    Object seen;
    try {
      seen = body.get();
    } catch (RuntimeException e) {
      seen = e;
    }
    if (seen instanceof KeyboardInterrupt) {
      return PyError.KEYBOARD_INTERRUPT.python(); // a task's own, whatever the subject's errors are
    }
    if (seen instanceof Throwable thrown) {
      PyError error = caller.subject().errorOf(thrown);
      return error == PyError.OTHER ? String.valueOf(thrown.getMessage()) : error.python();
    }
    return seen == null ? "None" : seen.toString();
  }

  private static String state(FutureSubject future) {
    if (future.cancelled()) {
      return "cancelled";
    }
    return future.done() ? "finished" : future.running() ? "running" : "pending";
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

    Gate awaitEntered() {
      await("a task that runs", () -> entered.getCount() == 0);
      return this;
    }

    void open() {
      open.countDown();
    }
  }

  private static Gate occupy(ExecutorSubject pool) {
    Gate gate = new Gate();
    pool.submit(gate);
    return gate.awaitEntered();
  }

  private static RuntimeException boom() {
    return new IllegalStateException("boom");
  }

  private String submitted() {
    try (ExecutorSubject pool = pool(1)) {
      Gate gate = new Gate();
      FutureSubject future =
          pool.submit(
              () -> {
                gate.call();
                return 7L;
              });
      gate.awaitEntered();
      String state = state(future);
      gate.open();
      return state + ", returned " + resultOf(future);
    }
  }

  private String raised() {
    try (ExecutorSubject pool = pool(1)) {
      FutureSubject future =
          pool.submit(
              (Callable<Object>)
                  () -> {
                    throw boom();
                  });
      return "raised " + errorOf(future);
    }
  }

  private long size(long size) {
    try (ExecutorSubject pool = pool((int) size)) {
      return pool.maxWorkers();
    }
  }

  private String defaultSize() {
    try (ExecutorSubject pool = pool(new Plan(null, null, null, null))) {
      int due = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
      int seen = pool.maxWorkers();
      return seen == due ? "min(32, processors + 4)" : String.valueOf(seen);
    }
  }

  private String asNeeded() {
    AtomicInteger created = new AtomicInteger();
    ThreadFactory counting =
        body -> {
          created.incrementAndGet();
          return kind.create("counted", body);
        };
    List<Integer> seen = new ArrayList<>();
    List<Gate> gates = new ArrayList<>();
    try (ExecutorSubject pool = caller.subject().newExecutor(Plan.of(2).with(counting))) {
      seen.add(created.get());
      for (int i = 0; i < 3; i++) {
        Gate gate = new Gate();
        gates.add(gate);
        pool.submit(gate);
        if (i < 2) {
          gate.awaitEntered();
        }
        seen.add(created.get());
      }
      gates.forEach(Gate::open);
    }
    return seen.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private String names() {
    List<String> names = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorSubject pool = pool(Plan.of(2).named("some"))) {
      List<Gate> gates = List.of(new Gate(), new Gate());
      for (Gate gate : gates) {
        pool.submit(
            () -> {
              names.add(Thread.currentThread().getName());
              return gate.call();
            });
        gate.awaitEntered();
      }
      gates.forEach(Gate::open);
    }
    return names.stream().sorted().collect(Collectors.joining(" "));
  }

  private String namesWithoutPrefix() {
    try (ExecutorSubject first = pool(1);
        ExecutorSubject second = pool(1)) {
      String one = String.valueOf(resultOf(first.submit(() -> Thread.currentThread().getName())));
      String two = String.valueOf(resultOf(second.submit(() -> Thread.currentThread().getName())));
      Matcher numbers = NAME.matcher(one);
      if (!numbers.matches()) {
        return one + ", " + two;
      }
      String number = numbers.group(1);
      String next = String.valueOf(Long.parseLong(number) + 1);
      return one.replace("-" + number + "_", "-M_") + ", " + two.replace("-" + next + "_", "-M+1_");
    }
  }

  private String worker() {
    try (ExecutorSubject pool = pool(1)) {
      return String.valueOf(
          resultOf(
              pool.submit(
                  () -> {
                    ThreadSubject self = currentThread();
                    String known = self.name().startsWith("Dummy") ? "unknown" : "known";
                    return known + (self.daemon() ? ", a daemon" : ", not a daemon");
                  })));
    }
  }

  private String inOrder() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorSubject pool = pool(1)) {
      Gate gate = occupy(pool);
      submitRecording(pool, order, 5);
      gate.open();
    }
    return text(order);
  }

  private static List<FutureSubject> submitRecording(
      ExecutorSubject pool, List<Integer> order, int count) {
    List<FutureSubject> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      futures.add(pool.submit(() -> order.add(number)));
    }
    return futures;
  }

  private static String text(List<?> numbers) {
    synchronized (numbers) {
      return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
  }

  private String raisesAnything() {
    try (ExecutorSubject pool = pool(1)) {
      FutureSubject future =
          pool.submit(
              (Callable<Object>)
                  () -> {
                    throw new KeyboardInterrupt();
                  });
      return errorOf(future) + ", then " + resultOf(pool.submit(() -> 7L));
    }
  }

  private String completedByOthers() {
    List<Integer> called = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorSubject pool = pool(1)) {
      Gate gate = new Gate();
      FutureSubject running = pool.submit(gate);
      gate.awaitEntered();
      FutureSubject queued = pool.submit(() -> called.add(1));
      FutureSubject last = pool.submit(() -> 7L);
      running.setResult(5L);
      queued.setResult(6L);
      gate.open();
      boolean done = Threads.poll(last::done);
      String result = done ? String.valueOf(last.result()) : "pending";
      return (called.isEmpty() ? "not called, then " : "called, then ") + result;
    }
  }

  private String cancelled() {
    List<Integer> called = Collections.synchronizedList(new ArrayList<>());
    boolean cancelled;
    try (ExecutorSubject pool = pool(1)) {
      Gate gate = occupy(pool);
      cancelled = pool.submit(() -> called.add(1)).cancel();
      gate.open();
    }
    return (cancelled ? "True" : "False") + (called.isEmpty() ? ", not called" : ", called");
  }

  private String cancelledRunning() {
    List<Integer> called = Collections.synchronizedList(new ArrayList<>());
    boolean cancelled;
    try (ExecutorSubject pool = pool(1)) {
      Gate gate = new Gate();
      FutureSubject future =
          pool.submit(
              () -> {
                gate.call();
                return called.add(1);
              });
      gate.awaitEntered();
      cancelled = future.cancel();
      gate.open();
    }
    return (cancelled ? "True" : "False") + (called.isEmpty() ? ", not called" : ", called");
  }

  private String cancelledThenNotified() {
    try (ExecutorSubject pool = pool(1)) {
      Gate gate = occupy(pool);
      FutureSubject future = pool.submit(() -> 1L);
      future.cancel();
      gate.open();
      return completion(future);
    }
  }

  private String completion(FutureSubject future) {
    boolean completed =
        Threads.poll(
            () ->
                caller
                    .subject()
                    .futures()
                    .wait(List.of(future), 0, Condition.ALL_COMPLETED)
                    .notDone()
                    .isEmpty());
    return completed ? "completed" : "not completed";
  }

  private @Nullable Object afterShutdown() {
    ExecutorSubject pool = pool(1);
    pool.shutdown(true, false);
    return resultOf(pool.submit(() -> 1L));
  }

  private @Nullable Object mapAfterShutdown() {
    ExecutorSubject pool = pool(1);
    pool.shutdown(true, false);
    return text(list(pool.map(item -> item, List.of(1L))));
  }

  private String shutDownTwice() {
    ExecutorSubject pool = pool(1);
    Gate gate = occupy(pool);
    FutureSubject queued = pool.submit(() -> 1L);
    pool.shutdown(false, false);
    String before = state(queued);
    pool.shutdown(false, true);
    String after = state(queued);
    gate.open();
    return before + ", " + after;
  }

  private String queuedAtShutdown() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    ExecutorSubject pool = pool(1);
    Gate gate = occupy(pool);
    List<FutureSubject> futures = submitRecording(pool, order, 3);
    pool.shutdown(false, false);
    gate.open();
    futures.forEach(ExecutorPlayer::resultOf);
    return text(order);
  }

  private String workersEnd() {
    ExecutorSubject pool = pool(1);
    AtomicReference<ThreadSubject> worker = new AtomicReference<>();
    resultOf(pool.submit(() -> worker.set(currentThread())));
    String before = worker.get().isAlive() ? "alive" : "ended";
    pool.shutdown(false, false);
    return before + (Threads.poll(() -> !worker.get().isAlive()) ? ", ended" : ", alive");
  }

  /* As the subject sees it: a java.lang.Thread may be alive for a moment after its end. */
  private ThreadSubject currentThread() {
    return caller.subject().threading().currentThread();
  }

  private String shutdownWaits() {
    ExecutorSubject pool = pool(1);
    Gate gate = new Gate();
    AtomicReference<ThreadSubject> worker = new AtomicReference<>();
    FutureSubject future =
        pool.submit(
            () -> {
              worker.set(currentThread());
              return gate.call();
            });
    gate.awaitEntered();
    AtomicBoolean hasReturned = new AtomicBoolean();
    openOnceTheCallerWaits(gate, hasReturned);
    pool.shutdown(true, false);
    String seen =
        (future.done() ? "done" : "not done") + (worker.get().isAlive() ? ", alive" : ", ended");
    hasReturned.set(true);
    return seen;
  }

  /* So that who does not wait has returned before the task is done. */
  private static void openOnceTheCallerWaits(Gate gate, AtomicBoolean hasReturned) {
    Thread caller = Thread.currentThread();
    Thread opener =
        new Thread(
            () -> {
              Threads.poll(() -> hasReturned.get() || Threads.isAtRest(caller));
              gate.open();
            });
    opener.start();
  }

  private static boolean isRefusing(ExecutorSubject pool) {
    try {
      pool.submit(() -> 1L);
      return false;
    } catch (RuntimeException e) {
      return true; // which error is the business of other experiments
    }
  }

  private String shutdownCancels() {
    ExecutorSubject pool = pool(1);
    Gate gate = new Gate();
    FutureSubject running = pool.submit(gate);
    gate.awaitEntered();
    List<FutureSubject> queued = List.of(pool.submit(() -> 1L), pool.submit(() -> 2L));
    pool.shutdown(false, true);
    gate.open();
    await("a done future", running::done);
    return state(running) + ", " + state(queued.get(0)) + ", " + state(queued.get(1));
  }

  private String cancelledByShutdown() {
    ExecutorSubject pool = pool(1);
    Gate gate = occupy(pool);
    FutureSubject queued = pool.submit(() -> 1L);
    pool.shutdown(false, true);
    gate.open();
    return completion(queued);
  }

  private String ownShutdown() {
    ExecutorSubject pool = pool(1);
    Gate gate = new Gate();
    FutureSubject future =
        pool.submit(
            () -> {
              gate.call();
              pool.shutdown(true, false);
              return null;
            });
    FutureSubject queued = pool.submit(() -> 7L);
    gate.open();
    String error = errorOf(future) + ": " + messageOf(future);
    Object result = resultOf(queued);
    return error + ", then " + result + (isRefusing(pool) ? ", then refused" : ", then taken");
  }

  private static String messageOf(FutureSubject future) {
    Throwable exception = future.exception();
    return exception == null ? "" : String.valueOf(exception.getMessage());
  }

  private String ownShutdownLater() {
    ExecutorSubject pool = pool(1);
    Gate gate = new Gate();
    FutureSubject future =
        pool.submit(
            () -> {
              gate.call();
              pool.shutdown(false, false);
              return null;
            });
    FutureSubject queued = pool.submit(() -> 7L);
    gate.open();
    return errorOf(future) + ", then " + resultOf(queued);
  }

  private String initialized() {
    List<Thread> initialized = Collections.synchronizedList(new ArrayList<>());
    List<Boolean> first = Collections.synchronizedList(new ArrayList<>());
    Runnable initializer = () -> initialized.add(Thread.currentThread());
    try (ExecutorSubject pool = pool(Plan.of(2).initializedBy(initializer))) {
      for (int round = 0; round < 2; round++) {
        List<Gate> gates = List.of(new Gate(), new Gate());
        for (Gate gate : gates) {
          pool.submit(
              () -> {
                first.add(initialized.contains(Thread.currentThread()));
                return gate.call();
              });
          gate.awaitEntered();
        }
        gates.forEach(Gate::open);
      }
    }
    return initialized.size() + (first.contains(false) ? ", not first" : ", first");
  }

  private @Nullable Object broken(boolean shutDown) {
    Runnable initializer =
        () -> {
          throw boom();
        };
    ExecutorSubject pool = pool(Plan.of(1).initializedBy(initializer));
    try {
      FutureSubject first = pool.submit(() -> 1L);
      await("a done future", first::done);
      if (shutDown) {
        pool.shutdown(true, false);
      }
      return resultOf(pool.submit(() -> 2L));
    } finally {
      pool.shutdown(false, false);
    }
  }

  private String brokenQueue(boolean cancel) {
    Gate gate = new Gate();
    Runnable initializer =
        () -> {
          awaitOpen(gate);
          throw boom();
        };
    ExecutorSubject pool = pool(Plan.of(1).initializedBy(initializer));
    List<FutureSubject> futures = new ArrayList<>();
    for (int i = 0; i < (cancel ? 3 : 2); i++) {
      futures.add(pool.submit(() -> 1L));
    }
    if (cancel) {
      futures.get(1).cancel();
    }
    gate.open();
    Threads.poll(() -> futures.stream().allMatch(FutureSubject::done));
    pool.shutdown(false, false);
    return futures.stream()
        .map(future -> future.done() && !future.cancelled() ? errorOf(future) : state(future))
        .collect(Collectors.joining(", "));
  }

  private static void awaitOpen(Gate gate) {
    try {
      gate.call();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a worker", e);
    }
  }

  private String closed() {
    ExecutorSubject pool = pool(1);
    FutureSubject future;
    AtomicBoolean hasReturned = new AtomicBoolean();
    try (pool) {
      Gate gate = new Gate();
      future = pool.submit(gate);
      openOnceTheCallerWaits(gate, hasReturned);
    }
    boolean done = future.done();
    hasReturned.set(true);
    return (done ? "done" : "not done") + (isRefusing(pool) ? ", refused" : ", taken");
  }

  private static List<@Nullable Object> list(IteratorSubject<@Nullable Object> iterator) {
    List<@Nullable Object> list = new ArrayList<>();
    iterator.forEachRemaining(list::add);
    return list;
  }

  private static Object twice(Object number) {
    return 2 * (Long) number;
  }

  private String map() {
    try (ExecutorSubject pool = pool(2)) {
      return text(list(pool.map(ExecutorPlayer::twice, List.of(0L, 1L, 2L))));
    }
  }

  private String mapTwo() {
    try (ExecutorSubject pool = pool(2)) {
      return text(
          list(pool.map((a, b) -> (Long) a + (Long) b, List.of(1L, 2L, 3L), List.of(10L, 20L))));
    }
  }

  /** Numbers from 0 on, which counts how many have been taken. */
  private static final class Counted implements Iterable<Long> {
    private final long count;
    private long taken;

    Counted(long count) {
      this.count = count;
    }

    @Override
    public Iterator<Long> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return taken < count;
        }

        @Override
        public Long next() {
          return taken++;
        }
      };
    }
  }

  private String mapEager() {
    try (ExecutorSubject pool = pool(2)) {
      Counted items = new Counted(3);
      pool.map(ExecutorPlayer::twice, items);
      return String.valueOf(items.taken);
    }
  }

  private String mapEmpty() {
    try (ExecutorSubject pool = pool(2)) {
      return text(list(pool.map(ExecutorPlayer::twice, List.of())));
    }
  }

  private String mapBuffered() {
    try (ExecutorSubject pool = pool(2)) {
      Counted items = new Counted(4);
      List<String> seen = new ArrayList<>();
      IteratorSubject<@Nullable Object> results = pool.mapBuffered(item -> item, items, 2);
      seen.add(String.valueOf(items.taken));
      while (results.hasNext()) {
        seen.add(results.next() + " " + items.taken);
      }
      return String.join(", ", seen);
    }
  }

  private String buffersize(long buffersize) {
    try (ExecutorSubject pool = pool(2)) {
      return text(
          list(pool.mapBuffered(ExecutorPlayer::twice, List.of(0L, 1L, 2L), (int) buffersize)));
    }
  }

  private @Nullable Object mapInVain(double timeout) {
    Gate gate = new Gate();
    try (ExecutorSubject pool = pool(1)) {
      try {
        return pool.map(item -> called(gate), List.of(0L), timeout).next();
      } finally {
        gate.open();
      }
    }
  }

  private static @Nullable Object called(Gate gate) {
    awaitOpen(gate);
    return null;
  }

  private String mapFails() {
    try (ExecutorSubject pool = pool(1)) {
      IteratorSubject<@Nullable Object> results =
          pool.map(
              item -> {
                if (item.equals(1L)) {
                  throw boom();
                }
                return item;
              },
              List.of(0L, 1L, 2L));
      String first = String.valueOf(results.next());
      return first + ", " + errorIn(results::next) + (results.hasNext() ? ", more" : ", ended");
    }
  }

  private String mapClosed() {
    List<Object> called = Collections.synchronizedList(new ArrayList<>());
    Gate gate = new Gate();
    String seen;
    try (ExecutorSubject pool = pool(1)) {
      IteratorSubject<@Nullable Object> results =
          pool.map(
              item -> {
                called.add(item);
                if (item.equals(1L)) {
                  awaitOpen(gate);
                }
                return item;
              },
              List.of(0L, 1L, 2L, 3L));
      seen = String.valueOf(results.next());
      gate.awaitEntered();
      results.close();
      seen += results.hasNext() ? ", more" : ", ended";
      gate.open();
    }
    return seen + ", called " + text(called);
  }

  private String mapIterableRaises() {
    List<Object> called = Collections.synchronizedList(new ArrayList<>());
    String error;
    try (ExecutorSubject pool = pool(1)) {
      Iterator<Long> raising =
          new Iterator<>() {
            private boolean taken;

            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public Long next() {
              if (taken) {
                throw boom();
              }
              taken = true;
              return 0L;
            }
          };
      Iterable<Long> items = () -> raising;
      error = errorIn(() -> pool.map(item -> called.add(item), items));
    }
    return error + ", called " + text(called);
  }

  private @Nullable Object ownSubmit() {
    try (ExecutorSubject pool = pool(1)) {
      FutureSubject inner = (FutureSubject) resultOf(pool.submit(() -> pool.submit(() -> 7L)));
      return inner == null ? null : String.valueOf(resultOf(inner));
    }
  }

  private @Nullable Object callbackSubmits() {
    List<FutureSubject> inner = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorSubject pool = pool(1)) {
      Gate gate = new Gate();
      FutureSubject future = pool.submit(gate);
      future.addDoneCallback(done -> inner.add(pool.submit(() -> 7L)));
      gate.open();
      await("a callback", () -> !inner.isEmpty());
      return String.valueOf(resultOf(inner.get(0)));
    }
  }
}
