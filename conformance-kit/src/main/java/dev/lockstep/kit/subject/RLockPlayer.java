package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import java.util.List;

/** Plays calls on a re-entrant lock, in whatever threads its caller makes them. */
public final class RLockPlayer implements Player {
  private final Caller caller;
  private RLockSubject lock;

  /**
   * Creates a player with a new lock.
   *
   * @param caller makes the calls
   */
  public RLockPlayer(Caller caller) {
    this.caller = caller;
    lock = caller.subject().newRLock();
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "new" -> caller.observeNothing(() -> lock = caller.subject().newRLock(), interrupted);
      case "acquire" -> acquire(arguments, interrupted);
      case "release" -> caller.observeNothing(() -> lock.release(), interrupted);
      case "locked" -> caller.observe(() -> lock.locked(), interrupted);
      case "_is_owned" -> caller.observe(() -> lock.isOwned(), interrupted);
      case "_recursion_count" -> caller.observe(() -> (long) lock.recursionCount(), interrupted);
      default -> throw new IllegalArgumentException("RLock has no " + call);
    };
  }

  private Outcome acquire(List<Object> arguments, boolean interrupted) {
    if (arguments.isEmpty()) {
      return caller.observe(() -> lock.acquire(), interrupted);
    }
    boolean blocking = (Boolean) arguments.get(0);
    if (arguments.size() == 1) {
      return caller.observe(() -> lock.acquire(blocking), interrupted);
    }
    double timeout = (Double) arguments.get(1);
    return caller.observe(() -> lock.acquire(blocking, timeout), interrupted, timeout);
  }
}
