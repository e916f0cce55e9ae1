package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SharedArrayBufferModel;
import dev.lockstep.kit.subject.BufferPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Worker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new buffer.
 *
 * @param byteLength its length
 * @param maximum how far it can grow; {@link SharedArrayBufferModel#FIXED} if it cannot
 */
record SharedArrayBufferSpecimen(long byteLength, long maximum)
    implements Specimen<SharedArrayBufferModel> {
  @Override
  public SharedArrayBufferModel model() {
    return new SharedArrayBufferModel(byteLength, maximum);
  }

  @Override
  public Player player(Worker worker) {
    return new BufferPlayer(worker, byteLength, maximum);
  }

  @Override
  public @Nullable Finding difference(Player player, SharedArrayBufferModel due) {
    for (Call call :
        List.of(
            Call.of("byteLength"),
            Call.of("growable"),
            Call.of("maxByteLength"),
            Call.of("slice", 0L, Long.MAX_VALUE),
            Call.of("lengths"))) {
      Outcome expected = due.apply(call).verdict().outcome();
      Outcome seen = player.play(call);
      if (!seen.equals(expected)) {
        return new Finding(
            due.apply(call).verdict().rule(), call + " was due: " + expected + "; seen: " + seen);
      }
    }
    return null;
  }

  @Override
  public String errorsRule() {
    return "SAB-22";
  }

  @Override
  public String interruptsRule() {
    return "SAB-22";
  }

  @Override
  public String toString() {
    return "SharedArrayBuffer("
        + byteLength
        + (maximum == SharedArrayBufferModel.FIXED ? "" : ", {maxByteLength: " + maximum + "}")
        + ")";
  }
}
