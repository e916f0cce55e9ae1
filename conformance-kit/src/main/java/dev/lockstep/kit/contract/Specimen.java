package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.SequentialModel;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A kind of new object, of the subject and of the model. Its text is the Python that creates it.
 *
 * @param <M> the model
 */
interface Specimen<M extends SequentialModel<M>> {
  /** Returns the model of a new object. */
  M model();

  /** Returns a player of a new object. */
  Player player(Worker worker);

  /**
   * Compares the state of an object with that of the model. The object is then used up.
   *
   * @param player has the object
   * @param due the model
   * @return null if they are the same as far as can be told
   */
  @Nullable Finding difference(Player player, M due);

  /** Tells whether the subject has this kind of object at all. */
  default boolean isOffered() {
    return true;
  }

  /** Returns the rule that errors have no effect. */
  String errorsRule();

  /** Returns the rule of interrupts. */
  String interruptsRule();
}
