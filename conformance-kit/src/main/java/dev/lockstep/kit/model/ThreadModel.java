package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.RUNTIME_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

/**
 * {@code threading.Thread} as another thread sees it. Its target waits until it is told to end; the
 * calls {@code end} and {@code join_itself} are what it is told, {@code set_name(n)} gives it the
 * name {@code thread-n}, and {@code ident()} is true if there is one.
 *
 * @param state where it is in its life
 * @param name its name
 * @param daemon whether it is one
 */
public record ThreadModel(State state, String name, boolean daemon)
    implements SequentialModel<ThreadModel> {
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
    this(State.NEW, NAME, daemon);
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
              new ThreadModel(state, nameOf((Long) call.arguments().get(0)), daemon));
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
        ? new Step<>(Verdict.of("THR-01", NOTHING), new ThreadModel(State.RUNNING, name, daemon))
        : stay("THR-02", raises(RUNTIME_ERROR, "threads can only be started once"));
  }

  private Step<ThreadModel> end() {
    return new Step<>(Verdict.of("THR-07", NOTHING), new ThreadModel(State.ENDED, name, daemon));
  }

  private Step<ThreadModel> setDaemon(boolean next) {
    return state == State.NEW
        ? new Step<>(Verdict.of("THR-19", NOTHING), new ThreadModel(state, name, next))
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
