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
 * Linearizability of a {@code LifoQueue(2)} against its sequential model. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.LIFOQUEUE, checker = Checker.LINCHECK)
public class LifoQueueLincheck {
  private static final Histories HISTORIES =
      new Histories(
          "LIF-01",
          QueueOperations.BoundedLifoQueue.class,
          QueueSpecification.BoundedLifoQueue.class);

  /** Whoever waits is served, and the sizes are exact. */
  @Test
  @NoTwin("The code is Queue's: QueueLincheck kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_whoeverWaitsIsServed() {
    HISTORIES.explore("LIF-01", calls(), calls("putOne", "qsize"), calls("getAwaiting"));
    HISTORIES.explore(
        "LIF-01", calls("putOne", "putTwo"), calls("putAwaiting"), calls("get", "qsize"));
    HISTORIES.explore("LIF-01", calls(), calls("getAwaiting"), calls("shutdown"));
    HISTORIES.explore("LIF-01", calls("putOne"), calls("join"), calls("taskDone"));
  }

  /** The order of items. */
  @Test
  @Rule("LIF-02")
  void lif02_itemsComeFromTheTop() {
    HISTORIES.explore(
        "LIF-02", calls("putTwo"), calls("putOne", "get"), calls("get", "putOne", "get"));
    HISTORIES.explore("LIF-02", calls(), calls("putTwo", "putOne"), calls("get", "get"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"LIF-01", "LIF-02"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "LIF-01", List.of(this::lif02_itemsComeFromTheTop, this::lif01_whoeverWaitsIsServed));
  }
}
