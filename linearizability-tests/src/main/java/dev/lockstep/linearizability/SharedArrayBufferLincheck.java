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
        "SAB-02", calls(), calls("growToTwo", "growToThree"), calls("byteLength", "byteLength"));
  }

  /** Growing takes effect, or is refused. */
  @Test
  @Rule({"SAB-08", "SAB-09"})
  void sab09_ofRacingGrowsTheLargestStays() {
    HISTORIES.explore(
        "SAB-09", calls(), calls("growToTwo", "byteLength"), calls("growToThree", "byteLength"));
    HISTORIES.explore(
        "SAB-09", calls(), calls("growToTwo"), calls("growToThree"), calls("byteLength"));
  }

  /** What is added is there, is zero, and is the same for all. */
  @Test
  @Rule("SAB-10")
  void sab10_racingGrowsAddTheSameBytes() {
    HISTORIES.explore(
        "SAB-10", calls(), calls("growToTwo", "addInSecond"), calls("growToTwo", "addInSecond"));
    HISTORIES.explore(
        "SAB-10", calls(), calls("growToThree", "addInSecond"), calls("growToTwo", "addInSecond"));
  }

  /** Whoever may use a byte can. */
  @Test
  @Rule("SAB-11")
  void sab11_allBytesBelowTheLengthAreThere() {
    HISTORIES.explore("SAB-11", calls(), calls("growToTwo"), calls("addInSecond", "addInSecond"));
    HISTORIES.explore("SAB-11", calls(), calls("growToThree"), calls("byteLength", "addInSecond"));
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
            this::sab10_racingGrowsAddTheSameBytes,
            this::sab11_allBytesBelowTheLengthAreThere));
  }
}
