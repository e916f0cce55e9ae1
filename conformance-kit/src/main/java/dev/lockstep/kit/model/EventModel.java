package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code threading.Event}.
 *
 * @param flag whether it is set
 * @param waiting the calls that wait for it
 */
public record EventModel(boolean flag, List<Pending> waiting)
    implements SequentialModel<EventModel>, ThreadedModel<EventModel> {
  /** {@code set()} and {@code clear()} at once: no method of Python's. */
  public static final String PULSE = "pulse";

  /** Copies the calls. */
  public EventModel {
    waiting = List.copyOf(waiting);
  }

  /** Creates an event whose flag is clear. */
  public EventModel() {
    this(false, List.of());
  }

  @Override
  public List<Turn<EventModel>> apply(String thread, Call call) {
    Step<EventModel> alone = apply(call);
    Optional<Pending> waits = Pending.of(thread, call, alone.verdict());
    if (waits.isPresent()) {
      EventModel next = new EventModel(flag, Pending.with(waiting, waits.get()));
      return List.of(Turn.alone(waits.get().verdict(), next));
    }
    return switch (call.method()) {
      case "set" -> List.of(tellAll(alone, "EVT-07"));
      case PULSE -> List.of(tellAll(alone, "EVT-13"));
      default -> List.of(Turn.alone(alone.verdict(), alone.next()));
    };
  }

  private Turn<EventModel> tellAll(Step<EventModel> alone, String rule) {
    Map<String, Verdict> completions = new HashMap<>();
    waiting.forEach(pending -> completions.put(pending.thread(), Verdict.of(rule, TRUE)));
    return new Turn<>(alone.verdict(), completions, new EventModel(alone.next().flag, List.of()));
  }

  @Override
  public List<Turn<EventModel>> expire(String thread) {
    return Pending.expire(waiting, thread, left -> new EventModel(flag, left));
  }

  @Override
  public Step<EventModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "is_set" -> stay("EVT-01", new Outcome.Returned(flag));
      case "set" -> new Step<>(Verdict.of("EVT-01", NOTHING), new EventModel(true, waiting));
      case "clear" -> new Step<>(Verdict.of("EVT-01", NOTHING), new EventModel(false, waiting));
      case PULSE -> new Step<>(Verdict.of("EVT-13", NOTHING), new EventModel(false, waiting));
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
