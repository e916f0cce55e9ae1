package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.QueueModel;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays the calls that all queues have. */
final class PutGetCalls {
  private final Caller caller;
  private final Supplier<? extends PutGetSubject> queue;

  /**
   * Creates a player.
   *
   * @param caller makes the calls
   * @param queue the queue that is played on at present
   */
  PutGetCalls(Caller caller, Supplier<? extends PutGetSubject> queue) {
    this.caller = caller;
    this.queue = queue;
  }

  Outcome play(Call call, boolean interrupted) {
    PutGetSubject now = queue.get();
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "put" -> put(now, call, interrupted);
      case "put_nowait" ->
          caller.observeNothing(
              () -> now.putNowait(QueueModel.value(arguments.get(0))), interrupted);
      case "get" -> get(now, call, interrupted);
      case "get_nowait" -> caller.observe(now::getNowait, interrupted);
      case "qsize" -> caller.observe(() -> (long) now.qsize(), interrupted);
      case "empty" -> caller.observe(now::empty, interrupted);
      default -> throw new IllegalArgumentException("A queue has no " + call);
    };
  }

  private Outcome put(PutGetSubject now, Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    @Nullable Object item = QueueModel.value(arguments.get(0));
    if (arguments.size() == 1) {
      return caller.observeNothing(() -> now.put(item), interrupted);
    }
    boolean block = (Boolean) arguments.get(1);
    if (arguments.size() == 2) {
      return caller.observeNothing(() -> now.put(item, block), interrupted);
    }
    double timeout = (Double) arguments.get(2);
    return caller.observe(
        () -> {
          now.put(item, block, timeout);
          return null;
        },
        interrupted,
        timeout);
  }

  private Outcome get(PutGetSubject now, Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    if (arguments.isEmpty()) {
      return caller.observe(now::get, interrupted);
    }
    boolean block = (Boolean) arguments.get(0);
    if (arguments.size() == 1) {
      return caller.observe(() -> now.get(block), interrupted);
    }
    double timeout = (Double) arguments.get(1);
    return caller.observe(() -> now.get(block, timeout), interrupted, timeout);
  }
}
