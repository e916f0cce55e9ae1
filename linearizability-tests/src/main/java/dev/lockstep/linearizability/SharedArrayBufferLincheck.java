package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Linearizability of growing against its sequential model. Runs with {@link ModelCheckingSeam}. */
@Checks(primitive = Primitive.SHAREDARRAYBUFFER, checker = Checker.LINCHECK)
public class SharedArrayBufferLincheck {
  private static final Histories HISTORIES =
      new Histories(
          "SAB-08", SharedArrayBufferOperations.class, SharedArrayBufferSpecification.class);

  /** A length is that of some moment of the call, of the buffer and of a view that tracks it. */
  @Test
  @NoTwin("A length that is wrong is so without a race too, and dies by the contract.")
  @Rule("SAB-02")
  void sab02_aLengthIsThatOfSomeMoment() {
    HISTORIES.explore(
        "SAB-02", calls(), calls("growTo12", "growTo24"), calls("byteLength", "elements"));
    HISTORIES.explore(
        "SAB-02", calls("growTo12"), calls("growTo16"), calls("maxByteLength", "byteLength"));
  }

  /** Whoever has grown it sees that. */
  @Test
  @Rule("SAB-08")
  void sab08_whoHasGrownItSeesThat() {
    HISTORIES.explore(
        "SAB-08", calls(), calls("growTo12", "byteLength"), calls("growTo12", "byteLength"));
    HISTORIES.explore(
        "SAB-08", calls(), calls("growTo16", "elements"), calls("growTo8", "growTo12"));
  }

  /** Of racing grows each takes effect or is refused; none makes it shorter. */
  @Test
  @Rule("SAB-09")
  void sab09_racingGrowsTakeEffectOrAreRefused() {
    HISTORIES.explore(
        "SAB-09", calls(), calls("growTo24", "byteLength"), calls("growTo12", "byteLength"));
    HISTORIES.explore(
        "SAB-09", calls(), calls("growTo12"), calls("growTo16"), calls("growTo24", "byteLength"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"SAB-02", "SAB-08", "SAB-09"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "SAB-09",
        List.of(
            this::sab02_aLengthIsThatOfSomeMoment,
            this::sab08_whoHasGrownItSeesThat,
            this::sab09_racingGrowsTakeEffectOrAreRefused));
  }
}
