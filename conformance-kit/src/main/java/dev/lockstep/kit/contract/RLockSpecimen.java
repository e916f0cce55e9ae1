package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.RLockModel;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.RLockPlayer;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/** A new re-entrant lock, which two threads use. */
record RLockSpecimen() implements Specimen<RLockModel> {
  @Override
  public RLockModel model() {
    return new RLockModel();
  }

  @Override
  public Player player(Worker worker) {
    return new RLockPlayer(worker, Workers.beside(worker));
  }

  /* The owner gives up level after level, and the other thread tries each time. */
  @Override
  public @Nullable Finding difference(Player player, RLockModel due) {
    boolean own = due.isOwnedBy(RLockModel.SELF);
    String owner = own ? "" : RLockModel.BY_OTHER;
    String rival = own ? RLockModel.BY_OTHER : "";
    String state = due.levels() == 0 ? "free" : due.owner() + "'s at " + due.levels() + " levels";
    for (long left = due.levels(); left >= 0; left--) {
      Outcome seen = player.play(Call.of(rival + "acquire", false));
      Outcome right = left > 0 ? Outcome.FALSE : Outcome.TRUE;
      if (!seen.equals(right)) {
        String released = due.levels() == left ? "" : ", after " + (due.levels() - left) + " more";
        return new Finding(
            left > 0 ? "RLK-04" : "RLK-01",
            "the lock is due to be "
                + state
                + ", and "
                + rival
                + "acquire(False)"
                + (released.isEmpty() ? "" : released + " releases,")
                + " "
                + seen);
      }
      if (left > 0) {
        Outcome release = player.play(Call.of(owner + "release"));
        if (!release.equals(Outcome.NOTHING)) {
          return new Finding(
              "RLK-12",
              "the lock is due to be " + state + ", and " + owner + "release() " + release);
        }
      }
    }
    return null;
  }

  @Override
  public String errorsRule() {
    return "RLK-11";
  }

  @Override
  public String interruptsRule() {
    return "RLK-20";
  }

  @Override
  public String toString() {
    return "RLock()";
  }
}
