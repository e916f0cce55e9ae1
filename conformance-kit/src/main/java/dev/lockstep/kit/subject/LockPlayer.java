package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import java.util.List;

/** Plays calls on a lock. */
public final class LockPlayer implements Player {
  private final Worker worker;
  private LockSubject lock;

  /**
   * Creates a player with a new lock.
   *
   * @param worker makes the calls
   */
  public LockPlayer(Worker worker) {
    this(worker, worker.subject().newLock());
  }

  /**
   * Creates a player.
   *
   * @param worker makes the calls
   * @param lock the lock
   */
  public LockPlayer(Worker worker, LockSubject lock) {
    this.worker = worker;
    this.lock = lock;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "new" -> worker.observeNothing(() -> lock = worker.subject().newLock(), interrupted);
      case "acquire" -> acquire(arguments, interrupted);
      case "release" -> worker.observeNothing(() -> lock.release(), interrupted);
      case "locked" -> worker.observe(() -> lock.locked(), interrupted);
      default -> throw new IllegalArgumentException("Lock has no " + call);
    };
  }

  private Outcome acquire(List<Object> arguments, boolean interrupted) {
    if (arguments.isEmpty()) {
      return worker.observe(() -> lock.acquire(), interrupted);
    }
    boolean blocking = (Boolean) arguments.get(0);
    if (arguments.size() == 1) {
      return worker.observe(() -> lock.acquire(blocking), interrupted);
    }
    double timeout = (Double) arguments.get(1);
    return worker.observe(() -> lock.acquire(blocking, timeout), interrupted, timeout);
  }
}
