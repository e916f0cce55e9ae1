package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

/**
 * The examples of the Javadoc and what only Java can see; the rules have their checks in the
 * conformance kit.
 */
class PyThreadTest {
  private final Event gate = new Event();
  private final PyThread thread = new PyThread(gate::await, "worker", true);

  @Test
  void livesFromItsStartToTheEndOfItsTarget() {
    assertFalse(thread.isAlive());
    assertNull(thread.ident());
    assertNull(thread.javaThread());
    thread.start();
    assertTrue(thread.isAlive());
    thread.join(0);
    thread.join(Duration.ZERO);
    thread.join(1e-3);
    gate.set();
    thread.join();
    assertFalse(thread.isAlive());
    assertNotNull(thread.ident());
  }

  @Test
  void handsPlainFieldsThereAndBack() {
    int[] words = new int[2];
    PyThread copier = new PyThread(() -> words[1] = words[0]);
    words[0] = 42;
    copier.start();
    copier.join();
    assertEquals(42, words[1]);
  }

  @Test
  void runsWhatOverridesRun() {
    boolean[] ran = new boolean[1];
    PyThread overriding =
        new PyThread() {
          @Override
          public void run() {
            ran[0] = true;
          }
        };
    overriding.start();
    overriding.join();
    assertTrue(ran[0]);
  }

  @Test
  void javaThreadHasItsNameAndIsADaemonOrNot() throws InterruptedException {
    thread.start();
    Thread running = thread.javaThread();
    assertNotNull(running);
    assertEquals("worker", running.getName());
    assertTrue(running.isDaemon());
    assertEquals(thread.ident(), running.getId());
    thread.setName("renamed");
    assertEquals("renamed", running.getName());
    gate.set();
    running.join();
    thread.join();
    assertSame(running, thread.javaThread());
  }

  @Test
  void interruptOfItsJavaThreadIsAKeyboardInterruptInIt() {
    Throwable[] thrown = new Throwable[1];
    PyThread waiter =
        new PyThread(
            () -> thrown[0] = assertThrows(KeyboardInterrupt.class, gate::await), "waiter", true);
    waiter.start();
    Thread running = waiter.javaThread();
    assertNotNull(running);
    running.interrupt();
    waiter.join();
    assertNotNull(thrown[0]);
  }

  @Test
  void refusesWhatPythonRefuses() {
    assertThrows(RuntimeError.class, thread::join);
    thread.start();
    assertThrows(RuntimeError.class, thread::start);
    assertThrows(RuntimeError.class, () -> thread.setDaemon(false));
    assertThrows(ValueError.class, () -> thread.join(Double.NaN));
    assertThrows(OverflowError.class, () -> thread.join(Double.POSITIVE_INFINITY));
    assertThrows(ValueError.class, () -> thread.join(Duration.ofNanos(-1)));
    assertThrows(OverflowError.class, () -> thread.join(Duration.ofDays(200_000)));
    gate.set();
    thread.join();
  }

  @Test
  void interruptsOnlyAJoinThatHasToBlock() {
    thread.start();
    Thread.currentThread().interrupt();
    thread.join(0);
    assertThrows(KeyboardInterrupt.class, thread::join);
    assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
    gate.set();
    thread.join();
    Thread.currentThread().interrupt();
    thread.join();
    assertTrue(Thread.interrupted(), "a join that does not wait leaves the interrupt alone");
  }

  @Test
  void startsAfterAStartThatFailed() {
    boolean[] refuses = {true};
    boolean[] ran = new boolean[1];
    ThreadFactory factory =
        body ->
            new Thread(body) {
              @Override
              public void start() {
                if (refuses[0]) {
                  throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
              }
            };
    PyThread late = new PyThread(() -> ran[0] = true, "late", true, factory);
    RuntimeError error = assertThrows(RuntimeError.class, late::start);
    assertEquals("can't start new thread", error.getMessage());
    assertTrue(error.getCause() instanceof OutOfMemoryError);
    assertNull(late.javaThread());
    refuses[0] = false;
    late.start();
    late.join();
    assertTrue(ran[0]);
  }

  @Test
  void isNewAgainWhenItsFactoryFails() {
    IllegalStateException failure = new IllegalStateException("no thread today");
    PyThread unlucky =
        new PyThread(
            () -> {},
            "unlucky",
            true,
            body -> {
              throw failure;
            });
    assertSame(failure, assertThrows(IllegalStateException.class, unlucky::start));
    assertFalse(unlucky.isAlive());
    unlucky.setDaemon(false);
    PyThread empty = new PyThread(() -> {}, "empty", true, body -> null);
    assertThrows(NullPointerException.class, empty::start);
    assertFalse(empty.isAlive());
  }

  @Test
  void runsInAVirtualThread() {
    assumeTrue(Runtime.version().feature() >= 21, "Java has virtual threads from 21 on");
    Thread[] where = new Thread[1];
    PyThread virtual =
        new PyThread(
            () -> where[0] = Thread.currentThread(), "light", false, PyThread.virtualThreads());
    virtual.start();
    virtual.join();
    assertTrue(where[0].isDaemon(), "to the JVM it is a daemon");
    assertFalse(virtual.daemon(), "to Python it is what was said");
    assertEquals("light", where[0].getName());
    assertTrue(where[0].toString().startsWith("VirtualThread"), where[0].toString());
  }

  @Test
  void saysThatThereAreNoVirtualThreads() {
    assumeTrue(Runtime.version().feature() < 19, "Java has virtual threads from 21 on");
    assertThrows(UnsupportedOperationException.class, PyThread::virtualThreads);
  }
}
