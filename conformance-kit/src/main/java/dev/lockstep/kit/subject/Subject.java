package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.PyError;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A runtime under test: a service provider. A transpiler team writes one over its own primitives
 * and runs every checker over it.
 *
 * <p>It implements {@code newX()} for each primitive that it has. One that it lacks it declares in
 * {@link #notOffered}, as a whole, and leaves the method as it is: no check calls it then.
 *
 * <p>What it creates must be objects of ordinary classes, not records or lambda expressions: the
 * model checker cannot look into these, and would explore no race on what they hold.
 */
public interface Subject {
  /**
   * What a subject does not offer in {@link #notOffered} if it waits by other means than {@code
   * dev.lockstep.waiting}: the model checker can then show neither its parked threads nor its
   * clock, and nobody can count its parks.
   */
  String MODELLED_WAITING = "modelled waiting";

  /** Returns the name for {@code --subject}. */
  String name();

  /**
   * Returns what the subject lacks, and why: the id of a rule ({@code "LCK-21"}); what the ids of
   * all rules of a primitive begin with ({@code "BAR"}), if it has none of them; or {@link
   * #MODELLED_WAITING}. A check all of whose rules are declared here is not started and is shown as
   * not offered; so is what a check of several rules finds against one that is. Nothing of it
   * counts as passed. The map must not change.
   */
  Map<String, String> notOffered();

  /** Creates an unlocked lock. */
  default LockSubject newLock() {
    throw missing("newLock", "LCK");
  }

  /** Creates a re-entrant lock that nobody owns. */
  default RLockSubject newRLock() {
    throw missing("newRLock", "RLK");
  }

  /** Creates a condition over a new re-entrant lock. */
  default ConditionSubject newCondition() {
    throw missing("newCondition", "CND");
  }

  /**
   * Creates a condition over a lock without an owner; a subject that has none declares CND-24.
   *
   * @param lock a lock of this subject
   */
  default ConditionSubject newCondition(LockSubject lock) {
    throw missing("newCondition", "CND-24");
  }

  /**
   * Creates a condition over a re-entrant lock.
   *
   * @param lock a re-entrant lock of this subject
   */
  default ConditionSubject newCondition(RLockSubject lock) {
    throw missing("newCondition", "CND");
  }

  /** Creates a semaphore. */
  default SemaphoreSubject newSemaphore(int value) {
    throw missing("newSemaphore", "SEM");
  }

  /** Creates a bounded semaphore. */
  default SemaphoreSubject newBoundedSemaphore(int value) {
    throw missing("newBoundedSemaphore", "SEM");
  }

  /** Creates an event whose flag is clear. */
  default EventSubject newEvent() {
    throw missing("newEvent", "EVT");
  }

  /** Returns the subject's threads. */
  default ThreadingSubject threading() {
    throw missing("threading", "THR");
  }

  /**
   * Creates a barrier without an action, whose {@code wait()} has no timeout.
   *
   * @param parties how many threads pass together
   */
  default BarrierSubject newBarrier(int parties) {
    throw missing("newBarrier", "BAR");
  }

  /**
   * Creates a barrier whose {@code wait()} has no timeout.
   *
   * @param parties how many threads pass together
   * @param action what one of them does when all have arrived
   */
  default BarrierSubject newBarrier(int parties, @Nullable Runnable action) {
    throw missing("newBarrier", "BAR");
  }

  /**
   * Creates a barrier.
   *
   * @param parties how many threads pass together
   * @param action what one of them does when all have arrived
   * @param timeout that of {@code wait()}, in seconds
   */
  default BarrierSubject newBarrier(int parties, @Nullable Runnable action, double timeout) {
    throw missing("newBarrier", "BAR");
  }

  /** Returns the subject's futures. */
  default FuturesSubject futures() {
    throw missing("futures", "FUT");
  }

  /**
   * Creates a pool of threads.
   *
   * @param plan what it is to be like
   */
  default ExecutorSubject newExecutor(ExecutorSubject.Plan plan) {
    throw missing("newExecutor", "EXE");
  }

  /**
   * Creates a queue that is first in, first out.
   *
   * @param maxsize how many items it may hold; no bound if it is not positive
   */
  default QueueSubject newQueue(int maxsize) {
    throw missing("newQueue", "QUE");
  }

  /**
   * Creates a queue that is last in, first out.
   *
   * @param maxsize how many items it may hold; no bound if it is not positive
   */
  default QueueSubject newLifoQueue(int maxsize) {
    throw missing("newLifoQueue", "LIF");
  }

  /**
   * Creates a queue that gives back the smallest item first.
   *
   * @param maxsize how many items it may hold; no bound if it is not positive
   * @param comparator compares the items; null if they are Comparables
   */
  default QueueSubject newPriorityQueue(
      int maxsize, @Nullable Comparator<@Nullable Object> comparator) {
    throw missing("newPriorityQueue", "PRI");
  }

  /** Creates a simple queue. */
  default SimpleQueueSubject newSimpleQueue() {
    throw missing("newSimpleQueue", "SQU");
  }

  /**
   * Creates a shared buffer of zeros, with a view of each kind over all of it.
   *
   * @param byteLength its length, a multiple of 8
   */
  default AtomicsSubject newAtomics(int byteLength) {
    throw missing("newAtomics", "ATM");
  }

  /**
   * Creates a shared buffer of zeros for waiting at its addresses, and one that is not shared.
   *
   * @param byteLength the length of each, a multiple of 8
   * @param maxByteLength how far the shared one may grow; its length is fixed if it is that
   */
  default WaitSubject newWait(int byteLength, int maxByteLength) {
    throw missing("newWait", "WAI");
  }

  /**
   * Creates a shared buffer of zeros whose length is fixed.
   *
   * @param byteLength its length
   */
  default BufferSubject newSharedArrayBuffer(long byteLength) {
    throw missing("newSharedArrayBuffer", "SAB");
  }

  /**
   * Creates a shared buffer of zeros that can grow.
   *
   * @param byteLength its length
   * @param maxByteLength how far it can grow
   */
  default BufferSubject newSharedArrayBuffer(long byteLength, long maxByteLength) {
    throw missing("newSharedArrayBuffer", "SAB");
  }

  /**
   * Creates a buffer of zeros that is not shared.
   *
   * @param byteLength its length
   */
  default BufferSubject newArrayBuffer(long byteLength) {
    throw missing("newArrayBuffer", "SAB");
  }

  /**
   * Creates a shared buffer over memory that is there.
   *
   * @param bytes the memory
   */
  default BufferSubject wrapSharedArrayBuffer(ByteBuffer bytes) {
    throw missing("wrapSharedArrayBuffer", "SAB-20");
  }

  /**
   * Creates a WebAssembly memory of zeros that is shared.
   *
   * @param initialPages its size in pages
   * @param maximumPages how far it can grow, in pages
   */
  default LinearMemorySubject newSharedMemory(int initialPages, int maximumPages) {
    throw missing("newSharedMemory", "SHM");
  }

  /**
   * Creates a WebAssembly memory of zeros that is not shared.
   *
   * @param initialPages its size in pages
   * @param maximumPages how far it can grow, in pages
   */
  default LinearMemorySubject newUnsharedMemory(int initialPages, int maximumPages) {
    throw missing("newUnsharedMemory", "SHM");
  }

  /**
   * Says which of Python's, JavaScript's or WebAssembly's errors something is that the subject
   * threw; {@link PyError#OTHER} if none.
   */
  PyError errorOf(Throwable thrown);

  /**
   * Tells whether the subject offers a rule.
   *
   * @param rule its id, or {@link #MODELLED_WAITING}
   */
  default boolean offers(String rule) {
    return new Gaps(notOffered()).offers(rule);
  }

  private UnsupportedOperationException missing(String method, String gap) {
    return Gaps.missing(name(), "Subject." + method, gap);
  }
}
