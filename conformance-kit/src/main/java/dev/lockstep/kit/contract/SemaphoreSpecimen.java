package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SemaphoreModel;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.SemaphorePlayer;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A new semaphore.
 *
 * @param bounded whether it is a BoundedSemaphore
 * @param value its initial value
 */
record SemaphoreSpecimen(boolean bounded, int value) implements Specimen<SemaphoreModel> {
  /* Up to so many permits are counted by taking them all; more, by what still fits. */
  private static final int FEW = 40;

  @Override
  public SemaphoreModel model() {
    return bounded ? SemaphoreModel.bounded(value) : SemaphoreModel.semaphore(value);
  }

  @Override
  public Player player(Worker worker) {
    Player player = new SemaphorePlayer(worker, bounded);
    Outcome created = player.play(Call.of("new", (long) value));
    if (!created.equals(Outcome.NOTHING)) {
      throw new IllegalStateException(this + " was due to succeed, and it " + created);
    }
    return player;
  }

  @Override
  public @Nullable Finding difference(Player player, SemaphoreModel due) {
    return due.permits() <= FEW ? takeAll(player, due.permits()) : fill(player, due);
  }

  private static @Nullable Finding takeAll(Player player, long due) {
    for (long taken = 0; taken <= due; taken++) {
      Outcome seen = player.play(Call.of("acquire", false));
      Outcome right = taken < due ? Outcome.TRUE : Outcome.FALSE;
      if (!seen.equals(right)) {
        return new Finding(
            taken < due ? "SEM-02" : "SEM-04",
            due + " permits are due to be available; after " + taken + ", acquire(False) " + seen);
      }
    }
    return null;
  }

  private @Nullable Finding fill(Player player, SemaphoreModel due) {
    long most = bounded ? due.bound() : Integer.MAX_VALUE;
    long room = most - due.permits();
    SemaphoreModel full = new SemaphoreModel(most, due.bound());
    Call tooMuch = Call.of("release", 1L);
    Verdict refused = full.apply(tooMuch).verdict();
    if (!Subjects.ACTIVE.offers(refused.rule())) {
      return null;
    }
    if (room > 0) {
      Outcome seen = player.play(Call.of("release", room));
      if (!seen.equals(Outcome.NOTHING)) {
        return new Finding("SEM-07", "there is due to be room for " + room + ", and it " + seen);
      }
    }
    Outcome seen = player.play(tooMuch);
    return seen.equals(refused.outcome())
        ? null
        : new Finding(
            refused.rule(),
            "after release(" + room + ") none is due to fit, and release(1) " + seen);
  }

  @Override
  public String errorsRule() {
    return "SEM-13";
  }

  @Override
  public String interruptsRule() {
    return "SEM-17";
  }

  @Override
  public String toString() {
    return (bounded ? "BoundedSemaphore(" : "Semaphore(") + value + ")";
  }
}
