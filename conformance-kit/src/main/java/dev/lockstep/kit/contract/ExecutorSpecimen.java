package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.ExecutorModel;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.ExecutorPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Executors: experiments that leave nothing behind.
 *
 * @param kind of the workers
 */
record ExecutorSpecimen(Kind kind) implements Specimen<ExecutorModel> {
  @Override
  public ExecutorModel model() {
    return new ExecutorModel();
  }

  @Override
  public Player player(Worker worker) {
    return new ExecutorPlayer(worker, kind);
  }

  @Override
  public @Nullable Finding difference(Player player, ExecutorModel due) {
    return null;
  }

  @Override
  public String errorsRule() {
    return "EXE-31";
  }

  @Override
  public String interruptsRule() {
    return "EXE-25";
  }

  @Override
  public String toString() {
    return "executors";
  }
}
