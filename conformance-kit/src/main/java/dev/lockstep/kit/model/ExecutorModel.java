package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.RUNTIME_ERROR;
import static dev.lockstep.kit.model.PyError.TIMEOUT_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.List;

/**
 * {@code ThreadPoolExecutor} and {@code Executor.map}: small experiments, each with a pool of its
 * own, whose result is a few words. None leaves anything behind, so there is no state.
 */
public record ExecutorModel() implements SequentialModel<ExecutorModel> {
  /** The experiments without a parameter. */
  public static final List<String> EXPERIMENTS =
      List.of(
          "submitted",
          "raised",
          "default_size",
          "as_needed",
          "names",
          "names_without_prefix",
          "worker",
          "in_order",
          "raises_anything",
          "completed_by_others",
          "cancelled",
          "cancelled_running",
          "cancelled_then_notified",
          "after_shutdown",
          "map_after_shutdown",
          "shut_down_twice",
          "queued_at_shutdown",
          "workers_end",
          "shutdown_waits",
          "shutdown_cancels",
          "cancelled_by_shutdown",
          "own_shutdown",
          "own_shutdown_later",
          "initialized",
          "broken",
          "broken_queue",
          "broken_cancelled",
          "broken_and_shut_down",
          "closed",
          "map",
          "map_two",
          "map_eager",
          "map_empty",
          "map_fails",
          "map_closed",
          "map_iterable_raises",
          "own_submit",
          "callback_submits");

  @Override
  public Step<ExecutorModel> apply(Call call, boolean interrupted) {
    return new Step<>(verdict(call), this);
  }

  private static Verdict verdict(Call call) {
    return switch (call.method()) {
      // a task that says whether its future runs, and what it returns
      case "submitted" -> says("EXE-01", "running, returned 7");
      case "raised" -> says("EXE-01", "raised boom");
      case "size" -> size((Long) call.arguments().get(0));
      case "default_size" -> says("EXE-03", "min(32, processors + 4)");
      // workers before the first task, with one that waits, with two, with three of two at most
      case "as_needed" -> says("EXE-04", "0 1 2 2");
      case "names" -> says("EXE-05", "some_0 some_1");
      case "names_without_prefix" ->
          says("EXE-05", "ThreadPoolExecutor-M_0, ThreadPoolExecutor-M+1_0");
      case "worker" -> says("EXE-06", "known, not a daemon");
      case "in_order" -> says("EXE-07", "0 1 2 3 4");
      // a task that raises what is no Exception, and the next
      case "raises_anything" -> says("EXE-08", "KeyboardInterrupt, then 7");
      // somebody sets the result of a running and of a queued task, and the one behind them
      case "completed_by_others" ->
          new Verdict(
              "EXE-08",
              new Outcome.Returned("not called, then 7"),
              new Outcome.Returned("not called, then pending"));
      case "cancelled" -> says("EXE-09", "True, not called");
      case "cancelled_running" -> says("EXE-09", "False, called");
      // whether wait() comes back from a task that was cancelled before its turn
      case "cancelled_then_notified" -> says("EXE-09", "completed");
      case "after_shutdown", "map_after_shutdown" ->
          Verdict.of("EXE-10", raises(RUNTIME_ERROR, "cannot schedule new futures after shutdown"));
      // without and then with cancellation
      case "shut_down_twice" -> says("EXE-10", "pending, cancelled");
      case "queued_at_shutdown" -> says("EXE-11", "0 1 2");
      case "workers_end" -> says("EXE-11", "alive, ended");
      // what is done, and who is alive, when shutdown(True) returns
      case "shutdown_waits" -> says("EXE-12", "done, ended");
      case "shutdown_cancels" -> says("EXE-13", "finished, cancelled, cancelled");
      // whether wait() comes back from what shutdown has cancelled
      case "cancelled_by_shutdown" ->
          new Verdict(
              "EXE-13", new Outcome.Returned("completed"), new Outcome.Returned("not completed"));
      case "own_shutdown" ->
          says("EXE-15", "RuntimeError: cannot join current thread, then 7, then refused");
      case "own_shutdown_later" -> says("EXE-15", "None, then 7");
      // how often it is called: two workers, two tasks each
      case "initialized" -> says("EXE-16", "2, first");
      case "broken" -> Verdict.of("EXE-17", raises(PyError.BROKEN_THREAD_POOL, BROKEN));
      // what is queued when the initializer fails
      case "broken_queue" -> says("EXE-17", "BrokenThreadPool, BrokenThreadPool");
      case "broken_cancelled" ->
          new Verdict(
              "EXE-17",
              new Outcome.Returned("BrokenThreadPool, cancelled, BrokenThreadPool"),
              new Outcome.Returned("BrokenThreadPool, cancelled, pending"));
      case "broken_and_shut_down" ->
          Verdict.of("EXE-17", raises(PyError.BROKEN_THREAD_POOL, BROKEN));
      case "closed" -> says("EXE-18", "done, refused");
      case "map" -> says("EXE-19", "0 2 4");
      case "map_two" -> says("EXE-19", "11 22");
      // what has been taken of three items when map returns
      case "map_eager" -> says("EXE-19", "3");
      case "map_empty" -> says("EXE-19", "");
      // what is taken of four items with a buffersize of two: by map, and with each that comes
      case "map_buffered" -> says("EXE-20", "2, 0 3, 1 4, 2 4, 3 4");
      case "buffersize" -> buffersize((Long) call.arguments().get(0));
      case "map_in_vain" -> mapInVain(call.timeout().orElseThrow());
      // the second of three calls raises
      case "map_fails" -> says("EXE-22", "0, boom, ended");
      // closed after the first: what of four is called, and what is cancelled
      case "map_closed" -> says("EXE-22", "0, ended, called 0 1");
      case "map_iterable_raises" -> says("EXE-23", "boom, called 0");
      case "own_submit" -> says("EXE-24", "7");
      case "callback_submits" -> says("EXE-24", "7");
      default -> throw new IllegalArgumentException("executors have no experiment " + call);
    };
  }

  private static final String BROKEN =
      "A thread initializer failed, the thread pool is not usable anymore";

  private static Verdict size(long size) {
    return size < 1
        ? Verdict.of("EXE-03", raises(VALUE_ERROR, "max_workers must be greater than 0"))
        : Verdict.of("EXE-03", new Outcome.Returned(size));
  }

  private static Verdict buffersize(long buffersize) {
    return buffersize < 1
        ? Verdict.of("EXE-20", raises(VALUE_ERROR, "buffersize must be None or > 0"))
        : says("EXE-20", "0 2 4");
  }

  /* A map over one call that does not end, asked once. */
  private static Verdict mapInVain(double timeout) {
    if (Double.isNaN(timeout)) {
      return new Verdict(
          "EXE-21", raises(VALUE_ERROR, ModelTimeouts.NAN), raises(TIMEOUT_ERROR, ""));
    }
    if (timeout > 0 && !ModelTimeouts.fits(timeout)) {
      return Verdict.of("EXE-32", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    return Verdict.of("EXE-21", raises(TIMEOUT_ERROR, ""));
  }

  private static Verdict says(String rule, String text) {
    return Verdict.of(rule, new Outcome.Returned(text));
  }
}
