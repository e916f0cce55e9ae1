package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** The calls of an event, as Lincheck makes them: each returns what the call came to. */
public class EventOperations {
  private final EventSubject event;

  /** Creates an event whose flag is clear: once for each execution. */
  public EventOperations() {
    Executions.one();
    event = Subjects.ACTIVE.newEvent();
  }

  /** Calls {@code is_set()}. */
  @Operation
  public Outcome isSet() {
    return Actor.outcomeOf(event::isSet);
  }

  /** Calls {@code set()}. */
  @Operation
  public Outcome set() {
    return Actor.outcomeOf(
        () -> {
          event.set();
          return null;
        });
  }

  /** Calls {@code clear()}. */
  @Operation
  public Outcome clear() {
    return Actor.outcomeOf(
        () -> {
          event.clear();
          return null;
        });
  }

  /** Calls {@code wait(0)}. */
  @Operation
  public Outcome look() {
    return Actor.outcomeOf(() -> event.await(0));
  }

  /** Calls {@code wait} so that it has to wait, and not for long. */
  @Operation
  public Outcome awaitATick() {
    return Actor.outcomeOf(() -> event.await(Executions.ONE_TICK));
  }

  /**
   * Calls {@code wait()}; only in histories in which somebody sets the flag and nobody clears it.
   */
  public Outcome await() {
    return Actor.outcomeOf(event::await);
  }
}
