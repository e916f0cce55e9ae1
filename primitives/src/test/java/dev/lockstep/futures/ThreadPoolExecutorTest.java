package dev.lockstep.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class ThreadPoolExecutorTest {
  @Test
  void carriesOutWhatIsSubmitted() {
    ThreadPoolExecutor closed;
    try (ThreadPoolExecutor pool = new ThreadPoolExecutor(2, "worker")) {
      closed = pool;
      assertEquals(42, pool.submit(() -> 42).result());
      assertNull(pool.submit(() -> {}).result());
      IOException checked = new IOException("no luck");
      Callable<Integer> failing =
          () -> {
            throw checked;
          };
      assertSame(checked, pool.submit(failing).exception());
      assertEquals("worker_0", pool.submit(() -> Thread.currentThread().getName()).result());
      assertEquals(2, pool.maxWorkers());
    }
    RuntimeError error = assertThrows(RuntimeError.class, () -> closed.submit(() -> 1));
    assertEquals("cannot schedule new futures after shutdown", error.getMessage());
  }

  @Test
  void mapsInOrder() {
    try (ThreadPoolExecutor pool = ThreadPoolExecutor.builder().maxWorkers(2).build()) {
      List<Integer> squares = new ArrayList<>();
      pool.map((Integer x) -> x * x, List.of(1, 2, 3)).forEachRemaining(squares::add);
      assertEquals(List.of(1, 4, 9), squares);
      List<String> pairs = new ArrayList<>();
      pool.map((String a, Integer b) -> a + b, List.of("a", "b"), List.of(1, 2, 3))
          .forEachRemaining(pairs::add);
      assertEquals(List.of("a1", "b2"), pairs);
      List<Integer> buffered = new ArrayList<>();
      try (ResultIterator<Integer> results =
          pool.mapping((Integer x) -> x + 1).timeout(60).buffersize(1).over(List.of(1, 2, 3))) {
        results.forEachRemaining(buffered::add);
        assertFalse(results.hasNext());
      }
      assertEquals(List.of(2, 3, 4), buffered);
    }
  }

  @Test
  void isBrokenByItsInitializer() {
    Runnable initializer =
        () -> {
          throw new IllegalStateException("no luck");
        };
    try (ThreadPoolExecutor pool = new ThreadPoolExecutor(1, "", initializer)) {
      BrokenThreadPool error =
          assertThrows(BrokenThreadPool.class, () -> pool.submit(() -> 1).result());
      assertEquals("java.lang.IllegalStateException: no luck", String.valueOf(error.getCause()));
    }
  }

  @Test
  void refusesAPoolOfNobody() {
    ValueError error = assertThrows(ValueError.class, () -> new ThreadPoolExecutor(0));
    assertEquals("max_workers must be greater than 0", error.getMessage());
  }
}
