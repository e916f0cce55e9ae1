package dev.lockstep.atomics.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.atomics.Agent;
import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.TypeError;
import dev.lockstep.threading.BrokenBarrierError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The words, which other agents read too; the rules have their checks in the conformance kit. */
@Timeout(60)
class SharedWordsTest {
  private static final int MARK = 1 << 31;

  private final SharedArrayBuffer memory = new SharedArrayBuffer(256);
  private final Int32Array words = new Int32Array(memory);
  private final List<Thread> threads = new ArrayList<>();

  private void start(Runnable body) {
    Thread thread = new Thread(body);
    threads.add(thread);
    thread.start();
  }

  @AfterEach
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Waits until a word is as given. */
  @SuppressWarnings("ThreadPriorityCheck") // lets the other thread go on
  private void await(int word, int value) {
    while (Atomics.load(words, word) != value) {
      Thread.yield();
    }
  }

  private void requireWords(int first, int... due) {
    int[] seen = new int[due.length];
    for (int i = 0; i < due.length; i++) {
      seen[i] = Atomics.load(words, first + i);
    }
    assertArrayEquals(due, seen);
  }

  @Test
  void aLockIsMarkedWhileSomebodyMayWait() {
    SharedLock lock = new SharedLock(memory, 8);
    lock.acquire();
    requireWords(1, 0, 1, 0);
    start(lock::acquire);
    await(2, 2);
    assertTrue(lock.locked());
    lock.release();
    await(2, 2); // it acquired, and others might wait
    threads.forEach(SharedWordsTest::ended);
    lock.release();
    requireWords(1, 0, 0, 0);
  }

  private static void ended(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anRLockNamesItsOwner() {
    SharedRLock lock = new SharedRLock(memory, 4, 7);
    lock.acquire();
    lock.acquire();
    requireWords(1, 7, 1);
    start(() -> new SharedRLock(memory, 4, Integer.MAX_VALUE).acquire());
    await(1, 7 | MARK);
    assertTrue(lock.isOwned());
    lock.release();
    requireWords(1, 7 | MARK, 0);
    lock.release();
    threads.forEach(SharedWordsTest::ended);
    requireWords(1, Integer.MAX_VALUE | MARK, 0);
    assertTrue(new SharedRLock(memory, 4, Integer.MAX_VALUE).isOwned());
    assertFalse(lock.isOwned());
  }

  @Test
  void anAgentHasAPositiveNumber() {
    assertThrows(RangeError.class, () -> new SharedRLock(memory, 0, 0));
    assertThrows(RangeError.class, () -> new SharedRLock(memory, 0, -1));
  }

  @Test
  void aSemaphoreCountsItsWaiters() {
    SharedSemaphore semaphore = SharedSemaphore.create(memory, 4, 0);
    requireWords(1, 0, 0, Integer.MAX_VALUE);
    start(semaphore::acquire);
    await(2, 1);
    semaphore.release(3);
    threads.forEach(SharedWordsTest::ended);
    requireWords(1, 2, 0, Integer.MAX_VALUE);
    SharedBoundedSemaphore.create(memory, 16, 5);
    requireWords(4, 5, 0, 5);
  }

  @Test
  void anEventCountsItsChanges() {
    SharedEvent event = new SharedEvent(memory, 0);
    event.set();
    event.set();
    requireWords(0, 1);
    event.clear();
    event.clear();
    requireWords(0, 2);
    Atomics.store(words, 0, -1);
    assertTrue(event.isSet());
    event.clear();
    requireWords(0, 0);
    Atomics.store(words, 0, Integer.MAX_VALUE - 1);
    event.set();
    event.clear();
    requireWords(0, Integer.MIN_VALUE);
    assertFalse(event.isSet());
  }

  @Test
  void aConditionCountsItsWaiters() {
    SharedLock lock = new SharedLock(memory, 0);
    SharedCondition condition = new SharedCondition(memory, 4, lock);
    start(
        () -> {
          condition.acquire();
          condition.await();
          condition.release();
        });
    await(3, 1);
    condition.acquire();
    condition.signal();
    assertEquals(0, Atomics.load(words, 3), "the word waiting");
    condition.release();
    threads.forEach(SharedWordsTest::ended);
    assertEquals(0, Atomics.load(words, 4), "the word owed");
    condition.acquire();
    assertFalse(condition.await(0));
    requireWords(3, 0, 0);
  }

  @Test
  void aBarrierKeepsTheFateOfAGeneration() {
    SharedBarrier barrier = SharedBarrier.create(memory, 0, 2);
    requireWords(0, 0, 0, 0, 2, 0, 0);
    start(barrier::await);
    await(2, 1);
    barrier.await();
    threads.forEach(SharedWordsTest::ended);
    requireWords(0, 0, 1, 0, 2, 0, 0);
    start(() -> assertThrows(BrokenBarrierError.class, barrier::await));
    await(2, 1);
    barrier.abort();
    threads.forEach(SharedWordsTest::ended);
    requireWords(0, 0, 2, -1, 2, 0, 1);
    barrier.reset();
    requireWords(0, 0, 2, 0, 2, 0, 1);
  }

  @Test
  void aQueueIsARing() {
    SharedQueue queue = SharedQueue.create(memory, 0, 2, 1);
    assertEquals(4 * 16, SharedQueue.bytes(2, 1));
    queue.put(new int[] {5});
    queue.put(new int[] {6});
    queue.get();
    queue.put(new int[] {7});
    requireWords(0, 0, 2, 1, 0, 3, 0, 0, 0, 0, 0, 0, 2, 2, 1, 7, 6);
    queue.shutdown(true);
    requireWords(1, 0, 1, 1, 1, 0);
    assertThrows(RangeError.class, () -> SharedQueue.create(memory, 0, 2, 1, 3));
    assertThrows(RangeError.class, () -> SharedQueue.create(memory, 0, 0, 1));
    assertThrows(RangeError.class, () -> SharedQueue.create(memory, 0, 1000, 1));
  }

  @Test
  void aQueueCountsMoreTasksThanAWordDoes() {
    SharedQueue queue = SharedQueue.create(memory, 0, 2, 1);
    Atomics.store(words, 4, -1);
    queue.put(new int[] {1});
    assertEquals(1L << 32, queue.unfinishedTasks());
    requireWords(4, 0, 1);
    queue.taskDone();
    requireWords(4, -1, 0);
  }

  @Test
  void anAgentThatMayNotBlockMakesAllOtherCalls() {
    SharedLock lock = new SharedLock(memory, 0);
    SharedRLock rlock = new SharedRLock(memory, 8, 1);
    SharedCondition condition = new SharedCondition(memory, 16, rlock);
    SharedSemaphore semaphore = SharedSemaphore.create(memory, 32, 0);
    SharedEvent event = new SharedEvent(memory, 48);
    SharedBarrier barrier = SharedBarrier.create(memory, 64, 2);
    SharedQueue queue = SharedQueue.create(memory, 96, 1, 1);
    lock.acquire();
    Agent.setCanBlock(false);
    try {
      assertThrows(TypeError.class, lock::acquire);
      assertFalse(lock.acquire(true, 0));
      lock.release();
      condition.acquire();
      assertThrows(TypeError.class, condition::await);
      assertTrue(rlock.isOwned());
      condition.signalAll();
      condition.release();
      assertThrows(TypeError.class, semaphore::acquire);
      semaphore.release();
      assertTrue(semaphore.acquire());
      assertThrows(TypeError.class, event::await);
      event.set();
      assertTrue(event.await());
      assertThrows(TypeError.class, barrier::await);
      barrier.abort();
      assertThrows(TypeError.class, queue::get);
      queue.put(new int[] {1});
      assertArrayEquals(new int[] {1}, queue.get());
    } finally {
      Agent.setCanBlock(true);
    }
    requireWords(4, 0, 0, 0, 0); // the condition
    requireWords(8, 0, 0); // the semaphore
    requireWords(16, 0, 0, -1, 2, 0, 0); // the barrier
    requireWords(30, 0, 0, 0, 0); // the queue's getters and putters
  }
}
