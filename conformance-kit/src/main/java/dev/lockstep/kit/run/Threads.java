package dev.lockstep.kit.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The real threads of one test. It orders them only by what it observes, never by time: a thread
 * has ended, or is parked in the call it was started for. Every wait is bounded by {@link
 * Cost#HANG_MILLISECONDS}; what does not come to pass by then fails with all stacks. Closing joins
 * every thread and relays the failures that nobody asked for.
 *
 * <pre>{@code
 * try (Threads threads = new Threads(kind)) {
 *   Threads.Task<Boolean> waiter = threads.start("waiter", lock::acquire);
 *   threads.awaitAtRest(waiter);
 *   lock.release();
 *   assertTrue(waiter.result());
 * }
 * }</pre>
 */
public final class Threads implements AutoCloseable {
  /** The kinds of threads. */
  public enum Kind {
    /** A thread of the operating system. */
    PLATFORM,
    /** A virtual thread, from Java 21 on. */
    VIRTUAL;

    /** Returns the kinds that this Java has. */
    public static List<Kind> available() {
      return VIRTUAL_THREAD == null ? List.of(PLATFORM) : List.of(PLATFORM, VIRTUAL);
    }

    /** Returns the kind of threads that {@link Threads#stall} can stall. */
    public static Kind stallable() {
      return VIRTUAL_THREAD == null ? PLATFORM : VIRTUAL;
    }

    /**
     * Creates a daemon thread, not started.
     *
     * @param name its name
     * @param body what it runs
     */
    public Thread create(String name, Runnable body) {
      if (this == PLATFORM) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
      }
      MethodHandle virtual = VIRTUAL_THREAD;
      if (virtual == null) {
        throw new UnsupportedOperationException("This Java has no virtual threads");
      }
      return createVirtual(virtual, name, body);
    }
  }

  /** What one thread does. */
  public static final class Task<T extends @Nullable Object> {
    private final Thread thread;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean relayed;
    private volatile boolean ended;

    private Task(Kind kind, String name, Callable<T> body) {
      thread = kind.create(name, () -> run(body));
    }

    private void run(Callable<T> body) {
      try {
        result = body.call();
      } catch (Throwable e) {
        failure = e;
      }
      ended = true;
    }

    /** Returns the thread. */
    public Thread thread() {
      return thread;
    }

    /** Tells whether the body has returned or thrown. */
    public boolean isEnded() {
      return ended;
    }

    /** Waits until the body has ended, and returns what it returned. */
    @SuppressWarnings("NullAway") // null only where T is nullable
    public T result() {
      Throwable thrown = failure();
      if (thrown != null) {
        throw new AssertionError(thread.getName() + " failed: " + thrown, thrown);
      }
      return result;
    }

    /** Waits until the body has ended, and returns what it threw, or null. */
    public @Nullable Throwable failure() {
      await("end of " + thread.getName(), List.of(this), () -> ended);
      relayed = true;
      return failure;
    }
  }

  /* How often a thread must be seen in the same place before it counts as parked there. */
  private static final int SAMPLES = 3;

  private static final int UNPARKS = 100;

  private static final int SPINS = 200;

  private static final int YIELDS = 50;

  private static final long POLL_NANOS = 100_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final @Nullable MethodHandle VIRTUAL_THREAD = findVirtualThread();

  private static final int CARRIERS =
      Integer.getInteger(
          "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());

  private final Kind kind;
  private final List<Task<?>> tasks = new ArrayList<>();

  /** Returns how many carriers this JVM's virtual threads share. */
  public static int carriers() {
    return CARRIERS;
  }

  /** Creates an empty set of platform threads. */
  public Threads() {
    this(Kind.PLATFORM);
  }

  /**
   * Creates an empty set of threads.
   *
   * @param kind what kind they will be
   */
  public Threads(Kind kind) {
    this.kind = kind;
  }

  /**
   * Starts a thread.
   *
   * @param name its name in every report
   * @param body what it runs
   */
  public <T extends @Nullable Object> Task<T> start(String name, Callable<T> body) {
    Task<T> task = new Task<>(kind, name, body);
    tasks.add(task);
    task.thread.start();
    return task;
  }

  /**
   * Waits until each of the threads is parked: seen waiting in the same place several times.
   *
   * @throws AssertionError if one ends, or does not come to rest
   */
  public void awaitAtRest(Task<?>... resting) {
    for (Task<?> task : resting) {
      await(
          task.thread.getName() + " to park",
          tasks,
          () -> {
            if (task.ended) {
              throw new AssertionError(
                  task.thread.getName()
                      + " was due to wait, and has "
                      + (task.failure == null ? "returned " + task.result : "thrown"),
                  task.failure);
            }
            return isAtRest(task.thread) && !task.ended;
          });
    }
  }

  /**
   * Unparks a thread that waits, again and again, though nothing has come to pass that would let it
   * go on, and waits until it has taken note of that and is parked again.
   *
   * @param waiting the task of the thread
   * @throws AssertionError if it ends
   */
  public void unparkInVain(Task<?> waiting) {
    awaitAtRest(waiting);
    Thread thread = waiting.thread;
    StackTraceElement[] stack = thread.getStackTrace();
    boolean parked = stack.length > 0 && stack[0].getMethodName().equals("park");
    long before = parks(waiting);
    for (int i = 0; i < UNPARKS; i++) {
      LockSupport.unpark(thread);
    }
    // Until the machine lets it run, a platform thread that was unparked still looks parked. One
    // that waits otherwise, in a monitor for example, takes no note of an unpark.
    if (parked && kind == Kind.PLATFORM) {
      await("another park of " + thread.getName(), () -> waiting.ended || parks(waiting) > before);
    }
    awaitAtRest(waiting);
  }

  /**
   * Returns how often the thread of a task has parked.
   *
   * @param task with a platform thread
   */
  public static long parks(Task<?> task) {
    ThreadInfo info = THREADS.getThreadInfo(task.thread.getId());
    return info == null ? Long.MAX_VALUE : info.getWaitedCount(); // null once it has ended
  }

  /**
   * Keeps a thread that is parked from running on until the result is closed, though it may be
   * woken: its carrier threads are kept busy or, where Java has no virtual threads, it is
   * suspended. Only for threads of kind {@link Kind#stallable()}.
   *
   * @param parked the task of the thread
   */
  public Stall stall(Task<?> parked) {
    awaitAtRest(parked);
    if (VIRTUAL_THREAD == null) {
      return suspend(parked.thread);
    }
    AtomicBoolean busy = new AtomicBoolean(true);
    AtomicInteger running = new AtomicInteger();
    for (int i = 0; i < CARRIERS; i++) {
      Task<Integer> task =
          new Task<>(
              Kind.VIRTUAL,
              "busy-" + i,
              () -> {
                running.incrementAndGet();
                while (busy.get()) {
                  Thread.onSpinWait();
                }
                return running.decrementAndGet();
              });
      tasks.add(task);
      task.thread.start();
    }
    try {
      await("all carriers to be busy", () -> running.get() == CARRIERS);
    } catch (AssertionError e) {
      busy.set(false);
      throw e;
    }
    return () -> busy.set(false);
  }

  /** What keeps a thread from running until it is closed. */
  public interface Stall extends AutoCloseable {
    @Override
    void close();
  }

  /* Safe for a thread that is parked: it holds no monitor. Gone from Java 21 on, so by name. */
  private static Stall suspend(Thread thread) {
    call(thread, "suspend");
    return () -> call(thread, "resume");
  }

  private static void call(Thread thread, String method) {
    try {
      MethodHandles.publicLookup()
          .findVirtual(Thread.class, method, MethodType.methodType(void.class))
          .invoke(thread);
    } catch (Throwable e) {
      throw new AssertionError("Thread." + method + " failed", e);
    }
  }

  /**
   * Waits until something is so.
   *
   * @param what a name for it
   * @param condition what has to become true
   */
  public void await(String what, BooleanSupplier condition) {
    await(what, tasks, condition);
  }

  /** Waits until every thread has ended, and relays the first failure. */
  public void join() {
    for (Task<?> task : tasks) {
      task.result();
    }
  }

  /**
   * Ends the test: every thread must have ended by itself, and no failure may be left that nobody
   * has asked for. Threads that have not ended are interrupted, so that they harm no other test.
   */
  @Override
  public void close() {
    List<Task<?>> left = tasks.stream().filter(task -> !settles(task)).toList();
    if (!left.isEmpty()) {
      String dump = dump(left);
      left.forEach(task -> task.thread.interrupt());
      throw new AssertionError("Threads were left behind: " + dump);
    }
    for (Task<?> task : tasks) {
      if (!task.relayed && task.failure != null) {
        throw new AssertionError(task.thread.getName() + " failed", task.failure);
      }
    }
  }

  /* Whether it has ended or is just about to; parked or wedged threads are not waited for long. */
  private static boolean settles(Task<?> task) {
    return poll(() -> task.ended || isAtRest(task.thread)) && poll(() -> task.ended, 1);
  }

  /**
   * Tells whether a thread is parked: seen waiting several times in a row with the same stack.
   *
   * @param thread the thread
   */
  @SuppressWarnings("ThreadPriorityCheck") // lets the thread go on, if it can
  public static boolean isAtRest(Thread thread) {
    if (!isWaiting(thread)) {
      return false;
    }
    StackTraceElement[] place = thread.getStackTrace();
    for (int i = 1; i < SAMPLES; i++) {
      Thread.yield();
      if (!isWaiting(thread)) {
        return false;
      }
    }
    return Arrays.equals(place, thread.getStackTrace()) && isWaiting(thread);
  }

  private static boolean isWaiting(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /**
   * Looks until something is so, at most as long as the watchdog allows.
   *
   * @return false if it was not so in that time
   */
  public static boolean poll(BooleanSupplier condition) {
    return poll(condition, Cost.HANG_MILLISECONDS);
  }

  @SuppressWarnings("ThreadPriorityCheck") // the machine may have fewer cores than the test threads
  private static boolean poll(BooleanSupplier condition, long milliseconds) {
    for (int i = 0; i < SPINS + YIELDS; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    long start = System.nanoTime();
    long limit = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    while (System.nanoTime() - start < limit) {
      if (condition.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return condition.getAsBoolean();
  }

  private static void await(String what, List<? extends Task<?>> tasks, BooleanSupplier condition) {
    if (!poll(condition)) {
      throw new AssertionError(
          "Waited " + Cost.HANG_MILLISECONDS + " ms in vain for " + what + ": " + dump(tasks));
    }
  }

  private static String dump(List<? extends Task<?>> tasks) {
    String own =
        tasks.stream()
            .map(Task::thread)
            .map(thread -> describe(thread, thread.getStackTrace()))
            .collect(Collectors.joining());
    String others =
        Thread.getAllStackTraces().entrySet().stream()
            .filter(entry -> tasks.stream().noneMatch(task -> task.thread().equals(entry.getKey())))
            .sorted(Map.Entry.comparingByKey((a, b) -> a.getName().compareTo(b.getName())))
            .map(entry -> describe(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    return own + "\nother threads:" + others;
  }

  /**
   * Describes where a thread is, for a report.
   *
   * @param thread the thread
   * @param stack its stack
   */
  public static String describe(Thread thread, StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining("", "\n  " + thread.getName() + " " + thread.getState(), ""));
  }

  private static Thread createVirtual(MethodHandle virtual, String name, Runnable body) {
    try {
      return (Thread) virtual.invoke(name, body);
    } catch (Throwable e) {
      throw new AssertionError("A virtual thread could not be created", e);
    }
  }

  private static @Nullable MethodHandle findVirtualThread() {
    try {
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle create =
          lookup
              .findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual))
              .asType(MethodType.methodType(builder));
      MethodHandle name =
          lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
      MethodHandle unstarted =
          lookup.findVirtual(
              builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
      // (name, body) -> create().name(name).unstarted(body)
      MethodHandle handle =
          MethodHandles.collectArguments(
              unstarted, 0, MethodHandles.collectArguments(name, 0, create));
      // On Java 19 and 20 virtual threads exist only as a preview, and creating one throws.
      handle.invoke("trial", (Runnable) () -> {});
      return handle;
    } catch (ClassNotFoundException | NoSuchMethodException | UnsupportedOperationException e) {
      return null;
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
