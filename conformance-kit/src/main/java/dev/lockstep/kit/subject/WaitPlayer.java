package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.model.WaitModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays calls of waiting at addresses; see {@link WaitModel} for what they are called. The last
 * four bytes are the player's own.
 */
public final class WaitPlayer implements Player {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Caller caller;
  private final WaitSubject memory;
  private final long lastInt;
  private final List<CompletionStage<?>> stages = new ArrayList<>();

  /**
   * Creates a player with new buffers.
   *
   * @param caller makes the calls
   * @param byteLength the length of each
   */
  public WaitPlayer(Caller caller, int byteLength) {
    this.caller = caller;
    memory = caller.subject().newWait(byteLength, byteLength);
    lastInt = byteLength / ElementType.INT32.size() - 1L;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    String method = call.method();
    if (!method.startsWith(WaitModel.MAIN)) {
      return caller.observe(body(method, call.arguments()), interrupted, seconds(call));
    }
    Callable<@Nullable Object> body = body(method.substring(WaitModel.MAIN.length()), call.arguments());
    return caller.observe(
        () -> {
          memory.setCanBlock(false);
          try {
            return body.call();
          } finally {
            memory.setCanBlock(true);
          }
        },
        interrupted,
        seconds(call));
  }

  /* A thread of the subject, which is about to go on, ends what waits for stages. */
  private static double seconds(Call call) {
    if (call.method().equals("stages")) {
      return 1 / MILLIS_PER_SECOND;
    }
    return call.method().contains("wait") ? call.timeout().orElse(0) / MILLIS_PER_SECOND : 0;
  }

  private Callable<@Nullable Object> body(String method, List<Object> arguments) {
    if (method.equals("stages")) {
      return this::stages;
    }
    ViewName view = ViewName.of((String) arguments.get(0));
    long index = (Long) arguments.get(1);
    if (method.equals("notify")) {
      return arguments.size() == 2
          ? () -> memory.signal(view, index)
          : () -> memory.signal(view, index, (Double) arguments.get(2));
    }
    long value = (Long) arguments.get(2);
    if (method.equals("store")) {
      return () -> {
        memory.store(view, index, value);
        return null;
      };
    }
    boolean timed = arguments.size() > 3;
    double timeout = timed ? (Double) arguments.get(3) : 0;
    return switch (method) {
      case "wait" ->
          timed
              ? () -> memory.await(view, index, value, timeout)
              : () -> memory.await(view, index, value);
      case "waitAsync" -> () -> begun(awaitAsync(view, index, value, timed, timeout));
      case "waitAsync.value" -> () -> value(awaitAsync(view, index, value, timed, timeout));
      default -> throw new IllegalArgumentException("Atomics have no " + method + arguments);
    };
  }

  private WaitSubject.Async awaitAsync(
      ViewName view, long index, long value, boolean timed, double timeout) {
    return timed
        ? memory.awaitAsync(view, index, value, timeout)
        : memory.awaitAsync(view, index, value);
  }

  private Object begun(WaitSubject.Async result) {
    if (!result.isAsync()) {
      return result.value().toCompletableFuture().isDone()
          ? value(result)
          : "a value that is not there, and not async";
    }
    stages.add(result.value());
    return WaitModel.ASYNC;
  }

  /* Whatever interrupts there are: they are for the calls of Atomics. */
  private static Object value(WaitSubject.Async result) {
    return String.valueOf((Object) result.value().toCompletableFuture().join());
  }

  /* Stages are completed in the order in which their waits ended: when one has been that is notified
   * now, no other that was notified before is still to come. */
  private Object stages() {
    CompletionStage<?> last = memory.awaitAsync(ViewName.ints(), lastInt, 0).value();
    memory.signal(ViewName.ints(), lastInt);
    var unused = last.toCompletableFuture().join();
    return stages.stream()
        .map(stage -> String.valueOf(now(stage)))
        .collect(Collectors.joining(", "));
  }

  private static @Nullable Object now(CompletionStage<?> stage) {
    var future = stage.toCompletableFuture();
    return future.isDone() ? future.join() : WaitModel.PENDING;
  }
}
