package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.SimpleQueueSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** The calls of a queue, as Lincheck makes them: each returns what the call came to. */
public class SimpleQueueOperations {
  private final SimpleQueueSubject queue;

  /** Creates an empty queue: once for each execution. */
  public SimpleQueueOperations() {
    Executions.one();
    queue = Subjects.ACTIVE.newSimpleQueue();
  }

  /** Calls {@code put_nowait(1)}. */
  @Operation
  public Outcome putOne() {
    return Actor.outcomeOf(
        () -> {
          queue.putNowait(1L);
          return null;
        });
  }

  /** Calls {@code put_nowait(2)}. */
  @Operation
  public Outcome putTwo() {
    return Actor.outcomeOf(
        () -> {
          queue.putNowait(2L);
          return null;
        });
  }

  /** Calls {@code get_nowait()}. */
  @Operation
  public Outcome get() {
    return Actor.outcomeOf(() -> queue.getNowait());
  }

  /** Calls {@code get(True, a tick)}. */
  @Operation
  public Outcome getATick() {
    return Actor.outcomeOf(() -> queue.get(true, Executions.ONE_TICK));
  }

  /** Calls {@code qsize()}. */
  @Operation
  public Outcome qsize() {
    return Actor.outcomeOf(() -> (long) queue.qsize());
  }

  /** Calls {@code get()}; only in histories in which that ends. */
  public Outcome getAwaiting() {
    return Actor.outcomeOf(() -> queue.get());
  }
}
