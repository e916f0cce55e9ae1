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

/**
 * {@code threading.Condition} as one thread sees it, that nobody notifies.
 *
 * <p>The predicate of {@code wait_for} is a number: how often it is false before it is true; {@link
 * #NEVER} for one that never is.
 *
 * @param reentrant whether it is over an RLock
 * @param levels how often the lock is held
 */
public record ConditionModel(boolean reentrant, int levels)
    implements SequentialModel<ConditionModel> {
  /** The predicate that is never true. */
  public static final long NEVER = -1;

  /** Returns the model of {@code Condition()}. */
  public static ConditionModel overRLock() {
    return new ConditionModel(true, 0);
  }

  /** Returns the model of {@code Condition(Lock())}. */
  public static ConditionModel overLock() {
    return new ConditionModel(false, 0);
  }

  @Override
  public Step<ConditionModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "acquire" -> acquire(call, interrupted);
      case "release" -> release();
      case "locked" -> stay("CND-02", new Outcome.Returned(levels > 0));
      case "_is_owned" -> stay("CND-28", new Outcome.Returned(levels > 0));
      case "notify" -> signal("CND-10");
      case "notify_all" -> signal("CND-11");
      case "wait" ->
          call.timeout().isPresent()
              ? await(call.timeout().getAsDouble(), interrupted)
              : await("CND-05", interrupted);
      case "wait_for" -> {
        long predicate = (Long) call.arguments().get(0);
        yield call.timeout().isPresent()
            ? awaitFor(predicate, call.timeout().getAsDouble(), interrupted)
            : awaitFor(predicate, interrupted);
      }
      default -> throw new IllegalArgumentException("Condition has no " + call);
    };
  }

  /* An RLock is as good as free for the only thread; a timeout is looked at by both alike. */
  private Step<ConditionModel> acquire(Call call, boolean interrupted) {
    LockModel lock = new LockModel(levels > 0 && !reentrant, List.of());
    Verdict verdict = lock.apply(call, interrupted).verdict();
    String rule =
        switch (verdict.rule()) {
          case "LCK-06" -> "CND-08";
          case "LCK-07" -> "CND-09";
          case "LCK-09" -> "CND-29";
          case "LCK-17" -> "CND-19";
          default -> "CND-01";
        };
    return verdict.outcome().equals(TRUE)
        ? become(rule, TRUE, levels + 1)
        : stay(rule, verdict.outcome());
  }

  private Step<ConditionModel> release() {
    if (levels > 0) {
      return become("CND-01", NOTHING, levels - 1);
    }
    String message = reentrant ? "cannot release un-acquired lock" : "release unlocked lock";
    return stay("CND-01", raises(RUNTIME_ERROR, message));
  }

  private Step<ConditionModel> signal(String rule) {
    return levels > 0
        ? stay(rule, NOTHING)
        : stay("CND-04", raises(RUNTIME_ERROR, "cannot notify on un-acquired lock"));
  }

  private Step<ConditionModel> await(String rule, boolean interrupted) {
    if (levels == 0) {
      return unowned();
    }
    return interrupted ? stopped() : stay(rule, BLOCKED);
  }

  private Step<ConditionModel> await(double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      return notANumber(levels > 0 ? FALSE : unowned().verdict().outcome());
    }
    if (levels > 0 && timeout <= 0) {
      return stay("CND-07", FALSE);
    }
    return await("CND-06", timeout, FALSE, interrupted);
  }

  private Step<ConditionModel> awaitFor(long predicate, boolean interrupted) {
    return predicate == 0 ? stay("CND-16", TRUE) : await("CND-16", interrupted);
  }

  private Step<ConditionModel> awaitFor(long predicate, double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      Outcome reference = predicate == NEVER ? BLOCKED : TRUE;
      return notANumber(levels > 0 || predicate == 0 ? reference : unowned().verdict().outcome());
    }
    if (predicate == 0) {
      return stay("CND-17", TRUE);
    }
    Outcome secondLook = new Outcome.Returned(predicate == 1);
    if (levels > 0 && timeout <= 0) {
      return stay("CND-17", secondLook);
    }
    return await("CND-17", timeout, secondLook, interrupted);
  }

  private Step<ConditionModel> await(
      String rule, double timeout, Outcome afterwards, boolean interrupted) {
    if (levels == 0) {
      return unowned();
    }
    if (!ModelTimeouts.fits(timeout)) {
      return stay("CND-09", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stopped();
    }
    return stay(rule, ModelTimeouts.expires(timeout) ? afterwards : BLOCKED);
  }

  private Step<ConditionModel> notANumber(Outcome reference) {
    Outcome ours = raises(VALUE_ERROR, ModelTimeouts.NAN);
    return new Step<>(new Verdict("CND-08", ours, reference), this);
  }

  private Step<ConditionModel> unowned() {
    return stay("CND-03", raises(RUNTIME_ERROR, "cannot wait on un-acquired lock"));
  }

  private Step<ConditionModel> stopped() {
    return stay("CND-19", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<ConditionModel> become(String rule, Outcome outcome, int next) {
    return new Step<>(Verdict.of(rule, outcome), new ConditionModel(reentrant, next));
  }

  private Step<ConditionModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
