package dev.lockstep.benchmarks;

import com.google.common.util.concurrent.Monitor;
import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import kotlin.Unit;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.channels.ChannelsKt;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;
import kotlinx.coroutines.sync.SemaphoreKt;

/**
 * What one thread gives and another takes, over and over: nobody gives it twice without it having
 * been taken.
 *
 * @param give gives it, without waiting
 * @param take waits until it is given, and takes it
 */
record Baton(Runnable give, Runnable take) {
  private static final int SLOTS = 2;

  static Baton jucSemaphore() {
    Semaphore semaphore = new Semaphore(0);
    return new Baton(semaphore::release, semaphore::acquireUninterruptibly);
  }

  static Baton stampedLock() {
    StampedLock lock = new StampedLock();
    lock.writeLock();
    return new Baton(lock::tryUnlockWrite, lock::writeLock);
  }

  static Baton jucSynchronizer() {
    Flag flag = new Flag();
    return new Baton(
        flag::set,
        () -> {
          flag.await();
          flag.clear();
        });
  }

  static Baton jucCondition() {
    ReentrantLock lock = new ReentrantLock();
    Condition given = lock.newCondition();
    boolean[] flag = new boolean[1];
    return new Baton(
        () -> {
          lock.lock();
          flag[0] = true;
          given.signal();
          lock.unlock();
        },
        () -> {
          lock.lock();
          while (!flag[0]) {
            given.awaitUninterruptibly();
          }
          flag[0] = false;
          lock.unlock();
        });
  }

  static Baton waitNotify() {
    boolean[] flag = new boolean[1];
    return new Baton(
        () -> {
          synchronized (flag) {
            flag[0] = true;
            flag.notify();
          }
        },
        () -> {
          synchronized (flag) {
            while (!flag[0]) {
              await(flag);
            }
            flag[0] = false;
          }
        });
  }

  static Baton guavaMonitor() {
    Monitor monitor = new Monitor();
    boolean[] flag = new boolean[1];
    Monitor.Guard given = monitor.newGuard(() -> flag[0]);
    return new Baton(
        () -> {
          monitor.enter();
          flag[0] = true;
          monitor.leave();
        },
        () -> {
          monitor.enterWhenUninterruptibly(given);
          flag[0] = false;
          monitor.leave();
        });
  }

  static Baton kotlinMutex() {
    Mutex mutex = MutexKt.Mutex(true);
    return new Baton(() -> mutex.unlock(null), () -> Coroutines.lock(mutex));
  }

  static Baton kotlinSemaphore() {
    kotlinx.coroutines.sync.Semaphore semaphore = SemaphoreKt.Semaphore(1, 1);
    return new Baton(semaphore::release, () -> Coroutines.acquire(semaphore));
  }

  static Baton kotlinChannel() {
    Channel<Unit> channel = ChannelKt.Channel(1, BufferOverflow.SUSPEND, null);
    return new Baton(
        () -> ChannelsKt.trySendBlocking(channel, Unit.INSTANCE),
        () -> Coroutines.<Unit>block((scope, continuation) -> channel.receive(continuation)));
  }

  /** A ring whose consumer waits by a lock and a condition, as it does unless told otherwise. */
  static Baton disruptor() {
    RingBuffer<Object> ring =
        RingBuffer.createSingleProducer(Object::new, SLOTS, new BlockingWaitStrategy());
    SequenceBarrier barrier = ring.newBarrier();
    long[] next = new long[1];
    return new Baton(() -> ring.publish(ring.next()), () -> await(barrier, next[0]++));
  }

  static Baton parked() {
    Parked.Flag flag = new Parked.Flag();
    return new Baton(flag::give, flag::take);
  }

  /** Waits for a monitor that the current thread holds. */
  static void await(Object monitor) {
    try {
      monitor.wait();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a benchmark", e);
    }
  }

  /** Waits until a ring's sequence has been published. */
  static void await(SequenceBarrier barrier, long sequence) {
    try {
      barrier.waitFor(sequence);
    } catch (InterruptedException | AlertException | TimeoutException e) {
      throw new AssertionError("nobody interrupts or alerts a benchmark", e);
    }
  }
}
