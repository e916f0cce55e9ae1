package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class EventTest {
  private final Event event = new Event();

  @Test
  void isSetFromSetToClear() {
    assertFalse(event.isSet());
    assertFalse(event.await(0));
    event.set();
    assertTrue(event.isSet());
    assertTrue(event.await());
    assertTrue(event.await(Duration.ZERO));
    event.clear();
    assertFalse(event.isSet());
    assertFalse(event.await(-1));
    assertFalse(event.await(Duration.ofNanos(1)));
  }

  @Test
  void announcesToAnotherThread() throws InterruptedException {
    int[] word = new int[1];
    Thread other =
        new Thread(
            () -> {
              word[0] = 42;
              event.set();
            });
    other.start();
    assertTrue(event.await());
    assertEquals(42, word[0]);
    other.join();
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThrows(ValueError.class, () -> event.await(Double.NaN));
    assertThrows(OverflowError.class, () -> event.await(Double.POSITIVE_INFINITY));
    event.set();
    assertTrue(event.await(Double.POSITIVE_INFINITY));
  }

  @Test
  void interruptsOnlyACallThatHasToBlock() {
    Thread.currentThread().interrupt();
    assertThrows(KeyboardInterrupt.class, event::await);
    assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
    event.set();
    Thread.currentThread().interrupt();
    assertTrue(event.await());
    assertTrue(Thread.interrupted(), "a call that need not block leaves the interrupt alone");
  }
}
