package dev.lockstep.kit.subject;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.FutureModel;
import dev.lockstep.kit.model.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays calls on a future. */
public final class FuturePlayer implements Player {
  private final Caller caller;
  private final List<Long> called = Collections.synchronizedList(new ArrayList<>());
  private FutureSubject future;

  /** The exceptions of a future that is played on. */
  static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long number;

    Boom(long number) {
      super("boom");
      this.number = number;
    }
  }

  /**
   * Creates a player with a new future.
   *
   * @param caller makes the calls
   */
  public FuturePlayer(Caller caller) {
    FutureLog.listen();
    this.caller = caller;
    future = caller.subject().futures().newFuture();
  }

  /** Returns the future that is played on. */
  public FutureSubject future() {
    return future;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> caller.observeNothing(this::renew, interrupted);
      case "cancel" -> caller.observe(() -> future.cancel(), interrupted);
      case "cancelled" -> caller.observe(() -> future.cancelled(), interrupted);
      case "running" -> caller.observe(() -> future.running(), interrupted);
      case "done" -> caller.observe(() -> future.done(), interrupted);
      case "set_running_or_notify_cancel" ->
          caller.observe(() -> future.setRunningOrNotifyCancel(), interrupted);
      case "set_result" -> {
        Object result = call.arguments().isEmpty() ? null : call.arguments().get(0);
        yield caller.observeNothing(() -> future.setResult(result), interrupted);
      }
      case "set_exception" -> {
        Boom boom = new Boom((Long) call.arguments().get(0));
        yield caller.observeNothing(() -> future.setException(boom), interrupted);
      }
      case "result" -> result(call, interrupted);
      case "exception" -> exception(call, interrupted);
      case "add_done_callback" -> {
        long number = (Long) call.arguments().get(0);
        FutureModel.Kind kind = FutureModel.Kind.of((String) call.arguments().get(1));
        yield caller.observeNothing(
            () -> future.addDoneCallback(done -> call(number, kind, done)), interrupted);
      }
      case "called" -> caller.observe(this::called, interrupted);
      case "repr" -> caller.observe(() -> Texts.withoutAddresses(future.repr()), interrupted);
      default -> throw new IllegalArgumentException("Future has no " + call);
    };
  }

  private void renew() {
    called.clear();
    future = caller.subject().futures().newFuture();
  }

  private String called() {
    synchronized (called) {
      return called.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
  }

  private void call(long number, FutureModel.Kind kind, FutureSubject done) {
    called.add(number);
    switch (kind) {
      case RECORDS -> {}
      case RAISES -> throw new Boom(number);
      case INTERRUPTS -> throw new KeyboardInterrupt();
      case LOOKS ->
          called.add(
              (done.done() ? 100L : 0L)
                  + (done.cancelled() ? 10L : 0L)
                  + (done.running() ? 1L : 0L));
      case ADDS -> {
        done.addDoneCallback(again -> called.add(-number));
        called.add(number);
      }
      case COMPLETES -> {
        FutureSubject other = caller.subject().futures().newFuture();
        other.addDoneCallback(completed -> called.add(-number));
        other.setResult(number);
        called.add(number);
      }
    }
  }

  private Outcome result(Call call, boolean interrupted) {
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> resultOf(() -> future.result()), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(() -> resultOf(() -> future.result(timeout)), interrupted, timeout);
  }

  private Outcome exception(Call call, boolean interrupted) {
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> textOf(future.exception()), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(() -> textOf(future.exception(timeout)), interrupted, timeout);
  }

  private static @Nullable Object resultOf(Callable<? extends @Nullable Object> asked)
      throws Exception {
    try {
      return asked.call();
    } catch (Boom e) {
      return textOf(e);
    }
  }

  private static @Nullable Object textOf(@Nullable Throwable exception) {
    if (exception instanceof Boom boom) {
      return FutureModel.exceptionOf(boom.number);
    }
    return exception == null ? null : exception.toString();
  }
}
