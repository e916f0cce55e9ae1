package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.FuturesModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.subject.FuturesPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Some new futures.
 *
 * @param count how many
 */
record FuturesSpecimen(int count) implements Specimen<FuturesModel> {
  private static final Call LOOK = Call.of("wait", FuturesModel.Condition.ALL_COMPLETED.id(), 0.0);

  @Override
  public FuturesModel model() {
    return new FuturesModel(count);
  }

  @Override
  public Player player(Worker worker) {
    return new FuturesPlayer(worker, count);
  }

  @Override
  public @Nullable Finding difference(Player player, FuturesModel due) {
    Verdict verdict = due.apply(LOOK).verdict();
    Outcome seen = player.play(LOOK);
    return seen.equals(verdict.outcome())
        ? null
        : new Finding(verdict.rule(), LOOK + " was due: " + verdict.outcome() + "; seen: " + seen);
  }

  @Override
  public String errorsRule() {
    return "FUT-24";
  }

  @Override
  public String interruptsRule() {
    return "FUT-16";
  }

  @Override
  public String toString() {
    return "[Future() for _ in range(" + count + ")]";
  }
}
