package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.EventModel;
import dev.lockstep.kit.model.Outcome;

/** Plays calls on an event. */
public final class EventPlayer implements Player {
  private final Caller caller;
  private EventSubject event;

  /**
   * Creates a player with a new event.
   *
   * @param caller makes the calls
   */
  public EventPlayer(Caller caller) {
    this.caller = caller;
    event = caller.subject().newEvent();
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> caller.observeNothing(() -> event = caller.subject().newEvent(), interrupted);
      case "is_set" -> caller.observe(() -> event.isSet(), interrupted);
      case "set" -> caller.observeNothing(() -> event.set(), interrupted);
      case "clear" -> caller.observeNothing(() -> event.clear(), interrupted);
      case EventModel.PULSE -> caller.observeNothing(this::pulse, interrupted);
      case "wait" -> await(call, interrupted);
      default -> throw new IllegalArgumentException("Event has no " + call);
    };
  }

  private void pulse() {
    event.set();
    event.clear();
  }

  private Outcome await(Call call, boolean interrupted) {
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> event.await(), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(() -> event.await(timeout), interrupted, timeout);
  }
}
