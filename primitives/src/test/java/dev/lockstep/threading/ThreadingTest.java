package dev.lockstep.threading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.RuntimeError;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only Java can see of who is there; the rules have their checks in the conformance kit. */
class ThreadingTest {
  @Test
  void aStartedThreadIsTheCurrentThreadInItself() {
    PyThread[] current = new PyThread[1];
    long[] ident = new long[1];
    PyThread thread =
        new PyThread(
            () -> {
              current[0] = Threading.currentThread();
              ident[0] = Threading.getIdent();
              assertTrue(Threading.enumerate().contains(current[0]));
            });
    thread.start();
    thread.join();
    assertSame(thread, current[0]);
    assertEquals(thread.ident(), ident[0]);
    assertFalse(Threading.enumerate().contains(thread));
  }

  @Test
  void aForeignThreadHasADummyAndKeepsItsJavaName() throws Exception {
    CompletableFuture<PyThread> known = new CompletableFuture<>();
    Thread foreign =
        new Thread(
            () -> {
              PyThread dummy = Threading.currentThread();
              dummy.setName("renamed");
              dummy.run();
              known.complete(dummy);
            },
            "foreign");
    foreign.start();
    PyThread dummy = known.get(10, TimeUnit.SECONDS);
    foreign.join();
    assertEquals("foreign", foreign.getName());
    assertEquals("renamed", dummy.name());
    assertSame(foreign, dummy.javaThread());
    assertFalse(dummy.isAlive());
    assertThrows(RuntimeError.class, dummy::join);
    assertThrows(RuntimeError.class, dummy::start);
    assertThrows(RuntimeError.class, () -> dummy.setDaemon(false));
  }

  @Test
  void theMainThreadIsNobodyElse() {
    PyThread main = Threading.mainThread();
    assertEquals("MainThread", main.name());
    assertFalse(main.daemon());
    assertNotNull(main.ident());
    PyThread[] current = new PyThread[1];
    PyThread other = new PyThread(() -> current[0] = Threading.currentThread());
    other.start();
    other.join();
    assertNotSame(main, current[0]);
  }

  @Test
  void theFirstHookCanBeHadAgain() {
    ExceptHook first = Threading.excepthook();
    assertSame(first, Threading.originalExcepthook());
    ExceptHook other = (thread, thrown) -> {};
    Threading.setExcepthook(other);
    try {
      assertSame(other, Threading.excepthook());
      assertSame(first, Threading.originalExcepthook());
      assertThrows(NullPointerException.class, () -> Threading.setExcepthook(nothing()));
    } finally {
      Threading.setExcepthook(first);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what nobody may pass
  private static <T> T nothing() {
    return null;
  }

  /**
   * What a whole JVM does: it waits for threads that are no daemons, and for no others; and what is
   * left of a main thread that has ended.
   */
  @ParameterizedTest
  @ValueSource(strings = {"ends-before-a-daemon", "waits-for-no-daemon", "joins-main", "late"})
  void aJvmEndsAsItShould(String scenario) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path") + classPathOfModules(),
                ThreadingProgram.class.getName(),
                scenario)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
    assertEquals(0, process.exitValue(), output);
    assertEquals("as it should", output.strip());
  }

  private static String classPathOfModules() {
    String modules = System.getProperty("jdk.module.path");
    return modules == null ? "" : java.io.File.pathSeparator + modules;
  }
}
