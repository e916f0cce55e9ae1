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
 * Linearizability of a {@code PriorityQueue(2)} against its sequential model. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.LINCHECK)
public class PriorityQueueLincheck {
  private static final Histories HISTORIES =
      new Histories(
          "PRI-01",
          QueueOperations.BoundedPriorityQueue.class,
          QueueSpecification.BoundedPriorityQueue.class);

  /** Whoever waits is served, and the sizes are exact. */
  @Test
  @NoTwin("The code is Queue's: QueueLincheck kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_whoeverWaitsIsServed() {
    HISTORIES.explore("PRI-01", calls(), calls("putOne", "qsize"), calls("getAwaiting"));
    HISTORIES.explore(
        "PRI-01", calls("putOne", "putTwo"), calls("putAwaiting"), calls("get", "qsize"));
    HISTORIES.explore("PRI-01", calls(), calls("getAwaiting"), calls("shutdown"));
    HISTORIES.explore("PRI-01", calls("putOne"), calls("join"), calls("taskDone"));
  }

  /** The order of items. */
  @Test
  @Rule("PRI-02")
  void pri02_theSmallestComesFirst() {
    HISTORIES.explore(
        "PRI-02", calls("putTwo"), calls("putOne", "get"), calls("get", "putOne", "get"));
    HISTORIES.explore("PRI-02", calls(), calls("putTwo", "putOne"), calls("get", "get"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"PRI-01", "PRI-02"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "PRI-01", List.of(this::pri02_theSmallestComesFirst, this::pri01_whoeverWaitsIsServed));
  }
}
