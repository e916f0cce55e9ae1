package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ConditionModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.ConditionPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A new condition.
 *
 * @param reentrant whether it is over an RLock
 */
record ConditionSpecimen(boolean reentrant) implements Specimen<ConditionModel> {
  @Override
  public ConditionModel model() {
    return reentrant ? ConditionModel.overRLock() : ConditionModel.overLock();
  }

  @Override
  public Player player(Worker worker) {
    return new ConditionPlayer(worker, reentrant);
  }

  @Override
  public boolean isOffered() {
    return reentrant || Subjects.ACTIVE.offers("CND-24");
  }

  @Override
  public @Nullable Finding difference(Player player, ConditionModel due) {
    for (int released = 0; released <= due.levels(); released++) {
      Outcome seen = player.play(Call.of("release"));
      Outcome right = released < due.levels() ? Outcome.NOTHING : null;
      if (right == null ? !(seen instanceof Outcome.Raised) : !seen.equals(right)) {
        return new Finding(
            "CND-01",
            "the lock is due to be held "
                + due.levels()
                + " times, and after "
                + released
                + " releases release() "
                + seen);
      }
    }
    return null;
  }

  @Override
  public String errorsRule() {
    return "CND-23";
  }

  @Override
  public String interruptsRule() {
    return "CND-19";
  }

  @Override
  public String toString() {
    return reentrant ? "Condition()" : "Condition(Lock())";
  }
}
