package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.LinearMemorySubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Interleavings of small programs that wait by the instructions of WebAssembly. Runs with {@link
 * ModelCheckingSeam}. Who waits where is shown by {@link WaitInterleavings}, of the lists that both
 * have; here is what the instructions make of it.
 */
@Checks(primitive = Primitive.SHAREDMEMORY, checker = Checker.INTERLEAVINGS)
public class SharedMemoryInterleavings {
  private static final long NOTIFIED = 0;
  private static final long NOT_EQUAL = 1;
  private static final long TIMED_OUT = 2;

  private static final long FOREVER = -1;
  private static final int ALL = -1;

  /* In nanoseconds: over at the third look at the clock. */
  private static final long TWO_TICKS = 2;

  private static LinearMemorySubject newMemory() {
    return share(Subjects.ACTIVE.newSharedMemory(1, 1));
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> newMemory().await32(0, 0, TWO_TICKS));
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    LinearMemorySubject memory = newMemory();
    memory.await32(0, 0, TWO_TICKS);
    memory.await64(0, 0, TWO_TICKS);
    memory.atomicStore(32, 0, 1);
    memory.signal(0, ALL);
  }

  /** Store and notify: the waiter is found, or finds the value; and the count says which. */
  @Test
  @Rule({"SHM-07", "SHM-11"})
  void shm07_aWaiterIsFoundOrFindsTheValue() {
    explore("SHM-07", () -> storeAndNotify(32));
  }

  /** The same of 64 bits. */
  @Test
  @Rule({"SHM-07", "SHM-11"})
  void shm07_aWaiterOn64BitsIsFoundOrFindsTheValue() {
    explore("SHM-07", () -> storeAndNotify(64));
  }

  private static void storeAndNotify(int width) {
    LinearMemorySubject memory = newMemory();
    Actor waiter = Actor.start(() -> await(memory, width, FOREVER));
    memory.atomicStore(32, 0, 1);
    long count = memory.signal(0, ALL);
    requireCounted("SHM-07", count, waiter.join());
  }

  private static Long await(LinearMemorySubject memory, int width, long timeout) {
    return (long)
        (width == Long.SIZE ? memory.await64(0, 0, timeout) : memory.await32(0, 0, timeout));
  }

  private static void requireCounted(String rule, long count, Outcome... ends) {
    long told = 0;
    for (Outcome end : ends) {
      told += end.equals(new Outcome.Returned(NOTIFIED)) ? 1 : 0;
      require(
          end.equals(new Outcome.Returned(NOTIFIED))
              || end.equals(new Outcome.Returned(NOT_EQUAL))
              || end.equals(new Outcome.Returned(TIMED_OUT)),
          rule,
          "a wait " + end);
    }
    require(told == count, rule, "notifies counted " + count + ", and " + told + " were told");
  }

  /** Two waiters, one of which may come late: each that a notify has ended was counted by it. */
  @Test
  @Rule({"SHM-11", "SHM-07"})
  void shm11_aNotifyCountsWhomItEnds() {
    needsOurWaiting();
    explore(
        "SHM-07",
        () -> {
          LinearMemorySubject memory = newMemory();
          Actor first = Actor.startParked("SHM-07", () -> await(memory, 32, FOREVER));
          Actor second = Actor.start(() -> await(memory, 32, FOREVER));
          long count = memory.signal(0, 2);
          memory.atomicStore(32, 0, 1);
          long rest = memory.signal(0, ALL);
          requireCounted("SHM-11", count + rest, first.join(), second.join());
        });
  }

  /** A wait with a timeout is over no earlier, and a notify that counts it ends it. */
  @Test
  @Rule({"SHM-10", "SHM-11"})
  void shm10_aTimedWaitEndsOnceItsTimeIsOverOrItIsCounted() {
    needsOurWaiting();
    explore(
        "SHM-10",
        () -> {
          LinearMemorySubject memory = newMemory();
          Actor waiter =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    Long end = await(memory, 64, TWO_TICKS);
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        end != TIMED_OUT || ticks > TWO_TICKS,
                        "SHM-10",
                        "timed out after " + ticks + " ticks, the first of them the call's");
                    return end;
                  });
          long count = memory.signal(0, ALL);
          requireCounted("SHM-11", count, waiter.join());
        });
  }
}
