package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.RLockModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays calls on a re-entrant lock, of one thread or of two. */
public final class RLockPlayer implements Player {
  private final Worker worker;
  private final @Nullable Worker other;
  private RLockSubject lock;

  /**
   * Creates a player with a new lock, for the calls of one thread.
   *
   * @param worker makes the calls
   */
  public RLockPlayer(Worker worker) {
    this(worker, null);
  }

  /**
   * Creates a player with a new lock.
   *
   * @param worker makes the calls
   * @param other makes those of the other thread, see {@link RLockModel#BY_OTHER}; the worker
   *     reports them
   */
  public RLockPlayer(Worker worker, @Nullable Worker other) {
    this.worker = worker;
    this.other = other;
    lock = worker.subject().newRLock();
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    if (!RLockModel.isByOther(call)) {
      return play(worker, call, interrupted);
    }
    Worker maker = other;
    if (maker == null) {
      throw new IllegalArgumentException("There is no other thread to call " + call);
    }
    play(maker, RLockModel.made(call), interrupted);
    return worker.relay(maker.report());
  }

  private Outcome play(Worker maker, Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> maker.observeNothing(() -> lock = maker.subject().newRLock(), interrupted);
      case "acquire" -> acquire(maker, call.arguments(), interrupted);
      case "release" -> maker.observeNothing(() -> lock.release(), interrupted);
      case "locked" -> maker.observe(() -> lock.locked(), interrupted);
      case "_is_owned" -> maker.observe(() -> lock.isOwned(), interrupted);
      case "_recursion_count" -> maker.observe(() -> (long) lock.recursionCount(), interrupted);
      default -> throw new IllegalArgumentException("RLock has no " + call);
    };
  }

  private Outcome acquire(Worker maker, List<Object> arguments, boolean interrupted) {
    if (arguments.isEmpty()) {
      return maker.observe(() -> lock.acquire(), interrupted);
    }
    boolean blocking = (Boolean) arguments.get(0);
    if (arguments.size() == 1) {
      return maker.observe(() -> lock.acquire(blocking), interrupted);
    }
    double timeout = (Double) arguments.get(1);
    return maker.observe(() -> lock.acquire(blocking, timeout), interrupted, timeout);
  }
}
