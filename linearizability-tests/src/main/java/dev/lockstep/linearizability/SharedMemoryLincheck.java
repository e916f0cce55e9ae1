package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of a WebAssembly memory that grows, and of its read-modify-writes, against the
 * sequential model. Runs with {@link ModelCheckingSeam}. What is under them is shown by the
 * histories of Atomics: here are those that a memory does by itself.
 */
@Checks(primitive = Primitive.SHAREDMEMORY, checker = Checker.LINCHECK)
public class SharedMemoryLincheck {
  private static final Histories HISTORIES =
      new Histories("SHM-03", SharedMemoryOperations.class, SharedMemorySpecification.class);

  /** A size is that of some moment of the call. */
  @Test
  @NoTwin("A size that is wrong is so without a race too, and dies by the contract.")
  @Rule("SHM-02")
  void shm02_aSizeIsThatOfSomeMoment() {
    HISTORIES.explore("SHM-02", calls(), calls("growBy1", "growBy1"), calls("size", "size"));
  }

  /** Racing grows each add their pages or fail, and say which. */
  @Test
  @Rule("SHM-03")
  void shm03_racingGrowsEachAddTheirPagesOrFail() {
    HISTORIES.explore("SHM-03", calls(), calls("growBy1", "size"), calls("growBy2", "size"));
    HISTORIES.explore("SHM-03", calls(), calls("growBy1", "size"), calls("growBy1", "growBy1"));
  }

  /** What was added is there for all, and the same for all. */
  @Test
  @NoTwin("The chunks are the buffer's: SharedArrayBufferStress sees two of one address.")
  @Rule("SHM-03")
  void shm03_whoSeesASizeHasItsPages() {
    HISTORIES.explore(
        "SHM-03", calls(), calls("growBy1", "addToNextPage"), calls("growBy1", "addToNextPage"));
  }

  /** No modification is lost, whatever the widths, and each returns what was there. */
  @Test
  @Rule("SHM-05")
  void shm05_noUpdateIsLost() {
    HISTORIES.explore(
        "SHM-05", calls(), calls("addToByte", "loadWord"), calls("addToNextByte", "subFromHalf"));
    HISTORIES.explore(
        "SHM-05", calls(), calls("addToWord", "addToWord"), calls("addToWord", "exchangeWord"));
    HISTORIES.explore(
        "SHM-05", calls(), calls("subFromLong", "loadLong"), calls("subFromLong", "addToWord"));
  }

  /** Of compare-exchanges with the same expected value one succeeds. */
  @Test
  @Rule("SHM-05")
  void shm05_oneOfTwoCompareExchangesSucceeds() {
    HISTORIES.explore(
        "SHM-05",
        calls(),
        calls("compareExchangeHalf", "loadWord"),
        calls("compareExchangeHalf", "addToNextByte"));
    HISTORIES.explore(
        "SHM-05", calls(), calls("compareExchangeLong"), calls("compareExchangeLong", "loadLong"));
  }
}
