package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.queue.Empty;
import dev.lockstep.queue.Full;
import dev.lockstep.queue.ShutDown;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code queue.Queue} in words of a {@link SharedArrayBuffer}: a ring of records, each of
 * the same number of words. Its rules are those of {@code docs/rules/queue.md}, but for some: one
 * without a bound has that of its ring, beyond which a put waits (QUE-01); who is woken competes
 * with those who come (QUE-23), and may have to wait for the guard (QUE-28); and who waits takes
 * somewhat more memory (QUE-26).
 *
 * <pre>
 * offset | word       | meaning
 * -------|------------|------------------------------------------------------------------------
 *      0 | guard      | the guard of all words
 *      4 | count      | how many records there are
 *      8 | first      | the place of the oldest
 *     12 | over       | 1 once the queue is shut down
 *     16 | unfinished | how many tasks are unfinished: the low half
 *     20 |            | the high half
 *     24 | getters    | how many getters are about to sleep, asleep or just woken
 *     28 | items      | what getters sleep on: grows with each change that concerns them
 *     32 | putters    | how many putters are about to sleep, asleep or just woken
 *     36 | room       | what putters sleep on: grows with each change that concerns them
 *     40 | done       | what joiners sleep on: how often the last task was finished; wraps
 *     44 | maxsize    | as given; zero or less if the queue is to have no bound but the ring's
 *     48 | capacity   | how many records the ring holds
 *     52 | width      | how many words a record has
 *     56 | records    | capacity times width words
 * </pre>
 *
 * <p>Memory effects: what an agent did before it put a record happens-before what the agent does
 * that gets it; before a get, what the agent does whose put it made room for; before the {@link
 * #taskDone()} that ends the work, what an agent does that has joined; before a shutdown, what an
 * agent does that got a {@link ShutDown} (QUE-22).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (QUE-21).
 *
 * <pre>{@code
 * SharedQueue.create(memory, 0, 100, 2); // in one agent, at first: 100 records of 2 words
 * SharedQueue queue = new SharedQueue(memory, 0); // in each
 * queue.put(new int[] {pointer, length});
 * }</pre>
 */
public final class SharedQueue {
  /*
   * Idea       – One guard around all. Who has to wait notes under the guard that it does, and the
   *              number that it will sleep on. Who is woken competes with newcomers.
   * Invariants – I1 all words are read and changed under the guard, save that items, room and done are
   *                 slept on without it.
   *              I2 who sleeps on items or room was counted under the guard when it read the number.
   * Linearized – where a call holds the guard, or last holds it.
   * Ordering   – all accesses are Atomics, which are sequentially consistent.
   * Blocking   – No wakeup is lost: what lets somebody proceed changes the number under the guard, and
   *              then wakes as many as may proceed (QUE-19). Who is woken takes the guard and
   *              looks; what a newcomer has taken meanwhile it waits for again. Nobody was woken who
   *              timed out or was interrupted (QUE-20). A joiner has joined with its number: it returns
   *              once the word is another (QUE-14).
   * Progress   – The guard is held for a handful of instructions, and some for each word of a record.
   * Checked by – QueueContract, QueueLincheck, QueueInterleavings, QueueStress of the subject
   *              shared-memory; the scenarios of atomics-emulation/js.
   */

  private static final int GUARD = 0;
  private static final int COUNT = 1;
  private static final int FIRST = 2;
  private static final int OVER = 3;
  private static final int UNFINISHED = 4;
  private static final int GETTERS = 6;
  private static final int ITEMS = 7;
  private static final int PUTTERS = 8;
  private static final int ROOM = 9;
  private static final int DONE = 10;
  private static final int MAXSIZE = 11;
  private static final int CAPACITY = 12;
  private static final int WIDTH = 13;
  private static final int RECORDS = 14;

  private static final String NEGATIVE = "'timeout' must be a non-negative number";

  private final Int32Array words;

  /**
   * Makes a view of a queue that {@link #create} has made.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public SharedQueue(SharedArrayBuffer buffer, long byteOffset) {
    Int32Array header = new Int32Array(buffer, byteOffset, RECORDS);
    long length = length(Atomics.load(header, CAPACITY), Atomics.load(header, WIDTH));
    words = new Int32Array(buffer, byteOffset, length);
  }

  private static long length(int capacity, int width) {
    return RECORDS + (long) capacity * width;
  }

  /**
   * Returns how many bytes a queue takes.
   *
   * @param capacity how many records it holds
   * @param width how many words a record has
   */
  public static long bytes(int capacity, int width) {
    return Integer.BYTES * length(capacity, width);
  }

  /**
   * Makes a queue with a bound, before any agent uses its words (QUE-01).
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param maxsize how many records it holds at most, at least 1
   * @param width how many words a record has
   * @throws RangeError if maxsize is less than 1 or width negative, or the ring too large; or if
   *     the offset is negative or no multiple of 4, or the words are not all within the buffer
   */
  public static SharedQueue create(
      SharedArrayBuffer buffer, long byteOffset, int maxsize, int width) {
    return create(buffer, byteOffset, maxsize, width, maxsize);
  }

  /**
   * Makes a queue, before any agent uses its words (QUE-01). One without a bound, of a maxsize of
   * zero or less, needs a capacity: a put waits if the ring is full all the same.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param maxsize its bound; none if not positive
   * @param width how many words a record has
   * @param capacity how many records the ring holds: maxsize, if that is positive
   * @throws RangeError if these do not fit together, or the ring is too large; or if the offset is
   *     negative or no multiple of 4, or the words are not all within the buffer
   */
  public static SharedQueue create(
      SharedArrayBuffer buffer, long byteOffset, int maxsize, int width, int capacity) {
    if (capacity < 1
        || width < 0
        || (maxsize > 0 && capacity != maxsize)
        || length(capacity, width) > Integer.MAX_VALUE) {
      throw new RangeError("a ring of " + capacity + " records of " + width + " words");
    }
    Int32Array words = new Int32Array(buffer, byteOffset, length(capacity, width));
    clear(words, GUARD, GETTERS);
    clear(words, GETTERS, MAXSIZE);
    Atomics.store(words, MAXSIZE, maxsize);
    Atomics.store(words, CAPACITY, capacity);
    Atomics.store(words, WIDTH, width);
    return new SharedQueue(buffer, byteOffset);
  }

  /* In short loops: the model checker takes ten rounds of one for spinning, and explores no further. */
  private static void clear(Int32Array words, int from, int to) {
    for (int word = from; word < to; word++) {
      Atomics.store(words, word, 0);
    }
  }

  /** Returns the bound that it was given (QUE-01). */
  public int maxsize() {
    return Atomics.load(words, MAXSIZE);
  }

  /**
   * Adds a record, waiting for room for ever if need be (QUE-02, QUE-04).
   *
   * @param record its words, as many as a record has; what is beyond them is left out
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws KeyboardInterrupt if the queue is full and the thread is interrupted
   * @throws ArrayIndexOutOfBoundsException if the record is too short, once there is room for it;
   *     nothing is added
   */
  public void put(int[] record) {
    put(record, true);
  }

  /**
   * Adds a record, waiting for room for ever only if blocking (QUE-02, QUE-04, QUE-06).
   *
   * @param record its words, as many as a record has; what is beyond them is left out
   * @param block whether to wait
   * @throws Full if the queue is full, and not blocking
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   * @throws ArrayIndexOutOfBoundsException if the record is too short, once there is room for it;
   *     nothing is added
   */
  public void put(int[] record, boolean block) {
    putWithin(record, block ? TimeLimit.FOREVER : 0);
  }

  /**
   * Adds a record, waiting for room for a limited time (QUE-06, QUE-08 to QUE-11, QUE-18).
   *
   * @param record its words, as many as a record has; what is beyond them is left out
   * @param block whether to wait
   * @param timeout how long to wait at most, in seconds; ignored if not blocking, or without a
   *     bound
   * @throws Full if the queue is full, and remains so for the time if blocking
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws ValueError if the timeout is NaN; or negative, if blocking and there is a bound
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   * @throws ArrayIndexOutOfBoundsException if the record is too short, once there is room for it;
   *     nothing is added
   */
  public void put(int[] record, boolean block, double timeout) {
    Timeouts.refuseNaN(timeout);
    if (!block || maxsize() <= 0) {
      put(record, block);
      return;
    }
    if (timeout < 0) {
      if (isShutdown()) {
        throw new ShutDown();
      }
      throw new ValueError(NEGATIVE);
    }
    putWithin(record, Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Adds a record, waiting for room for a limited time (QUE-25).
   *
   * @param record its words, as many as a record has; what is beyond them is left out
   * @param timeout how long to wait at most
   * @throws Full if the queue is full, and remains so for the time
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   * @throws ArrayIndexOutOfBoundsException if the record is too short, once there is room for it;
   *     nothing is added
   */
  public void put(int[] record, Duration timeout) {
    Timeouts.refuseNegative(timeout);
    putWithin(record, Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Adds a record if there is room (QUE-06).
   *
   * @param record its words, as many as a record has; what is beyond them is left out
   * @throws Full if the queue is full
   * @throws ShutDown if the queue is shut down
   * @throws ArrayIndexOutOfBoundsException if the record is too short, once there is room for it;
   *     nothing is added
   */
  public void putNowait(int[] record) {
    put(record, false);
  }

  private void putWithin(int[] record, long nanos) {
    TimeLimit limit = null;
    boolean timedOut = nanos == 0;
    boolean concerned;
    Guard.lock(words, GUARD);
    try {
      while (true) {
        if (isOver()) {
          throw new ShutDown();
        }
        if (Atomics.load(words, COUNT) < Atomics.load(words, CAPACITY)) {
          add(record);
          concerned = change(GETTERS, ITEMS);
          break;
        }
        if (timedOut) {
          throw new Full();
        }
        limit = limit(limit, nanos);
        timedOut = sleep(PUTTERS, ROOM, limit);
      }
    } finally {
      Guard.unlock(words, GUARD);
    }
    if (concerned) {
      Atomics.notify(words, ITEMS, 1);
    }
  }

  /**
   * Removes the oldest record, waiting for one for ever if need be (QUE-03, QUE-05).
   *
   * @return its words
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws KeyboardInterrupt if the queue is empty and the thread is interrupted
   */
  public int[] get() {
    return get(true);
  }

  /**
   * Removes the oldest record, waiting for one for ever only if blocking (QUE-03, QUE-05, QUE-07).
   *
   * @param block whether to wait
   * @return its words
   * @throws Empty if the queue is empty, and not blocking
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public int[] get(boolean block) {
    return getWithin(block ? TimeLimit.FOREVER : 0);
  }

  /**
   * Removes the oldest record, waiting for one for a limited time (QUE-07 to QUE-11, QUE-18).
   *
   * @param block whether to wait
   * @param timeout how long to wait at most, in seconds; ignored if not blocking
   * @return its words
   * @throws Empty if the queue is empty, and remains so for the time if blocking
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws ValueError if the timeout is NaN; or negative, if blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public int[] get(boolean block, double timeout) {
    Timeouts.refuseNaN(timeout);
    if (!block) {
      return get(false);
    }
    if (timeout < 0) {
      if (isAtItsEnd()) {
        throw new ShutDown();
      }
      throw new ValueError(NEGATIVE);
    }
    return getWithin(Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Removes the oldest record, waiting for one for a limited time (QUE-25).
   *
   * @param timeout how long to wait at most
   * @return its words
   * @throws Empty if the queue is empty, and remains so for the time
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public int[] get(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return getWithin(Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Removes the oldest record if there is one (QUE-07).
   *
   * @return its words
   * @throws Empty if the queue is empty
   * @throws ShutDown if the queue is shut down and empty
   */
  public int[] getNowait() {
    return get(false);
  }

  private int[] getWithin(long nanos) {
    TimeLimit limit = null;
    boolean timedOut = nanos == 0;
    int[] record;
    boolean concerned;
    Guard.lock(words, GUARD);
    try {
      while (true) {
        if (Atomics.load(words, COUNT) > 0) {
          record = remove();
          concerned = change(PUTTERS, ROOM);
          break;
        }
        if (isOver()) {
          throw new ShutDown();
        }
        if (timedOut) {
          throw new Empty();
        }
        limit = limit(limit, nanos);
        timedOut = sleep(GETTERS, ITEMS, limit);
      }
    } finally {
      Guard.unlock(words, GUARD);
    }
    if (concerned) {
      Atomics.notify(words, ROOM, 1);
    }
    return record;
  }

  /* Begins when a call has to wait for the first time. */
  private static TimeLimit limit(@Nullable TimeLimit begun, long nanos) {
    if (begun != null) {
      return begun;
    }
    if (nanos == Timeouts.TOO_LONG) {
      throw Timeouts.tooLarge();
    }
    return nanos == TimeLimit.FOREVER ? TimeLimit.NONE : new TimeLimit(nanos);
  }

  /** Sleeps until there is a change, without the guard, which is held before and after. */
  private boolean sleep(int sleepers, int sequence, TimeLimit limit) {
    int seen = Atomics.load(words, sequence);
    Atomics.add(words, sleepers, 1);
    Guard.unlock(words, GUARD);
    boolean interrupted = false;
    boolean timedOut = false;
    try {
      WaitResult result = Atomics.wait(words, sequence, seen, limit.remainingMilliseconds());
      timedOut = result == WaitResult.TIMED_OUT;
    } catch (KeyboardInterrupt e) {
      interrupted = true;
    } finally {
      Guard.lock(words, GUARD);
      Atomics.sub(words, sleepers, 1);
    }
    if (interrupted) {
      // One more that came while it took the guard is the same.
      throw Notification.interrupted();
    }
    return timedOut;
  }

  /**
   * Notes a change that concerns those who sleep; returns whether there are any. With the guard.
   */
  private boolean change(int sleepers, int sequence) {
    boolean concerned = Atomics.load(words, sleepers) > 0;
    if (concerned) {
      Atomics.add(words, sequence, 1);
    }
    return concerned;
  }

  /** Adds a record, for which there is room. The guard is held. */
  private void add(int[] record) {
    int count = Atomics.load(words, COUNT);
    int width = Atomics.load(words, WIDTH);
    int place = (int) (((long) Atomics.load(words, FIRST) + count) % Atomics.load(words, CAPACITY));
    for (int i = 0; i < width; i++) {
      Atomics.store(words, RECORDS + place * width + i, record[i]);
    }
    Atomics.store(words, COUNT, count + 1);
    setUnfinished(unfinished() + 1);
  }

  /** Removes the oldest record, of which there is one. The guard is held. */
  private int[] remove() {
    int first = Atomics.load(words, FIRST);
    int width = Atomics.load(words, WIDTH);
    int[] record = new int[width];
    for (int i = 0; i < width; i++) {
      record[i] = Atomics.load(words, RECORDS + first * width + i);
    }
    Atomics.store(words, FIRST, (first + 1) % Atomics.load(words, CAPACITY));
    Atomics.sub(words, COUNT, 1);
    return record;
  }

  /** Returns the number of records at some moment of the call (QUE-12). */
  public int qsize() {
    Guard.lock(words, GUARD);
    int size = Atomics.load(words, COUNT);
    Guard.unlock(words, GUARD);
    return size;
  }

  /** Tells whether there is no record, at some moment of the call (QUE-12). */
  public boolean empty() {
    return qsize() == 0;
  }

  /** Tells whether there are as many records as the bound allows, at some moment (QUE-12). */
  public boolean full() {
    return maxsize() > 0 && qsize() == maxsize();
  }

  /** Returns the number of unfinished tasks, at some moment of the call (QUE-13). */
  public long unfinishedTasks() {
    Guard.lock(words, GUARD);
    long tasks = unfinished();
    Guard.unlock(words, GUARD);
    return tasks;
  }

  /** Tells whether the queue was shut down, at some moment of the call (QUE-17). */
  public boolean isShutdown() {
    Guard.lock(words, GUARD);
    boolean over = isOver();
    Guard.unlock(words, GUARD);
    return over;
  }

  /**
   * Says that one of the records that were put is done with (QUE-13).
   *
   * @throws ValueError if that was said of all of them already
   */
  public void taskDone() {
    boolean isDone;
    Guard.lock(words, GUARD);
    try {
      long left = unfinished() - 1;
      if (left < 0) {
        throw new ValueError("task_done() called too many times");
      }
      isDone = setUnfinished(left);
    } finally {
      Guard.unlock(words, GUARD);
    }
    if (isDone) {
      Atomics.notify(words, DONE);
    }
  }

  /**
   * Waits until no task is unfinished, for ever if need be (QUE-14).
   *
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public void join() {
    Guard.lock(words, GUARD);
    boolean isDone = unfinished() == 0;
    int seen = Atomics.load(words, DONE);
    Guard.unlock(words, GUARD);
    while (!isDone && Atomics.load(words, DONE) == seen) {
      try {
        Atomics.wait(words, DONE, seen);
      } catch (KeyboardInterrupt e) {
        if (Atomics.load(words, DONE) == seen) {
          throw e;
        }
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Shuts the queue down: nothing is put any more, what is in it may be got (QUE-15, QUE-17). */
  public void shutdown() {
    shutdown(false);
  }

  /**
   * Shuts the queue down (QUE-15 to QUE-17).
   *
   * @param immediate whether to remove all records, each of which then counts as done
   */
  public void shutdown(boolean immediate) {
    boolean isDone = false;
    Guard.lock(words, GUARD);
    Atomics.store(words, OVER, 1);
    if (immediate) {
      int drained = Atomics.exchange(words, COUNT, 0);
      isDone = setUnfinished(Math.max(0, unfinished() - drained));
    }
    boolean getters = change(GETTERS, ITEMS);
    boolean putters = change(PUTTERS, ROOM);
    Guard.unlock(words, GUARD);
    if (getters) {
      Atomics.notify(words, ITEMS);
    }
    if (putters) {
      Atomics.notify(words, ROOM);
    }
    if (isDone) {
      Atomics.notify(words, DONE);
    }
  }

  private boolean isOver() {
    return Atomics.load(words, OVER) != 0;
  }

  private boolean isAtItsEnd() {
    Guard.lock(words, GUARD);
    boolean atItsEnd = isOver() && Atomics.load(words, COUNT) == 0;
    Guard.unlock(words, GUARD);
    return atItsEnd;
  }

  private long unfinished() {
    long low = Integer.toUnsignedLong(Atomics.load(words, UNFINISHED));
    return ((long) Atomics.load(words, UNFINISHED + 1) << Integer.SIZE) | low;
  }

  /** Sets the number of unfinished tasks; returns whether joiners are concerned. With the guard. */
  private boolean setUnfinished(long tasks) {
    Atomics.store(words, UNFINISHED, (int) tasks);
    Atomics.store(words, UNFINISHED + 1, (int) (tasks >>> Integer.SIZE));
    boolean isDone = tasks == 0;
    if (isDone) {
      Atomics.add(words, DONE, 1);
    }
    return isDone;
  }
}
