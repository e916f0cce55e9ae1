package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.BarrierModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.BarrierPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A new barrier.
 *
 * @param call what creates it
 */
record BarrierSpecimen(Call call) implements Specimen<BarrierModel> {
  /** Those that these arguments of the constructor make. */
  static BarrierSpecimen of(Object... arguments) {
    return new BarrierSpecimen(Call.of("new", arguments));
  }

  @Override
  public BarrierModel model() {
    return BarrierModel.of(call);
  }

  @Override
  public Player player(Worker worker) {
    Player player = new BarrierPlayer(worker);
    Outcome seen = player.play(call);
    if (!seen.equals(Outcome.NOTHING)) {
      throw new AssertionError("BAR-01: " + this + " was due to succeed, and " + seen);
    }
    return player;
  }

  @Override
  public @Nullable Finding difference(Player player, BarrierModel due) {
    for (String look : new String[] {"broken", "n_waiting", "calls"}) {
      Outcome seen = player.play(Call.of(look));
      var verdict = due.apply(Call.of(look)).verdict();
      if (!seen.equals(verdict.outcome())) {
        return new Finding(
            verdict.rule(), look + " was due: " + verdict.outcome() + "; seen: " + seen);
      }
    }
    return null;
  }

  @Override
  public String errorsRule() {
    return "BAR-23";
  }

  @Override
  public String interruptsRule() {
    return "BAR-19";
  }

  @Override
  public String toString() {
    return call.toString().replaceFirst("^new", "Barrier");
  }
}
