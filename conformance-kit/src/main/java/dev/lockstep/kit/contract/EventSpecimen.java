package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.EventModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.EventPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/** A new event. */
record EventSpecimen() implements Specimen<EventModel> {
  @Override
  public EventModel model() {
    return new EventModel();
  }

  @Override
  public Player player(Worker worker) {
    return new EventPlayer(worker);
  }

  @Override
  public @Nullable Finding difference(Player player, EventModel due) {
    Outcome seen = player.play(Call.of("is_set"));
    return seen.equals(new Outcome.Returned(due.flag()))
        ? null
        : new Finding(
            "EVT-01",
            "the flag is due to be " + (due.flag() ? "set" : "clear") + ", and is_set() " + seen);
  }

  @Override
  public String errorsRule() {
    return "EVT-15";
  }

  @Override
  public String interruptsRule() {
    return "EVT-10";
  }

  @Override
  public String toString() {
    return "Event()";
  }
}
