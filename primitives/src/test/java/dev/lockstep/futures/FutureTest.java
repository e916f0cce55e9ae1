package dev.lockstep.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.TimeoutError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.threading.PyThread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class FutureTest {
  private final Future<Integer> future = new Future<>();

  @Test
  void hasTheResultThatAnotherThreadSets() {
    List<Integer> seen = new ArrayList<>();
    future.addDoneCallback(done -> seen.add(done.result()));
    PyThread other = new PyThread(() -> future.setResult(42));
    other.start();
    assertEquals(42, future.result());
    other.join();
    assertEquals(List.of(42), seen);
    assertNull(future.exception());
    assertThrows(InvalidStateError.class, () -> future.setResult(43));
    assertFalse(future.cancel());
  }

  @Test
  void throwsTheVeryException() {
    IOException checked = new IOException("no luck");
    future.setException(checked);
    assertSame(checked, future.exception());
    assertSame(checked, assertThrows(IOException.class, future::result));
  }

  @Test
  void isCancelledOnceAndForAll() {
    assertTrue(future.cancel());
    assertTrue(future.cancelled());
    assertThrows(CancelledError.class, future::result);
    assertFalse(future.setRunningOrNotifyCancel());
    assertThrows(RuntimeError.class, future::setRunningOrNotifyCancel);
    assertTrue(future.cancel());
  }

  @Test
  @SuppressWarnings("NullAway") // which knows type arguments that may be null on newer JDKs only
  void mayHaveNullAsItsResult() {
    Future<@Nullable Object> nothing = new Future<>();
    nothing.setResult(null);
    assertTrue(nothing.done());
    assertNull(nothing.result());
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThrows(ValueError.class, () -> future.result(Double.NaN));
    assertThrows(OverflowError.class, () -> future.exception(Double.POSITIVE_INFINITY));
    assertThrows(TimeoutError.class, () -> future.result(Duration.ofNanos(1)));
    future.setResult(1);
    assertEquals(1, future.result(Double.POSITIVE_INFINITY));
  }

  @Test
  void interruptsOnlyACallThatHasToBlock() {
    Thread.currentThread().interrupt();
    assertThrows(KeyboardInterrupt.class, future::result);
    assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
    future.setResult(1);
    Thread.currentThread().interrupt();
    assertEquals(1, future.result());
    assertTrue(Thread.interrupted(), "a call that need not block leaves the interrupt alone");
  }

  @Test
  void isWaitedForTogetherWithOthers() {
    Future<String> other = new Future<>();
    other.setResult("there");
    List<Future<?>> both = List.of(future, other);
    DoneAndNotDone<Future<?>> seen = Futures.wait(both, ReturnWhen.FIRST_COMPLETED);
    assertEquals(List.of(other), List.copyOf(seen.done()));
    assertEquals(List.of(future), List.copyOf(seen.notDone()));
    try (ResultIterator<Future<?>> iterator = Futures.asCompleted(both, 0)) {
      assertSame(other, iterator.next());
      TimeoutError error = assertThrows(TimeoutError.class, iterator::next);
      assertEquals("1 (of 2) futures unfinished", error.getMessage());
      assertFalse(iterator.hasNext());
    }
  }
}
