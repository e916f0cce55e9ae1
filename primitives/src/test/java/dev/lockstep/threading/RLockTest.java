package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The examples of the Javadoc and what only the package can see; the rules have their checks in the
 * conformance kit.
 */
class RLockTest {
  private final RLock lock = new RLock();

  @Test
  void isOwnedUntilItIsReleasedAsOftenAsItWasAcquired() {
    assertFalse(lock.locked());
    assertTrue(lock.acquire());
    assertTrue(lock.acquire(false));
    assertTrue(lock.acquire(true, 0));
    assertTrue(lock.acquire(Duration.ZERO));
    for (int levels = 4; levels > 0; levels--) {
      assertTrue(lock.isOwned());
      assertTrue(lock.locked());
      assertEquals(levels, lock.recursionCount());
      lock.release();
    }
    assertFalse(lock.isOwned());
    assertFalse(lock.locked());
    assertEquals(0, lock.recursionCount());
  }

  @Test
  void isReleasedAtTheEndOfTheBlock() {
    try (Held held = lock.enter()) {
      assertSame(lock, held, "enter allocates nothing: it returns the lock");
      try (Held again = lock.enter()) {
        assertSame(lock, again);
        assertEquals(2, lock.recursionCount());
      }
      assertTrue(lock.isOwned());
    }
    assertFalse(lock.locked());
  }

  @Test
  void belongsToItsOwner() {
    lock.acquire();
    CompletableFuture.runAsync(
            () -> {
              assertTrue(lock.locked());
              assertFalse(lock.isOwned());
              assertEquals(0, lock.recursionCount());
              assertFalse(lock.acquire(false));
              assertFalse(lock.acquire(true, 0));
              assertFalse(lock.acquire(Duration.ZERO));
              refusesRelease();
            })
        .join();
    assertEquals(1, lock.recursionCount());
  }

  @Test
  void refusesAReleaseTooMany() {
    lock.acquire();
    lock.release();
    refusesRelease();
  }

  private void refusesRelease() {
    RuntimeError error = assertThrows(RuntimeError.class, lock::release);
    assertEquals("cannot release un-acquired lock", error.getMessage());
  }

  @Test
  void refusesALevelTooMany() {
    lock.acquire();
    lock.restore(Integer.MAX_VALUE - 1);
    assertTrue(lock.acquire());
    assertEquals(Integer.MAX_VALUE, lock.recursionCount());
    OverflowError error = assertThrows(OverflowError.class, lock::acquire);
    assertEquals("Internal lock count overflowed", error.getMessage());
    assertEquals(Integer.MAX_VALUE, lock.recursionCount());
    lock.release();
    assertEquals(Integer.MAX_VALUE - 1, lock.recursionCount());
  }

  @Test
  void givesUpAllItsLevelsAndRestoresThem() {
    lock.acquire();
    lock.acquire();
    lock.acquire();
    assertEquals(3, lock.releaseAll());
    assertFalse(lock.locked());
    lock.acquire();
    assertEquals(1, lock.recursionCount());
    lock.restore(3);
    assertEquals(3, lock.recursionCount());
  }

  @Test
  void interruptsOnlyACallThatHasToBlock() {
    Thread.currentThread().interrupt();
    assertTrue(lock.acquire());
    assertTrue(lock.acquire(), "nobody has to wait for himself");
    CompletableFuture.runAsync(
            () -> {
              Thread.currentThread().interrupt();
              assertThrows(KeyboardInterrupt.class, lock::acquire);
              assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
            })
        .join();
    assertTrue(Thread.interrupted());
    assertEquals(2, lock.recursionCount());
  }
}
