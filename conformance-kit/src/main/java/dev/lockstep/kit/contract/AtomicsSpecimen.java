package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.AtomicsModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.AtomicsPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A new buffer with all its views.
 *
 * @param byteLength its length
 */
record AtomicsSpecimen(int byteLength) implements Specimen<AtomicsModel> {
  @Override
  public AtomicsModel model() {
    return new AtomicsModel(byteLength);
  }

  @Override
  public Player player(Worker worker) {
    return new AtomicsPlayer(worker, byteLength);
  }

  @Override
  public @Nullable Finding difference(Player player, AtomicsModel due) {
    for (int i = 0; i < byteLength; i++) {
      Outcome seen = player.play(Call.of("load", "Int8Array", (long) i));
      if (!seen.equals(new Outcome.Returned((long) due.bytes().get(i)))) {
        return new Finding(
            "ATM-01", "byte " + i + " is due to be " + due.bytes().get(i) + ", and load " + seen);
      }
    }
    return null;
  }

  @Override
  public String errorsRule() {
    return "ATM-02";
  }

  @Override
  public String interruptsRule() {
    return "ATM-16";
  }

  @Override
  public String toString() {
    return "SharedArrayBuffer(" + byteLength + ")";
  }
}
