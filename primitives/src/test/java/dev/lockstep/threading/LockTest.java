package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.RuntimeError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class LockTest {
  private final Lock lock = new Lock();

  @Test
  void isHeldFromAcquireToRelease() {
    assertFalse(lock.locked());
    assertTrue(lock.acquire());
    assertTrue(lock.locked());
    assertFalse(lock.acquire(false));
    assertFalse(lock.acquire(true, 0));
    assertFalse(lock.acquire(Duration.ZERO));
    lock.release();
    assertFalse(lock.locked());
  }

  @Test
  void isReleasedAtTheEndOfTheBlock() {
    try (Held held = lock.enter()) {
      assertSame(lock, held, "enter allocates nothing: it returns the lock");
      assertTrue(lock.locked());
    }
    assertFalse(lock.locked());
  }

  @Test
  void isReleasedByAnotherThread() throws InterruptedException {
    lock.acquire();
    Thread other = new Thread(lock::release);
    other.start();
    other.join();
    assertFalse(lock.locked());
  }

  @Test
  void refusesASecondRelease() {
    lock.acquire();
    lock.release();
    RuntimeError error = assertThrows(RuntimeError.class, lock::release);
    assertEquals("release unlocked lock", error.getMessage());
  }

  @Test
  void interruptsOnlyACallThatHasToBlock() {
    Thread.currentThread().interrupt();
    assertTrue(lock.acquire());
    assertThrows(KeyboardInterrupt.class, lock::acquire);
    assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
    assertTrue(lock.locked());
  }
}
