package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** The calls of a queue, as Lincheck makes them: each returns what the call came to. */
public abstract class QueueOperations {
  private final QueueSubject queue;

  /** Takes a new queue: once for each execution. */
  QueueOperations(Order order, int maxsize) {
    Executions.one();
    queue = QueuePlayer.create(Subjects.ACTIVE, order, maxsize);
  }

  /** The calls of a UnboundedQueue. */
  public static final class UnboundedQueue extends QueueOperations {
    /** Creates the queue. */
    public UnboundedQueue() {
      super(Order.FIFO, 0);
    }
  }

  /** The calls of a BoundedQueue. */
  public static final class BoundedQueue extends QueueOperations {
    /** Creates the queue. */
    public BoundedQueue() {
      super(Order.FIFO, 1);
    }
  }

  /** The calls of a BoundedLifoQueue. */
  public static final class BoundedLifoQueue extends QueueOperations {
    /** Creates the queue. */
    public BoundedLifoQueue() {
      super(Order.LIFO, 2);
    }
  }

  /** The calls of a BoundedPriorityQueue. */
  public static final class BoundedPriorityQueue extends QueueOperations {
    /** Creates the queue. */
    public BoundedPriorityQueue() {
      super(Order.PRIORITY, 2);
    }
  }

  /** Calls {@code put_nowait(1)}. */
  @Operation
  public Outcome putOne() {
    return Actor.outcomeOf(
        () -> {
          queue.putNowait(1L);
          return null;
        });
  }

  /** Calls {@code put_nowait(2)}. */
  @Operation
  public Outcome putTwo() {
    return Actor.outcomeOf(
        () -> {
          queue.putNowait(2L);
          return null;
        });
  }

  /** Calls {@code get_nowait()}. */
  @Operation
  public Outcome get() {
    return Actor.outcomeOf(() -> queue.getNowait());
  }

  /** Calls {@code get(True, a tick)}. */
  @Operation
  public Outcome getATick() {
    return Actor.outcomeOf(() -> queue.get(true, Executions.ONE_TICK));
  }

  /** Calls {@code qsize()}. */
  @Operation
  public Outcome qsize() {
    return Actor.outcomeOf(() -> (long) queue.qsize());
  }

  /** Calls {@code task_done()}. */
  @Operation
  public Outcome taskDone() {
    return Actor.outcomeOf(
        () -> {
          queue.taskDone();
          return null;
        });
  }

  /** Calls {@code unfinished_tasks()}. */
  @Operation
  public Outcome unfinishedTasks() {
    return Actor.outcomeOf(() -> queue.unfinishedTasks());
  }

  /** Calls {@code full()}. */
  @Operation
  public Outcome full() {
    return Actor.outcomeOf(() -> queue.full());
  }

  /** Calls {@code shutdown()}. */
  @Operation
  public Outcome shutdown() {
    return Actor.outcomeOf(
        () -> {
          queue.shutdown(false);
          return null;
        });
  }

  /** Calls {@code shutdown(True)}. */
  @Operation
  public Outcome shutdownImmediately() {
    return Actor.outcomeOf(
        () -> {
          queue.shutdown(true);
          return null;
        });
  }

  /** Calls {@code is_shutdown()}. */
  @Operation
  public Outcome isShutdown() {
    return Actor.outcomeOf(() -> queue.isShutdown());
  }

  /** Calls {@code put(3)}; only in histories in which that ends. */
  public Outcome putAwaiting() {
    return Actor.outcomeOf(
        () -> {
          queue.put(3L);
          return null;
        });
  }

  /** Calls {@code get()}; only in histories in which that ends. */
  public Outcome getAwaiting() {
    return Actor.outcomeOf(() -> queue.get());
  }

  /** Calls {@code join()}; only in histories in which that ends. */
  public Outcome join() {
    return Actor.outcomeOf(
        () -> {
          queue.join();
          return null;
        });
  }
}
