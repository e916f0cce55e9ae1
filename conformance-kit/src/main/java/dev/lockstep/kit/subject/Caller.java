package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Outcome;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a {@link Player}, in a thread of its choice, and says what they came to. */
public interface Caller {
  /** Returns the subject whose calls it makes. */
  Subject subject();

  /**
   * Makes a call.
   *
   * @param body the call; what it returns becomes the outcome's value
   * @param interrupted whether the thread's interrupt status is set before
   * @param timeout the timeout in the call, in seconds; 0 if it has none
   */
  Outcome observe(Callable<? extends @Nullable Object> body, boolean interrupted, double timeout);

  /**
   * Says that the current thread, which is none of the caller's, takes part in what is played:
   * until it has come to rest or has ended, nobody who waits for it counts as waiting.
   */
  default void takePart() {}

  /**
   * Makes a call that has no timeout.
   *
   * @param body the call; what it returns becomes the outcome's value
   * @param interrupted whether the thread's interrupt status is set before
   */
  default Outcome observe(Callable<? extends @Nullable Object> body, boolean interrupted) {
    return observe(body, interrupted, 0);
  }

  /**
   * Makes a call that has no timeout and returns nothing.
   *
   * @param body the call
   * @param interrupted whether the thread's interrupt status is set before
   */
  default Outcome observeNothing(Runnable body, boolean interrupted) {
    return observe(
        () -> {
          body.run();
          return null;
        },
        interrupted);
  }
}
