package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.ThreadModel;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.ThreadPlayer;
import dev.lockstep.kit.subject.Worker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new thread that is no daemon.
 *
 * @param virtual whether it is a virtual one
 */
record ThreadSpecimen(boolean virtual) implements Specimen<ThreadModel> {
  private static final List<String> LOOKS = List.of("is_alive", "ident", "name", "daemon");

  @Override
  public ThreadModel model() {
    return new ThreadModel(false);
  }

  @Override
  public Player player(Worker worker) {
    return new ThreadPlayer(worker, virtual);
  }

  @Override
  public @Nullable Finding difference(Player player, ThreadModel due) {
    Finding difference = lookDifference(player, due);
    if (difference != null) {
      return difference;
    }
    ThreadModel next = due;
    for (String method : List.of("start", "end")) {
      if (method.equals("start") && due.state() != ThreadModel.State.NEW) {
        continue;
      }
      Outcome seen = player.play(Call.of(method));
      if (!seen.equals(next.apply(Call.of(method)).verdict().outcome())) {
        return new Finding(next.apply(Call.of(method)).verdict().rule(), method + "() " + seen);
      }
      next = next.apply(Call.of(method)).next();
    }
    return lookDifference(player, next);
  }

  private static @Nullable Finding lookDifference(Player player, ThreadModel due) {
    for (String look : LOOKS) {
      Verdict verdict = due.apply(Call.of(look)).verdict();
      if (!Subjects.ACTIVE.offers(verdict.rule())) {
        continue;
      }
      Outcome seen = player.play(Call.of(look));
      if (!seen.equals(verdict.outcome())) {
        return new Finding(
            verdict.rule(), "the thread is due to be " + due.state() + ": " + look + "() " + seen);
      }
    }
    return null;
  }

  @Override
  public String errorsRule() {
    return "THR-17";
  }

  @Override
  public String interruptsRule() {
    return "THR-15";
  }

  @Override
  public String toString() {
    return virtual ? "Thread(), a virtual one" : "Thread()";
  }
}
