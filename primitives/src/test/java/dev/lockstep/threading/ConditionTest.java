package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class ConditionTest {
  static List<Condition> conditions() {
    return List.of(new Condition(), new Condition(new RLock()), new Condition(new Lock()));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("conditions")
  @SuppressWarnings("try") // the scope is only opened and closed
  void announcesToAnotherThread(Condition condition) throws InterruptedException {
    Queue<Integer> items = new ArrayDeque<>();
    Thread other =
        new Thread(
            () -> {
              try (var held = condition.enter()) {
                items.add(42);
                condition.signal();
              }
            });
    condition.acquire();
    other.start();
    assertTrue(condition.awaitFor(() -> !items.isEmpty()));
    assertEquals(42, items.remove());
    condition.release();
    other.join();
    assertFalse(condition.locked());
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("conditions")
  void needsItsLock(Condition condition) {
    assertFalse(condition.isOwned());
    assertThrows(RuntimeError.class, condition::await);
    assertThrows(RuntimeError.class, () -> condition.await(1));
    assertThrows(RuntimeError.class, () -> condition.await(Duration.ZERO));
    assertThrows(RuntimeError.class, () -> condition.awaitFor(() -> false));
    assertThrows(RuntimeError.class, condition::signal);
    assertThrows(RuntimeError.class, () -> condition.signal(2));
    assertThrows(RuntimeError.class, condition::signalAll);
    assertTrue(condition.awaitFor(() -> true));
    assertThrows(RuntimeError.class, condition::release);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("conditions")
  void waitsInVain(Condition condition) {
    condition.acquire();
    condition.signalAll();
    assertFalse(condition.await(1e-9));
    assertFalse(condition.await(0));
    assertFalse(condition.await(-1));
    assertFalse(condition.await(Duration.ofNanos(1)));
    assertFalse(condition.awaitFor(() -> false, 1e-9));
    assertFalse(condition.awaitFor(() -> false, Duration.ZERO));
    assertTrue(condition.isOwned());
    condition.release();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("conditions")
  void refusesWhatIsNoTime(Condition condition) {
    assertThrows(ValueError.class, () -> condition.await(Double.NaN));
    condition.acquire();
    assertThrows(ValueError.class, () -> condition.await(Duration.ofNanos(-1)));
    assertThrows(OverflowError.class, () -> condition.await(Double.POSITIVE_INFINITY));
    assertThrows(OverflowError.class, () -> condition.awaitFor(() -> false, 1e300));
    assertTrue(condition.awaitFor(() -> true, 1e300));
    assertTrue(condition.isOwned());
    condition.release();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("conditions")
  void interruptsOnlyACallThatHasToBlock(Condition condition) {
    condition.acquire();
    Thread.currentThread().interrupt();
    assertThrows(KeyboardInterrupt.class, condition::await);
    assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
    assertTrue(condition.isOwned());
    Thread.currentThread().interrupt();
    assertFalse(condition.await(0));
    assertTrue(Thread.interrupted(), "a call that need not block leaves the interrupt alone");
    condition.release();
  }

  @Test
  void keepsTheLevelsOfAnRLock() {
    RLock lock = new RLock();
    Condition condition = new Condition(lock);
    condition.acquire();
    condition.acquire();
    lock.acquire();
    assertFalse(condition.await(1e-9));
    assertEquals(3, lock.recursionCount());
  }
}
