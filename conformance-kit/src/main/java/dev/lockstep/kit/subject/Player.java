package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;

/**
 * Plays calls, one after another, on one object of a subject, and says what each came to. A call
 * that waits is an outcome: it is observed, and then ended by an interrupt.
 */
public interface Player {
  /**
   * Plays a call. {@code new}, with the arguments of Python's constructor, replaces the object.
   *
   * @param call what is called
   * @param interrupted whether the calling thread's interrupt status is set before
   * @return {@link Outcome.Blocked} if the call came to rest in waiting; {@link Outcome.Hung} if it
   *     neither ended nor came to rest
   * @throws IllegalArgumentException if the object has no such call
   */
  Outcome play(Call call, boolean interrupted);

  /**
   * Plays a call by a thread whose interrupt status is clear.
   *
   * @param call what is called
   */
  default Outcome play(Call call) {
    return play(call, false);
  }
}
