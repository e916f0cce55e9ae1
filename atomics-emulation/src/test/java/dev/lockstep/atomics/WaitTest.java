package dev.lockstep.atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting and notifying, with threads and without. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitTest {
  private final SharedArrayBuffer buffer = new SharedArrayBuffer(1 << 16);
  private final Int32Array words = new Int32Array(buffer);
  private final BigInt64Array longs = new BigInt64Array(buffer);

  /** A thread that waits, and what it got. */
  private static final class Waiting {
    private final FutureTask<WaitResult> task;
    private final Thread thread;

    Waiting(TypedArray view, long index, long value, double timeout) {
      task = new FutureTask<>(() -> Atomics.wait(view, index, value, timeout));
      thread = new Thread(task);
      thread.start();
    }

    static Waiting parked(TypedArray view, long index, long value) {
      Waiting waiting = new Waiting(view, index, value, Double.NaN);
      Parked.await(waiting.thread);
      return waiting;
    }

    WaitResult result() throws Exception {
      return task.get();
    }
  }

  private static WaitResult result(WaitAsyncResult result) throws Exception {
    return result.value().toCompletableFuture().get();
  }

  @Test
  void resultsThatAreThereAtOnce() throws Exception {
    assertEquals(WaitResult.NOT_EQUAL, Atomics.wait(words, 0, 1));
    assertEquals(WaitResult.NOT_EQUAL, Atomics.wait(words, 0, 1, 0));
    for (double zero : new double[] {0, -0.0, -1, Double.NEGATIVE_INFINITY}) {
      assertEquals(WaitResult.TIMED_OUT, Atomics.wait(words, 0, 0, zero));
      WaitAsyncResult async = Atomics.waitAsync(words, 0, 0, zero);
      assertFalse(async.isAsync());
      assertEquals(WaitResult.TIMED_OUT, result(async));
    }
    WaitAsyncResult async = Atomics.waitAsync(words, 0, 1);
    assertFalse(async.isAsync());
    assertEquals(WaitResult.NOT_EQUAL, result(async));
    assertEquals(0, Atomics.notify(words, 0));
  }

  @Test
  void expectedValueWrapsToTheWidth() {
    Atomics.store(words, 0, -1);
    assertEquals(WaitResult.TIMED_OUT, Atomics.wait(words, 0, 0xffff_ffffL, 0));
    assertEquals(WaitResult.TIMED_OUT, Atomics.wait(words, 0, 0x1_ffff_ffffL, 0));
    assertEquals(WaitResult.NOT_EQUAL, Atomics.wait(longs, 0, -1, 0));
    assertEquals(WaitResult.TIMED_OUT, Atomics.wait(longs, 0, 0xffff_ffffL, 0));
  }

  @Test
  void errorsComeInJavaScriptsOrder() {
    Int32Array unshared = new Int32Array(new ArrayBuffer(8));
    List<TypedArray> others =
        List.of(
            new Int8Array(buffer),
            new Uint8Array(buffer),
            new Int16Array(buffer),
            new Uint16Array(buffer),
            new Uint32Array(buffer),
            new BigUint64Array(buffer));
    Agent.setCanBlock(false);
    try {
      for (TypedArray view : others) {
        assertThrows(TypeError.class, () -> Atomics.wait(view, -1, 0, 0));
        assertThrows(TypeError.class, () -> Atomics.waitAsync(view, -1, 0, 0));
        assertThrows(TypeError.class, () -> Atomics.notify(view, -1));
      }
      // not shared, then the index, then the agent
      assertThrows(TypeError.class, () -> Atomics.wait(unshared, -1, 0, 0));
      assertThrows(RangeError.class, () -> Atomics.wait(words, -1, 0, 0));
      assertThrows(TypeError.class, () -> Atomics.wait(words, 0, 1, 0));
      assertFalse(Agent.canBlock());
      assertFalse(Atomics.waitAsync(words, 0, 1).isAsync(), "every agent may wait so");
      assertThrows(RangeError.class, () -> Atomics.waitAsync(words, 1 << 14, 0));
      assertThrows(RangeError.class, () -> Atomics.notify(unshared, 2, 0));
      assertEquals(0, Atomics.notify(unshared, 1));
    } finally {
      Agent.setCanBlock(true);
    }
    assertTrue(Agent.canBlock());
    assertThrows(TypeError.class, () -> Atomics.waitAsync(unshared, 0, 0));
    assertEquals(WaitResult.NOT_EQUAL, Atomics.wait(words, 0, 1));
  }

  @Test
  void whoMayBlockIsUpToEachThread() throws Exception {
    FutureTask<Boolean> other =
        new FutureTask<>(
            () -> {
              Agent.setCanBlock(false);
              return Agent.canBlock();
            });
    Thread thread = new Thread(other);
    thread.start();
    assertFalse(other.get());
    assertTrue(Agent.canBlock());
    thread.join();
  }

  @Test
  void notifiesFirstInFirstOutWithAndWithoutThreads() throws Exception {
    Waiting first = Waiting.parked(words, 2, 0);
    WaitAsyncResult second = Atomics.waitAsync(words, 2, 0);
    Waiting third = Waiting.parked(longs, 1, 0);
    WaitAsyncResult fourth = Atomics.waitAsync(longs, 1, 0);
    assertEquals(0, Atomics.notify(words, 3), "the upper half is another address");
    assertEquals(1, Atomics.notify(longs, 1, 1));
    assertEquals(WaitResult.OK, first.result());
    assertEquals(2, Atomics.notify(words, 2, 2.9));
    assertEquals(WaitResult.OK, result(second));
    assertEquals(WaitResult.OK, third.result());
    assertFalse(fourth.value().toCompletableFuture().isDone());
    assertEquals(1, Atomics.notify(words, 2));
    assertEquals(WaitResult.OK, result(fourth));
    assertEquals(0, Atomics.notify(words, 2));
  }

  @Test
  void countsThatNotifyNobody() {
    WaitAsyncResult waiter = Atomics.waitAsync(words, 0, 0);
    for (double none : new double[] {0, -0.0, 0.99, -1, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertEquals(0, Atomics.notify(words, 0, none));
    }
    assertEquals(0, Atomics.notify(words, 0, Integer.MIN_VALUE));
    assertFalse(waiter.value().toCompletableFuture().isDone());
    assertEquals(1, Atomics.notify(words, 0, Double.POSITIVE_INFINITY));
  }

  @Test
  void aStoreWakesNobody() throws Exception {
    Waiting waiting = Waiting.parked(words, 0, 0);
    Atomics.store(words, 0, 1);
    words.set(0, 2);
    Atomics.store(words, 0, 0);
    Parked.await(waiting.thread);
    assertEquals(1, Atomics.notify(words, 0));
    assertEquals(WaitResult.OK, waiting.result());
  }

  @Test
  void twoBuffersHaveNothingInCommon() throws Exception {
    Waiting waiting = Waiting.parked(words, 0, 0);
    assertEquals(0, Atomics.notify(new Int32Array(new SharedArrayBuffer(8)), 0));
    assertEquals(1, Atomics.notify(new Int32Array(buffer, 0, 1), 0));
    assertEquals(WaitResult.OK, waiting.result());
  }

  @Test
  void timesAreLowerBounds() throws Exception {
    for (double millis : new double[] {1e-9, 0.4, 3}) {
      long start = System.nanoTime();
      assertEquals(WaitResult.TIMED_OUT, Atomics.wait(words, 0, 0, millis));
      assertTrue(System.nanoTime() - start >= millis * 1e6);
      start = System.nanoTime();
      WaitAsyncResult async = Atomics.waitAsync(longs, 0, 0, millis);
      assertTrue(async.isAsync());
      assertEquals(WaitResult.TIMED_OUT, result(async));
      assertTrue(System.nanoTime() - start >= millis * 1e6);
    }
    assertEquals(0, Atomics.notify(words, 0), "who was too late is gone");
  }

  @Test
  void timesThatAreForEver() throws Exception {
    for (double millis : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e13, 1e300}) {
      Waiting waiting = new Waiting(words, 0, 0, millis);
      Parked.await(waiting.thread);
      WaitAsyncResult async = Atomics.waitAsync(words, 0, 0, millis);
      assertEquals(2, Atomics.notify(words, 0));
      assertEquals(WaitResult.OK, waiting.result());
      assertEquals(WaitResult.OK, result(async));
    }
  }

  @Test
  void interruptEndsAWaitThatBlocks() throws Exception {
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                seen.add(Atomics.wait(words, 0, 0));
              } catch (KeyboardInterrupt e) {
                seen.add(e.getClass());
                seen.add(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    Parked.await(thread);
    WaitAsyncResult behind = Atomics.waitAsync(words, 0, 0);
    thread.interrupt();
    assertEquals(KeyboardInterrupt.class, seen.take());
    assertEquals(false, seen.take());
    assertEquals(1, Atomics.notify(words, 0), "the interrupted one was not counted");
    assertEquals(WaitResult.OK, result(behind));
    thread.join();
  }

  @Test
  void interruptIsLeftToWhoNeedNotBlock() {
    Thread.currentThread().interrupt();
    assertEquals(WaitResult.NOT_EQUAL, Atomics.wait(words, 0, 1));
    assertEquals(WaitResult.TIMED_OUT, Atomics.wait(words, 0, 0, 0));
    assertTrue(Thread.currentThread().isInterrupted());
    assertThrows(KeyboardInterrupt.class, () -> Atomics.wait(words, 0, 0));
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(0, Atomics.notify(words, 0));
  }

  @Test
  void stagesCannotBeCompletedByUsers() throws Exception {
    CompletionStage<WaitResult> stage = Atomics.waitAsync(words, 0, 0).value();
    if (stage instanceof CompletableFuture<WaitResult> future) {
      assertThrows(UnsupportedOperationException.class, () -> future.complete(WaitResult.OK));
    }
    CompletableFuture<WaitResult> copy = stage.toCompletableFuture();
    copy.cancel(true);
    assertFalse(stage.toCompletableFuture().isDone());
    assertEquals(1, Atomics.notify(words, 0));
    assertEquals(WaitResult.OK, stage.toCompletableFuture().get());
  }

  @Test
  void stagesAreCompletedInOrderByAnotherThread() throws Exception {
    int count = 1000;
    BlockingQueue<Integer> order = new LinkedBlockingQueue<>();
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      Atomics.waitAsync(words, 0, 0)
          .value()
          .thenRun(
              () -> {
                threads.add(Thread.currentThread());
                order.add(number);
              });
    }
    assertEquals(count / 2, Atomics.notify(words, 0, count / 2));
    assertEquals(count - count / 2, Atomics.notify(words, 0));
    for (int i = 0; i < count; i++) {
      assertEquals(i, order.take());
    }
    assertFalse(threads.contains(Thread.currentThread()));
  }

  @Test
  void whatDependsOnAStageMayUseItsAddress() throws Exception {
    CompletableFuture<Integer> notified = new CompletableFuture<>();
    Atomics.waitAsync(words, 0, 0)
        .value()
        .thenRun(
            () -> {
              Atomics.waitAsync(words, 0, 0)
                  .value()
                  .thenRun(() -> notified.complete(Atomics.notify(words, 0)));
              Atomics.notify(words, 0);
            });
    assertEquals(1, Atomics.notify(words, 0));
    assertEquals(0, notified.get());
  }

  @Test
  void whatDependsOnAStageHoldsUpOnlyThoseBehindIt() throws Exception {
    SharedArrayBuffer other = new SharedArrayBuffer(4);
    CountDownLatch blocks = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    CompletionStage<Void> dependent =
        Atomics.waitAsync(words, 0, 0)
            .value()
            .thenRun(
                () -> {
                  blocked.countDown();
                  awaitUninterruptibly(blocks);
                });
    WaitAsyncResult behind = Atomics.waitAsync(words, 0, 0);
    assertEquals(2, Atomics.notify(words, 0));
    blocked.await();
    assertEquals(WaitResult.TIMED_OUT, result(Atomics.waitAsync(new Int32Array(other), 0, 0, 1)));
    assertEquals(WaitResult.TIMED_OUT, Atomics.wait(words, 0, 0, 0.1));
    assertEquals(0, Atomics.notify(words, 0));
    assertFalse(behind.value().toCompletableFuture().isDone(), "it is behind the blocked one");
    blocks.countDown();
    assertEquals(WaitResult.OK, result(behind));
    assertNull(dependent.toCompletableFuture().get());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyNotifyThatCountsOneEndsOneWait() throws Exception {
    // Timeouts, interrupts and notifies race; what was counted has to be what was told.
    int waiters = 6;
    int rounds = 2_000;
    List<Thread> threads = new ArrayList<>();
    Int32Array done = new Int32Array(new SharedArrayBuffer(8));
    BlockingQueue<Integer> oks = new LinkedBlockingQueue<>();
    for (int i = 0; i < waiters; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                int ok = 0;
                int interrupted = 0;
                for (int round = 0; round < rounds; round++) {
                  try {
                    double timeout = (number * 31 + round) % 7 == 0 ? 0.001 : 0.05;
                    if (Atomics.wait(words, number & 1, 0, timeout) == WaitResult.OK) {
                      ok++;
                    }
                  } catch (KeyboardInterrupt e) {
                    interrupted++;
                  }
                }
                Thread.interrupted();
                assertTrue(ok + interrupted <= rounds);
                oks.add(ok);
                Atomics.add(done, 0, 1);
              });
      threads.add(thread);
      thread.start();
    }
    int counted = 0;
    int asyncs = 0;
    int steps = 0;
    List<CompletionStage<WaitResult>> stages = new ArrayList<>();
    while (Atomics.load(done, 0) < waiters) {
      steps++;
      counted += Atomics.notify(words, steps & 1, steps % 3);
      if (steps % 97 == 0) {
        threads.get(steps % waiters).interrupt();
      }
      if (steps % 51 == 0 && asyncs < 10_000) {
        asyncs++;
        stages.add(Atomics.waitAsync(words, steps & 1, 0, steps % 2 == 0 ? 0.05 : 1e9).value());
      }
    }
    counted += Atomics.notify(words, 0);
    counted += Atomics.notify(words, 1);
    int told = 0;
    for (int i = 0; i < waiters; i++) {
      told += oks.take();
    }
    for (CompletionStage<WaitResult> stage : stages) {
      if (stage.toCompletableFuture().get(30, TimeUnit.SECONDS) == WaitResult.OK) {
        told++;
      }
    }
    assertEquals(counted, told);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void noWakeupIsLostBetweenStoreAndNotify() throws Exception {
    int rounds = 20_000;
    FutureTask<Void> other =
        new FutureTask<>(
            () -> {
              for (int i = 0; i < rounds; i++) {
                await(0, 1);
                words.set(0, 0);
                Atomics.notify(words, 0);
              }
            },
            null);
    Thread thread = new Thread(other);
    thread.start();
    for (int i = 0; i < rounds; i++) {
      words.set(0, 1);
      Atomics.notify(words, 0);
      await(1, 0);
    }
    other.get();
    thread.join();
  }

  private void await(int from, int to) {
    while (Atomics.load(words, 0) != to) {
      Atomics.wait(words, 0, from);
    }
  }
}
