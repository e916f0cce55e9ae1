package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ConditionModel;
import dev.lockstep.kit.model.Outcome;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Plays calls on a condition; predicates are numbers, as {@link ConditionModel} has them. */
public final class ConditionPlayer implements Player {
  private final Caller caller;
  private final boolean reentrant;
  private ConditionSubject condition;

  /**
   * Creates a player with a new condition.
   *
   * @param caller makes the calls
   * @param reentrant whether it is over an RLock
   */
  public ConditionPlayer(Caller caller, boolean reentrant) {
    this.caller = caller;
    this.reentrant = reentrant;
    condition = create();
  }

  private ConditionSubject create() {
    Subject subject = caller.subject();
    return reentrant ? subject.newCondition() : subject.newCondition(subject.newLock());
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "new" -> caller.observeNothing(() -> condition = create(), interrupted);
      case "acquire" -> acquire(arguments, interrupted);
      case "release" -> caller.observeNothing(() -> condition.release(), interrupted);
      case "locked" -> caller.observe(() -> condition.locked(), interrupted);
      case "_is_owned" -> caller.observe(() -> condition.isOwned(), interrupted);
      case "wait" -> await(call, interrupted);
      case "wait_for" -> awaitFor(call, interrupted);
      case "notify" -> signal(arguments, interrupted);
      case "notify_all" -> caller.observeNothing(() -> condition.signalAll(), interrupted);
      default -> throw new IllegalArgumentException("Condition has no " + call);
    };
  }

  private Outcome acquire(List<Object> arguments, boolean interrupted) {
    if (arguments.isEmpty()) {
      return caller.observe(() -> condition.acquire(), interrupted);
    }
    boolean blocking = (Boolean) arguments.get(0);
    if (arguments.size() == 1) {
      return caller.observe(() -> condition.acquire(blocking), interrupted);
    }
    double timeout = (Double) arguments.get(1);
    return caller.observe(() -> condition.acquire(blocking, timeout), interrupted, timeout);
  }

  private Outcome await(Call call, boolean interrupted) {
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> condition.await(), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(() -> condition.await(timeout), interrupted, timeout);
  }

  private Outcome awaitFor(Call call, boolean interrupted) {
    BooleanSupplier predicate = predicate((Long) call.arguments().get(0));
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> condition.awaitFor(predicate), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(() -> condition.awaitFor(predicate, timeout), interrupted, timeout);
  }

  private Outcome signal(List<Object> arguments, boolean interrupted) {
    if (arguments.isEmpty()) {
      return caller.observeNothing(() -> condition.signal(), interrupted);
    }
    int n = Math.toIntExact((Long) arguments.get(0));
    return caller.observeNothing(() -> condition.signal(n), interrupted);
  }

  private static BooleanSupplier predicate(long falseLooks) {
    long[] left = {falseLooks};
    return () -> falseLooks != ConditionModel.NEVER && left[0]-- <= 0;
  }
}
