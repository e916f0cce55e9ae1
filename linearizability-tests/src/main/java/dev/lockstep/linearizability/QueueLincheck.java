package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of a {@code Queue()} and a {@code Queue(1)} against their sequential model. Each
 * rule has histories of its own, so that a failure is put down to it; the generated ones come on
 * top. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.QUEUE, checker = Checker.LINCHECK)
public class QueueLincheck {
  private static final Histories UNBOUNDED =
      new Histories(
          "QUE-19", QueueOperations.UnboundedQueue.class, QueueSpecification.UnboundedQueue.class);

  private static final Histories BOUNDED =
      new Histories(
          "QUE-19", QueueOperations.BoundedQueue.class, QueueSpecification.BoundedQueue.class);

  /** Racing puts into a queue with room: each item is added. */
  @Test
  @Rule("QUE-02")
  void que02_aPutWithRoomAddsItsItem() {
    UNBOUNDED.explore("QUE-02", calls(), calls("putOne", "qsize"), calls("putTwo", "qsize"));
    BOUNDED.explore("QUE-02", calls(), calls("putOne"), calls("putTwo"), calls("get"));
  }

  /** Items come in the order in which they were put. */
  @Test
  @Rule("QUE-03")
  void que03_itemsComeInTheOrderInWhichTheyWerePut() {
    UNBOUNDED.explore("QUE-03", calls(), calls("putOne", "putTwo"), calls("get", "get"));
    UNBOUNDED.explore(
        "QUE-03", calls("putTwo"), calls("putOne", "get"), calls("get", "putOne", "get"));
  }

  /** Full only while it is full. */
  @Test
  @Rule("QUE-06")
  void que06_fullIsRaisedOnlyWhileItIsFull() {
    BOUNDED.explore("QUE-06", calls("putOne"), calls("get", "full"), calls("putTwo", "putTwo"));
    BOUNDED.explore("QUE-06", calls(), calls("putOne"), calls("putTwo"));
  }

  /** Empty only while it is empty. */
  @Test
  @Rule("QUE-07")
  void que07_emptyIsRaisedOnlyWhileItIsEmpty() {
    UNBOUNDED.explore("QUE-07", calls(), calls("putOne", "putTwo"), calls("get", "get", "get"));
    UNBOUNDED.explore("QUE-07", calls(), calls("putOne"), calls("getATick", "get"));
  }

  /** The sizes are those of some moment. */
  @Test
  @Rule("QUE-12")
  void que12_sizesAreThoseOfSomeMoment() {
    BOUNDED.explore(
        "QUE-12", calls("putOne"), calls("get", "putTwo"), calls("qsize", "full"), calls("qsize"));
    BOUNDED.explore(
        "QUE-12", calls("putOne"), calls("putAwaiting"), calls("get", "qsize"), calls("full"));
  }

  /** Tasks are counted, and of racing calls of task_done as many succeed as there are. */
  @Test
  @Rule("QUE-13")
  void que13_tasksAreCounted() {
    UNBOUNDED.explore(
        "QUE-13", calls("putOne"), calls("taskDone"), calls("taskDone"), calls("unfinishedTasks"));
    UNBOUNDED.explore(
        "QUE-13", calls("putOne", "taskDone"), calls("taskDone"), calls("putTwo", "taskDone"));
  }

  /** A shutdown against puts and gets. */
  @Test
  @Rule("QUE-17")
  void que17_shutdownsRaceWithEverything() {
    UNBOUNDED.explore(
        "QUE-17", calls("putOne"), calls("shutdown", "isShutdown"), calls("putTwo", "get", "get"));
    UNBOUNDED.explore(
        "QUE-17",
        calls("putOne", "putTwo"),
        calls("shutdownImmediately", "unfinishedTasks"),
        calls("get", "taskDone", "taskDone"));
    UNBOUNDED.explore(
        "QUE-17", calls("putOne"), calls("shutdown"), calls("shutdownImmediately"), calls("get"));
    UNBOUNDED.explore(
        "QUE-17", calls("putOne"), calls("shutdownImmediately"), calls("isShutdown", "get"));
  }

  /** Whoever waits is served. */
  @Test
  @Rule("QUE-19")
  void que19_whoeverWaitsIsServed() {
    UNBOUNDED.explore("QUE-19", calls(), calls("putOne", "qsize"), calls("getAwaiting"));
    UNBOUNDED.explore(
        "QUE-19", calls(), calls("putOne", "putTwo"), calls("getAwaiting"), calls("getAwaiting"));
    BOUNDED.explore("QUE-19", calls("putOne"), calls("putAwaiting"), calls("get", "getAwaiting"));
    BOUNDED.explore(
        "QUE-19",
        calls("putOne"),
        calls("putAwaiting"),
        calls("getAwaiting"),
        calls("getAwaiting"));
    if (Subjects.ACTIVE.offers("QUE-14")) {
      UNBOUNDED.explore(
          "QUE-19", calls("putOne"), calls("join", "unfinishedTasks"), calls("taskDone"));
    }
    if (Subjects.ACTIVE.offers("QUE-15")) {
      UNBOUNDED.explore("QUE-19", calls(), calls("getAwaiting"), calls("shutdown"));
      BOUNDED.explore(
          "QUE-19", calls("putOne"), calls("putAwaiting"), calls("shutdownImmediately"));
    }
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"QUE-19", "QUE-02", "QUE-03", "QUE-06", "QUE-07", "QUE-12", "QUE-13", "QUE-17"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    UNBOUNDED.exploreGenerated("QUE-19", directed());
  }

  /** The same with a bound. */
  @Test
  @NoTwin("It meets a bug by chance: the histories of the rules kill their twins.")
  @Rule({"QUE-19", "QUE-02", "QUE-03", "QUE-06", "QUE-07", "QUE-12", "QUE-13", "QUE-17"})
  void whateverIsCalledOfABoundedQueueIsLinearizable() {
    BOUNDED.exploreGenerated("QUE-19", directed());
  }

  private List<Runnable> directed() {
    return List.of(
        this::que02_aPutWithRoomAddsItsItem,
        this::que03_itemsComeInTheOrderInWhichTheyWerePut,
        this::que06_fullIsRaisedOnlyWhileItIsFull,
        this::que07_emptyIsRaisedOnlyWhileItIsEmpty,
        this::que12_sizesAreThoseOfSomeMoment,
        this::que13_tasksAreCounted,
        this::que17_shutdownsRaceWithEverything,
        this::que19_whoeverWaitsIsServed);
  }
}
