package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.QueueModel;
import java.util.List;

/** Plays calls on a queue of one order. */
public final class QueuePlayer implements Player {
  private final Caller caller;
  private final QueueModel.Order order;
  private final PutGetCalls calls;
  private QueueSubject queue;

  /**
   * Creates a player with a new queue without a bound.
   *
   * @param caller makes the calls
   * @param order which kind of queue it is
   */
  public QueuePlayer(Caller caller, QueueModel.Order order) {
    this.caller = caller;
    this.order = order;
    queue = create(caller.subject(), order, 0);
    calls = new PutGetCalls(caller, () -> queue);
  }

  /**
   * Creates a queue of a subject.
   *
   * @param subject the subject
   * @param order which kind of queue
   * @param maxsize its bound
   */
  public static QueueSubject create(Subject subject, QueueModel.Order order, int maxsize) {
    return switch (order) {
      case FIFO -> subject.newQueue(maxsize);
      case LIFO -> subject.newLifoQueue(maxsize);
      case PRIORITY -> subject.newPriorityQueue(maxsize, null);
    };
  }

  /** Returns the queue that is played on. */
  public QueueSubject queue() {
    return queue;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> renew(call.arguments(), interrupted);
      case "full" -> caller.observe(() -> queue.full(), interrupted);
      case "maxsize" -> caller.observe(() -> (long) queue.maxsize(), interrupted);
      case "task_done" -> caller.observeNothing(() -> queue.taskDone(), interrupted);
      case "join" -> caller.observeNothing(() -> queue.join(), interrupted);
      case "unfinished_tasks" -> caller.observe(() -> queue.unfinishedTasks(), interrupted);
      case "shutdown" -> shutdown(call.arguments(), interrupted);
      case "is_shutdown" -> caller.observe(() -> queue.isShutdown(), interrupted);
      default -> calls.play(call, interrupted);
    };
  }

  private Outcome renew(List<Object> arguments, boolean interrupted) {
    int maxsize = arguments.isEmpty() ? 0 : Math.toIntExact((Long) arguments.get(0));
    return caller.observeNothing(
        () -> queue = create(caller.subject(), order, maxsize), interrupted);
  }

  private Outcome shutdown(List<Object> arguments, boolean interrupted) {
    boolean immediate = !arguments.isEmpty() && (Boolean) arguments.get(0);
    return caller.observeNothing(() -> queue.shutdown(immediate), interrupted);
  }
}
