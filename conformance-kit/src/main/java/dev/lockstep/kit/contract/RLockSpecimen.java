package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.RLockModel;
import dev.lockstep.kit.subject.Caller;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.RLockPlayer;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Worker;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A new re-entrant lock, which two threads use. */
record RLockSpecimen() implements Specimen<RLockModel> {
  @Override
  public RLockModel model() {
    return new RLockModel();
  }

  @Override
  public Player player(Worker worker) {
    return new Pair(worker, Workers.beside(worker));
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
            rule(due.levels(), left),
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

  /* Who let the other thread in, or kept it out: its own acquisition, or a release before it. */
  private static String rule(long levels, long left) {
    if (left < levels) {
      return "RLK-12";
    }
    return levels > 0 ? "RLK-04" : "RLK-01";
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

  /** Two threads that play in turn; the first one's worker reports the other's calls too. */
  private static final class Pair implements Player, Caller {
    private final Worker self;
    private final Worker other;
    private final Player player;
    private Worker turn;

    Pair(Worker self, Worker other) {
      this.self = self;
      this.other = other;
      turn = self;
      player = new RLockPlayer(this);
    }

    @Override
    public Outcome play(Call call, boolean interrupted) {
      turn = RLockModel.isByOther(call) ? other : self;
      return player.play(RLockModel.made(call), interrupted);
    }

    @Override
    public Subject subject() {
      return self.subject();
    }

    @Override
    public Outcome observe(
        Callable<? extends @Nullable Object> body, boolean interrupted, double timeout) {
      turn.observe(body, interrupted, timeout);
      return self.relay(turn.report());
    }
  }
}
