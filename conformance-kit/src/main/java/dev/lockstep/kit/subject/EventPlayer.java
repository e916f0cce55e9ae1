package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;

/** Plays calls on an event. */
public final class EventPlayer implements Player {
  private final Worker worker;
  private EventSubject event;

  /**
   * Creates a player with a new event.
   *
   * @param worker makes the calls
   */
  public EventPlayer(Worker worker) {
    this.worker = worker;
    event = worker.subject().newEvent();
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> worker.observeNothing(() -> event = worker.subject().newEvent(), interrupted);
      case "is_set" -> worker.observe(() -> event.isSet(), interrupted);
      case "set" -> worker.observeNothing(() -> event.set(), interrupted);
      case "clear" -> worker.observeNothing(() -> event.clear(), interrupted);
      case "wait" -> await(call, interrupted);
      default -> throw new IllegalArgumentException("Event has no " + call);
    };
  }

  private Outcome await(Call call, boolean interrupted) {
    if (call.timeout().isEmpty()) {
      return worker.observe(() -> event.await(), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return worker.observe(() -> event.await(timeout), interrupted, timeout);
  }
}
