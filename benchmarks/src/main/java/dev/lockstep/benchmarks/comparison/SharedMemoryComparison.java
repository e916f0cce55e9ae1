package dev.lockstep.benchmarks.comparison;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedLock;
import dev.lockstep.atomics.sync.SharedQueue;
import dev.lockstep.atomics.sync.SharedRLock;
import dev.lockstep.atomics.sync.SharedSemaphore;
import dev.lockstep.queue.Queue;
import dev.lockstep.threading.Lock;
import dev.lockstep.threading.RLock;
import dev.lockstep.threading.Semaphore;

/**
 * Compares the primitives in shared memory with their namesakes in one process, round robin, while
 * nobody else uses them. Prints the median of the rounds and, as a ratio with its quartiles, how
 * much faster those in shared memory were. The figures of docs/decisions/0008 come from here.
 *
 * <p>Argument: {@code [rounds]}.
 */
public final class SharedMemoryComparison {
  private static final int BYTES = 256;

  /* What critical sections write to. */
  private static long shared;

  private SharedMemoryComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    System.out.printf(
        "JDK %s, %d cores%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    locks(rounds);
    rlocks(rounds);
    semaphores(rounds);
    queues(rounds);
  }

  private static void locks(int rounds) throws InterruptedException {
    SharedLock inMemory = new SharedLock(new SharedArrayBuffer(BYTES), 0);
    Lock lock = new Lock();
    Rounds.compare(
        "uncontended, lock",
        rounds,
        new Uncontended("SharedLock") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              inMemory.acquire();
              shared++;
              inMemory.release();
            }
          }
        },
        new Uncontended("Lock") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              lock.acquire();
              shared++;
              lock.release();
            }
          }
        });
  }

  private static void rlocks(int rounds) throws InterruptedException {
    SharedRLock inMemory = new SharedRLock(new SharedArrayBuffer(BYTES), 0, 1);
    RLock lock = new RLock();
    Rounds.compare(
        "uncontended, rlock",
        rounds,
        new Uncontended("SharedRLock") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              inMemory.acquire();
              shared++;
              inMemory.release();
            }
          }
        },
        new Uncontended("RLock") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              lock.acquire();
              shared++;
              lock.release();
            }
          }
        });
  }

  private static void semaphores(int rounds) throws InterruptedException {
    SharedSemaphore inMemory = SharedSemaphore.create(new SharedArrayBuffer(BYTES), 0, 1);
    Semaphore semaphore = new Semaphore(1);
    Rounds.compare(
        "uncontended, semaphore",
        rounds,
        new Uncontended("SharedSemaphore") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              inMemory.acquire();
              shared++;
              inMemory.release();
            }
          }
        },
        new Uncontended("Semaphore") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              semaphore.acquire();
              shared++;
              semaphore.release();
            }
          }
        });
  }

  private static void queues(int rounds) throws InterruptedException {
    SharedQueue inMemory = SharedQueue.create(new SharedArrayBuffer(BYTES), 0, 1, 1);
    Queue<int[]> queue = new Queue<>(1);
    int[] record = {1};
    Rounds.compare(
        "uncontended, queue of a word",
        rounds,
        new Uncontended("SharedQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              inMemory.put(record);
              shared += inMemory.get()[0];
            }
          }
        },
        new Uncontended("Queue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              queue.put(record);
              shared += queue.get()[0];
            }
          }
        });
  }
}
