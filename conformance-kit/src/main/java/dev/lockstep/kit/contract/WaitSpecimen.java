package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.WaitPlayer;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * New buffers at whose addresses nobody waits.
 *
 * @param byteLength their length
 */
record WaitSpecimen(int byteLength) implements Specimen<WaitModel> {
  @Override
  public WaitModel model() {
    return new WaitModel(byteLength);
  }

  @Override
  public Player player(Worker worker) {
    return new WaitPlayer(worker, byteLength);
  }

  /* First what became of the stages, then who still waits. */
  @Override
  public @Nullable Finding difference(Player player, WaitModel due) {
    WaitModel model = due;
    Finding stages = difference(player, model, Call.of("stages"));
    if (stages != null) {
      return stages;
    }
    for (long i = 0; i < byteLength / ElementType.INT32.size(); i++) {
      Call call = Call.of("notify", ViewName.ints().toString(), i);
      Finding waiting = difference(player, model, call);
      if (waiting != null) {
        return waiting;
      }
      model = model.apply(call).next();
    }
    return null;
  }

  private static @Nullable Finding difference(Player player, WaitModel model, Call call) {
    Outcome due = model.apply(call).verdict().outcome();
    Outcome seen = player.play(call);
    return seen.equals(due)
        ? null
        : new Finding("WAI-07", call + " was due: " + due + "; seen: " + seen);
  }

  @Override
  public String errorsRule() {
    return "WAI-02";
  }

  @Override
  public String interruptsRule() {
    return "WAI-12";
  }

  @Override
  public String toString() {
    return "SharedArrayBuffer(" + byteLength + ")";
  }
}
