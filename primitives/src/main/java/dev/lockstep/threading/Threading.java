package dev.lockstep.threading;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Python's module {@code threading}: which threads there are, and what is told of
 * an exception that ends one. The rules are THR-20, THR-21, THR-23 to THR-27 and THR-38 in {@code
 * docs/rules/thread.md}.
 */
public final class Threading {
  /*
   * Idea       – A started thread is in a map until it has ended. A thread that was not started here
   *              is known once it asks who it is: its dummy is kept by itself, in a thread-local
   *              variable, and otherwise only weakly.
   * Invariants – R1 a started thread is in STARTED from before it can run until after it has ended,
   *                 and whoever lists the threads leaves out who is not alive (THR-27).
   *              R2 a dummy is reachable from here only weakly, and its entry goes when others come
   *                 or somebody lists: what has ended is not kept (THR-27).
   * Ordering   – hook: volatile.
   * Progress   – lock-free as far as the maps are; nothing here blocks.
   * Checked by – ThreadContract, ThreadOracle, ThreadingTest.
   */

  /** The longest timeout that a call takes, in whole seconds: 9223372036 (THR-38). */
  public static final double TIMEOUT_MAX = Math.floor(Long.MAX_VALUE / 1e9);

  private static final AtomicLong NEXT_NUMBER = new AtomicLong();

  private static final ThreadLocal<PyThread> CURRENT = new ThreadLocal<>();

  private static final ConcurrentHashMap<Long, PyThread> STARTED = new ConcurrentHashMap<>();

  private static final ConcurrentHashMap<Long, Dummy> DUMMIES = new ConcurrentHashMap<>();

  private static final ReferenceQueue<PyThread> GONE = new ReferenceQueue<>();

  private static final PyThread MAIN = ForeignThread.main();

  private static final ExceptHook ORIGINAL_HOOK = Threading::print;

  private static volatile ExceptHook hook = ORIGINAL_HOOK;

  private Threading() {}

  /** How a dummy is known here. */
  private static final class Dummy extends WeakReference<PyThread> {
    private final Long ident;

    Dummy(PyThread thread, Long ident) {
      super(thread, GONE);
      this.ident = ident;
    }
  }

  /** Returns the number of the current thread, positive and never that of another (THR-06). */
  public static long getIdent() {
    return Thread.currentThread().getId();
  }

  /**
   * Returns the current thread. One that was not started by a {@link PyThread} is {@link
   * #mainThread()} or gets a dummy: it is called {@code Dummy-N}, is a daemon, and can't be joined
   * (THR-23, THR-24).
   */
  public static PyThread currentThread() {
    PyThread current = CURRENT.get();
    return current == null ? foreignThread() : current;
  }

  private static PyThread foreignThread() {
    if (isMain()) {
      CURRENT.set(MAIN);
      return MAIN;
    }
    PyThread dummy = ForeignThread.dummy();
    CURRENT.set(dummy);
    removeGone();
    Long ident = getIdent();
    DUMMIES.put(ident, new Dummy(dummy, ident));
    return dummy;
  }

  /** Returns the thread in which the JVM runs {@code main}, also if it has ended (THR-26). */
  public static PyThread mainThread() {
    return MAIN;
  }

  /** Returns how many threads {@link #enumerate()} lists (THR-27). */
  public static int activeCount() {
    return enumerate().size();
  }

  /**
   * Lists the threads that are alive: those that were started, the main thread, and the dummies of
   * those that have asked for {@link #currentThread()}; in no particular order (THR-27).
   */
  public static List<PyThread> enumerate() {
    removeGone();
    List<PyThread> alive = new ArrayList<>();
    addAlive(alive, MAIN);
    STARTED.values().forEach(thread -> addAlive(alive, thread));
    DUMMIES.values().forEach(dummy -> addAlive(alive, dummy.get()));
    return alive;
  }

  private static void addAlive(List<PyThread> alive, @Nullable PyThread thread) {
    if (thread != null && thread.isAlive()) {
      alive.add(thread);
    }
  }

  /** Returns what is told of an exception that ends a thread (THR-20). */
  public static ExceptHook excepthook() {
    return hook;
  }

  /**
   * Says what is told of an exception that ends a thread (THR-20).
   *
   * @param hook what is told from now on
   * @throws NullPointerException if it is null
   */
  public static void setExcepthook(ExceptHook hook) {
    Threading.hook = Objects.requireNonNull(hook);
  }

  /** Returns the hook of the beginning: it prints the exception to {@link System#err} (THR-20). */
  public static ExceptHook originalExcepthook() {
    return ORIGINAL_HOOK;
  }

  private static void print(PyThread thread, Throwable thrown) {
    print("Exception in thread " + thread.name() + ":", thrown);
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // that is what it is for
  private static void print(String title, Throwable thrown) {
    java.io.StringWriter text = new java.io.StringWriter();
    java.io.PrintWriter writer = new java.io.PrintWriter(text);
    writer.println(title);
    thrown.printStackTrace(writer);
    writer.flush();
    System.err.print(text);
  }

  /** Tells the hook; what that throws is printed. */
  static void report(PyThread thread, Throwable thrown) {
    try {
      hook.accept(thread, thrown);
    } catch (Throwable e) {
      print("Exception in threading.excepthook:", e);
    }
  }

  static String nextName(String prefix) {
    return prefix + NEXT_NUMBER.incrementAndGet();
  }

  /** Tells whether a thread that the current one creates is a daemon where nothing else is said. */
  static boolean isCurrentDaemon() {
    PyThread current = CURRENT.get();
    return current == null ? !isMain() : current.daemon();
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  private static boolean isMain() {
    return Thread.currentThread() == MAIN.javaThread();
  }

  static void setCurrent(PyThread thread) {
    CURRENT.set(thread);
  }

  static void register(PyThread thread, Thread running) {
    STARTED.put(running.getId(), thread);
  }

  static void unregister(Thread running) {
    STARTED.remove(running.getId());
  }

  private static void removeGone() {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      if (gone instanceof Dummy dummy) {
        DUMMIES.remove(dummy.ident, dummy);
      }
    }
  }
}
