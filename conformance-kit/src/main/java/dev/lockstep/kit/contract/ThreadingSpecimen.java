package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.ThreadingModel;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.ThreadingPlayer;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * What there is around threads: experiments that leave nothing behind.
 *
 * @param virtual whether threads that may be virtual are
 */
record ThreadingSpecimen(boolean virtual) implements Specimen<ThreadingModel> {
  @Override
  public ThreadingModel model() {
    return new ThreadingModel();
  }

  @Override
  public Player player(Worker worker) {
    return new ThreadingPlayer(worker, virtual);
  }

  @Override
  public @Nullable Finding difference(Player player, ThreadingModel due) {
    return null;
  }

  @Override
  public String errorsRule() {
    return "THR-17";
  }

  @Override
  public String interruptsRule() {
    return "THR-15";
  }

  @Override
  public String toString() {
    return "threading";
  }
}
