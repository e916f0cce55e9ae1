package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.SemaphoreSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** The calls of a semaphore, as Lincheck makes them: each returns what the call came to. */
public abstract class SemaphoreOperations {
  private final SemaphoreSubject semaphore;

  /** Takes a new semaphore: once for each execution. */
  SemaphoreOperations(SemaphoreSubject semaphore) {
    Executions.one();
    this.semaphore = semaphore;
  }

  /** The calls of {@code Semaphore(1)}. */
  public static final class Unbounded extends SemaphoreOperations {
    /** Creates the semaphore. */
    public Unbounded() {
      super(Subjects.ACTIVE.newSemaphore(1));
    }
  }

  /** The calls of {@code BoundedSemaphore(2)}. */
  public static final class Bounded extends SemaphoreOperations {
    /** Creates the semaphore. */
    public Bounded() {
      super(Subjects.ACTIVE.newBoundedSemaphore(2));
    }
  }

  /** Calls {@code acquire(False)}. */
  @Operation
  public Outcome acquireNonBlocking() {
    return Actor.outcomeOf(() -> semaphore.acquire(false));
  }

  /** Calls {@code acquire(True, 0)}. */
  @Operation
  public Outcome acquireTimeoutZero() {
    return Actor.outcomeOf(() -> semaphore.acquire(true, 0));
  }

  /** Calls {@code release()}. */
  @Operation
  public Outcome release() {
    return Actor.outcomeOf(
        () -> {
          semaphore.release();
          return null;
        });
  }

  /** Calls {@code release(2)}. */
  @Operation
  public Outcome releaseTwo() {
    return Actor.outcomeOf(
        () -> {
          semaphore.release(2);
          return null;
        });
  }

  /** Calls {@code acquire()}; only in histories in which somebody releases. */
  public Outcome acquire() {
    return Actor.outcomeOf(semaphore::acquire);
  }
}
