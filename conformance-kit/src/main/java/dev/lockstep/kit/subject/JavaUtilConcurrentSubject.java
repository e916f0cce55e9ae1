package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.PyError;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * java.util.concurrent: what a port of Python code gets that maps Lock to {@link StampedLock}'s
 * write lock, RLock to {@link ReentrantLock}, Condition to that of a ReentrantLock, both semaphores
 * to {@link Semaphore}, Barrier to {@link CyclicBarrier}, Queue and SimpleQueue to
 * LinkedBlockingQueue, LifoQueue to LinkedBlockingDeque, PriorityQueue to PriorityBlockingQueue,
 * Future to CompletableFuture, ThreadPoolExecutor to its namesake with CompletableFuture's
 * supplyAsync, and Event, of which there is none that can be cleared, to a flag on {@link
 * AbstractQueuedSynchronizer}; each call to the nearest one. What differs from Python then is
 * declared, not repaired.
 */
public final class JavaUtilConcurrentSubject implements Subject {
  static final String NAME = "java.util.concurrent";

  private static final String NAN = "NaN seconds are 0 nanoseconds to Java: one look";
  private static final String TOO_LARGE =
      "seconds that don't fit a long of nanoseconds are the largest long: in effect for ever";
  private static final String NEGATIVE = "a negative timeout is one look, as zero is";
  private static final String NON_BLOCKING =
      "tryLock() and tryAcquire() have no timeout that could be refused";
  private static final String NO_TIMER = "there is no timer that is a thread";
  private static final String INTERRUPT_FIRST =
      "a wait of no time looks for an interrupt first, and is ended by one that came before";
  private static final String INTERRUPT_FIRST_QUEUE =
      "an interrupt that came before ends a call that could proceed, too";
  private static final String NO_TASKS = "there is no count of unfinished tasks";
  private static final String NO_END = "a queue cannot be shut down";
  private static final String NOT_WITHOUT_PUTS =
      "not looked at: it takes puts, and these belong to ";
  private static final String NO_BEGIN = "nobody says that he begins: there is no state for it";
  private static final String NO_INITIALIZER = "there is no initializer";
  private static final String NO_MAP = "there is no map";
  private static final String UNSEEN = "its parking cannot be watched";
  private static final String BARGING = "the default mode may pass a waiter without a bound";

  private static final Map<String, String> NOT_OFFERED =
      Map.ofEntries(
          Map.entry("ATM", "there is no shared memory"),
          Map.entry("BAR-07", NAN),
          Map.entry("BAR-08", TOO_LARGE),
          Map.entry("BAR-11", "an action that waits for its own barrier waits for ever"),
          Map.entry("BAR-12", "isBroken and getNumberWaiting wait for the end of the action, too"),
          Map.entry("BAR-15", "there is no abort"),
          Map.entry("BAR-19", "an interrupt breaks the barrier, also one before the call"),
          Map.entry("BAR-20", NEGATIVE),
          Map.entry("BAR-22", UNSEEN),
          Map.entry("BAR-23", "once there is a barrier it raises none of these errors"),
          Map.entry("BAR-26", UNSEEN),
          Map.entry("CND-07", INTERRUPT_FIRST),
          Map.entry("CND-08", NAN),
          Map.entry("CND-09", TOO_LARGE),
          Map.entry("CND-17", INTERRUPT_FIRST),
          Map.entry("CND-22", UNSEEN),
          Map.entry("CND-24", "a lock without an owner has no condition: StampedLock creates none"),
          Map.entry("CND-26", NEGATIVE),
          Map.entry("CND-29", NEGATIVE),
          Map.entry("CND-30", UNSEEN),
          Map.entry("EVT-05", NAN),
          Map.entry("EVT-06", TOO_LARGE),
          Map.entry("EVT-09", "a timed-out waiter does not look again"),
          Map.entry("EVT-11", NEGATIVE),
          Map.entry("EVT-13", "a woken waiter looks again, and waits on if the flag is clear"),
          Map.entry("EVT-14", UNSEEN),
          Map.entry("EVT-15", "none of these errors is raised"),
          Map.entry("EVT-17", UNSEEN),
          Map.entry("EXE-01", NO_BEGIN),
          Map.entry("EXE-03", "there is no default size, and the error of a bad one has no text"),
          Map.entry("EXE-04", "a thread is started for each task until there are enough"),
          Map.entry("EXE-05", "the threads of all pools are named by one factory"),
          Map.entry("EXE-09", "what runs can be cancelled, too"),
          Map.entry("EXE-10", "a refusal has another text"),
          Map.entry("EXE-12", "who waits does not wait for the threads"),
          Map.entry("EXE-13", "shutdownNow interrupts what runs, and forgets what is queued"),
          Map.entry("EXE-15", "a worker that waits for its own pool waits for ever"),
          Map.entry("EXE-16", NO_INITIALIZER),
          Map.entry("EXE-17", NO_INITIALIZER),
          Map.entry("EXE-19", NO_MAP),
          Map.entry("EXE-20", NO_MAP),
          Map.entry("EXE-21", NO_MAP),
          Map.entry("EXE-22", NO_MAP),
          Map.entry("EXE-23", NO_MAP),
          Map.entry("EXE-26", "a thread that cannot be started is an OutOfMemoryError"),
          Map.entry("EXE-29", UNSEEN),
          Map.entry("EXE-32", NO_MAP),
          Map.entry("FUT-01", NO_BEGIN),
          Map.entry("FUT-02", NO_BEGIN),
          Map.entry("FUT-03", "what runs can be cancelled, too"),
          Map.entry("FUT-06", "a second result is refused without a text"),
          Map.entry("FUT-12", NAN),
          Map.entry("FUT-13", TOO_LARGE),
          Map.entry("FUT-16", INTERRUPT_FIRST),
          Map.entry("FUT-17", NEGATIVE),
          Map.entry("FUT-18", "who has waited for several stays with each of them"),
          Map.entry("FUT-19", "callbacks are called in no order that is said"),
          Map.entry("FUT-21", "what a callback throws goes to the stage behind it, not to a log"),
          Map.entry("FUT-22", "a long chain overflows the stack"),
          Map.entry(
              "FUT-23", "who waits may be made to call what the completer has not called yet"),
          Map.entry("FUT-24", "of these errors only that of FUT-06 is raised"),
          Map.entry("FUT-26", "there is no notification: cancelled is completed"),
          Map.entry("FUT-27", "a wait of no time takes what is cancelled for completed"),
          Map.entry("FUT-29", "a TimeoutException has no text"),
          Map.entry("FUT-34", UNSEEN),
          Map.entry("FUT-35", "it is shown otherwise"),
          Map.entry("LCK-05", NEGATIVE + ", −1 too"),
          Map.entry("LCK-06", NAN),
          Map.entry("LCK-07", TOO_LARGE),
          Map.entry("LCK-08", NON_BLOCKING),
          Map.entry("LCK-09", NEGATIVE),
          Map.entry("LCK-10", "of these errors only that of LCK-12 is raised"),
          Map.entry("LCK-12", "two racing releases of one acquisition may both succeed"),
          Map.entry("LCK-19", BARGING),
          Map.entry("LCK-21", NEGATIVE),
          Map.entry("LCK-23", UNSEEN),
          Map.entry("LCK-24", UNSEEN),
          Map.entry("LIF-01", "LinkedBlockingDeque has no count of tasks and no end"),
          Map.entry("LIF-02", NOT_WITHOUT_PUTS + "LIF-01"),
          Map.entry("LIF-03", BARGING),
          Map.entry("LIF-04", TOO_LARGE),
          Map.entry("PRI-01", "PriorityBlockingQueue has no bound, no count of tasks and no end"),
          Map.entry("PRI-02", NOT_WITHOUT_PUTS + "PRI-01"),
          Map.entry(
              "PRI-04", "what cannot be compared is a ClassCastException, also if it is alone"),
          Map.entry("PRI-05", "a get whose comparison throws loses an item"),
          Map.entry("PRI-06", "it has no bound"),
          Map.entry("PRI-08", "a comparison may change its own queue"),
          Map.entry("PRI-09", "size waits for the comparison, too"),
          Map.entry("PRI-10", TOO_LARGE),
          Map.entry("QUE-09", NEGATIVE),
          Map.entry("QUE-10", NAN),
          Map.entry("QUE-11", TOO_LARGE),
          Map.entry("QUE-13", NO_TASKS),
          Map.entry("QUE-14", NO_TASKS),
          Map.entry("QUE-15", NO_END),
          Map.entry("QUE-16", NO_END),
          Map.entry("QUE-17", NO_END),
          Map.entry("QUE-18", NO_END),
          Map.entry("QUE-21", INTERRUPT_FIRST_QUEUE),
          Map.entry("QUE-23", BARGING),
          Map.entry("QUE-25", NEGATIVE),
          Map.entry("QUE-28", UNSEEN),
          Map.entry("QUE-29", UNSEEN),
          Map.entry("RLK-06", NEGATIVE + ", −1 too"),
          Map.entry("RLK-07", NAN),
          Map.entry("RLK-08", TOO_LARGE),
          Map.entry("RLK-09", NON_BLOCKING),
          Map.entry("RLK-10", NEGATIVE),
          Map.entry("RLK-22", BARGING),
          Map.entry("RLK-23", "too many levels are a java.lang.Error"),
          Map.entry("RLK-25", NEGATIVE),
          Map.entry("RLK-27", UNSEEN),
          Map.entry("RLK-28", UNSEEN),
          Map.entry("SAB", "there is no shared memory"),
          Map.entry("SHM", "there is no shared memory"),
          Map.entry("SEM-01", "a negative number of permits is legal"),
          Map.entry("SEM-06", NON_BLOCKING),
          Map.entry(
              "SEM-08", "release(0) does nothing, and the error of a negative number has no text"),
          Map.entry("SEM-09", "too many permits are a java.lang.Error"),
          Map.entry("SEM-10", NAN),
          Map.entry("SEM-11", TOO_LARGE),
          Map.entry("SEM-12", "there is no bounded semaphore"),
          Map.entry("SEM-13", "of these errors only that of a negative release is raised"),
          Map.entry("SEM-19", BARGING),
          Map.entry("SEM-21", NEGATIVE),
          Map.entry("SEM-23", UNSEEN),
          Map.entry("SEM-24", UNSEEN),
          Map.entry("SQU-07", NEGATIVE),
          Map.entry("SQU-08", NAN),
          Map.entry("SQU-09", TOO_LARGE),
          Map.entry("SQU-12", INTERRUPT_FIRST_QUEUE),
          Map.entry("SQU-14", BARGING),
          Map.entry("SQU-17", NEGATIVE),
          Map.entry("SQU-20", UNSEEN),
          Map.entry("SQU-21", UNSEEN),
          Map.entry("THR-06", "a thread has its number from its creation on"),
          Map.entry("THR-10", NAN),
          Map.entry("THR-11", TOO_LARGE),
          Map.entry("THR-12", "no timeout is refused"),
          Map.entry("THR-13", "joining a thread that was not started returns at once"),
          Map.entry("THR-14", "a thread that joins itself waits for ever"),
          Map.entry("THR-18", "a name may be empty, and the count of the others begins at 0"),
          Map.entry("THR-19", "of a thread that has ended it may still be set"),
          Map.entry("THR-20", "what the first hook prints begins otherwise"),
          Map.entry("THR-21", "what the handler throws is passed over in silence"),
          Map.entry("THR-22", "a thread that cannot be started is an OutOfMemoryError"),
          Map.entry("THR-24", "there are no dummies: every thread is a Thread"),
          Map.entry("THR-25", "there are no dummies: every thread can be joined"),
          Map.entry("THR-26", "it does not say which thread is the main one"),
          Map.entry("THR-27", "the JVM's own threads are listed, and virtual ones are not"),
          Map.entry("THR-28", NO_TIMER),
          Map.entry("THR-29", NO_TIMER),
          Map.entry("THR-30", NO_TIMER),
          Map.entry("THR-31", NO_TIMER),
          Map.entry("THR-33", "a write does not initialise"),
          Map.entry("THR-34", "a value that is not there is null, and initialised again"),
          Map.entry("THR-36", NEGATIVE),
          Map.entry("THR-38", "it does not say which timeout is the longest"),
          Map.entry("THR-39", UNSEEN),
          Map.entry("WAI", "there is no shared memory"),
          Map.entry(MODELLED_WAITING, "it parks and reads the clock by itself"));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> notOffered() {
    return NOT_OFFERED;
  }

  @Override
  public LockSubject newLock() {
    return new LockAdapter(new StampedLock());
  }

  @Override
  public RLockSubject newRLock() {
    return new RLockAdapter(new ReentrantLock());
  }

  @Override
  public ConditionSubject newCondition() {
    return newCondition(newRLock());
  }

  @Override
  public ConditionSubject newCondition(RLockSubject lock) {
    return new ConditionAdapter((RLockAdapter) lock);
  }

  @Override
  public SemaphoreSubject newSemaphore(int value) {
    return new SemaphoreAdapter(new Semaphore(value));
  }

  @Override
  public SemaphoreSubject newBoundedSemaphore(int value) {
    return newSemaphore(value);
  }

  @Override
  public EventSubject newEvent() {
    return new EventAdapter(new Flag());
  }

  @Override
  public BarrierSubject newBarrier(int parties) {
    return newBarrier(parties, null);
  }

  @Override
  public BarrierSubject newBarrier(int parties, @Nullable Runnable action) {
    return new BarrierAdapter(barrier(parties, action), null);
  }

  @Override
  public BarrierSubject newBarrier(int parties, @Nullable Runnable action, double timeout) {
    return new BarrierAdapter(barrier(parties, action), timeout);
  }

  private static CyclicBarrier barrier(int parties, @Nullable Runnable action) {
    try {
      return new CyclicBarrier(parties, action);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parties must be >= 1", e);
    }
  }

  @Override
  public QueueSubject newQueue(int maxsize) {
    return JavaQueues.queue(maxsize);
  }

  @Override
  public QueueSubject newLifoQueue(int maxsize) {
    return JavaQueues.lifoQueue(maxsize);
  }

  @Override
  public QueueSubject newPriorityQueue(
      int maxsize, @Nullable Comparator<@Nullable Object> comparator) {
    return JavaQueues.priorityQueue(maxsize, comparator);
  }

  @Override
  public SimpleQueueSubject newSimpleQueue() {
    return JavaQueues.simpleQueue();
  }

  @Override
  public ThreadingSubject threading() {
    return new JavaThreading();
  }

  @Override
  public FuturesSubject futures() {
    return new JavaFutures();
  }

  @Override
  public ExecutorSubject newExecutor(ExecutorSubject.Plan plan) {
    return new JavaPool(plan);
  }

  @Override
  public PyError errorOf(Throwable thrown) {
    if (thrown instanceof Interrupted) {
      return PyError.KEYBOARD_INTERRUPT;
    }
    if (thrown instanceof JavaQueues.NoItem) {
      return PyError.EMPTY;
    }
    if (thrown instanceof JavaQueues.NoRoom) {
      return PyError.FULL;
    }
    if (thrown instanceof JavaFutures.Cancelled) {
      return PyError.CANCELLED_ERROR;
    }
    if (thrown instanceof JavaFutures.TimedOut) {
      return PyError.TIMEOUT_ERROR;
    }
    if (thrown instanceof JavaFutures.Refused) {
      return PyError.INVALID_STATE_ERROR;
    }
    if (thrown instanceof Broken) {
      return PyError.BROKEN_BARRIER_ERROR;
    }
    if (thrown instanceof IllegalMonitorStateException
        || thrown instanceof IllegalThreadStateException
        || thrown instanceof RejectedExecutionException) {
      return PyError.RUNTIME_ERROR;
    }
    return thrown instanceof IllegalArgumentException ? PyError.VALUE_ERROR : PyError.OTHER;
  }

  private static long nanos(double seconds) {
    return (long) Math.ceil(seconds * 1e9);
  }

  /** An InterruptedException, which Python's methods do not declare. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interrupted(InterruptedException cause) {
      super("", cause);
    }
  }

  /** A BrokenBarrierException, or the TimeoutException of the one that broke the barrier. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(Exception cause) {
      super("", cause);
    }
  }

  /* Every acquisition tries first, because the interruptible ones look for an interrupt first. */
  /* No records: the model checker cannot look into them, and takes what they hold for local. */
  private static final class LockAdapter implements LockSubject {
    private final StampedLock lock;

    LockAdapter(StampedLock lock) {
      this.lock = lock;
    }

    @Override
    public boolean acquire() {
      if (lock.tryWriteLock() == 0) {
        try {
          lock.writeLockInterruptibly();
        } catch (InterruptedException e) {
          throw new Interrupted(e);
        }
      }
      return true;
    }

    @Override
    public boolean acquire(boolean blocking) {
      return blocking ? acquire() : lock.tryWriteLock() != 0;
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return acquireNanos(blocking ? nanos(timeout) : 0);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return acquireNanos(TimeUnit.NANOSECONDS.convert(timeout));
    }

    private boolean acquireNanos(long nanos) {
      if (lock.tryWriteLock() != 0) {
        return true;
      }
      try {
        return nanos > 0 && lock.tryWriteLock(nanos, TimeUnit.NANOSECONDS) != 0;
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }

    @Override
    public void release() {
      if (!lock.tryUnlockWrite()) {
        throw new IllegalMonitorStateException("release unlocked lock");
      }
    }

    @Override
    public boolean locked() {
      return lock.isWriteLocked();
    }

    @Override
    public Scope enter() {
      acquire();
      return this::release;
    }
  }

  private static final class RLockAdapter implements RLockSubject {
    private final ReentrantLock lock;

    RLockAdapter(ReentrantLock lock) {
      this.lock = lock;
    }

    @Override
    public boolean acquire() {
      if (!lock.tryLock()) {
        try {
          lock.lockInterruptibly();
        } catch (InterruptedException e) {
          throw new Interrupted(e);
        }
      }
      return true;
    }

    @Override
    public boolean acquire(boolean blocking) {
      return blocking ? acquire() : lock.tryLock();
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return acquireNanos(blocking ? nanos(timeout) : 0);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return acquireNanos(TimeUnit.NANOSECONDS.convert(timeout));
    }

    private boolean acquireNanos(long nanos) {
      if (lock.tryLock()) {
        return true;
      }
      try {
        return nanos > 0 && lock.tryLock(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }

    @Override
    public void release() {
      if (!lock.isHeldByCurrentThread()) {
        throw new IllegalMonitorStateException("cannot release un-acquired lock");
      }
      lock.unlock();
    }

    @Override
    public boolean locked() {
      return lock.isLocked();
    }

    @Override
    public boolean isOwned() {
      return lock.isHeldByCurrentThread();
    }

    @Override
    public int recursionCount() {
      return lock.getHoldCount();
    }

    @Override
    public Scope enter() {
      acquire();
      return this::release;
    }
  }

  private static final class ConditionAdapter implements ConditionSubject {
    private static final String CANNOT_WAIT = "cannot wait on un-acquired lock";
    private static final String CANNOT_NOTIFY = "cannot notify on un-acquired lock";

    private final RLockAdapter lock;
    private final Condition condition;

    ConditionAdapter(RLockAdapter lock) {
      this.lock = lock;
      condition = lock.lock.newCondition();
    }

    @Override
    public boolean acquire() {
      return lock.acquire();
    }

    @Override
    public boolean acquire(boolean blocking) {
      return lock.acquire(blocking);
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return lock.acquire(blocking, timeout);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return lock.acquire(timeout);
    }

    @Override
    public void release() {
      lock.release();
    }

    @Override
    public boolean locked() {
      return lock.locked();
    }

    @Override
    public boolean isOwned() {
      return lock.isOwned();
    }

    /* An owner can be asked for, so a port does, and has the error before that of an interrupt. */
    private void requireOwned(String otherwise) {
      if (!lock.isOwned()) {
        throw new IllegalMonitorStateException(otherwise);
      }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the check looks whether it returns for no reason
    public boolean await() {
      requireOwned(CANNOT_WAIT);
      try {
        condition.await();
        return true;
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }

    @Override
    public boolean await(double timeout) {
      return awaitTime(nanos(timeout));
    }

    @Override
    public boolean await(Duration timeout) {
      return awaitTime(TimeUnit.NANOSECONDS.convert(timeout));
    }

    @SuppressWarnings("WaitNotInLoop") // the check looks whether it returns for no reason
    private boolean awaitTime(long nanos) {
      requireOwned(CANNOT_WAIT);
      try {
        return condition.await(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate) {
      while (!predicate.getAsBoolean()) {
        await();
      }
      return true;
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate, double timeout) {
      return awaitFor(predicate, nanos(timeout));
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate, Duration timeout) {
      return awaitFor(predicate, TimeUnit.NANOSECONDS.convert(timeout));
    }

    private boolean awaitFor(BooleanSupplier predicate, long nanos) {
      if (predicate.getAsBoolean()) {
        return true;
      }
      long remaining = nanos;
      do {
        remaining = awaitNanos(remaining);
        if (predicate.getAsBoolean()) {
          return true;
        }
      } while (remaining > 0);
      return false;
    }

    @SuppressWarnings("WaitNotInLoop") // the check looks whether it returns for no reason
    private long awaitNanos(long nanos) {
      requireOwned(CANNOT_WAIT);
      try {
        return condition.awaitNanos(nanos);
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }

    @Override
    public void signal() {
      requireOwned(CANNOT_NOTIFY);
      condition.signal();
    }

    @Override
    public void signal(int n) {
      requireOwned(CANNOT_NOTIFY);
      for (int i = 0; i < n; i++) {
        condition.signal();
      }
    }

    @Override
    public void signalAll() {
      requireOwned(CANNOT_NOTIFY);
      condition.signalAll();
    }

    @Override
    public Scope enter() {
      return lock.enter();
    }
  }

  private static final class SemaphoreAdapter implements SemaphoreSubject {
    private final Semaphore semaphore;

    SemaphoreAdapter(Semaphore semaphore) {
      this.semaphore = semaphore;
    }

    @Override
    public boolean acquire() {
      if (!semaphore.tryAcquire()) {
        try {
          semaphore.acquire();
        } catch (InterruptedException e) {
          throw new Interrupted(e);
        }
      }
      return true;
    }

    @Override
    public boolean acquire(boolean blocking) {
      return blocking ? acquire() : semaphore.tryAcquire();
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return acquireNanos(blocking ? nanos(timeout) : 0);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return acquireNanos(TimeUnit.NANOSECONDS.convert(timeout));
    }

    private boolean acquireNanos(long nanos) {
      if (semaphore.tryAcquire()) {
        return true;
      }
      try {
        return nanos > 0 && semaphore.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }

    @Override
    public void release() {
      semaphore.release();
    }

    @Override
    public void release(int n) {
      semaphore.release(n);
    }

    @Override
    public Scope enter() {
      acquire();
      return semaphore::release;
    }
  }

  /** What the documentation of AbstractQueuedSynchronizer shows as a latch; it can be cleared. */
  private static final class Flag extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    private static final int CLEAR = 0;
    private static final int SET = 1;

    boolean isSet() {
      return getState() == SET;
    }

    void clear() {
      setState(CLEAR);
    }

    @Override
    protected int tryAcquireShared(int ignored) {
      return isSet() ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(int ignored) {
      setState(SET);
      return true;
    }
  }

  private static final class EventAdapter implements EventSubject {
    private final Flag flag;

    EventAdapter(Flag flag) {
      this.flag = flag;
    }

    @Override
    public boolean isSet() {
      return flag.isSet();
    }

    @Override
    public void set() {
      flag.releaseShared(1);
    }

    @Override
    public void clear() {
      flag.clear();
    }

    @Override
    public boolean await() {
      if (!flag.isSet()) {
        try {
          flag.acquireSharedInterruptibly(1);
        } catch (InterruptedException e) {
          throw new Interrupted(e);
        }
      }
      return true;
    }

    @Override
    public boolean await(double timeout) {
      return awaitNanos(nanos(timeout));
    }

    @Override
    public boolean await(Duration timeout) {
      return awaitNanos(TimeUnit.NANOSECONDS.convert(timeout));
    }

    private boolean awaitNanos(long nanos) {
      if (flag.isSet()) {
        return true;
      }
      try {
        return nanos > 0 && flag.tryAcquireSharedNanos(1, nanos);
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }
  }

  private static final class BarrierAdapter implements BarrierSubject {
    private final CyclicBarrier barrier;
    private final @Nullable Double timeout;

    BarrierAdapter(CyclicBarrier barrier, @Nullable Double timeout) {
      this.barrier = barrier;
      this.timeout = timeout;
    }

    @Override
    public int await() {
      Double ours = timeout;
      if (ours != null) {
        return await(ours);
      }
      try {
        return index(barrier.await());
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      } catch (BrokenBarrierException e) {
        throw new Broken(e);
      }
    }

    @Override
    public int await(double seconds) {
      return awaitNanos(nanos(seconds));
    }

    @Override
    public int await(Duration duration) {
      return awaitNanos(TimeUnit.NANOSECONDS.convert(duration));
    }

    private int awaitNanos(long nanos) {
      try {
        return index(barrier.await(nanos, TimeUnit.NANOSECONDS));
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      } catch (BrokenBarrierException | TimeoutException e) {
        throw new Broken(e);
      }
    }

    /* Java counts the arrivals that are still missing. */
    private int index(int missing) {
      return barrier.getParties() - 1 - missing;
    }

    @Override
    public void reset() {
      barrier.reset();
    }

    @Override
    public void abort() {
      throw Gaps.missing(NAME, "BarrierSubject.abort", "BAR-15");
    }

    @Override
    public int parties() {
      return barrier.getParties();
    }

    @Override
    public int nWaiting() {
      return barrier.getNumberWaiting();
    }

    @Override
    public boolean broken() {
      return barrier.isBroken();
    }
  }
}
