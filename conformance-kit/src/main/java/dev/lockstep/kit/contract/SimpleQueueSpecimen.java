package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.Outcome.Returned;
import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.model.SimpleQueueModel;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.SimpleQueuePlayer;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/** A new simple queue. */
record SimpleQueueSpecimen() implements Specimen<SimpleQueueModel> {
  @Override
  public SimpleQueueModel model() {
    return new SimpleQueueModel();
  }

  @Override
  public Player player(Worker worker) {
    return new SimpleQueuePlayer(worker);
  }

  @Override
  public @Nullable Finding difference(Player player, SimpleQueueModel due) {
    Finding finding = require(player, "SQU-01", "qsize", (long) due.items().size());
    for (int i = 0; i < due.items().size() && finding == null; i++) {
      finding = require(player, "SQU-03", "get_nowait", QueueModel.value(due.items().get(i)));
    }
    return finding == null ? require(player, "SQU-01", "empty", true) : finding;
  }

  private static @Nullable Finding require(
      Player player, String rule, String method, @Nullable Object due) {
    Outcome seen = player.play(Call.of(method));
    return seen.equals(new Returned(due))
        ? null
        : new Finding(rule, method + "() was due to return " + due + ", and it " + seen);
  }

  @Override
  public String errorsRule() {
    return "SQU-15";
  }

  @Override
  public String interruptsRule() {
    return "SQU-12";
  }

  @Override
  public String toString() {
    return "SimpleQueue()";
  }
}
