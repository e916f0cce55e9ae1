package dev.lockstep.benchmarks.comparison;

import dev.lockstep.threading.BoundedSemaphore;
import dev.lockstep.threading.Lock;
import dev.lockstep.threading.Semaphore;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compares ways to wait in one process, round robin, so that a machine that changes its mind
 * changes it for all. Prints the median of the rounds and, as a ratio with its quartiles, how much
 * faster the first contestant was than each. The figures of docs/decisions/0001 come from here.
 *
 * <p>Arguments: {@code [uncontended|ping-pong|contended|all] [rounds]}.
 */
public final class WaitingComparison {
  private static final int WARM_UPS = 3;
  private static final int HAND_OFFS = 100_000;
  private static final int PARKED_HAND_OFFS = 5_000;

  /* What critical sections write to; racy only in what nobody reads. */
  private static long shared;

  @SuppressWarnings("unused")
  private static volatile long sink;

  private WaitingComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws InterruptedException {
    String what = arguments.length > 0 ? arguments[0] : "all";
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    if (!List.of("uncontended", "ping-pong", "contended", "all").contains(what) || rounds < 1) {
      System.err.println("Arguments: [uncontended|ping-pong|contended|all] [rounds]");
      System.exit(2);
    }
    System.out.printf(
        "JDK %s, %d cores%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    if (what.equals("uncontended") || what.equals("all")) {
      uncontended(rounds);
    }
    if (what.equals("ping-pong") || what.equals("all")) {
      pingPong(rounds);
    }
    if (what.equals("contended") || what.equals("all")) {
      int tokens = tokensPerMicrosecond();
      System.out.printf("%d tokens are 1 µs%n", tokens);
      contended("short", rounds, 1, 0);
      contended("short, 250 ns away", rounds, 1, tokens / 4);
      contended("1 µs", rounds, tokens, 0);
      contended("1 µs, 1 µs away", rounds, tokens, tokens);
    }
  }

  private static void uncontended(int rounds) throws InterruptedException {
    Lock lock = new Lock();
    ReentrantLock reentrantLock = new ReentrantLock();
    Ideal bare = new Ideal(0);
    Object monitor = new Object();
    Rounds.compare(
        "uncontended, lock",
        rounds,
        new Uncontended("Lock") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              lock.acquire();
              shared++;
              lock.release();
            }
          }
        },
        new Uncontended("ReentrantLock") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              reentrantLock.lock();
              shared++;
              reentrantLock.unlock();
            }
          }
        },
        new Uncontended("compareAndSet + getAndSet") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              bare.compareAndSet();
              shared++;
              bare.unlock();
            }
          }
        },
        new Uncontended("synchronized") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              synchronized (monitor) {
                shared++;
              }
            }
          }
        });
    Semaphore semaphore = new Semaphore(1);
    BoundedSemaphore bounded = new BoundedSemaphore(1);
    java.util.concurrent.Semaphore peer = new java.util.concurrent.Semaphore(1);
    Rounds.compare(
        "uncontended, semaphore",
        rounds,
        new Uncontended("Semaphore") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              semaphore.acquire();
              shared++;
              semaphore.release();
            }
          }
        },
        new Uncontended("BoundedSemaphore") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              bounded.acquire();
              shared++;
              bounded.release();
            }
          }
        },
        new Uncontended("j.u.c. Semaphore") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              peer.acquireUninterruptibly();
              shared++;
              peer.release();
            }
          }
        });
  }

  private static void pingPong(int rounds) throws InterruptedException {
    Semaphore there = new Semaphore(0);
    Semaphore back = new Semaphore(0);
    Ideal idealThere = new Ideal(0);
    Ideal idealBack = new Ideal(0);
    java.util.concurrent.Semaphore peerThere = new java.util.concurrent.Semaphore(0);
    java.util.concurrent.Semaphore peerBack = new java.util.concurrent.Semaphore(0);
    Rounds.compare(
        "ping-pong, semaphores",
        rounds,
        new PingPong("Semaphore", HAND_OFFS) {
          @Override
          void ping() {
            there.release();
            back.acquire();
          }

          @Override
          void pong() {
            there.acquire();
            back.release();
          }
        },
        new PingPong("ideal", HAND_OFFS) {
          @Override
          void ping() {
            idealThere.up();
            idealBack.down();
          }

          @Override
          void pong() {
            idealThere.down();
            idealBack.up();
          }
        },
        new PingPong("j.u.c. Semaphore", PARKED_HAND_OFFS) {
          @Override
          void ping() {
            peerThere.release();
            peerBack.acquireUninterruptibly();
          }

          @Override
          void pong() {
            peerThere.acquireUninterruptibly();
            peerBack.release();
          }
        });
    Lock lockThere = new Lock();
    Lock lockBack = new Lock();
    lockThere.acquire();
    lockBack.acquire();
    Ideal idealLockThere = new Ideal(1);
    Ideal idealLockBack = new Ideal(1);
    Rounds.compare(
        "ping-pong, locks",
        rounds,
        new PingPong("Lock", HAND_OFFS) {
          @Override
          void ping() {
            lockThere.release();
            lockBack.acquire();
          }

          @Override
          void pong() {
            lockThere.acquire();
            lockBack.release();
          }
        },
        new PingPong("ideal", HAND_OFFS) {
          @Override
          void ping() {
            idealLockThere.unlock();
            idealLockBack.lock();
          }

          @Override
          void pong() {
            idealLockThere.lock();
            idealLockBack.unlock();
          }
        });
  }

  private static void contended(String title, int rounds, int inside, int outside)
      throws InterruptedException {
    Lock lock = new Lock();
    ReentrantLock reentrantLock = new ReentrantLock();
    Object monitor = new Object();
    java.util.concurrent.Semaphore peer = new java.util.concurrent.Semaphore(1);
    Semaphore semaphore = new Semaphore(1);
    Rounds.compare(
        "4 threads a core, " + title,
        rounds,
        new Contended("Lock") {
          @Override
          long work() {
            long count = 0;
            long own = 0;
            for (; !isStopped(); count++) {
              lock.acquire();
              shared = spend(shared, inside);
              lock.release();
              own = spend(own, outside);
            }
            keep(own);
            return count;
          }
        },
        new Contended("ReentrantLock") {
          @Override
          long work() {
            long count = 0;
            long own = 0;
            for (; !isStopped(); count++) {
              reentrantLock.lock();
              shared = spend(shared, inside);
              reentrantLock.unlock();
              own = spend(own, outside);
            }
            keep(own);
            return count;
          }
        },
        new Contended("synchronized") {
          @Override
          long work() {
            long count = 0;
            long own = 0;
            for (; !isStopped(); count++) {
              synchronized (monitor) {
                shared = spend(shared, inside);
              }
              own = spend(own, outside);
            }
            keep(own);
            return count;
          }
        },
        new Contended("j.u.c. Semaphore") {
          @Override
          long work() {
            long count = 0;
            long own = 0;
            for (; !isStopped(); count++) {
              peer.acquireUninterruptibly();
              shared = spend(shared, inside);
              peer.release();
              own = spend(own, outside);
            }
            keep(own);
            return count;
          }
        },
        new Contended("Semaphore") {
          @Override
          long work() {
            long count = 0;
            long own = 0;
            for (; !isStopped(); count++) {
              semaphore.acquire();
              shared = spend(shared, inside);
              semaphore.release();
              own = spend(own, outside);
            }
            keep(own);
            return count;
          }
        });
  }

  /** Work that no compiler shortens: each step needs the one before, and none is linear. */
  private static long spend(long seed, int tokens) {
    long value = seed;
    for (int i = 0; i < tokens; i++) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
      value += i;
    }
    return value;
  }

  /** Makes a result look used. */
  private static void keep(long result) {
    sink = result;
  }

  private static int tokensPerMicrosecond() {
    int tokens = 20_000_000;
    long before = 0;
    for (int i = 0; i < WARM_UPS; i++) {
      before = System.nanoTime();
      shared = spend(shared, tokens);
    }
    return (int) (tokens * 1000L / (System.nanoTime() - before));
  }
}
