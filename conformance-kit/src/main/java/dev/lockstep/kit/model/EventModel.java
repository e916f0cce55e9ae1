package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

/**
 * {@code threading.Event} as one thread sees it.
 *
 * @param flag whether it is set
 */
public record EventModel(boolean flag) implements SequentialModel<EventModel> {
  /** Creates an event whose flag is clear. */
  public EventModel() {
    this(false);
  }

  @Override
  public Step<EventModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "is_set" -> stay("EVT-01", new Outcome.Returned(flag));
      case "set" -> new Step<>(Verdict.of("EVT-01", NOTHING), new EventModel(true));
      case "clear" -> new Step<>(Verdict.of("EVT-01", NOTHING), new EventModel(false));
      case "wait" ->
          call.timeout().isPresent()
              ? await(call.timeout().getAsDouble(), interrupted)
              : await(interrupted);
      default -> throw new IllegalArgumentException("Event has no " + call);
    };
  }

  private Step<EventModel> await(boolean interrupted) {
    if (flag) {
      return stay("EVT-02", TRUE);
    }
    return interrupted ? stopped() : stay("EVT-02", BLOCKED);
  }

  private Step<EventModel> await(double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      Outcome ours = raises(VALUE_ERROR, ModelTimeouts.NAN);
      return new Step<>(new Verdict("EVT-05", ours, flag ? TRUE : FALSE), this);
    }
    if (flag) {
      return stay("EVT-03", TRUE);
    }
    if (timeout <= 0) {
      return stay("EVT-04", FALSE);
    }
    if (!ModelTimeouts.fits(timeout)) {
      return stay("EVT-06", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stopped();
    }
    return stay("EVT-03", ModelTimeouts.expires(timeout) ? FALSE : BLOCKED);
  }

  private Step<EventModel> stopped() {
    return stay("EVT-10", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<EventModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
