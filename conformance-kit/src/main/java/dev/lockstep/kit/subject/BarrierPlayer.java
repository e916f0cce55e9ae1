package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.BarrierModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays calls on a barrier. The constructor's action is named by a string; {@code calls()} tells
 * how often it was called. A {@code wait} that ends with the action's error returns {@link
 * BarrierModel#ACTION_ERROR}.
 */
public final class BarrierPlayer implements Player {
  private final Caller caller;
  private final AtomicLong calls = new AtomicLong();
  private @Nullable BarrierSubject barrier;
  private double ownTimeout;

  /**
   * Creates a player without a barrier: the first call has to be {@code new}.
   *
   * @param caller makes the calls
   */
  public BarrierPlayer(Caller caller) {
    this.caller = caller;
  }

  /** What an action throws. */
  private static final class ActionError extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> caller.observeNothing(() -> barrier = create(call.arguments()), interrupted);
      case "wait" -> await(call, interrupted);
      case "reset" -> caller.observeNothing(() -> barrier().reset(), interrupted);
      case "abort" -> caller.observeNothing(() -> barrier().abort(), interrupted);
      case "parties" -> caller.observe(() -> (long) barrier().parties(), interrupted);
      case "n_waiting" -> caller.observe(() -> (long) barrier().nWaiting(), interrupted);
      case "broken" -> caller.observe(() -> barrier().broken(), interrupted);
      case "calls" -> caller.observe(calls::get, interrupted);
      default -> throw new IllegalArgumentException("Barrier has no " + call);
    };
  }

  private BarrierSubject barrier() {
    BarrierSubject current = barrier;
    if (current == null) {
      throw new IllegalStateException("There is no barrier before a call of new has succeeded");
    }
    return current;
  }

  private BarrierSubject create(List<Object> arguments) {
    calls.set(0);
    ownTimeout = arguments.size() > 2 ? (Double) arguments.get(2) : 0;
    int parties = Math.toIntExact((Long) arguments.get(0));
    Subject subject = caller.subject();
    if (arguments.size() == 1) {
      return subject.newBarrier(parties);
    }
    Runnable action = action((String) arguments.get(1));
    return arguments.size() == 2
        ? subject.newBarrier(parties, action)
        : subject.newBarrier(parties, action, ownTimeout);
  }

  private @Nullable Runnable action(String name) {
    return switch (BarrierModel.Action.of(name)) {
      case NONE -> null;
      case COUNTS -> calls::incrementAndGet;
      case RAISES ->
          () -> {
            calls.incrementAndGet();
            throw new ActionError();
          };
    };
  }

  private Outcome await(Call call, boolean interrupted) {
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> awaited(() -> barrier().await()), interrupted, ownTimeout);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(() -> awaited(() -> barrier().await(timeout)), interrupted, timeout);
  }

  private static Object awaited(IntSupplier call) {
    try {
      return (long) call.getAsInt();
    } catch (ActionError e) {
      return BarrierModel.ACTION_ERROR;
    }
  }
}
