package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.ValueError;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class TimerTest {
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void callsOnceItsIntervalIsOver() {
    Timer timer = new Timer(1e-3, calls::incrementAndGet);
    timer.start();
    timer.join();
    assertEquals(1, calls.get());
    timer.cancel();
  }

  @Test
  void doesNotCallOnceItIsCancelled() {
    Timer timer = new Timer(3600, calls::incrementAndGet);
    timer.setDaemon(true);
    timer.start();
    assertTrue(timer.isAlive());
    timer.cancel();
    timer.join();
    assertFalse(timer.isAlive());
    assertEquals(0, calls.get());
  }

  @Test
  void runsWhereverRunIsCalled() {
    new Timer(0, calls::incrementAndGet).run();
    assertEquals(1, calls.get());
  }

  @Test
  void refusesNaN() {
    assertThrows(ValueError.class, () -> new Timer(Double.NaN, calls::incrementAndGet));
    assertThrows(
        ValueError.class, () -> new Timer(Double.NaN, calls::incrementAndGet, Thread::new));
  }
}
