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
 * Linearizability of a {@code SimpleQueue()} against its sequential model. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.SIMPLEQUEUE, checker = Checker.LINCHECK)
public class SimpleQueueLincheck {
  private static final Histories HISTORIES =
      new Histories("SQU-10", SimpleQueueOperations.class, SimpleQueueSpecification.class);

  /** The size is that of some moment. */
  @Test
  @Rule("SQU-01")
  void squ01_theSizeIsThatOfSomeMoment() {
    HISTORIES.explore("SQU-01", calls("putOne"), calls("get", "putTwo"), calls("qsize", "qsize"));
  }

  /** Racing puts: each item is added. */
  @Test
  @Rule("SQU-02")
  void squ02_aPutAddsItsItem() {
    HISTORIES.explore("SQU-02", calls(), calls("putOne", "qsize"), calls("putTwo", "qsize"));
    HISTORIES.explore("SQU-02", calls(), calls("putOne", "get"), calls("putTwo", "get"));
  }

  /** Items come in the order in which they were put. */
  @Test
  @Rule("SQU-03")
  void squ03_itemsComeInTheOrderInWhichTheyWerePut() {
    HISTORIES.explore("SQU-03", calls(), calls("putOne", "putTwo"), calls("get", "get"));
    HISTORIES.explore("SQU-03", calls("putTwo"), calls("putOne", "get"), calls("get", "get"));
  }

  /** Empty only while it is empty. */
  @Test
  @Rule("SQU-05")
  void squ05_emptyIsRaisedOnlyWhileItIsEmpty() {
    HISTORIES.explore("SQU-05", calls(), calls("putOne", "putTwo"), calls("get", "get", "get"));
    HISTORIES.explore("SQU-05", calls(), calls("putOne"), calls("getATick", "get"));
  }

  /** Whoever waits is served. */
  @Test
  @Rule("SQU-10")
  void squ10_whoeverWaitsIsServed() {
    HISTORIES.explore("SQU-10", calls(), calls("putOne", "qsize"), calls("getAwaiting"));
    HISTORIES.explore(
        "SQU-10", calls(), calls("putOne", "putTwo"), calls("getAwaiting"), calls("getAwaiting"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"SQU-10", "SQU-01", "SQU-02", "SQU-03", "SQU-05"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "SQU-10",
        List.of(
            this::squ01_theSizeIsThatOfSomeMoment,
            this::squ02_aPutAddsItsItem,
            this::squ03_itemsComeInTheOrderInWhichTheyWerePut,
            this::squ05_emptyIsRaisedOnlyWhileItIsEmpty,
            this::squ10_whoeverWaitsIsServed));
  }
}
