package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of Atomics on elements of four widths that overlap or lie side by side, against
 * the sequential model. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.ATOMICS, checker = Checker.LINCHECK)
public class AtomicsLincheck {
  private static final Histories HISTORIES =
      new Histories("ATM-11", AtomicsOperations.class, AtomicsSpecification.class);

  /** Operations on one element touch no other. */
  @Test
  @NoTwin("Whoever touches a neighbour in a race breaks ATM-09 first: its twin fails here too.")
  @Rule("ATM-01")
  void atm01_operationsTouchNothingButTheElement() {
    HISTORIES.explore(
        "ATM-01", calls(), calls("storeByte", "loadByte"), calls("addToNextByte", "loadNextByte"));
    HISTORIES.explore(
        "ATM-01",
        calls("storeLong"),
        calls("addToUpperHalf", "loadWord"),
        calls("exchangeWord", "loadLong"));
  }

  /** A load is of some moment, whatever its width. */
  @Test
  @NoTwin("A load that is wrong is so without a race too, and dies by the contract.")
  @Rule("ATM-03")
  void atm03_aLoadIsOfSomeMoment() {
    HISTORIES.explore(
        "ATM-03", calls(), calls("storeByte", "addToNextByte"), calls("loadWord", "loadLong"));
    HISTORIES.explore(
        "ATM-03", calls(), calls("storeLong", "exchangeWord"), calls("loadNextByte", "loadByte"));
  }

  /** A store is not lost to a racing modification. */
  @Test
  @NoTwin("Whoever loses a store in a race breaks ATM-09 first: its twin fails here too.")
  @Rule("ATM-04")
  void atm04_aStoreIsNotLost() {
    HISTORIES.explore(
        "ATM-04", calls(), calls("storeByte", "loadByte"), calls("addToNextByte", "loadWord"));
    HISTORIES.explore(
        "ATM-04", calls(), calls("storeByte", "loadWord"), calls("addToByte", "loadByte"));
  }

  /** A modification is made of what was there. */
  @Test
  @NoTwin("Whoever loses an update breaks ATM-11 first: its twin fails here too.")
  @Rule("ATM-06")
  void atm06_aModificationReturnsWhatItWasMadeOf() {
    HISTORIES.explore(
        "ATM-06", calls(), calls("addToByte", "orByte"), calls("addToByte", "xorByte"));
    HISTORIES.explore(
        "ATM-06", calls(), calls("exchangeHalf", "loadLong"), calls("addToHalf", "andHalf"));
    HISTORIES.explore(
        "ATM-06", calls(), calls("exchangeWord", "loadWord"), calls("addToWord", "loadWord"));
    HISTORIES.explore(
        "ATM-06", calls(), calls("addToLong", "loadLong"), calls("addToLong", "storeLong"));
  }

  /** A compareExchange writes if it finds what it expects. */
  @Test
  @Rule("ATM-07")
  void atm07_aCompareExchangeFailsOnlyForAnotherValue() {
    HISTORIES.explore(
        "ATM-07",
        calls(),
        calls("compareExchangeByte", "loadWord"),
        calls("addToNextByte", "addToNextByte"));
    HISTORIES.explore(
        "ATM-07",
        calls(),
        calls("compareExchangeByte", "loadByte"),
        calls("storeByte", "compareExchangeByte"));
  }

  /** Operations of different widths on the same bytes, and on neighbours in a word. */
  @Test
  @Rule("ATM-09")
  void atm09_overlappingElementsAreAtomicBesideEachOther() {
    HISTORIES.explore(
        "ATM-09", calls(), calls("storeByte", "loadWord"), calls("addToNextByte", "loadWord"));
    HISTORIES.explore(
        "ATM-09", calls(), calls("addToByte", "loadWord"), calls("addToNextByte", "loadWord"));
    HISTORIES.explore(
        "ATM-09", calls(), calls("addToByte", "loadLong"), calls("addToWord", "addToLong"));
    HISTORIES.explore(
        "ATM-09",
        calls("storeLong"),
        calls("addToUpperHalf", "loadLong"),
        calls("addToLong", "loadWord"));
    HISTORIES.explore(
        "ATM-09", calls(), calls("addToByte"), calls("exchangeHalf"), calls("addToWord"));
  }

  /** Racing modifications of one element: none is lost, and one compareExchange succeeds. */
  @Test
  @Rule("ATM-11")
  void atm11_noUpdateIsLost() {
    HISTORIES.explore(
        "ATM-11", calls(), calls("addToByte", "addToByte"), calls("addToByte", "loadByte"));
    HISTORIES.explore(
        "ATM-11", calls(), calls("addToHalf"), calls("addToHalf"), calls("addToHalf"));
    HISTORIES.explore(
        "ATM-11",
        calls(),
        calls("compareExchangeByte", "loadByte"),
        calls("compareExchangeByte", "loadByte"));
    HISTORIES.explore(
        "ATM-11", calls(), calls("addToLong"), calls("compareExchangeLong", "addToLong"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"ATM-01", "ATM-03", "ATM-04", "ATM-06", "ATM-07", "ATM-09", "ATM-11"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "ATM-09",
        List.of(
            this::atm01_operationsTouchNothingButTheElement,
            this::atm03_aLoadIsOfSomeMoment,
            this::atm04_aStoreIsNotLost,
            this::atm06_aModificationReturnsWhatItWasMadeOf,
            this::atm07_aCompareExchangeFailsOnlyForAnotherValue,
            this::atm09_overlappingElementsAreAtomicBesideEachOther,
            this::atm11_noUpdateIsLost));
  }
}
