package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.Outcome.Returned;
import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A new queue.
 *
 * @param order which kind
 * @param maxsize its bound
 */
record QueueSpecimen(QueueModel.Order order, int maxsize) implements Specimen<QueueModel> {
  @Override
  public QueueModel model() {
    return new QueueModel(order, maxsize);
  }

  @Override
  public Player player(Worker worker) {
    Player player = new QueuePlayer(worker, order);
    Outcome created = player.play(Call.of("new", (long) maxsize));
    if (!created.equals(Outcome.NOTHING)) {
      throw new IllegalStateException(this + " was due to succeed, and it " + created);
    }
    return player;
  }

  @Override
  public @Nullable Finding difference(Player player, QueueModel due) {
    Finding finding = require(player, "QUE-12", "qsize", (long) due.items().size());
    if (finding == null && Subjects.ACTIVE.offers("QUE-13")) {
      finding = require(player, "QUE-13", "unfinished_tasks", due.unfinished());
    }
    if (finding == null && Subjects.ACTIVE.offers("QUE-17")) {
      finding = require(player, "QUE-17", "is_shutdown", due.over());
    }
    for (int i = 0; i < due.items().size() && finding == null; i++) {
      finding = require(player, "QUE-03", "get_nowait", QueueModel.value(due.items().get(i)));
    }
    return finding == null ? require(player, "QUE-12", "empty", true) : finding;
  }

  private @Nullable Finding require(
      Player player, String rule, String method, @Nullable Object due) {
    Outcome seen = player.play(Call.of(method));
    return seen.equals(new Returned(due))
        ? null
        : new Finding(
            order.rule(rule), method + "() was due to return " + due + ", and it " + seen);
  }

  @Override
  public String errorsRule() {
    return order.rule("QUE-24");
  }

  @Override
  public String interruptsRule() {
    return order.rule("QUE-21");
  }

  @Override
  public String toString() {
    return order.python() + "(" + maxsize + ")";
  }
}
