package dev.lockstep.linearizability;

import dev.lockstep.kit.model.FutureModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;

/** The calls of a future, as Lincheck makes them: each returns what the call came to. */
public class FutureOperations {
  private final FutureSubject future;

  /** The exception of a future. */
  private static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Creates a future that is pending: once for each execution. */
  public FutureOperations() {
    Executions.one();
    future = Subjects.ACTIVE.futures().newFuture();
  }

  /** Calls {@code cancelled()}. */
  @Operation
  public Outcome cancelled() {
    return outcomeOf(future::cancelled);
  }

  /** Calls {@code running()}. */
  @Operation
  public Outcome running() {
    return outcomeOf(future::running);
  }

  /** Calls {@code done()}. */
  @Operation
  public Outcome done() {
    return outcomeOf(future::done);
  }

  /** Calls {@code cancel()}. */
  @Operation
  public Outcome cancel() {
    return outcomeOf(future::cancel);
  }

  /** Calls {@code set_running_or_notify_cancel()}. */
  @Operation
  public Outcome begin() {
    return outcomeOf(future::setRunningOrNotifyCancel);
  }

  /** Calls {@code set_result(7)}. */
  @Operation
  public Outcome setResult() {
    return outcomeOf(
        () -> {
          future.setResult(7L);
          return null;
        });
  }

  /** Calls {@code set_exception} with the eighth. */
  @Operation
  public Outcome setException() {
    return outcomeOf(
        () -> {
          future.setException(new Boom());
          return null;
        });
  }

  /** Calls {@code result(0)}. */
  @Operation
  public Outcome look() {
    return outcomeOf(() -> future.result(0));
  }

  /** Calls {@code exception} so that it has to wait, and not for long. */
  @Operation
  public Outcome exceptionInATick() {
    return outcomeOf(() -> textOf(future.exception(Executions.ONE_TICK)));
  }

  /** Calls {@code result()}; only in histories in which somebody completes or cancels. */
  public Outcome result() {
    return outcomeOf(future::result);
  }

  /** Calls {@code exception()}; only in histories in which somebody completes or cancels. */
  public Outcome exception() {
    return outcomeOf(() -> textOf(future.exception()));
  }

  private static @Nullable Object textOf(@Nullable Throwable exception) {
    return exception instanceof Boom ? FutureModel.exceptionOf(8) : exception;
  }

  private static Outcome outcomeOf(Supplier<@Nullable Object> body) {
    Outcome outcome =
        Actor.outcomeOf(
            () -> {
              try {
                return body.get();
              } catch (Boom e) {
                return FutureModel.exceptionOf(8);
              }
            });
    return withoutText(outcome);
  }

  /* The text of the error names an address, and the state when it was made. */
  static Outcome withoutText(Outcome outcome) {
    return outcome instanceof Outcome.Raised raised && raised.error() == PyError.INVALID_STATE_ERROR
        ? Outcome.raises(PyError.INVALID_STATE_ERROR, "")
        : outcome;
  }
}
