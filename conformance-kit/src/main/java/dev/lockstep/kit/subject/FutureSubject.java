package dev.lockstep.kit.subject;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One future of a subject; the contract is that of {@code docs/rules/future.md}. What {@link
 * #result} throws is what was set, as it is.
 */
public interface FutureSubject {
  /** Python's {@code cancel()}. */
  boolean cancel();

  /** Python's {@code cancelled()}. */
  boolean cancelled();

  /** Python's {@code running()}. */
  boolean running();

  /** Python's {@code done()}. */
  boolean done();

  /** Python's {@code set_running_or_notify_cancel()}. */
  boolean setRunningOrNotifyCancel();

  /** Python's {@code set_result(result)}. */
  void setResult(@Nullable Object result);

  /** Python's {@code set_exception(exception)}. */
  void setException(RuntimeException exception);

  /** Python's {@code result()}. */
  @Nullable Object result();

  /** Python's {@code result(timeout)}, in seconds. */
  @Nullable Object result(double timeout);

  /** The same with a Duration, which Python does not have. */
  @Nullable Object result(Duration timeout);

  /** Python's {@code exception()}. */
  @Nullable Throwable exception();

  /** Python's {@code exception(timeout)}, in seconds. */
  @Nullable Throwable exception(double timeout);

  /** The same with a Duration, which Python does not have. */
  @Nullable Throwable exception(Duration timeout);

  /** Python's {@code add_done_callback(function)}; the function gets this very object. */
  void addDoneCallback(Consumer<FutureSubject> function);

  /** Python's {@code repr}. */
  String repr();
}
