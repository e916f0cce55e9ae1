package dev.lockstep.threading;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.Timeouts;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Thread}: an activity that runs in a thread of its own. It is given as a
 * target, or by overriding {@link #run}. The rules THR-01 to THR-22, THR-36, THR-37 and THR-39 are
 * in {@code docs/rules/thread.md}.
 *
 * <p>Memory effects: what a thread did before it called {@link #start} happens-before what the
 * started thread does (THR-04); what that did happens-before a {@code join} that returns because it
 * has ended, and before {@link #isAlive} is false (THR-05).
 *
 * <p>Interruption: a thread that is blocked in a {@code join} or would have to block gets a {@link
 * KeyboardInterrupt} (THR-15). To interrupt this thread, interrupt its {@link #javaThread}.
 *
 * <p>Deviations from Python: when the thread has ended, {@link #run} does nothing (THR-03); an
 * {@link #ident} is never used again (THR-06); without a name it is called {@code Thread-N}, for a
 * {@link Runnable} has no name of its own (THR-18); the JVM, when it ends, waits for threads that
 * are no daemons but never for virtual ones (THR-19); there is no SystemExit that ends a thread
 * silently (THR-20); {@link #join(Duration)} and the choice of virtual threads are additions.
 *
 * <pre>{@code
 * PyThread worker = new PyThread(() -> compute());
 * worker.start();
 * worker.join();
 * }</pre>
 */
public class PyThread {
  /*
   * Idea       – A java.lang.Thread, created by start, and an Event that is set when it has ended.
   *              Who joins waits for the event.
   * State      – state: one of NEW, STARTING, STARTED in the low bits, and the bit DAEMON.
   *              thread: null while NEW, else the java.lang.Thread. ended: the event.
   *
   *                 start                    start: java.lang.Thread started
   *          NEW ───────────▶ STARTING ─────────────────────────────────▶ STARTED, ended clear
   *            ▲                 │ start failed                                  │ run has ended
   *            └─────────────────┘                                               ▼
   *                                                                       STARTED, ended set
   * Invariants – I1 only the thread that took NEW to STARTING creates a java.lang.Thread (THR-02).
   *              I2 DAEMON changes only by a compareAndSet from NEW to NEW, so who was told that
   *                 it is set has set it for the thread that starts (THR-19).
   *              I3 the started thread says STARTED before it runs, and its starter before it
   *                 returns: neither can find it not alive (THR-01).
   *              I4 ended is set once, last, whatever run and the hook have done (THR-07).
   * Linearized – start: its compareAndSet from NEW where it is refused, else STARTED; setDaemon: its
   *              compareAndSet; isAlive: the read of ended, or of state if that is not STARTED; join:
   *              see Event.
   * Ordering   – state: volatile, changed by compareAndSet; thread: volatile, written before
   *              STARTED. What comes before start happens-before run by java.lang.Thread's start;
   *              what run did happens-before who sees ended set (EVT-08).
   * Blocking   – join only, in Event.
   * Progress   – all else is lock-free, save the creation of a thread by the JVM.
   * Checked by – ThreadContract, ThreadOracle, ThreadLincheck, ThreadInterleavings, ThreadStress,
   *              ThreadBytecode.
   */
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(PyThread.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int NEW = 0;
  private static final int STARTING = 1;
  private static final int STARTED = 2;
  private static final int PHASE = 3;
  private static final int DAEMON = 4;

  private static final ThreadFactory PLATFORM = Thread::new;

  /* Forgotten at the end, so that an ended thread that somebody keeps does not keep it. */
  private @Nullable Runnable target;

  private final ThreadFactory factory;
  private final Event ended = new Event();
  private volatile String name;
  private volatile int state;
  private volatile @Nullable Thread thread;

  /** Creates a thread that runs what a subclass overrides {@link #run} with. */
  public PyThread() {
    this(null, null, null, PLATFORM);
  }

  /**
   * Creates a thread.
   *
   * @param target what it runs; null for nothing
   */
  public PyThread(@Nullable Runnable target) {
    this(target, null, null, PLATFORM);
  }

  /**
   * Creates a thread.
   *
   * @param target what it runs; null for nothing
   * @param name its name; null or empty for {@code Thread-N} (THR-18)
   */
  public PyThread(@Nullable Runnable target, @Nullable String name) {
    this(target, name, null, PLATFORM);
  }

  /**
   * Creates a thread.
   *
   * @param target what it runs; null for nothing
   * @param name its name; null or empty for {@code Thread-N} (THR-18)
   * @param daemon whether the JVM may end before it; null for what the current thread is (THR-19)
   */
  public PyThread(@Nullable Runnable target, @Nullable String name, @Nullable Boolean daemon) {
    this(target, name, daemon, PLATFORM);
  }

  /**
   * Creates a thread of a kind of one's own.
   *
   * @param target what it runs; null for nothing
   * @param name its name; null or empty for {@code Thread-N} (THR-18)
   * @param daemon whether the JVM may end before it; null for what the current thread is; without
   *     effect on a virtual thread, for which the JVM never waits (THR-19)
   * @param factory creates the java.lang.Thread when it is started: {@link #virtualThreads()} for a
   *     virtual one
   */
  public PyThread(
      @Nullable Runnable target,
      @Nullable String name,
      @Nullable Boolean daemon,
      ThreadFactory factory) {
    this.target = target;
    this.name = name == null || name.isEmpty() ? Threading.nextName("Thread-") : name;
    this.factory = factory;
    boolean effective = daemon == null ? Threading.isCurrentDaemon() : daemon;
    state = effective ? NEW | DAEMON : NEW;
  }

  /** The PyThread of a java.lang.Thread that runs already: it is null if it has ended. */
  PyThread(@Nullable Thread running, String name, boolean daemon) {
    target = null;
    factory = PLATFORM;
    this.name = name;
    thread = running;
    state = daemon ? STARTED | DAEMON : STARTED;
  }

  /**
   * Returns what creates virtual threads, of which a thread may take the place of a platform thread
   * everywhere in this package.
   *
   * @throws UnsupportedOperationException before Java 21
   */
  public static ThreadFactory virtualThreads() {
    return Virtual.factory();
  }

  /**
   * Starts the thread: it runs {@link #run}, and is alive until that has ended (THR-01).
   *
   * @throws RuntimeError if it was started before (THR-02), or if the JVM can't start one more; it
   *     is then as if this had not been called (THR-22)
   */
  public void start() {
    int before = state;
    while ((before & PHASE) != NEW || !casState(before, before | STARTING)) {
      if ((before & PHASE) != NEW) {
        throw new RuntimeError("threads can only be started once");
      }
      before = state;
    }
    boolean started = false;
    try {
      launch((before & DAEMON) != 0);
      started = true;
    } catch (OutOfMemoryError e) {
      throw cannotStart(e);
    } finally {
      if (!started) {
        thread = null;
        state = before;
      }
    }
    casState(before | STARTING, before | STARTED);
  }

  private void launch(boolean daemon) {
    Thread created = factory.newThread(this::bootstrap);
    if (created == null) {
      throw new NullPointerException("the factory of thread " + name + " has returned null");
    }
    created.setName(name);
    try {
      created.setDaemon(daemon);
    } catch (IllegalArgumentException e) {
      // a virtual thread is a daemon to the JVM, and refuses to be none
    }
    thread = created;
    Threading.register(this, created);
    boolean started = false;
    try {
      created.start();
      started = true;
    } finally {
      if (!started) {
        Threading.unregister(created);
      }
    }
  }

  private static RuntimeError cannotStart(Throwable cause) {
    RuntimeError error = new RuntimeError("can't start new thread");
    error.initCause(cause);
    return error;
  }

  /** What the started thread does. */
  private void bootstrap() {
    int now = state;
    if ((now & PHASE) == STARTING) {
      casState(now, (now & DAEMON) | STARTED);
    }
    Threading.setCurrent(this);
    try {
      run();
    } catch (Throwable e) {
      Threading.report(this, e);
    } finally {
      target = null;
      ended.set();
      Threading.unregister(Thread.currentThread());
    }
  }

  /**
   * What the thread does: calls the target, if there is one and the thread has not ended (THR-03).
   */
  public void run() {
    Runnable activity = target;
    if (activity != null) {
      activity.run();
    }
  }

  /**
   * Waits until the thread has ended, for ever if need be (THR-07).
   *
   * @throws RuntimeError if it was not started, is the current thread or a dummy (THR-13, THR-14,
   *     THR-25)
   * @throws KeyboardInterrupt if it has not ended, and the current thread is interrupted
   */
  public void join() {
    requireJoinable();
    ended.await();
  }

  /**
   * Waits until the thread has ended, for a limited time (THR-08 to THR-12). {@link #isAlive} tells
   * whether it has.
   *
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @throws RuntimeError if it was not started, is the current thread or a dummy (THR-13, THR-14,
   *     THR-25)
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if it has to wait, and the current thread is interrupted
   */
  public void join(double timeout) {
    requireJoinable();
    Timeouts.refuseNaN(timeout);
    if (timeout > 0) {
      Timeouts.toNanos(timeout);
      ended.await(timeout);
    }
  }

  /**
   * Waits until the thread has ended, for a limited time (THR-36).
   *
   * @param timeout how long to wait at most; zero is one look
   * @throws RuntimeError if it was not started, is the current thread or a dummy (THR-13, THR-14,
   *     THR-25)
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if it has to wait, and the current thread is interrupted
   */
  public void join(Duration timeout) {
    requireJoinable();
    Timeouts.refuseNegative(timeout);
    Timeouts.toNanos(timeout);
    ended.await(timeout);
  }

  /* Those who override it have other reasons to refuse. */
  void requireJoinable() {
    if ((state & PHASE) != STARTED) {
      throw new RuntimeError("cannot join thread before it is started");
    }
    if (isCurrent()) {
      throw new RuntimeError("cannot join current thread");
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  private boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  /** Tells whether the thread has been started and has not ended (THR-01). */
  public boolean isAlive() {
    return (state & PHASE) == STARTED && !ended.isSet();
  }

  /** Says that the thread has ended: for one that was not started here. */
  final void setEnded() {
    ended.set();
  }

  /** Returns the name (THR-18). */
  public final String name() {
    return name;
  }

  /**
   * Gives the thread another name, and its java.lang.Thread too if it has been started (THR-18).
   *
   * @param name the name
   */
  public void setName(String name) {
    this.name = Objects.requireNonNull(name);
    Thread started = thread;
    if (started != null) {
      rename(started, name);
    }
  }

  /** Gives the java.lang.Thread another name. */
  void rename(Thread running, String name) {
    running.setName(name);
  }

  /**
   * Returns the number of the thread, positive and never that of another; null before it is started
   * (THR-06).
   */
  public @Nullable Long ident() {
    Thread started = javaThread();
    return started == null ? null : Long.valueOf(started.getId());
  }

  /** Tells whether the JVM may end before this thread does (THR-19). */
  public final boolean daemon() {
    return (state & DAEMON) != 0;
  }

  /**
   * Says whether the JVM may end before this thread does (THR-19).
   *
   * @param daemon whether it may
   * @throws RuntimeError if the thread has been started
   */
  public void setDaemon(boolean daemon) {
    int before = state;
    while ((before & PHASE) == NEW) {
      if (casState(before, daemon ? NEW | DAEMON : NEW)) {
        return;
      }
      before = state;
    }
    throw new RuntimeError("cannot set daemon status of active thread");
  }

  /** Returns the java.lang.Thread, also of a thread that has ended; null before it is started. */
  public final @Nullable Thread javaThread() {
    return (state & PHASE) == STARTED ? thread : null;
  }

  private boolean casState(int expected, int next) {
    return STATE.compareAndSet(this, expected, next);
  }

  /** Java 21's factory of virtual threads, looked up once. */
  private static final class Virtual {
    private static final @Nullable ThreadFactory FACTORY = find();

    private Virtual() {}

    static ThreadFactory factory() {
      ThreadFactory found = FACTORY;
      if (found == null) {
        throw new UnsupportedOperationException("This Java has no virtual threads");
      }
      return found;
    }

    private static @Nullable ThreadFactory find() {
      try {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle create =
            lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
        MethodHandle factory =
            lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
        return (ThreadFactory) factory.invoke(create.invoke());
      } catch (ClassNotFoundException
          | NoSuchMethodException
          | UnsupportedOperationException e) { // the last from Java 19 and 20: a preview only
        return null;
      } catch (Throwable e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
