package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.CANCELLED_ERROR;
import static dev.lockstep.kit.model.PyError.INVALID_STATE_ERROR;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.RUNTIME_ERROR;
import static dev.lockstep.kit.model.PyError.TIMEOUT_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code concurrent.futures.Future}. Results are numbers; {@code set_exception(n)} sets the n-th
 * exception, for which {@code result} and {@code exception} return a text. Callbacks write numbers
 * down, which {@code called()} reads; addresses in texts are left out.
 *
 * @param state its state
 * @param value the result, or the number of the exception; null where there is none
 * @param callbacks those that have not been called
 * @param called what they have written down
 * @param waiting the calls that wait
 */
public record FutureModel(
    State state,
    @Nullable Long value,
    List<Callback> callbacks,
    List<Long> called,
    List<Waiting> waiting)
    implements SequentialModel<FutureModel>, ThreadedModel<FutureModel> {
  /** The state that a future is in. */
  public enum State {
    /** Nobody has begun. */
    PENDING,
    /** Somebody has. */
    RUNNING,
    /** Cancelled, and nobody has taken note. */
    CANCELLED,
    /** Cancelled, and notified. */
    CANCELLED_AND_NOTIFIED,
    /** Finished with a result. */
    RETURNED,
    /** Finished with an exception. */
    RAISED;

    boolean isDone() {
      return this != PENDING && this != RUNNING;
    }

    boolean isCancelled() {
      return this == CANCELLED || this == CANCELLED_AND_NOTIFIED;
    }
  }

  /** What a callback does once it has written down its number. */
  public enum Kind {
    /** Nothing more. */
    RECORDS,
    /** It raises an exception. */
    RAISES,
    /** It raises a KeyboardInterrupt. */
    INTERRUPTS,
    /** It writes down whether the future is done, cancelled and running: three digits. */
    LOOKS,
    /**
     * It adds a callback to the future, which writes down the number with the other sign; then it
     * writes down its own once more.
     */
    ADDS,
    /**
     * It completes another future, whose callback writes down the number with the other sign; then
     * it writes down its own once more.
     */
    COMPLETES;

    /** Returns the name in calls. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a kind by its name in calls. */
    public static Kind of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * A callback.
   *
   * @param number what it writes down
   * @param kind what it does then
   */
  public record Callback(long number, Kind kind) {}

  /**
   * A call that waits.
   *
   * @param pending who waits, and what ends it
   * @param forException whether it is {@code exception}
   */
  public record Waiting(Pending pending, boolean forException) {}

  private static final Outcome TIMEOUT = raises(TIMEOUT_ERROR, "");

  /** Creates a future that is pending. */
  public FutureModel() {
    this(State.PENDING, null, List.of(), List.of(), List.of());
  }

  /** Copies the lists. */
  public FutureModel {
    callbacks = List.copyOf(callbacks);
    called = List.copyOf(called);
    waiting = List.copyOf(waiting);
  }

  /** Returns what {@code result} and {@code exception} return of an exception. */
  public static String exceptionOf(long number) {
    return "exception " + number;
  }

  @Override
  public List<Turn<FutureModel>> apply(String thread, Call call) {
    Step<FutureModel> alone = apply(call);
    Verdict verdict = alone.verdict();
    boolean asks = call.method().equals("result") || call.method().equals("exception");
    boolean expires = asks && verdict.rule().equals("FUT-10") && verdict.outcome().equals(TIMEOUT);
    if (expires || verdict.outcome().equals(BLOCKED)) {
      Optional<Outcome> expired = expires ? Optional.of(TIMEOUT) : Optional.empty();
      Pending pending = new Pending(thread, verdict.rule(), expired);
      List<Waiting> more = new ArrayList<>(waiting);
      more.add(new Waiting(pending, call.method().equals("exception")));
      return List.of(Turn.alone(pending.verdict(), waitedForBy(more)));
    }
    FutureModel next = alone.next();
    if (!next.state.isDone()) {
      return List.of(Turn.alone(verdict, next));
    }
    Map<String, Verdict> completions = new HashMap<>();
    for (Waiting each : waiting) {
      String rule = waiting.size() == 1 ? each.pending.rule() : "FUT-14";
      Outcome outcome = each.forException ? next.exception() : next.result();
      completions.put(each.pending.thread(), Verdict.of(rule, outcome));
    }
    return List.of(new Turn<>(verdict, completions, next.waitedForBy(List.of())));
  }

  @Override
  public List<Turn<FutureModel>> expire(String thread) {
    for (Waiting each : waiting) {
      if (each.pending.thread().equals(thread) && each.pending.expired().isPresent()) {
        Verdict verdict = Verdict.of(each.pending.rule(), each.pending.expired().get());
        List<Waiting> left = waiting.stream().filter(other -> !other.equals(each)).toList();
        return List.of(Turn.alone(verdict, waitedForBy(left)));
      }
    }
    return List.of();
  }

  private FutureModel waitedForBy(List<Waiting> calls) {
    return new FutureModel(state, value, callbacks, called, calls);
  }

  @Override
  public Step<FutureModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "cancelled" -> stay("FUT-01", new Outcome.Returned(state.isCancelled()));
      case "running" -> stay("FUT-01", new Outcome.Returned(state == State.RUNNING));
      case "done" -> stay("FUT-01", new Outcome.Returned(state.isDone()));
      case "set_running_or_notify_cancel" -> begin();
      case "cancel" -> cancel();
      case "set_result" ->
          complete("FUT-04", State.RETURNED, call.arguments().isEmpty() ? null : number(call));
      case "set_exception" -> complete("FUT-05", State.RAISED, number(call));
      case "result" -> ask("FUT-08", call, interrupted);
      case "exception" -> ask("FUT-09", call, interrupted);
      case "add_done_callback" -> add(number(call), Kind.of((String) call.arguments().get(1)));
      case "called" -> stay("FUT-19", new Outcome.Returned(text(called)));
      case "repr" -> repr();
      default -> throw new IllegalArgumentException("Future has no " + call);
    };
  }

  private static Long number(Call call) {
    return (Long) call.arguments().get(0);
  }

  private static String text(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private Step<FutureModel> begin() {
    return switch (state) {
      case PENDING -> to("FUT-02", TRUE, State.RUNNING);
      case CANCELLED -> to("FUT-02", FALSE, State.CANCELLED_AND_NOTIFIED);
      default -> stay("FUT-02", raises(RUNTIME_ERROR, "Future in unexpected state"));
    };
  }

  private Step<FutureModel> to(String rule, Outcome outcome, State next) {
    return new Step<>(
        Verdict.of(rule, outcome), new FutureModel(next, value, callbacks, called, waiting));
  }

  private Step<FutureModel> cancel() {
    if (state != State.PENDING) {
      return stay("FUT-03", new Outcome.Returned(state.isCancelled()));
    }
    return done("FUT-03", TRUE, State.CANCELLED, null);
  }

  private Step<FutureModel> complete(String rule, State end, @Nullable Long with) {
    if (!state.isDone()) {
      return done(rule, NOTHING, end, with);
    }
    String name = state.isCancelled() ? state.name() : "FINISHED";
    return new Step<>(
        new Verdict(
            "FUT-06",
            raises(INVALID_STATE_ERROR, name + ": " + representation(true)),
            raises(INVALID_STATE_ERROR, name + ": " + representation(false))),
        this);
  }

  private Step<FutureModel> done(String rule, Outcome outcome, State end, @Nullable Long with) {
    List<Long> written = new ArrayList<>(called);
    boolean escapes = false;
    for (Callback callback : callbacks) {
      written.addAll(writtenBy(callback, end));
      escapes |= callback.kind == Kind.INTERRUPTS;
    }
    FutureModel next = new FutureModel(end, with, List.of(), written, waiting);
    return new Step<>(
        escapes
            ? new Verdict("FUT-21", outcome, raises(KEYBOARD_INTERRUPT, ""))
            : Verdict.of(rule, outcome),
        next);
  }

  private static List<Long> writtenBy(Callback callback, State end) {
    long number = callback.number;
    return switch (callback.kind) {
      case RECORDS, RAISES, INTERRUPTS -> List.of(number);
      case LOOKS -> List.of(number, end.isCancelled() ? 110L : 100L);
      case ADDS, COMPLETES -> List.of(number, -number, number);
    };
  }

  private Step<FutureModel> add(long number, Kind kind) {
    Callback callback = new Callback(number, kind);
    if (!state.isDone()) {
      List<Callback> more = new ArrayList<>(callbacks);
      more.add(callback);
      return new Step<>(
          Verdict.of("FUT-19", NOTHING), new FutureModel(state, value, more, called, waiting));
    }
    List<Long> written = new ArrayList<>(called);
    written.addAll(writtenBy(callback, state));
    Verdict verdict =
        switch (kind) {
          case INTERRUPTS -> new Verdict("FUT-21", NOTHING, raises(KEYBOARD_INTERRUPT, ""));
          case RAISES -> Verdict.of("FUT-21", NOTHING);
          case COMPLETES -> Verdict.of("FUT-22", NOTHING);
          default -> Verdict.of("FUT-20", NOTHING);
        };
    return new Step<>(verdict, new FutureModel(state, value, callbacks, written, waiting));
  }

  private Step<FutureModel> ask(String rule, Call call, boolean interrupted) {
    boolean timed = call.timeout().isPresent();
    double timeout = call.timeout().orElse(1);
    Outcome done = rule.equals("FUT-09") ? exception() : result();
    if (timed && Double.isNaN(timeout)) {
      Outcome ours = raises(VALUE_ERROR, ModelTimeouts.NAN);
      return new Step<>(new Verdict("FUT-12", ours, state.isDone() ? done : TIMEOUT), this);
    }
    if (state.isDone()) {
      return stay(rule, done);
    }
    if (timed && timeout <= 0) {
      return stay("FUT-11", TIMEOUT);
    }
    if (timed && !ModelTimeouts.fits(timeout)) {
      return stay("FUT-13", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stay("FUT-16", raises(KEYBOARD_INTERRUPT, ""));
    }
    if (!timed) {
      return stay(rule, BLOCKED);
    }
    return stay("FUT-10", ModelTimeouts.expires(timeout) ? TIMEOUT : BLOCKED);
  }

  private Outcome result() {
    return switch (state) {
      case RETURNED -> new Outcome.Returned(value);
      case RAISED -> new Outcome.Returned(exceptionText());
      default -> raises(CANCELLED_ERROR, "");
    };
  }

  private Outcome exception() {
    return switch (state) {
      case RETURNED -> NOTHING;
      case RAISED -> new Outcome.Returned(exceptionText());
      default -> raises(CANCELLED_ERROR, "");
    };
  }

  private String exceptionText() {
    return exceptionOf(value == null ? 0 : value);
  }

  private Step<FutureModel> repr() {
    return new Step<>(
        new Verdict(
            "FUT-35",
            new Outcome.Returned(representation(true)),
            new Outcome.Returned(representation(false))),
        this);
  }

  private String representation(boolean ours) {
    String text =
        switch (state) {
          case PENDING -> "pending";
          case RUNNING -> "running";
          case CANCELLED, CANCELLED_AND_NOTIFIED -> "cancelled";
          case RETURNED ->
              "finished returned " + (value == null ? "NoneType" : ours ? "Long" : "int");
          case RAISED -> "finished raised Boom";
        };
    return "<Future at 0x… state=" + text + ">";
  }

  private Step<FutureModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
