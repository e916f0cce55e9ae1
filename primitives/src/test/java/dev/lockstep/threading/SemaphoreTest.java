package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class SemaphoreTest {
  @Test
  void countsPermits() {
    Semaphore semaphore = new Semaphore(2);
    assertTrue(semaphore.acquire());
    assertTrue(semaphore.acquire(true, 0));
    assertFalse(semaphore.acquire(false));
    assertFalse(semaphore.acquire(true, -1));
    semaphore.release(2);
    assertTrue(semaphore.acquire(Duration.ZERO));
    assertTrue(semaphore.acquire(false));
    assertFalse(semaphore.acquire(false));
  }

  @Test
  void startsWithOnePermit() {
    for (Semaphore semaphore : new Semaphore[] {new Semaphore(), new BoundedSemaphore()}) {
      assertTrue(semaphore.acquire(false));
      assertFalse(semaphore.acquire(false));
    }
  }

  @Test
  void releasesAtTheEndOfTheBlock() {
    Semaphore semaphore = new Semaphore(1);
    try (Held held = semaphore.enter()) {
      assertSame(semaphore, held, "enter allocates nothing: it returns the semaphore");
      assertFalse(semaphore.acquire(false));
    }
    assertTrue(semaphore.acquire(false));
  }

  @Test
  void neverCountsPastTheLargestInt() {
    Semaphore semaphore = new Semaphore(Integer.MAX_VALUE);
    OverflowError error = assertThrows(OverflowError.class, semaphore::release);
    assertEquals("semaphore value too large", error.getMessage());
    assertTrue(semaphore.acquire(false));
    assertThrows(OverflowError.class, () -> semaphore.release(Integer.MAX_VALUE));
    semaphore.release();
  }

  @Test
  void neverExceedsItsBound() {
    BoundedSemaphore semaphore = new BoundedSemaphore(2);
    assertTrue(semaphore.acquire());
    ValueError error = assertThrows(ValueError.class, () -> semaphore.release(2));
    assertEquals("Semaphore released too many times", error.getMessage());
    semaphore.release();
    assertThrows(ValueError.class, semaphore::release);
  }
}
