package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.BROKEN_BARRIER_ERROR;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * {@code threading.Barrier} as one thread sees it, which is the only one to arrive.
 *
 * @param parties how many pass together
 * @param action what is called when all have arrived
 * @param timeout that of {@code wait()}
 * @param broken whether it is broken
 * @param calls how often the action was called
 */
public record BarrierModel(
    long parties, Action action, OptionalDouble timeout, boolean broken, long calls)
    implements SequentialModel<BarrierModel> {
  /** What a {@code wait} returns in scenarios in place of the error of an action that raises one. */
  public static final String ACTION_ERROR = "the action's error";

  /** What a {@code wait} that is refused comes to. */
  public static final Outcome REFUSED = raises(BROKEN_BARRIER_ERROR, "");

  /** The actions in scenarios. */
  public enum Action {
    /** There is none. */
    NONE,
    /** Counts its calls. */
    COUNTS,
    /** Counts its calls, and raises an error. */
    RAISES;

    /** Returns the name in calls: lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds an action.
     *
     * @param id its name in calls
     */
    public static Action of(String id) {
      return Arrays.stream(values())
          .filter(action -> action.id().equals(id))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("There is no action \"" + id + "\""));
    }
  }

  /**
   * Creates the model of a new barrier.
   *
   * @param call a call of {@code new}
   */
  public static BarrierModel of(Call call) {
    return new BarrierModel(
        (Long) call.arguments().get(0),
        call.arguments().size() > 1
            ? Action.of((String) call.arguments().get(1))
            : Action.NONE,
        call.timeout(),
        false,
        0);
  }

  /**
   * Judges a call of {@code new}.
   *
   * @param call the call
   */
  public static Verdict create(Call call) {
    BarrierModel created = of(call);
    if (created.parties < 1) {
      return Verdict.of("BAR-25", raises(VALUE_ERROR, "parties must be >= 1"));
    }
    if (created.timeout.isPresent() && Double.isNaN(created.timeout.getAsDouble())) {
      return new Verdict("BAR-07", raises(VALUE_ERROR, ModelTimeouts.NAN), NOTHING);
    }
    return Verdict.of("BAR-01", NOTHING);
  }

  @Override
  public Step<BarrierModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "parties" -> stay("BAR-01", new Outcome.Returned(parties));
      case "n_waiting" -> stay("BAR-16", new Outcome.Returned(0L));
      case "broken" -> stay("BAR-16", new Outcome.Returned(broken));
      case "calls" -> stay("BAR-09", new Outcome.Returned(calls));
      case "reset" -> new Step<>(Verdict.of("BAR-14", NOTHING), broken(false));
      case "abort" -> new Step<>(Verdict.of("BAR-15", NOTHING), broken(true));
      case "wait" -> await(call.timeout(), interrupted);
      default -> throw new IllegalArgumentException("Barrier has no " + call);
    };
  }

  private Step<BarrierModel> await(OptionalDouble given, boolean interrupted) {
    if (given.isPresent() && Double.isNaN(given.getAsDouble())) {
      return nan();
    }
    if (broken) {
      return stay("BAR-15", REFUSED);
    }
    OptionalDouble due = given.isPresent() ? given : timeout;
    if (parties == 1) {
      return pass(given.isPresent() && given.getAsDouble() <= 0 ? "BAR-05" : "BAR-02");
    }
    if (due.isEmpty()) {
      return interrupted ? stopped() : stay("BAR-02", BLOCKED);
    }
    String own = given.isPresent() ? null : "BAR-06";
    double seconds = due.getAsDouble();
    if (seconds <= 0) {
      return refused(own == null ? "BAR-05" : own);
    }
    if (!ModelTimeouts.fits(seconds)) {
      return stay("BAR-08", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stopped();
    }
    String rule = own == null ? "BAR-04" : own;
    return ModelTimeouts.expires(seconds) ? refused(rule) : stay(rule, BLOCKED);
  }

  private Step<BarrierModel> nan() {
    Outcome python = broken ? REFUSED : parties > 1 ? BLOCKED : pass("BAR-02").verdict().outcome();
    return new Step<>(
        new Verdict("BAR-07", raises(VALUE_ERROR, ModelTimeouts.NAN), python), this);
  }

  private Step<BarrierModel> pass(String rule) {
    return switch (action) {
      case NONE -> stay(rule, new Outcome.Returned(parties - 1));
      case COUNTS ->
          new Step<>(
              Verdict.of("BAR-09", new Outcome.Returned(parties - 1)),
              new BarrierModel(parties, action, timeout, false, calls + 1));
      case RAISES ->
          new Step<>(
              Verdict.of("BAR-10", new Outcome.Returned(ACTION_ERROR)),
              new BarrierModel(parties, action, timeout, true, calls + 1));
    };
  }

  private Step<BarrierModel> refused(String rule) {
    return new Step<>(Verdict.of(rule, REFUSED), broken(true));
  }

  private Step<BarrierModel> stopped() {
    return stay("BAR-19", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<BarrierModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }

  private BarrierModel broken(boolean now) {
    return new BarrierModel(parties, action, timeout, now, calls);
  }
}
