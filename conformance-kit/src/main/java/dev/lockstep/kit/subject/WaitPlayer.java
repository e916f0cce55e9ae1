package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.model.WaitModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays calls of waiting at addresses; see {@link WaitModel} for what they are called. The last
 * four bytes are the player's own.
 */
public final class WaitPlayer implements Player {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Caller caller;
  private final List<CompletionStage<?>> stages = new ArrayList<>();
  private final AtomicInteger valuesAwaited = new AtomicInteger();
  private WaitSubject memory;
  private long lastInt;

  /**
   * Creates a player with new buffers.
   *
   * @param caller makes the calls
   * @param byteLength the length of each
   */
  public WaitPlayer(Caller caller, int byteLength) {
    this.caller = caller;
    memory = caller.subject().newWait(byteLength, byteLength);
    lastInt = lastInt(byteLength);
  }

  private static long lastInt(int byteLength) {
    return (long) byteLength / ElementType.INT32.size() - 1;
  }

  private @Nullable Object renew(int byteLength, int maximum) {
    memory = caller.subject().newWait(byteLength, maximum);
    lastInt = lastInt(byteLength);
    stages.clear();
    return null;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    String method = call.method();
    if (!method.startsWith(WaitModel.MAIN)) {
      return caller.observe(body(method, call.arguments()), interrupted, seconds(call));
    }
    Callable<@Nullable Object> body =
        body(method.substring(WaitModel.MAIN.length()), call.arguments());
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
    double milliseconds = call.method().contains("wait") ? call.timeout().orElse(0) : 0;
    return milliseconds > 0
        ? Math.max(milliseconds / MILLIS_PER_SECOND, Double.MIN_VALUE)
        : milliseconds;
  }

  private Callable<@Nullable Object> body(String method, List<Object> arguments) {
    if (method.equals("stages")) {
      return this::stages;
    }
    if (method.equals("new")) {
      int byteLength = length(arguments.get(0));
      int maximum = arguments.size() > 1 ? length(arguments.get(1)) : byteLength;
      return () -> renew(byteLength, maximum);
    }
    if (method.equals("grow")) {
      return () -> {
        memory.grow(length(arguments.get(0)));
        return null;
      };
    }
    ViewName view = ViewName.of((String) arguments.get(0));
    long index = (Long) arguments.get(1);
    if (method.equals("notify")) {
      return arguments.size() == 2
          ? () -> settled(memory.signal(view, index))
          : () -> settled(memory.signal(view, index, (Double) arguments.get(2)));
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

  private static int length(Object argument) {
    return Math.toIntExact((Long) argument);
  }

  private WaitSubject.Async awaitAsync(
      ViewName view, long index, long value, boolean timed, double timeout) {
    return timed
        ? memory.awaitAsync(view, index, value, timeout)
        : memory.awaitAsync(view, index, value);
  }

  private Object begun(WaitSubject.Async result) throws Exception {
    if (!result.isAsync()) {
      return result.value().toCompletableFuture().isDone()
          ? value(result)
          : "a value that is not there, and not async";
    }
    stages.add(result.value());
    return WaitModel.ASYNC;
  }

  /* Interrupts from before are for the calls of Atomics; one that comes ends a thread that nobody
   * needs any more. */
  private Object value(WaitSubject.Async result) throws Exception {
    boolean interrupted = Thread.interrupted();
    valuesAwaited.incrementAndGet();
    try {
      return String.valueOf((Object) result.value().toCompletableFuture().get());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /* Another thread of the subject is yet to wake who waits for a stage: not before it has is the call
   * over, for whoever watches. */
  private long settled(long count) {
    if (valuesAwaited.get() > 0) {
      completeStages();
    }
    return count;
  }

  /* Stages are completed in the order in which their waits ended: when one has been that is notified
   * now, no other that was notified before is still to come. Not parked, it does not seem to wait. */
  private void completeStages() {
    CompletableFuture<?> last =
        memory.awaitAsync(ViewName.ints(), lastInt, 0).value().toCompletableFuture();
    memory.signal(ViewName.ints(), lastInt);
    while (!last.isDone()) {
      Thread.onSpinWait();
    }
  }

  private Object stages() {
    completeStages();
    return stages.stream()
        .map(stage -> String.valueOf(now(stage)))
        .collect(Collectors.joining(", "));
  }

  private static @Nullable Object now(CompletionStage<?> stage) {
    var future = stage.toCompletableFuture();
    return future.isDone() ? future.join() : WaitModel.PENDING;
  }
}
