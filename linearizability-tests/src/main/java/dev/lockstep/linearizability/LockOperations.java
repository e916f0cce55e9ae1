package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** The calls of a lock, as Lincheck makes them: each returns what the call came to. */
public class LockOperations {
  private final LockSubject lock;

  /** Creates an unlocked lock: once for each execution. */
  public LockOperations() {
    Executions.one();
    lock = Subjects.ACTIVE.newLock();
  }

  /** Calls {@code acquire(False)}. */
  @Operation
  public Outcome acquireNonBlocking() {
    return Actor.outcomeOf(() -> lock.acquire(false));
  }

  /** Calls {@code acquire(True, 0)}. */
  @Operation
  public Outcome acquireTimeoutZero() {
    return Actor.outcomeOf(() -> lock.acquire(true, 0));
  }

  /** Calls {@code release()}. */
  @Operation
  public Outcome release() {
    return Actor.outcomeOf(
        () -> {
          lock.release();
          return null;
        });
  }

  /** Calls {@code locked()}. */
  @Operation
  public Outcome locked() {
    return Actor.outcomeOf(lock::locked);
  }

  /** Calls {@code acquire()}; only in histories in which somebody releases. */
  public Outcome acquire() {
    return Actor.outcomeOf(lock::acquire);
  }
}
