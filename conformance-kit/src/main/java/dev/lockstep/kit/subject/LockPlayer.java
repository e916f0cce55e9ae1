package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import java.util.List;

/** Plays calls on a lock. */
public final class LockPlayer implements Player {
  private final Caller caller;
  private LockSubject lock;

  /**
   * Creates a player with a new lock.
   *
   * @param caller makes the calls
   */
  public LockPlayer(Caller caller) {
    this(caller, caller.subject().newLock());
  }

  /**
   * Creates a player.
   *
   * @param caller makes the calls
   * @param lock the lock
   */
  public LockPlayer(Caller caller, LockSubject lock) {
    this.caller = caller;
    this.lock = lock;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "new" -> caller.observeNothing(() -> lock = caller.subject().newLock(), interrupted);
      case "acquire" -> acquire(arguments, interrupted);
      case "release" -> caller.observeNothing(() -> lock.release(), interrupted);
      case "locked" -> caller.observe(() -> lock.locked(), interrupted);
      default -> throw new IllegalArgumentException("Lock has no " + call);
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
