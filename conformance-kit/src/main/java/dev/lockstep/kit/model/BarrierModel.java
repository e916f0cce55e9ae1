package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.BROKEN_BARRIER_ERROR;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code threading.Barrier}.
 *
 * @param parties how many pass together
 * @param action what is called when all have arrived
 * @param timeout that of {@code wait()}
 * @param broken whether it is broken
 * @param calls how often the action was called
 * @param waiting the calls of the filling generation, in the order of their arrival
 */
public record BarrierModel(
    long parties,
    Action action,
    OptionalDouble timeout,
    boolean broken,
    long calls,
    List<Pending> waiting)
    implements SequentialModel<BarrierModel>, ThreadedModel<BarrierModel> {
  /**
   * What a {@code wait} returns in scenarios in place of the error of an action that raises one.
   */
  public static final String ACTION_ERROR = "the action's error";

  /** What a {@code wait} that is refused comes to. */
  public static final Outcome REFUSED = raises(BROKEN_BARRIER_ERROR, "");

  /** Copies the calls. */
  public BarrierModel {
    waiting = List.copyOf(waiting);
  }

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
        call.arguments().size() > 1 ? Action.of((String) call.arguments().get(1)) : Action.NONE,
        call.timeout(),
        false,
        0,
        List.of());
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
  public List<Turn<BarrierModel>> apply(String thread, Call call) {
    Step<BarrierModel> alone = apply(call);
    if (call.method().equals("wait") && waits(alone.verdict(), call)) {
      Optional<Outcome> expired =
          alone.verdict().outcome().equals(REFUSED) ? Optional.of(REFUSED) : Optional.empty();
      Pending pending = new Pending(thread, alone.verdict().rule(), expired);
      return List.of(
          Turn.alone(pending.verdict(), with(broken, calls, Pending.with(waiting, pending))));
    }
    return List.of(turn(alone));
  }

  /* Alone it would never come back, or be refused when its time is over. */
  private boolean waits(Verdict alone, Call call) {
    return alone.outcome().equals(BLOCKED)
        || (!broken && alone.outcome().equals(REFUSED) && timeoutOf(call).orElse(0) > 0);
  }

  private OptionalDouble timeoutOf(Call call) {
    return call.timeout().isPresent() ? call.timeout() : timeout;
  }

  /* A step that ends the generation tells all of it. */
  private Turn<BarrierModel> turn(Step<BarrierModel> step) {
    if (!step.next().waiting.isEmpty()) {
      return Turn.alone(step.verdict(), step.next());
    }
    boolean pass = step.verdict().outcome().equals(new Outcome.Returned(parties - 1));
    Map<String, Verdict> completions = new HashMap<>();
    for (int i = 0; i < waiting.size(); i++) {
      Verdict verdict =
          pass
              ? Verdict.of("BAR-03", new Outcome.Returned((long) i))
              : Verdict.of(step.verdict().rule(), REFUSED);
      completions.put(waiting.get(i).thread(), verdict);
    }
    return new Turn<>(step.verdict(), completions, step.next());
  }

  @Override
  public List<Turn<BarrierModel>> expire(String thread) {
    for (Pending pending : waiting) {
      if (pending.thread().equals(thread) && pending.expired().isPresent()) {
        List<Pending> others = Pending.without(waiting, List.of(pending));
        return List.of(with(false, calls, others).turn(refused(pending.rule())));
      }
    }
    return List.of();
  }

  @Override
  public Step<BarrierModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "parties" -> stay("BAR-01", new Outcome.Returned(parties));
      case "n_waiting" -> stay("BAR-16", new Outcome.Returned((long) waiting.size()));
      case "broken" -> stay("BAR-16", new Outcome.Returned(broken));
      case "calls" -> stay("BAR-09", new Outcome.Returned(calls));
      case "reset" -> new Step<>(Verdict.of("BAR-14", NOTHING), ended(false, calls));
      case "abort" -> new Step<>(Verdict.of("BAR-15", NOTHING), ended(true, calls));
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
    if (isLast()) {
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
    Outcome python = broken ? REFUSED : isLast() ? pass("BAR-02").verdict().outcome() : BLOCKED;
    return new Step<>(new Verdict("BAR-07", raises(VALUE_ERROR, ModelTimeouts.NAN), python), this);
  }

  private boolean isLast() {
    return waiting.size() == parties - 1;
  }

  private Step<BarrierModel> pass(String rule) {
    Outcome number = new Outcome.Returned(parties - 1);
    return switch (action) {
      case NONE -> new Step<>(Verdict.of(rule, number), ended(false, calls));
      case COUNTS -> new Step<>(Verdict.of("BAR-09", number), ended(false, calls + 1));
      case RAISES ->
          new Step<>(
              Verdict.of("BAR-10", new Outcome.Returned(ACTION_ERROR)), ended(true, calls + 1));
    };
  }

  private Step<BarrierModel> refused(String rule) {
    return new Step<>(Verdict.of(rule, REFUSED), ended(true, calls));
  }

  private Step<BarrierModel> stopped() {
    return stay("BAR-19", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<BarrierModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }

  private BarrierModel ended(boolean nowBroken, long nowCalls) {
    return with(nowBroken, nowCalls, List.of());
  }

  private BarrierModel with(boolean nowBroken, long nowCalls, List<Pending> nowWaiting) {
    return new BarrierModel(parties, action, timeout, nowBroken, nowCalls, nowWaiting);
  }
}
