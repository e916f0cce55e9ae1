package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.LockModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.LockPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/** A new lock. */
record LockSpecimen() implements Specimen<LockModel> {
  @Override
  public LockModel model() {
    return new LockModel();
  }

  @Override
  public Player player(Worker worker) {
    return new LockPlayer(worker);
  }

  @Override
  public @Nullable Finding difference(Player player, LockModel due) {
    Outcome seen = player.play(Call.of("acquire", false));
    Outcome right = due.held() ? Outcome.FALSE : Outcome.TRUE;
    if (seen.equals(right)) {
      return null;
    }
    String state = due.held() ? "held" : "free";
    return new Finding(
        due.held() ? "LCK-03" : "LCK-01",
        "the lock is due to be " + state + ", and acquire(False) " + seen);
  }

  @Override
  public String errorsRule() {
    return "LCK-10";
  }

  @Override
  public String interruptsRule() {
    return "LCK-17";
  }

  @Override
  public String toString() {
    return "Lock()";
  }
}
