package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.RUNTIME_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.List;

/**
 * What there is around threads: small experiments, each with new threads, timers and local
 * variables, whose result is a few words. None leaves anything behind, so there is no state.
 */
public record ThreadingModel() implements SequentialModel<ThreadingModel> {
  /** The experiments without a parameter, or where it may be left out. */
  public static final List<String> EXPERIMENTS =
      List.of(
          "default_names",
          "hooked",
          "printed",
          "hook_raises",
          "current",
          "dummy",
          "join_dummy",
          "main",
          "start_main",
          "listed",
          "timeout_max",
          "cancelled_while_waiting",
          "cancelled_after",
          "local",
          "local_initialised",
          "local_set_first",
          "local_failing",
          "local_within",
          "local_absent",
          "local_removed",
          "local_remove_absent");

  @Override
  public Step<ThreadingModel> apply(Call call, boolean interrupted) {
    return new Step<>(verdict(call), this);
  }

  private static Verdict verdict(Call call) {
    return switch (call.method()) {
      // three threads without a name; the second is given an empty one
      case "default_names" -> says("THR-18", "Thread-N, Thread-N+1, Thread-N+2");
      // a thread that a daemon, or none, creates
      case "inherited_daemon" ->
          Verdict.of("THR-19", new Outcome.Returned(call.arguments().get(0)));
      // what the hook is told of a thread that raises, and where
      case "hooked" -> says("THR-20", "ValueError: boom, in itself, alive");
      // what the hook of the beginning prints first
      case "printed" -> says("THR-20", "Exception in thread named:");
      // what is printed first if the hook raises, and what becomes of the thread
      case "hook_raises" -> says("THR-21", "Exception in threading.excepthook:, ended");
      // what a started thread finds itself to be
      case "current" -> says("THR-23", "itself, with its own ident");
      // what a thread that nobody has started finds itself to be
      case "dummy" -> says("THR-24", "Dummy-N, a daemon, alive, listed, with its own ident");
      // a join of one, by another thread
      case "join_dummy" ->
          Verdict.of("THR-25", raises(RUNTIME_ERROR, "cannot join a dummy thread"));
      case "main" -> says("THR-26", "MainThread, not a daemon");
      case "start_main" ->
          Verdict.of("THR-26", raises(RUNTIME_ERROR, "threads can only be started once"));
      // whether a thread is listed, and counted, before its start, while alive, and afterwards
      case "listed" -> says("THR-27", "no, yes, no");
      case "timeout_max" -> Verdict.of("THR-38", new Outcome.Returned(9223372036L));
      case "timer" -> timer(call.timeout().orElseThrow());
      // cancelled before its start
      case "cancelled_before" -> says("THR-29", "not called");
      // cancelled while it waits, with an interval that would never be over
      case "cancelled_while_waiting" -> says("THR-29", "not called");
      // cancelled twice when it is over
      case "cancelled_after" -> says("THR-29", "called");
      // two threads set a value each, and look; one creates a third, which looks
      case "local" -> says("THR-32", "own, own, none");
      // how often the initialisation runs: two threads, two looks each
      case "local_initialised" -> says("THR-33", "once, once");
      // a set by a thread that has not been here
      case "local_set_first" -> says("THR-33", "initialised, then set");
      // an initialisation that fails the first time
      case "local_failing" -> says("THR-33", "ValueError, initialised");
      // a look from within the initialisation
      case "local_within" -> says("THR-34", "AttributeError, initialised");
      case "local_absent" -> says("THR-34", "AttributeError");
      case "local_removed" -> says("THR-34", "AttributeError, not initialised again");
      case "local_remove_absent" -> says("THR-34", "AttributeError");
      default -> throw new IllegalArgumentException("threading has no experiment " + call);
    };
  }

  /* A timer with so many seconds, waited for, and what came of it. */
  private static Verdict timer(double interval) {
    Outcome called = new Outcome.Returned("called once, in its own thread");
    if (Double.isNaN(interval)) {
      return new Verdict("THR-30", raises(VALUE_ERROR, ModelTimeouts.NAN), called);
    }
    if (interval > 0 && !ModelTimeouts.fits(interval)) {
      return says("THR-31", "not called, the hook was told of an OverflowError");
    }
    return Verdict.of("THR-28", called);
  }

  private static Verdict says(String rule, String text) {
    return Verdict.of(rule, new Outcome.Returned(text));
  }
}
