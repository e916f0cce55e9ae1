package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code concurrent.futures.wait} and {@code as_completed}, with some futures of their own, which
 * are numbered from 0 on. What they return is a text: {@code done 0 2, not done 1}; and of {@code
 * as_completed}, which is asked until it ends, the numbers in the order in which they came, those
 * that were completed in the beginning sorted: {@code 0 2, 1 (of 3) futures unfinished}.
 *
 * @param states the states of the futures
 * @param waiting the calls that wait
 */
public record FuturesModel(List<State> states, List<Waiting> waiting)
    implements SequentialModel<FuturesModel>, ThreadedModel<FuturesModel> {
  /** As far as it matters here. */
  public enum State {
    /** Pending. */
    PENDING,
    /** Cancelled and not notified. */
    CANCELLED,
    /** Cancelled and notified. */
    NOTIFIED,
    /** Finished with a result. */
    RETURNED,
    /** Finished with an exception. */
    RAISED;

    boolean isCompleted() {
      return this != PENDING && this != CANCELLED;
    }
  }

  /** What {@code wait} waits for. */
  public enum Condition {
    /** One at least is completed. */
    FIRST_COMPLETED,
    /** One has an exception, or all are completed. */
    FIRST_EXCEPTION,
    /** All are completed. */
    ALL_COMPLETED;

    /** Returns the name in calls: only letters. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Finds a condition by its name in calls. */
    public static Condition of(String id) {
      for (Condition condition : values()) {
        if (condition.id().equals(id)) {
          return condition;
        }
      }
      throw new IllegalArgumentException("No condition is called " + id);
    }
  }

  /**
   * A call that waits.
   *
   * @param thread who made it
   * @param condition what it waits for; empty for {@code as_completed}
   * @param yielded what {@code as_completed} has yielded
   * @param expires whether its time may be over
   */
  public record Waiting(
      String thread, Optional<Condition> condition, List<Integer> yielded, boolean expires) {
    /** Copies the list. */
    public Waiting {
      yielded = List.copyOf(yielded);
    }
  }

  /** Copies the lists. */
  public FuturesModel {
    states = List.copyOf(states);
    waiting = List.copyOf(waiting);
  }

  /**
   * Creates futures that are pending.
   *
   * @param count how many
   */
  public FuturesModel(int count) {
    this(IntStream.range(0, count).mapToObj(i -> State.PENDING).toList(), List.of());
  }

  @Override
  public List<Turn<FuturesModel>> apply(String thread, Call call) {
    Step<FuturesModel> alone = apply(call);
    boolean waits = isWait(call);
    if (waits && mayWait(call)) {
      Waiting made =
          new Waiting(
              thread,
              call.method().equals("wait") ? Optional.of(condition(call)) : Optional.empty(),
              call.method().equals("wait") ? List.of() : completed(),
              call.timeout().isPresent() && ModelTimeouts.expires(call.timeout().getAsDouble()));
      if (!isOver(made)) {
        List<Waiting> more = new ArrayList<>(waiting);
        more.add(made);
        return List.of(
            Turn.alone(
                Verdict.of(alone.verdict().rule(), BLOCKED), new FuturesModel(states, more)));
      }
    }
    return waits ? List.of(Turn.alone(alone.verdict(), this)) : List.of(completing(alone));
  }

  private static boolean isWait(Call call) {
    return call.method().equals("wait")
        || call.method().equals("wait_twice")
        || call.method().equals("as_completed");
  }

  private static boolean mayWait(Call call) {
    double timeout = call.timeout().orElse(1);
    return timeout > 0 && ModelTimeouts.fits(timeout) && !call.method().equals("wait_twice");
  }

  private Turn<FuturesModel> completing(Step<FuturesModel> alone) {
    FuturesModel next = alone.next();
    List<Waiting> left = new ArrayList<>();
    Map<String, Verdict> completions = new HashMap<>();
    for (Waiting each : waiting) {
      List<Integer> yielded = new ArrayList<>(each.yielded);
      if (each.condition.isEmpty()) {
        next.completed().stream().filter(i -> !yielded.contains(i)).forEach(yielded::add);
      }
      Waiting now = new Waiting(each.thread, each.condition, yielded, each.expires);
      if (next.isOver(now)) {
        completions.put(each.thread, next.end(now));
      } else {
        left.add(now);
      }
    }
    return new Turn<>(alone.verdict(), completions, new FuturesModel(next.states, left));
  }

  @Override
  public List<Turn<FuturesModel>> expire(String thread) {
    for (Waiting each : waiting) {
      if (each.thread.equals(thread) && each.expires) {
        List<Waiting> left = waiting.stream().filter(other -> !other.equals(each)).toList();
        Verdict verdict =
            each.condition.isPresent()
                ? Verdict.of("FUT-27", new Outcome.Returned(partition()))
                : Verdict.of("FUT-29", new Outcome.Returned(unfinished(each.yielded)));
        return List.of(Turn.alone(verdict, new FuturesModel(states, left)));
      }
    }
    return List.of();
  }

  private boolean isOver(Waiting call) {
    return call.condition.map(this::holds).orElse(completed().size() == states.size());
  }

  private Verdict end(Waiting call) {
    return call.condition.isPresent()
        ? Verdict.of("FUT-25", new Outcome.Returned(partition()))
        : Verdict.of("FUT-28", new Outcome.Returned(text(call.yielded)));
  }

  @Override
  public Step<FuturesModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "set_result" -> to(call, State.RETURNED);
      case "set_exception" -> to(call, State.RAISED);
      case "cancel" -> to(call, State.CANCELLED);
      case "cancel_and_notify" -> to(call, State.NOTIFIED);
      case "wait", "wait_twice" -> await(call, interrupted);
      case "as_completed" -> asCompleted(call, interrupted);
      default -> throw new IllegalArgumentException("concurrent.futures has no " + call);
    };
  }

  /* Each is legal once; afterwards it does nothing, on either side. */
  private Step<FuturesModel> to(Call call, State next) {
    int index = Math.toIntExact((Long) call.arguments().get(0));
    List<State> changed = new ArrayList<>(states);
    State before = states.get(index);
    boolean notifies = before == State.CANCELLED && next == State.NOTIFIED;
    if (before == State.PENDING || notifies) {
      changed.set(index, next);
    }
    String rule = next == State.CANCELLED || next == State.NOTIFIED ? "FUT-26" : "FUT-25";
    return new Step<>(Verdict.of(rule, Outcome.NOTHING), new FuturesModel(changed, waiting));
  }

  private List<Integer> completed() {
    return IntStream.range(0, states.size())
        .filter(i -> states.get(i).isCompleted())
        .boxed()
        .toList();
  }

  private boolean holds(Condition condition) {
    return completed().size() == states.size()
        || switch (condition) {
          case FIRST_COMPLETED -> !completed().isEmpty();
          case FIRST_EXCEPTION -> states.contains(State.RAISED);
          case ALL_COMPLETED -> false;
        };
  }

  private static Condition condition(Call call) {
    return Condition.of((String) call.arguments().get(0));
  }

  private Step<FuturesModel> await(Call call, boolean interrupted) {
    Outcome now = new Outcome.Returned(partition());
    Optional<Verdict> nan = nan(call, now);
    if (nan.isPresent()) {
      return new Step<>(nan.get(), this);
    }
    if (holds(condition(call))) {
      return stay(states.contains(State.CANCELLED) ? "FUT-26" : "FUT-25", now);
    }
    double timeout = call.timeout().orElse(1);
    if (timeout <= 0) {
      return stay("FUT-27", now);
    }
    if (!ModelTimeouts.fits(timeout)) {
      return stay("FUT-13", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stay("FUT-16", raises(KEYBOARD_INTERRUPT, ""));
    }
    if (call.timeout().isPresent() && ModelTimeouts.expires(timeout)) {
      return stay("FUT-27", now);
    }
    return stay(states.contains(State.CANCELLED) ? "FUT-26" : "FUT-25", BLOCKED);
  }

  private Step<FuturesModel> asCompleted(Call call, boolean interrupted) {
    List<Integer> ready = completed();
    boolean all = ready.size() == states.size();
    Optional<Verdict> nan = nan(call, all ? new Outcome.Returned(text(ready)) : Outcome.BLOCKED);
    if (nan.isPresent()) {
      return new Step<>(nan.get(), this);
    }
    if (all) {
      return stay("FUT-28", new Outcome.Returned(text(ready)));
    }
    double timeout = call.timeout().orElse(1);
    if (timeout > 0 && !ModelTimeouts.fits(timeout)) {
      return stay("FUT-13", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (timeout > 0 && interrupted) {
      return stay("FUT-16", raises(KEYBOARD_INTERRUPT, ""));
    }
    boolean expires = call.timeout().isPresent() && ModelTimeouts.expires(timeout);
    if (timeout <= 0 || expires) {
      return stay("FUT-29", new Outcome.Returned(unfinished(ready)));
    }
    return stay(states.contains(State.CANCELLED) ? "FUT-26" : "FUT-28", BLOCKED);
  }

  private static Optional<Verdict> nan(Call call, Outcome reference) {
    return call.timeout().isPresent() && Double.isNaN(call.timeout().getAsDouble())
        ? Optional.of(new Verdict("FUT-12", raises(VALUE_ERROR, ModelTimeouts.NAN), reference))
        : Optional.empty();
  }

  private String partition() {
    List<Integer> done = completed();
    List<Integer> others =
        IntStream.range(0, states.size()).filter(i -> !done.contains(i)).boxed().toList();
    return partition(done, others);
  }

  /** Returns the text for what {@code wait} returns. */
  public static String partition(List<Integer> done, List<Integer> notDone) {
    return "done " + text(done) + ", not done " + text(notDone);
  }

  private String unfinished(List<Integer> yielded) {
    int left = states.size() - yielded.size();
    return text(yielded) + ", " + left + " (of " + states.size() + ") futures unfinished";
  }

  /** Returns the text for what {@code as_completed} yields. */
  public static String text(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private Step<FuturesModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
