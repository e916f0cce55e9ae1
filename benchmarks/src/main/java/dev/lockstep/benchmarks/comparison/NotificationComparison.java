package dev.lockstep.benchmarks.comparison;

import dev.lockstep.threading.Barrier;
import dev.lockstep.threading.Condition;
import dev.lockstep.threading.Event;
import dev.lockstep.threading.RLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compares RLock, Event, Condition and Barrier with their peers and with the least code that spins,
 * in one process, round robin.
 *
 * <p>Arguments: {@code [rlock|event|condition|barrier|all] [rounds]}.
 */
public final class NotificationComparison {
  private static final int HAND_OFFS = 100_000;
  private static final int PARKED_HAND_OFFS = 2_000;
  private static final int TURNS = 2_000;
  private static final List<String> NAMES =
      List.of("rlock", "event", "condition", "barrier", "all");

  /* What critical sections write to; racy only in what nobody reads. */
  private static long shared;

  private NotificationComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws InterruptedException {
    String what = arguments.length > 0 ? arguments[0] : "all";
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 31;
    if (!NAMES.contains(what) || rounds < 1) {
      System.err.println("Arguments: [rlock|event|condition|barrier|all] [rounds]");
      System.exit(2);
    }
    System.out.printf(
        "JDK %s, %d cores%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    boolean all = what.equals("all");
    if (all || what.equals("rlock")) {
      rlock(rounds);
    }
    if (all || what.equals("event")) {
      eventHandOff(rounds);
      eventRing(rounds);
    }
    if (all || what.equals("condition")) {
      conditionHandOff(rounds);
      conditionRing(rounds);
    }
    if (all || what.equals("barrier")) {
      barrierOfTwo(rounds);
      barrierOfMany(rounds);
    }
  }

  private static void rlock(int rounds) throws InterruptedException {
    RLock lock = new RLock();
    ReentrantLock reentrantLock = new ReentrantLock();
    Rounds.compare(
        "uncontended, rlock",
        rounds,
        new Uncontended("RLock") {
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
        });
    Rounds.compare(
        "a second level, rlock",
        rounds,
        new Uncontended("RLock") {
          @Override
          void pairs() {
            lock.acquire();
            for (int i = 0; i < PAIRS; i++) {
              lock.acquire();
              shared++;
              lock.release();
            }
            lock.release();
          }
        },
        new Uncontended("ReentrantLock") {
          @Override
          void pairs() {
            reentrantLock.lock();
            for (int i = 0; i < PAIRS; i++) {
              reentrantLock.lock();
              shared++;
              reentrantLock.unlock();
            }
            reentrantLock.unlock();
          }
        });
    Rounds.compare(
        "4 threads a core, rlock",
        rounds,
        new Contended("RLock") {
          @Override
          long work() {
            long count = 0;
            for (; !isStopped(); count++) {
              lock.acquire();
              shared++;
              lock.release();
            }
            return count;
          }
        },
        new Contended("ReentrantLock") {
          @Override
          long work() {
            long count = 0;
            for (; !isStopped(); count++) {
              reentrantLock.lock();
              shared++;
              reentrantLock.unlock();
            }
            return count;
          }
        });
  }

  private static void eventHandOff(int rounds) throws InterruptedException {
    Event there = new Event();
    Event back = new Event();
    Flag flagThere = new Flag();
    Flag flagBack = new Flag();
    IdealEvent idealThere = new IdealEvent();
    IdealEvent idealBack = new IdealEvent();
    Rounds.compare(
        "hand-off, event",
        rounds,
        new PingPong("Event", HAND_OFFS) {
          @Override
          void ping() {
            there.set();
            back.await();
            back.clear();
          }

          @Override
          void pong() {
            there.await();
            there.clear();
            back.set();
          }
        },
        new PingPong("ideal", HAND_OFFS) {
          @Override
          void ping() {
            idealThere.set();
            idealBack.await();
            idealBack.clear();
          }

          @Override
          void pong() {
            idealThere.await();
            idealThere.clear();
            idealBack.set();
          }
        },
        new PingPong("j.u.c. synchronizer", PARKED_HAND_OFFS) {
          @Override
          void ping() {
            flagThere.set();
            flagBack.await();
            flagBack.clear();
          }

          @Override
          void pong() {
            flagThere.await();
            flagThere.clear();
            flagBack.set();
          }
        });
  }

  private static void eventRing(int rounds) throws InterruptedException {
    Event[] events = new Event[Ring.THREADS];
    Arrays.setAll(events, i -> new Event());
    Flag[] flags = new Flag[Ring.THREADS];
    Arrays.setAll(flags, i -> new Flag());
    Rounds.compare(
        "ring of 4 threads a core, event",
        rounds,
        new Ring("Event", TURNS, Ring.THREADS) {
          @Override
          void begin() {
            events[0].set();
          }

          @Override
          void turn(int thread) {
            events[thread].await();
            events[thread].clear();
            events[next(thread)].set();
          }
        },
        new Ring("j.u.c. synchronizer", TURNS, Ring.THREADS) {
          @Override
          void begin() {
            flags[0].set();
          }

          @Override
          void turn(int thread) {
            flags[thread].await();
            flags[thread].clear();
            flags[next(thread)].set();
          }
        });
  }

  private static void conditionHandOff(int rounds) throws InterruptedException {
    OurTurns ours = new OurTurns(2);
    PeerTurns peer = new PeerTurns(2);
    MonitorTurns monitor = new MonitorTurns();
    IdealTurns ideal = new IdealTurns();
    Rounds.compare(
        "hand-off, condition",
        rounds,
        new PingPong("Condition", HAND_OFFS) {
          @Override
          void ping() {
            ours.turn(0, 1);
          }

          @Override
          void pong() {
            ours.turn(1, 0);
          }
        },
        new PingPong("ideal", HAND_OFFS) {
          @Override
          void ping() {
            ideal.turn(0, 1);
          }

          @Override
          void pong() {
            ideal.turn(1, 0);
          }
        },
        new PingPong("j.u.c. Condition", PARKED_HAND_OFFS) {
          @Override
          void ping() {
            peer.turn(0, 1);
          }

          @Override
          void pong() {
            peer.turn(1, 0);
          }
        },
        new PingPong("monitor", PARKED_HAND_OFFS) {
          @Override
          void ping() {
            monitor.turn(0, 1);
          }

          @Override
          void pong() {
            monitor.turn(1, 0);
          }
        });
  }

  private static void conditionRing(int rounds) throws InterruptedException {
    OurTurns ours = new OurTurns(Ring.THREADS);
    PeerTurns peer = new PeerTurns(Ring.THREADS);
    Rounds.compare(
        "ring of 4 threads a core, a condition each",
        rounds,
        new Ring("Condition", TURNS, Ring.THREADS) {
          @Override
          void turn(int thread) {
            ours.turn(thread, next(thread));
          }
        },
        new Ring("j.u.c. Condition", TURNS, Ring.THREADS) {
          @Override
          void turn(int thread) {
            peer.turn(thread, next(thread));
          }
        });
    OurTurns oneOfOurs = new OurTurns(1);
    PeerTurns onePeer = new PeerTurns(1);
    Rounds.compare(
        "ring of 4 threads a core, all on one condition",
        rounds,
        new Ring("Condition", TURNS / 4, Ring.THREADS) {
          @Override
          void turn(int thread) {
            oneOfOurs.turnAmongAll(thread, next(thread));
          }
        },
        new Ring("j.u.c. Condition", TURNS / 4, Ring.THREADS) {
          @Override
          void turn(int thread) {
            onePeer.turnAmongAll(thread, next(thread));
          }
        });
  }

  private static void barrierOfTwo(int rounds) throws InterruptedException {
    Barrier barrier = new Barrier(2);
    CyclicBarrier peer = new CyclicBarrier(2);
    IdealBarrier ideal = new IdealBarrier(2);
    Rounds.compare(
        "barrier of 2",
        rounds,
        new PingPong("Barrier", HAND_OFFS) {
          @Override
          void ping() {
            barrier.await();
          }

          @Override
          void pong() {
            barrier.await();
          }
        },
        new PingPong("ideal", HAND_OFFS) {
          @Override
          void ping() {
            ideal.await();
          }

          @Override
          void pong() {
            ideal.await();
          }
        },
        new PingPong("CyclicBarrier", PARKED_HAND_OFFS) {
          @Override
          void ping() {
            awaitPeer(peer);
          }

          @Override
          void pong() {
            awaitPeer(peer);
          }
        });
  }

  private static void barrierOfMany(int rounds) throws InterruptedException {
    Barrier barrier = new Barrier(Ring.THREADS);
    CyclicBarrier peer = new CyclicBarrier(Ring.THREADS);
    Rounds.compare(
        "barrier of 4 threads a core",
        rounds,
        new Ring("Barrier", TURNS, 1) {
          @Override
          void turn(int thread) {
            barrier.await();
          }
        },
        new Ring("CyclicBarrier", TURNS, 1) {
          @Override
          void turn(int thread) {
            awaitPeer(peer);
          }
        });
  }

  private static void awaitPeer(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException("Nobody interrupts the contestants", e);
    }
  }

  /** Threads that take turns, each waiting on a condition of its own. */
  private static final class OurTurns {
    private final RLock lock = new RLock();
    private final Condition[] conditions;
    private int turn;

    OurTurns(int threads) {
      conditions = new Condition[threads];
      Arrays.setAll(conditions, i -> new Condition(lock));
    }

    void turn(int thread, int next) {
      lock.acquire();
      while (turn != thread) {
        conditions[thread].await();
      }
      turn = next;
      conditions[next].signal();
      lock.release();
    }

    void turnAmongAll(int thread, int next) {
      lock.acquire();
      while (turn != thread) {
        conditions[0].await();
      }
      turn = next;
      conditions[0].signalAll();
      lock.release();
    }
  }

  /** The same over java.util.concurrent. */
  private static final class PeerTurns {
    private final ReentrantLock lock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition[] conditions;
    private int turn;

    PeerTurns(int threads) {
      conditions = new java.util.concurrent.locks.Condition[threads];
      Arrays.setAll(conditions, i -> lock.newCondition());
    }

    void turn(int thread, int next) {
      lock.lock();
      while (turn != thread) {
        conditions[thread].awaitUninterruptibly();
      }
      turn = next;
      conditions[next].signal();
      lock.unlock();
    }

    void turnAmongAll(int thread, int next) {
      lock.lock();
      while (turn != thread) {
        conditions[0].awaitUninterruptibly();
      }
      turn = next;
      conditions[0].signalAll();
      lock.unlock();
    }
  }

  /** The same over a monitor. */
  private static final class MonitorTurns {
    private int turn;

    synchronized void turn(int thread, int next) {
      try {
        while (turn != thread) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("Nobody interrupts the contestants", e);
      }
      turn = next;
      notifyAll();
    }
  }

  /** The least code that takes turns: a spinning lock, and a look at the turn without it. */
  private static final class IdealTurns {
    private final Ideal lock = new Ideal(0);
    private volatile int turn;

    void turn(int thread, int next) {
      lock.lock();
      while (turn != thread) {
        lock.unlock();
        while (turn != thread) {
          Thread.onSpinWait();
        }
        lock.lock();
      }
      turn = next;
      lock.unlock();
    }
  }

  /** The least code that is a barrier. */
  private static final class IdealBarrier {
    private static final VarHandle ARRIVED;

    static {
      try {
        ARRIVED = MethodHandles.lookup().findVarHandle(IdealBarrier.class, "arrived", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final int parties;
    private volatile int arrived;
    private volatile int generation;

    IdealBarrier(int parties) {
      this.parties = parties;
    }

    void await() {
      int mine = generation;
      if ((int) ARRIVED.getAndAdd(this, 1) + 1 == parties) {
        arrived = 0;
        generation = mine + 1;
        return;
      }
      while (generation == mine) {
        Thread.onSpinWait();
      }
    }
  }

  /** The nearest to an event that java.util.concurrent offers: a flag on its synchronizer. */
  private static final class Flag extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    void set() {
      releaseShared(1);
    }

    void clear() {
      setState(0);
    }

    void await() {
      acquireShared(1);
    }

    @Override
    protected int tryAcquireShared(int ignored) {
      return getState() == 1 ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(int ignored) {
      setState(1);
      return true;
    }
  }
}
