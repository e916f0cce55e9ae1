package dev.lockstep.kit.subject;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedBarrier;
import dev.lockstep.atomics.sync.SharedBoundedSemaphore;
import dev.lockstep.atomics.sync.SharedCondition;
import dev.lockstep.atomics.sync.SharedEvent;
import dev.lockstep.atomics.sync.SharedLock;
import dev.lockstep.atomics.sync.SharedRLock;
import dev.lockstep.atomics.sync.SharedSemaphore;
import dev.lockstep.errors.BaseException;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.threading.Held;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ours in words of a SharedArrayBuffer: {@code dev.lockstep.atomics.sync}. Each object has memory
 * of its own, and each thread is an agent whose number is the thread's id.
 */
public final class SharedMemorySubject implements Subject {
  private static final String BARGING =
      "who is woken competes with those who come, and the words do not count how often he lost";
  private static final String WAKING =
      "a release wakes as many as it lets in, and not only the first in line";
  private static final String GUARDED =
      "who is woken takes the guard, and may have to wait for it, and so may others";
  private static final String LARGE =
      "who waits takes somewhat more than 4 KiB: Atomics.wait lies between, and a view of the"
          + " words";
  private static final String BENEATH = "it is what these primitives are made of";
  private static final String ELSEWHERE = "it is not among the primitives in shared memory";

  private static final Map<String, String> NOT_OFFERED =
      Map.ofEntries(
          Map.entry("ATM", BENEATH),
          Map.entry("BAR-22", GUARDED),
          Map.entry("BAR-24", LARGE),
          Map.entry("CND-22", "Atomics.notify wakes: it cannot move a waiter to another address"),
          Map.entry(
              "CND-27", LARGE + "; with one carrier who waits for no time is passed by nobody"),
          Map.entry("CND-30", "it is watched together with CND-22 only"),
          Map.entry("EVT-16", LARGE),
          Map.entry("EXE", ELSEWHERE),
          Map.entry("FUT", ELSEWHERE),
          Map.entry("LCK-19", BARGING),
          Map.entry("LCK-22", LARGE),
          Map.entry("LIF", ELSEWHERE),
          Map.entry("PRI", ELSEWHERE),
          Map.entry("QUE-01", "memory is bounded: a queue without a bound has that of its ring"),
          Map.entry("QUE-23", "who is woken competes with those who come"),
          Map.entry("QUE-26", LARGE),
          Map.entry("QUE-28", GUARDED),
          Map.entry("RLK-22", BARGING),
          Map.entry("RLK-26", LARGE),
          Map.entry("SAB", BENEATH),
          Map.entry("SEM-19", BARGING),
          Map.entry("SEM-22", LARGE),
          Map.entry("SEM-23", WAKING),
          Map.entry("SHM", ELSEWHERE),
          Map.entry("SQU", ELSEWHERE),
          Map.entry("THR", ELSEWHERE),
          Map.entry("WAI", BENEATH));

  @Override
  public String name() {
    return Subjects.SHARED_MEMORY;
  }

  @Override
  public Map<String, String> notOffered() {
    return NOT_OFFERED;
  }

  private static SharedArrayBuffer memory(int bytes) {
    return new SharedArrayBuffer(bytes);
  }

  @Override
  public LockSubject newLock() {
    return new LockAdapter(new SharedLock(memory(SharedLock.BYTES), 0));
  }

  @Override
  public RLockSubject newRLock() {
    return new RLockAdapter(memory(SharedRLock.BYTES));
  }

  @Override
  public ConditionSubject newCondition() {
    return newCondition(newRLock());
  }

  @Override
  public ConditionSubject newCondition(LockSubject lock) {
    SharedLock shared = ((LockAdapter) lock).lock;
    return new OverLock(new SharedCondition(memory(SharedCondition.BYTES), 0, shared));
  }

  @Override
  public ConditionSubject newCondition(RLockSubject lock) {
    return new OverRLock(memory(SharedCondition.BYTES), (RLockAdapter) lock);
  }

  @Override
  public SemaphoreSubject newSemaphore(int value) {
    return new SemaphoreAdapter(SharedSemaphore.create(memory(SharedSemaphore.BYTES), 0, value));
  }

  @Override
  public SemaphoreSubject newBoundedSemaphore(int value) {
    return new SemaphoreAdapter(
        SharedBoundedSemaphore.create(memory(SharedSemaphore.BYTES), 0, value));
  }

  @Override
  public EventSubject newEvent() {
    return new EventAdapter(new SharedEvent(memory(SharedEvent.BYTES), 0));
  }

  @Override
  public BarrierSubject newBarrier(int parties) {
    return newBarrier(parties, null);
  }

  @Override
  public BarrierSubject newBarrier(int parties, @Nullable Runnable action) {
    return new BarrierAdapter(new SharedBarrier(barrier(parties), 0, action));
  }

  @Override
  public BarrierSubject newBarrier(int parties, @Nullable Runnable action, double timeout) {
    return new BarrierAdapter(new SharedBarrier(barrier(parties), 0, action, timeout));
  }

  private static SharedArrayBuffer barrier(int parties) {
    SharedArrayBuffer memory = memory(SharedBarrier.BYTES);
    SharedBarrier.create(memory, 0, parties);
    return memory;
  }

  @Override
  public QueueSubject newQueue(int maxsize) {
    return SharedMemoryQueue.create(maxsize);
  }

  @Override
  public PyError errorOf(Throwable thrown) {
    return thrown instanceof BaseException
        ? PyError.of(thrown.getClass().getSimpleName())
        : PyError.OTHER;
  }

  private static int agent() {
    return Math.toIntExact(Thread.currentThread().getId());
  }

  /* No records: the model checker cannot look into them, and takes what they hold for local. */
  private static final class LockAdapter implements LockSubject {
    private final SharedLock lock;

    LockAdapter(SharedLock lock) {
      this.lock = lock;
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
    public Scope enter() {
      Held held = lock.enter();
      return held::close;
    }
  }

  private static final class RLockAdapter implements RLockSubject {
    private static final int REENTRIES = 1;

    private final SharedArrayBuffer memory;

    RLockAdapter(SharedArrayBuffer memory) {
      this.memory = memory;
    }

    /** The calling thread's view. */
    SharedRLock lock() {
      return new SharedRLock(memory, 0, agent());
    }

    @Override
    public boolean acquire() {
      return lock().acquire();
    }

    @Override
    public boolean acquire(boolean blocking) {
      return lock().acquire(blocking);
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return lock().acquire(blocking, timeout);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return lock().acquire(timeout);
    }

    @Override
    public void release() {
      lock().release();
    }

    @Override
    public boolean locked() {
      return lock().locked();
    }

    @Override
    public boolean isOwned() {
      return lock().isOwned();
    }

    @Override
    public int recursionCount() {
      return lock().recursionCount();
    }

    @Override
    public void acquireUpTo(int levels) {
      Atomics.store(new Int32Array(memory), REENTRIES, levels - 1);
    }

    @Override
    public Scope enter() {
      Held held = lock().enter();
      return held::close;
    }
  }

  private abstract static class ConditionAdapter implements ConditionSubject {
    /** The calling thread's view. */
    abstract SharedCondition condition();

    @Override
    public final boolean acquire() {
      return condition().acquire();
    }

    @Override
    public final boolean acquire(boolean blocking) {
      return condition().acquire(blocking);
    }

    @Override
    public final boolean acquire(boolean blocking, double timeout) {
      return condition().acquire(blocking, timeout);
    }

    @Override
    public final boolean acquire(Duration timeout) {
      return condition().acquire(timeout);
    }

    @Override
    public final void release() {
      condition().release();
    }

    @Override
    public final boolean locked() {
      return condition().locked();
    }

    @Override
    public final boolean isOwned() {
      return condition().isOwned();
    }

    @Override
    public final boolean await() {
      return condition().await();
    }

    @Override
    public final boolean await(double timeout) {
      return condition().await(timeout);
    }

    @Override
    public final boolean await(Duration timeout) {
      return condition().await(timeout);
    }

    @Override
    public final boolean awaitFor(BooleanSupplier predicate) {
      return condition().awaitFor(predicate);
    }

    @Override
    public final boolean awaitFor(BooleanSupplier predicate, double timeout) {
      return condition().awaitFor(predicate, timeout);
    }

    @Override
    public final boolean awaitFor(BooleanSupplier predicate, Duration timeout) {
      return condition().awaitFor(predicate, timeout);
    }

    @Override
    public final void signal() {
      condition().signal();
    }

    @Override
    public final void signal(int n) {
      condition().signal(n);
    }

    @Override
    public final void signalAll() {
      condition().signalAll();
    }

    @Override
    public final Scope enter() {
      Held held = condition().enter();
      return held::close;
    }
  }

  private static final class OverLock extends ConditionAdapter {
    private final SharedCondition condition;

    OverLock(SharedCondition condition) {
      this.condition = condition;
    }

    @Override
    SharedCondition condition() {
      return condition;
    }
  }

  private static final class OverRLock extends ConditionAdapter {
    private final SharedArrayBuffer memory;
    private final RLockAdapter lock;

    OverRLock(SharedArrayBuffer memory, RLockAdapter lock) {
      this.memory = memory;
      this.lock = lock;
    }

    @Override
    SharedCondition condition() {
      return new SharedCondition(memory, 0, lock.lock());
    }
  }

  private static final class SemaphoreAdapter implements SemaphoreSubject {
    private final SharedSemaphore semaphore;

    SemaphoreAdapter(SharedSemaphore semaphore) {
      this.semaphore = semaphore;
    }

    @Override
    public boolean acquire() {
      return semaphore.acquire();
    }

    @Override
    public boolean acquire(boolean blocking) {
      return semaphore.acquire(blocking);
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return semaphore.acquire(blocking, timeout);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return semaphore.acquire(timeout);
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
      Held held = semaphore.enter();
      return held::close;
    }
  }

  private static final class EventAdapter implements EventSubject {
    private final SharedEvent event;

    EventAdapter(SharedEvent event) {
      this.event = event;
    }

    @Override
    public boolean isSet() {
      return event.isSet();
    }

    @Override
    public void set() {
      event.set();
    }

    @Override
    public void clear() {
      event.clear();
    }

    @Override
    public boolean await() {
      return event.await();
    }

    @Override
    public boolean await(double timeout) {
      return event.await(timeout);
    }

    @Override
    public boolean await(Duration timeout) {
      return event.await(timeout);
    }
  }

  private static final class BarrierAdapter implements BarrierSubject {
    private final SharedBarrier barrier;

    BarrierAdapter(SharedBarrier barrier) {
      this.barrier = barrier;
    }

    @Override
    public int await() {
      return barrier.await();
    }

    @Override
    public int await(double timeout) {
      return barrier.await(timeout);
    }

    @Override
    public int await(Duration timeout) {
      return barrier.await(timeout);
    }

    @Override
    public void reset() {
      barrier.reset();
    }

    @Override
    public void abort() {
      barrier.abort();
    }

    @Override
    public int parties() {
      return barrier.parties();
    }

    @Override
    public int nWaiting() {
      return barrier.nWaiting();
    }

    @Override
    public boolean broken() {
      return barrier.broken();
    }
  }
}
