package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.FutureModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.subject.FuturePlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new future. */
record FutureSpecimen() implements Specimen<FutureModel> {
  /* Then it is ended, as far as it can be, so that callbacks that are still there are seen. */
  private static final List<Call> LOOKS =
      List.of(
          Call.of("cancelled"),
          Call.of("running"),
          Call.of("done"),
          Call.of("called"),
          Call.of("set_running_or_notify_cancel"),
          Call.of("set_result", 1000L),
          Call.of("called"),
          Call.of("result", 0.0),
          Call.of("exception", 0.0));

  @Override
  public FutureModel model() {
    return new FutureModel();
  }

  @Override
  public Player player(Worker worker) {
    return new FuturePlayer(worker);
  }

  @Override
  public @Nullable Finding difference(Player player, FutureModel due) {
    FutureModel model = due;
    for (Call look : LOOKS) {
      Verdict verdict = model.apply(look).verdict();
      if (!Subjects.ACTIVE.offers(verdict.rule())) {
        continue;
      }
      Outcome seen = player.play(look);
      if (!seen.equals(verdict.outcome())) {
        return new Finding(
            verdict.rule(),
            "the future is due to be "
                + model.state()
                + ": "
                + look
                + " was due: "
                + verdict.outcome()
                + "; seen: "
                + seen);
      }
      model = model.apply(look).next();
    }
    return null;
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
    return "Future()";
  }
}
