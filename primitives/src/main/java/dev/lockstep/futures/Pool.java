package dev.lockstep.futures;

import dev.lockstep.errors.RuntimeError;
import dev.lockstep.threading.Event;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Spinning;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The tasks and the workers of a {@link ThreadPoolExecutor}; those that idle wait in it. */
final class Pool extends WaiterQueue {
  /*
   * Idea       – A queue of tasks and a queue of idle workers behind one guard, so that a submit
   *              knows how many workers are about to look for a task, and a shutdown whether a
   *              submit came before it. A task is not given to a worker but put into the queue;
   *              whoever comes first takes the first, so that tasks do not wait for a thread that
   *              wakes up while another is there.
   * State      – first, last, queued: the tasks. workers: how many there are, those that are being
   *              started too. idle: how many of them look for a task, being started, looking or
   *              waiting. waiting: how many of these wait in this queue. closed: shut
   *              down or broken.
   * Invariants – P1 all of it changes only under the guard.
   *              P2 whenever the guard is free: queued ≤ idle − waiting, or nobody waits. So a task
   *                 that stays queued has all workers busy, or one awake that will look (EXE-30).
   *              P3 a worker stops to look only if nothing is queued; then it waits, or it ends if
   *                 closed is set (EXE-11).
   *              P4 nothing is queued any more once closed is set, and nothing is left in the queue by who
   *                 sets broken, or shuts down to cancel: none stays pending
   *                 (EXE-13, EXE-14, EXE-17).
   *              P5 ended is set by who makes workers zero once closed is set, or finds it so: then all
   *                 that were started have begun, and do nothing more but end (EXE-12).
   * Linearized – submit, take, shutdown: under the guard.
   * Ordering   – first: volatile, so that a worker may look without the guard. Task and function
   *              pass under it (EXE-02).
   * Blocking   – See Notification; a worker waits whatever interrupts there are. Who joins waits for
   *              ended, see Event, and then for threads that do nothing more.
   * Progress   – The guard is held for a handful of instructions; a shutdown that cancels takes the
   *              whole queue in one step.
   * Checked by – ExecutorContract, ExecutorOracle, ExecutorInterleavings, ExecutorStress,
   *              ExecutorBytecode.
   */
  private static final String BROKEN =
      "A thread initializer failed, the thread pool is not usable anymore";
  private static final String SHUT_DOWN = "cannot schedule new futures after shutdown";
  private static final String CANNOT_START = "can't start new thread";

  private static final Spinning<Pool> ON_TASK =
      new Spinning<>() {
        @Override
        protected boolean isOver(Pool pool, int before) {
          return pool.first != null || pool.closed;
        }
      };

  private final int size;
  private final String prefix;
  private final @Nullable Runnable initializer;
  private final @Nullable ThreadFactory factory;
  private final Event ended = new Event();

  private volatile @Nullable Task<?> first;
  private @Nullable Task<?> last;
  private int queued;
  private int workers;
  private int idle;
  private int waiting;
  private int started;
  private boolean broken;

  /* Shut down or broken: for who looks without the guard. */
  private volatile boolean closed;

  private @Nullable Throwable failure;
  private @Nullable Worker begun;

  Pool(int size, String prefix, @Nullable Runnable initializer, @Nullable ThreadFactory factory) {
    this.size = size;
    this.prefix = prefix;
    this.initializer = initializer;
    this.factory = factory;
  }

  int size() {
    return size;
  }

  /**
   * Queues a task, and starts or wakes a worker if need be.
   *
   * @param task a new one
   * @throws RuntimeError if the pool is shut down or broken, or has no worker and can't start one
   */
  void submit(Task<?> task) {
    Waiter woken = null;
    int number = -1;
    lockGuard();
    boolean refused = closed;
    if (!refused) {
      appendGuarded(task);
      if (queued > idle && workers < size) {
        workers++;
        idle++;
        number = started++;
      } else {
        woken = wakeGuarded();
      }
    }
    unlockGuard();
    if (refused) {
      throw refusal();
    }
    Notification.wake(woken);
    if (number >= 0) {
      start(number, task);
    }
  }

  private RuntimeError refusal() {
    lockGuard();
    boolean isBroken = broken;
    Throwable cause = failure;
    unlockGuard();
    return isBroken ? broken(cause) : new RuntimeError(SHUT_DOWN);
  }

  private static BrokenThreadPool broken(@Nullable Throwable cause) {
    BrokenThreadPool error = new BrokenThreadPool(BROKEN);
    error.initCause(cause);
    return error;
  }

  private void appendGuarded(Task<?> task) {
    Task<?> before = last;
    last = task;
    if (before == null) {
      first = task;
    } else {
      before.next = task;
    }
    queued++;
  }

  /** Takes one that waits out of the queue if there are more tasks than workers awake (P2). */
  private @Nullable Waiter wakeGuarded() {
    if (waiting == 0 || queued <= idle - waiting) {
      return null;
    }
    waiting--;
    return takeGuarded(1);
  }

  private void start(int number, Task<?> task) {
    try {
      new Worker(this, prefix + "_" + number, factory).start();
    } catch (Throwable e) {
      RuntimeError error = e instanceof RuntimeError refusal ? refusal : cannotStart(e);
      if (withdraw(task, error)) {
        throw error;
      }
      Log.error("can't start " + prefix + "_" + number + "; the pool goes on without", e);
    }
  }

  private static RuntimeError cannotStart(Throwable cause) {
    RuntimeError error = new RuntimeError(CANNOT_START);
    error.initCause(cause);
    return error;
  }

  /**
   * Goes on without a worker that could not be started (EXE-26). If there is no other, nobody will
   * do what is queued: the task that the worker was for is taken back, and others that had counted
   * on it get the error.
   *
   * @return whether the task was taken back
   */
  private boolean withdraw(Task<?> task, RuntimeError error) {
    Task<?> dropped = null;
    Waiter woken = null;
    lockGuard();
    workers--;
    idle--;
    if (workers == 0) {
      dropped = takeAllGuarded();
    } else {
      woken = wakeGuarded();
    }
    boolean end = workers == 0 && closed;
    unlockGuard();
    Notification.wake(woken);
    boolean takenBack = false;
    Task<?> each = dropped;
    while (each != null) {
      Task<?> following = each.unlink();
      if (each.is(task)) {
        takenBack = true;
      } else {
        each.drop(error);
      }
      each = following;
    }
    if (end) {
      ended.set();
    }
    return takenBack;
  }

  private @Nullable Task<?> takeAllGuarded() {
    Task<?> all = first;
    first = null;
    last = null;
    queued = 0;
    return all;
  }

  /**
   * To be called by each worker at first.
   *
   * @param worker the current thread
   * @return whether it may go on; if not, it is no longer counted
   */
  boolean begin(Worker worker) {
    lockGuard();
    worker.next = begun;
    begun = worker;
    unlockGuard();
    if (initializer == null) {
      return true;
    }
    try {
      initializer.run();
      return true;
    } catch (Throwable e) {
      Log.error("Exception in initializer:", e);
      fail(e);
      return false;
    }
  }

  private void fail(Throwable cause) {
    lockGuard();
    if (!broken) {
      broken = true;
      failure = cause;
    }
    closed = true;
    Task<?> dropped = takeAllGuarded();
    Waiter woken = takeGuarded(Integer.MAX_VALUE);
    waiting = 0;
    unlockGuard();
    Notification.wake(woken);
    Task<?> task = dropped;
    while (task != null) {
      Task<?> following = task.unlink();
      task.drop(broken(cause));
      task = following;
    }
    lockGuard();
    idle--;
    workers--;
    boolean end = workers == 0;
    unlockGuard();
    if (end) {
      ended.set();
    }
  }

  /**
   * Takes the first task, and waits for one if there is none.
   *
   * @param isIdle whether the worker is counted as idle: when it has just been started
   * @return null if it is to end; it is no longer counted then
   */
  @Nullable Task<?> take(boolean isIdle) {
    boolean counted = isIdle;
    boolean looked = false;
    while (true) {
      lockGuard();
      Task<?> task = first;
      if (task != null) {
        Task<?> following = task.unlink();
        first = following;
        if (following == null) {
          last = null;
        }
        queued--;
        if (counted) {
          idle--;
        }
        unlockGuard();
        return task;
      }
      if (closed) {
        if (counted) {
          idle--;
        }
        workers--;
        boolean end = workers == 0;
        unlockGuard();
        if (end) {
          ended.set();
        }
        return null;
      }
      if (!counted) {
        counted = true;
        idle++;
      }
      if (looked) {
        looked = false;
        unlockGuard();
        await();
      } else {
        looked = true;
        unlockGuard();
        ON_TASK.spin(this, 0, this);
      }
    }
  }

  /** Waits until it is woken, unless there is a task or the pool is shut down. */
  private void await() {
    Waiter waiter = new Waiter(Thread.currentThread());
    lockGuard();
    boolean waits = first == null && !closed;
    if (waits) {
      appendGuarded(waiter);
      waiting++;
    }
    unlockGuard();
    if (waits) {
      Notification.awaitUninterruptibly(this, waiter);
    }
  }

  /**
   * Takes no more tasks.
   *
   * @param cancel whether to drop those that are queued, too
   */
  void shutdown(boolean cancel) {
    lockGuard();
    closed = true;
    Task<?> dropped = cancel ? takeAllGuarded() : null;
    Waiter woken = takeGuarded(Integer.MAX_VALUE);
    waiting = 0;
    boolean end = workers == 0;
    unlockGuard();
    Notification.wake(woken);
    Task<?> task = dropped;
    while (task != null) {
      Task<?> following = task.unlink();
      task.dropCancelled();
      task = following;
    }
    if (end) {
      ended.set();
    }
  }

  /**
   * Waits until all workers of a pool that is shut down have ended.
   *
   * @throws RuntimeError if the current thread is one of them (EXE-15)
   */
  void join() {
    for (Worker worker = begun(); worker != null; worker = worker.next) {
      if (worker.isCurrentThread()) {
        throw new RuntimeError("cannot join current thread");
      }
    }
    ended.await();
    for (Worker worker = begun(); worker != null; worker = worker.next) {
      worker.join();
    }
  }

  private @Nullable Worker begun() {
    lockGuard();
    Worker last = begun;
    unlockGuard();
    return last;
  }
}
