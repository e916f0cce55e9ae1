package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.model.SequentialModel.Step;
import org.jspecify.annotations.Nullable;

/** The operations of {@link QueueOperations} on the kit's model. */
public abstract class QueueSpecification {
  private QueueModel model;

  /** Creates an empty queue. */
  QueueSpecification(Order order, int maxsize) {
    model = new QueueModel(order, maxsize);
  }

  /** The operations of a UnboundedQueue. */
  public static final class UnboundedQueue extends QueueSpecification {
    /** Creates the queue. */
    public UnboundedQueue() {
      super(Order.FIFO, 0);
    }
  }

  /** The operations of a BoundedQueue. */
  public static final class BoundedQueue extends QueueSpecification {
    /** Creates the queue. */
    public BoundedQueue() {
      super(Order.FIFO, 1);
    }
  }

  /** The operations of a BoundedLifoQueue. */
  public static final class BoundedLifoQueue extends QueueSpecification {
    /** Creates the queue. */
    public BoundedLifoQueue() {
      super(Order.LIFO, 2);
    }
  }

  /** The operations of a BoundedPriorityQueue. */
  public static final class BoundedPriorityQueue extends QueueSpecification {
    /** Creates the queue. */
    public BoundedPriorityQueue() {
      super(Order.PRIORITY, 2);
    }
  }

  /** What {@code put_nowait(1)} comes to. */
  public Outcome putOne() {
    return apply(Call.of("put_nowait", 1L));
  }

  /** What {@code put_nowait(2)} comes to. */
  public Outcome putTwo() {
    return apply(Call.of("put_nowait", 2L));
  }

  /** What {@code get_nowait()} comes to. */
  public Outcome get() {
    return apply(Call.of("get_nowait"));
  }

  /** What {@code get(True, a tick)} comes to. */
  public Outcome getATick() {
    return apply(Call.of("get", true, Executions.ONE_TICK));
  }

  /** What {@code qsize()} comes to. */
  public Outcome qsize() {
    return apply(Call.of("qsize"));
  }

  /** What {@code task_done()} comes to. */
  public Outcome taskDone() {
    return apply(Call.of("task_done"));
  }

  /** What {@code unfinished_tasks()} comes to. */
  public Outcome unfinishedTasks() {
    return apply(Call.of("unfinished_tasks"));
  }

  /** What {@code full()} comes to. */
  public Outcome full() {
    return apply(Call.of("full"));
  }

  /** What {@code shutdown()} comes to. */
  public Outcome shutdown() {
    return apply(Call.of("shutdown"));
  }

  /** What {@code shutdown(True)} comes to. */
  public Outcome shutdownImmediately() {
    return apply(Call.of("shutdown", true));
  }

  /** What {@code is_shutdown()} comes to. */
  public Outcome isShutdown() {
    return apply(Call.of("is_shutdown"));
  }

  /** What {@code put(3)} comes to. */
  public Outcome putAwaiting() {
    return apply(Call.of("put", 3L));
  }

  /** What {@code get()} comes to. */
  public Outcome getAwaiting() {
    return apply(Call.of("get"));
  }

  /** What {@code join()} comes to. */
  public Outcome join() {
    return apply(Call.of("join"));
  }

  private Outcome apply(Call call) {
    Step<QueueModel> step = model.apply(call);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof QueueSpecification specification && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
