package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Linearizability of a buffer that grows. Runs with {@link ModelCheckingSeam}. */
@Checks(primitive = Primitive.SHAREDARRAYBUFFER, checker = Checker.LINCHECK)
public class SharedArrayBufferLincheck {
  private static final Histories HISTORIES =
      new Histories(
          "SAB-09", SharedArrayBufferOperations.class, SharedArrayBufferSpecification.class);

  /** The length is that of some moment. */
  @Test
  @NoTwin("A length that is wrong is so without a race too, and dies by the contract.")
  @Rule("SAB-02")
  void sab02_theLengthIsThatOfSomeMoment() {
    HISTORIES.explore(
        "SAB-02", calls(), calls("growToMiddle", "growToLarge"), calls("byteLength", "byteLength"));
  }

  /** Growing takes effect, or is refused. */
  @Test
  @Rule({"SAB-08", "SAB-09"})
  void sab09_ofRacingGrowsTheLargestStays() {
    HISTORIES.explore(
        "SAB-09", calls(), calls("growToMiddle", "byteLength"), calls("growToLarge", "byteLength"));
    HISTORIES.explore(
        "SAB-09", calls(), calls("growToMiddle"), calls("growToLarge"), calls("byteLength"));
  }

  /** What is added is there at once, and is zero. */
  @Test
  @NoTwin("Here one chunk has all bytes: what is wrong is so without a race too, or dies by races.")
  @Rule({"SAB-10", "SAB-11"})
  void sab11_allBytesBelowTheLengthAreThere() {
    HISTORIES.explore(
        "SAB-11", calls(), calls("growToMiddle", "addInNew"), calls("addInNew", "byteLength"));
    HISTORIES.explore(
        "SAB-11", calls(), calls("growToLarge", "addInNew"), calls("growToMiddle", "addInNew"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"SAB-09", "SAB-02", "SAB-08", "SAB-10", "SAB-11"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "SAB-09",
        List.of(
            this::sab02_theLengthIsThatOfSomeMoment,
            this::sab09_ofRacingGrowsTheLargestStays,
            this::sab11_allBytesBelowTheLengthAreThere));
  }
}
