package dev.lockstep.kit.model;

import java.util.List;

/**
 * A primitive as one thread sees it: pure Java, no concurrency, immutable. The same model judges
 * contracts, Lincheck's histories and the oracles' traces.
 *
 * @param <M> the model itself
 */
public interface SequentialModel<M extends SequentialModel<M>> {
  /**
   * A step: what is due, and the model afterwards.
   *
   * @param verdict what is due
   * @param next the model afterwards; the same object if nothing changed
   * @param <M> the model
   */
  record Step<M>(Verdict verdict, M next) {}

  /**
   * Judges a call by a thread whose interrupt status is clear.
   *
   * @param call what is called
   */
  default Step<M> apply(Call call) {
    return apply(call, false);
  }

  /**
   * Judges a call.
   *
   * @param call what is called
   * @param interrupted whether the calling thread has been interrupted before
   */
  Step<M> apply(Call call, boolean interrupted);

  /**
   * Returns the rules of another primitive that a call is decided by, because the rule of its
   * verdict refers to them: nothing is due of a subject that does not offer them.
   *
   * @param call what is called
   */
  default List<String> reliesOn(Call call) {
    return List.of();
  }
}
