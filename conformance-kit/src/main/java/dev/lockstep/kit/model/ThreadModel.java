package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.RUNTIME_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code threading.Thread} as other threads see it. Its target waits until it is told to end; the
 * calls {@code end} and {@code join_itself} are what it is told, {@code set_name(n)} gives it the
 * name {@code thread-n}, and {@code ident()} is true if there is one.
 *
 * @param state where it is in its life
 * @param name its name
 * @param daemon whether it is one
 * @param joining the calls that wait for its end
 */
public record ThreadModel(State state, String name, boolean daemon, List<Pending> joining)
    implements SequentialModel<ThreadModel>, ThreadedModel<ThreadModel> {
  /** What a new thread is called. */
  public static final String NAME = "thread";

  /** Where a thread is in its life. */
  public enum State {
    /** Not started. */
    NEW,
    /** Started, and not ended. */
    RUNNING,
    /** Ended. */
    ENDED
  }

  /** Creates a thread that is not started. */
  public ThreadModel(boolean daemon) {
    this(State.NEW, NAME, daemon, List.of());
  }

  /** Copies the calls. */
  public ThreadModel {
    joining = List.copyOf(joining);
  }

  @Override
  public List<Turn<ThreadModel>> apply(String thread, Call call) {
    Step<ThreadModel> alone = apply(call);
    Verdict verdict = alone.verdict();
    boolean expires = verdict.rule().equals("THR-08") && verdict.outcome().equals(NOTHING);
    if (expires || verdict.outcome().equals(BLOCKED)) {
      Optional<Outcome> expired = expires ? Optional.of(NOTHING) : Optional.empty();
      Pending pending = new Pending(thread, verdict.rule(), expired);
      return List.of(Turn.alone(pending.verdict(), joinedBy(Pending.with(joining, pending))));
    }
    if (alone.next().state != State.ENDED) {
      return List.of(Turn.alone(verdict, alone.next()));
    }
    Map<String, Verdict> completions = new HashMap<>();
    for (Pending pending : joining) {
      String rule = joining.size() == 1 ? pending.rule() : "THR-16";
      completions.put(pending.thread(), Verdict.of(rule, NOTHING));
    }
    return List.of(new Turn<>(verdict, completions, alone.next().joinedBy(List.of())));
  }

  @Override
  public List<Turn<ThreadModel>> expire(String thread) {
    return Pending.expire(joining, thread, this::joinedBy);
  }

  private ThreadModel joinedBy(List<Pending> calls) {
    return new ThreadModel(state, name, daemon, calls);
  }

  private ThreadModel in(State next) {
    return new ThreadModel(next, name, daemon, joining);
  }

  @Override
  public Step<ThreadModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "start" -> start();
      case "end" -> state == State.RUNNING ? end() : join(interrupted);
      case "join" -> join(call, interrupted);
      case "join_itself" ->
          state == State.RUNNING
              ? stay("THR-14", raises(RUNTIME_ERROR, "cannot join current thread"))
              : join(call, interrupted);
      case "is_alive" -> stay("THR-01", new Outcome.Returned(state == State.RUNNING));
      case "ident" -> stay("THR-06", state == State.NEW ? NOTHING : TRUE);
      case "name" -> stay("THR-18", new Outcome.Returned(name));
      case "set_name" ->
          new Step<>(
              Verdict.of("THR-18", NOTHING),
              new ThreadModel(state, nameOf((Long) call.arguments().get(0)), daemon, joining));
      case "daemon" -> stay("THR-19", new Outcome.Returned(daemon));
      case "set_daemon" -> setDaemon((Boolean) call.arguments().get(0));
      default -> throw new IllegalArgumentException("Thread has no " + call);
    };
  }

  /** Returns the name that {@code set_name(n)} gives. */
  public static String nameOf(long n) {
    return NAME + "-" + n;
  }

  private Step<ThreadModel> start() {
    return state == State.NEW
        ? new Step<>(Verdict.of("THR-01", NOTHING), in(State.RUNNING))
        : stay("THR-02", raises(RUNTIME_ERROR, "threads can only be started once"));
  }

  private Step<ThreadModel> end() {
    return new Step<>(Verdict.of("THR-07", NOTHING), in(State.ENDED));
  }

  private Step<ThreadModel> setDaemon(boolean next) {
    return state == State.NEW
        ? new Step<>(Verdict.of("THR-19", NOTHING), new ThreadModel(state, name, next, joining))
        : stay("THR-19", raises(RUNTIME_ERROR, "cannot set daemon status of active thread"));
  }

  private Step<ThreadModel> join(Call call, boolean interrupted) {
    return call.timeout().isPresent()
        ? join(call.timeout().getAsDouble(), interrupted)
        : join(interrupted);
  }

  private Step<ThreadModel> join(boolean interrupted) {
    return switch (state) {
      case NEW -> notStarted();
      case RUNNING -> interrupted ? stopped() : stay("THR-07", BLOCKED);
      case ENDED -> stay("THR-07", NOTHING);
    };
  }

  private Step<ThreadModel> join(double timeout, boolean interrupted) {
    if (state == State.NEW) {
      return notStarted();
    }
    boolean ended = state == State.ENDED;
    if (Double.isNaN(timeout)) {
      return stay(ended ? "THR-12" : "THR-10", raises(VALUE_ERROR, ModelTimeouts.NAN));
    }
    if (timeout > 0 && !ModelTimeouts.fits(timeout)) {
      return stay(ended ? "THR-12" : "THR-11", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (ended) {
      return stay("THR-07", NOTHING);
    }
    if (timeout <= 0) {
      return stay("THR-09", NOTHING);
    }
    if (interrupted) {
      return stopped();
    }
    return stay("THR-08", ModelTimeouts.expires(timeout) ? NOTHING : BLOCKED);
  }

  private Step<ThreadModel> notStarted() {
    return stay("THR-13", raises(RUNTIME_ERROR, "cannot join thread before it is started"));
  }

  private Step<ThreadModel> stopped() {
    return stay("THR-15", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<ThreadModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
