package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.RUNTIME_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code threading.Lock}.
 *
 * @param held whether it is locked
 * @param waiting the calls that wait for it
 */
public record LockModel(boolean held, List<Pending> waiting)
    implements SequentialModel<LockModel>, ThreadedModel<LockModel> {
  /** Copies the calls. */
  public LockModel {
    waiting = List.copyOf(waiting);
  }

  /** Creates an unlocked lock. */
  public LockModel() {
    this(false, List.of());
  }

  /* Who of those that wait gets a lock that is released, Python leaves open. */
  @Override
  public List<Turn<LockModel>> apply(String thread, Call call) {
    Step<LockModel> alone = apply(call);
    Optional<Pending> waits = Pending.of(thread, call, alone.verdict());
    if (waits.isPresent()) {
      LockModel next = new LockModel(held, Pending.with(waiting, waits.get()));
      return List.of(Turn.alone(waits.get().verdict(), next));
    }
    if (alone.next().held || waiting.isEmpty()) {
      return List.of(Turn.alone(alone.verdict(), alone.next()));
    }
    return waiting.stream().map(pending -> handOn(alone.verdict(), pending)).toList();
  }

  private Turn<LockModel> handOn(Verdict verdict, Pending to) {
    return new Turn<>(
        verdict,
        Map.of(to.thread(), Verdict.of("LCK-16", TRUE)),
        new LockModel(true, Pending.without(waiting, List.of(to))));
  }

  @Override
  public List<Turn<LockModel>> expire(String thread) {
    return Pending.expire(waiting, thread, left -> new LockModel(held, left));
  }

  @Override
  public Step<LockModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "acquire" ->
          switch (call.arguments().size()) {
            case 0 -> acquire(true, interrupted);
            case 1 -> acquire((Boolean) call.arguments().get(0), interrupted);
            default ->
                acquire(
                    (Boolean) call.arguments().get(0),
                    (Double) call.arguments().get(1),
                    interrupted);
          };
      case "release" -> release();
      case "locked" -> stay("LCK-13", new Outcome.Returned(held));
      default -> throw new IllegalArgumentException("Lock has no " + call);
    };
  }

  private Step<LockModel> acquire(boolean blocking, boolean interrupted) {
    if (!held) {
      return take();
    }
    if (!blocking) {
      return stay("LCK-03", FALSE);
    }
    return interrupted ? stopped() : stay("LCK-02", BLOCKED);
  }

  private Step<LockModel> acquire(boolean blocking, double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      return stay("LCK-06", raises(VALUE_ERROR, ModelTimeouts.NAN));
    }
    if (!ModelTimeouts.fits(timeout)) {
      return stay("LCK-07", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    boolean forEver = ModelTimeouts.isForEver(timeout);
    if (!blocking && !forEver) {
      return stay("LCK-08", raises(VALUE_ERROR, "can't specify a timeout for a non-blocking call"));
    }
    if (timeout < 0 && !forEver) {
      return stay("LCK-09", raises(VALUE_ERROR, ModelTimeouts.NEGATIVE));
    }
    if (!held) {
      return take();
    }
    if (!blocking) {
      return stay("LCK-05", FALSE);
    }
    if (timeout == 0) {
      return stay("LCK-04", FALSE);
    }
    if (interrupted) {
      return stopped();
    }
    if (forEver) {
      return stay("LCK-05", BLOCKED);
    }
    return stay("LCK-04", ModelTimeouts.expires(timeout) ? FALSE : BLOCKED);
  }

  private Step<LockModel> take() {
    return new Step<>(Verdict.of("LCK-01", TRUE), new LockModel(true, waiting));
  }

  private Step<LockModel> stopped() {
    return stay("LCK-17", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<LockModel> release() {
    if (!held) {
      return stay("LCK-12", raises(RUNTIME_ERROR, "release unlocked lock"));
    }
    return new Step<>(Verdict.of("LCK-11", NOTHING), new LockModel(false, waiting));
  }

  private Step<LockModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
