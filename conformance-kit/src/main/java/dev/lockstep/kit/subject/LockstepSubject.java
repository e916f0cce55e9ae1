package dev.lockstep.kit.subject;

import dev.lockstep.atomics.ArrayBuffer;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.TypeError;
import dev.lockstep.atomics.wasm.SharedMemory;
import dev.lockstep.atomics.wasm.Trap;
import dev.lockstep.errors.BaseException;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.queue.LifoQueue;
import dev.lockstep.queue.PriorityQueue;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import dev.lockstep.threading.Barrier;
import dev.lockstep.threading.BoundedSemaphore;
import dev.lockstep.threading.Condition;
import dev.lockstep.threading.Event;
import dev.lockstep.threading.Held;
import dev.lockstep.threading.Lock;
import dev.lockstep.threading.RLock;
import dev.lockstep.threading.Semaphore;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Ours. */
public final class LockstepSubject implements Subject {
  @Override
  public String name() {
    return Subjects.OURS;
  }

  @Override
  public Map<String, String> notOffered() {
    return Map.of();
  }

  @Override
  public LockSubject newLock() {
    return new LockAdapter(new Lock());
  }

  @Override
  public RLockSubject newRLock() {
    return new RLockAdapter(new RLock());
  }

  @Override
  public ConditionSubject newCondition() {
    return new ConditionAdapter(new Condition());
  }

  @Override
  public ConditionSubject newCondition(LockSubject lock) {
    return new ConditionAdapter(new Condition(((LockAdapter) lock).lock));
  }

  @Override
  public ConditionSubject newCondition(RLockSubject lock) {
    return new ConditionAdapter(new Condition(((RLockAdapter) lock).lock));
  }

  @Override
  public SemaphoreSubject newSemaphore(int value) {
    return new SemaphoreAdapter(new Semaphore(value));
  }

  @Override
  public SemaphoreSubject newBoundedSemaphore(int value) {
    return new SemaphoreAdapter(new BoundedSemaphore(value));
  }

  @Override
  public EventSubject newEvent() {
    return new EventAdapter(new Event());
  }

  @Override
  public AtomicsSubject newAtomics(int byteLength) {
    return new LockstepAtomics(byteLength);
  }

  @Override
  public WaitSubject newWait(int byteLength, int maxByteLength) {
    return new LockstepWait(byteLength, maxByteLength);
  }

  @Override
  public BufferSubject newSharedArrayBuffer(long byteLength) {
    return new LockstepBuffer(new SharedArrayBuffer(byteLength));
  }

  @Override
  public BufferSubject newSharedArrayBuffer(long byteLength, long maxByteLength) {
    return new LockstepBuffer(new SharedArrayBuffer(byteLength, maxByteLength));
  }

  @Override
  public BufferSubject newArrayBuffer(long byteLength) {
    return new LockstepBuffer(new ArrayBuffer(byteLength));
  }

  @Override
  public BufferSubject wrapSharedArrayBuffer(ByteBuffer bytes) {
    return new LockstepBuffer(SharedArrayBuffer.wrap(bytes));
  }

  @Override
  public LinearMemorySubject newSharedMemory(int initialPages, int maximumPages) {
    return new LockstepLinearMemory(new SharedMemory(initialPages, maximumPages));
  }

  @Override
  public LinearMemorySubject newUnsharedMemory(int initialPages, int maximumPages) {
    return new LockstepLinearMemory(SharedMemory.unshared(initialPages, maximumPages));
  }

  @Override
  public BarrierSubject newBarrier(int parties) {
    return new BarrierAdapter(new Barrier(parties));
  }

  @Override
  public BarrierSubject newBarrier(int parties, @Nullable Runnable action) {
    return new BarrierAdapter(new Barrier(parties, action));
  }

  @Override
  public BarrierSubject newBarrier(int parties, @Nullable Runnable action, double timeout) {
    return new BarrierAdapter(new Barrier(parties, action, timeout));
  }

  @Override
  public QueueSubject newQueue(int maxsize) {
    return new LockstepQueues.QueueAdapter(new Queue<>(maxsize));
  }

  @Override
  public QueueSubject newLifoQueue(int maxsize) {
    return new LockstepQueues.QueueAdapter(new LifoQueue<>(maxsize));
  }

  @Override
  public QueueSubject newPriorityQueue(
      int maxsize, @Nullable Comparator<@Nullable Object> comparator) {
    return new LockstepQueues.QueueAdapter(new PriorityQueue<>(maxsize, comparator));
  }

  @Override
  public SimpleQueueSubject newSimpleQueue() {
    return new LockstepQueues.SimpleQueueAdapter(new SimpleQueue<>());
  }

  @Override
  public ThreadingSubject threading() {
    return new LockstepThreading();
  }

  @Override
  public FuturesSubject futures() {
    return new LockstepFutures();
  }

  @Override
  public ExecutorSubject newExecutor(ExecutorSubject.Plan plan) {
    return LockstepFutures.newExecutor(plan);
  }

  @Override
  public PyError errorOf(Throwable thrown) {
    if (thrown instanceof TypeError) {
      return PyError.JAVASCRIPT_TYPE_ERROR;
    }
    return thrown instanceof BaseException || thrown instanceof RangeError || thrown instanceof Trap
        ? PyError.of(thrown.getClass().getSimpleName())
        : PyError.OTHER;
  }

  /* No records: the model checker cannot look into them, and takes what they hold for local. */
  private static final class LockAdapter implements LockSubject {
    private final Lock lock;

    LockAdapter(Lock lock) {
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
    /* What a Condition restores levels with. */
    private static final MethodHandle RESTORE = restore();

    private final RLock lock;

    RLockAdapter(RLock lock) {
      this.lock = lock;
    }

    private static MethodHandle restore() {
      try {
        return MethodHandles.privateLookupIn(RLock.class, MethodHandles.lookup())
            .findVirtual(RLock.class, "restore", MethodType.methodType(void.class, int.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
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

    @Override
    public int recursionCount() {
      return lock.recursionCount();
    }

    @Override
    public void acquireUpTo(int levels) {
      try {
        RESTORE.invokeExact(lock, levels);
      } catch (Throwable e) {
        throw new AssertionError("RLock.restore failed", e);
      }
    }

    @Override
    public Scope enter() {
      Held held = lock.enter();
      return held::close;
    }
  }

  private static final class ConditionAdapter implements ConditionSubject {
    private final Condition condition;

    ConditionAdapter(Condition condition) {
      this.condition = condition;
    }

    @Override
    public boolean acquire() {
      return condition.acquire();
    }

    @Override
    public boolean acquire(boolean blocking) {
      return condition.acquire(blocking);
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return condition.acquire(blocking, timeout);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return condition.acquire(timeout);
    }

    @Override
    public void release() {
      condition.release();
    }

    @Override
    public boolean locked() {
      return condition.locked();
    }

    @Override
    public boolean isOwned() {
      return condition.isOwned();
    }

    @Override
    public boolean await() {
      return condition.await();
    }

    @Override
    public boolean await(double timeout) {
      return condition.await(timeout);
    }

    @Override
    public boolean await(Duration timeout) {
      return condition.await(timeout);
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate) {
      return condition.awaitFor(predicate);
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate, double timeout) {
      return condition.awaitFor(predicate, timeout);
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate, Duration timeout) {
      return condition.awaitFor(predicate, timeout);
    }

    @Override
    public void signal() {
      condition.signal();
    }

    @Override
    public void signal(int n) {
      condition.signal(n);
    }

    @Override
    public void signalAll() {
      condition.signalAll();
    }

    @Override
    public Scope enter() {
      Held held = condition.enter();
      return held::close;
    }
  }

  private static final class SemaphoreAdapter implements SemaphoreSubject {
    private final Semaphore semaphore;

    SemaphoreAdapter(Semaphore semaphore) {
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
    private final Event event;

    EventAdapter(Event event) {
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
    private final Barrier barrier;

    BarrierAdapter(Barrier barrier) {
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
