package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.RLockSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * The calls of a re-entrant lock, as Lincheck makes them: each returns what the call came to. The
 * parameter, the number of the calling thread, is for the specification, which one thread runs.
 */
public class RLockOperations {
  private final RLockSubject lock;

  /** Creates a lock that nobody owns: once for each execution. */
  public RLockOperations() {
    Executions.one();
    lock = Subjects.ACTIVE.newRLock();
  }

  /** Calls {@code acquire(False)}. */
  @Operation
  public Outcome acquireNonBlocking(@Param(gen = ThreadIdGen.class) int thread) {
    return Actor.outcomeOf(() -> lock.acquire(false));
  }

  /** Calls {@code acquire(True, 0)}. */
  @Operation
  public Outcome acquireTimeoutZero(@Param(gen = ThreadIdGen.class) int thread) {
    return Actor.outcomeOf(() -> lock.acquire(true, 0));
  }

  /** Calls {@code release()}. */
  @Operation
  public Outcome release(@Param(gen = ThreadIdGen.class) int thread) {
    return Actor.outcomeOf(
        () -> {
          lock.release();
          return null;
        });
  }

  /** Calls {@code locked()}. */
  @Operation
  public Outcome locked(@Param(gen = ThreadIdGen.class) int thread) {
    return Actor.outcomeOf(lock::locked);
  }

  /** Calls {@code _is_owned()}. */
  @Operation
  public Outcome isOwned(@Param(gen = ThreadIdGen.class) int thread) {
    return Actor.outcomeOf(lock::isOwned);
  }

  /** Calls {@code _recursion_count()}. */
  @Operation
  public Outcome recursionCount(@Param(gen = ThreadIdGen.class) int thread) {
    return Actor.outcomeOf(() -> (long) lock.recursionCount());
  }

  /** Calls {@code acquire()}; only in histories in which somebody releases. */
  public Outcome acquire(int thread) {
    return Actor.outcomeOf(lock::acquire);
  }
}
