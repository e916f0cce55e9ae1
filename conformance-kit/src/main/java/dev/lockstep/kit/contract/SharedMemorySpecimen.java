package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SharedMemoryModel;
import dev.lockstep.kit.subject.LinearMemoryPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new WebAssembly memory.
 *
 * @param pages its size
 * @param maximum how far it can grow, in pages
 * @param shared whether agents share it
 */
record SharedMemorySpecimen(int pages, int maximum, boolean shared)
    implements Specimen<SharedMemoryModel> {
  /** Where waits of the checks are: at the beginning, and at the end of the first page. */
  static final List<Long> WAITED_AT = List.of(0L, 4L, SharedMemoryModel.PAGE - 8L);

  @Override
  public SharedMemoryModel model() {
    return new SharedMemoryModel(pages, maximum, shared);
  }

  @Override
  public Player player(Worker worker) {
    return new LinearMemoryPlayer(worker, pages, maximum, shared);
  }

  /* First the size and all bytes, then who still waits. */
  @Override
  public @Nullable Finding difference(Player player, SharedMemoryModel due) {
    SharedMemoryModel model = due;
    Finding bytes = difference(player, model, Call.of("bytes"));
    if (bytes != null || model.pages() == 0) {
      return bytes;
    }
    for (long address : WAITED_AT) {
      Call call = Call.of("notify", address, -1L);
      Finding waiting = difference(player, model, call);
      if (waiting != null) {
        return waiting;
      }
      model = model.apply(call).next();
    }
    return null;
  }

  private static @Nullable Finding difference(Player player, SharedMemoryModel model, Call call) {
    Outcome due = model.apply(call).verdict().outcome();
    Outcome seen = player.play(call);
    return seen.equals(due)
        ? null
        : new Finding(
            model.apply(call).verdict().rule(), call + " was due: " + due + "; seen: " + seen);
  }

  @Override
  public String errorsRule() {
    return "SHM-13";
  }

  @Override
  public String interruptsRule() {
    return "SHM-07";
  }

  @Override
  public String toString() {
    return (shared ? "shared" : "unshared") + " memory " + pages + " " + maximum;
  }
}
