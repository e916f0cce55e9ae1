package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class BarrierTest {
  @Test
  void partiesPassTogether() throws InterruptedException {
    int[] sum = new int[1];
    int[] word = new int[2];
    Barrier barrier = new Barrier(2, () -> sum[0] = word[0] + word[1]);
    int[] index = new int[1];
    Thread other =
        new Thread(
            () -> {
              word[0] = 40;
              index[0] = barrier.await();
            });
    other.start();
    word[1] = 2;
    int own = barrier.await();
    assertEquals(42, sum[0]);
    other.join();
    assertEquals(1, own + index[0]);
    assertEquals(0, barrier.nWaiting());
    assertFalse(barrier.broken());
  }

  @Test
  void isBrokenUntilItIsReset() {
    Barrier barrier = new Barrier(2);
    assertEquals(2, barrier.parties());
    assertThrows(BrokenBarrierError.class, () -> barrier.await(0));
    assertTrue(barrier.broken());
    assertThrows(BrokenBarrierError.class, barrier::await);
    barrier.reset();
    assertFalse(barrier.broken());
    assertThrows(BrokenBarrierError.class, () -> barrier.await(Duration.ofNanos(1)));
    barrier.reset();
    barrier.abort();
    assertThrows(BrokenBarrierError.class, barrier::await);
  }

  @Test
  void generationsGoOnBeyondTheLargestNumber() throws Exception {
    VarHandle state =
        MethodHandles.privateLookupIn(Barrier.class, MethodHandles.lookup())
            .findVarHandle(Barrier.class, "state", long.class);
    Barrier barrier = new Barrier(2);
    state.setVolatile(barrier, -1L << 32);
    assertFalse(barrier.broken());
    assertEquals(0, barrier.nWaiting());
    int[] index = new int[1];
    Thread other = new Thread(() -> index[0] = barrier.await());
    other.start();
    int own = barrier.await();
    other.join();
    assertEquals(1, own + index[0]);
    assertEquals(0L, state.getVolatile(barrier));
    state.setVolatile(barrier, -1L << 32);
    barrier.abort();
    assertTrue(barrier.broken());
    assertEquals(0, barrier.nWaiting());
    barrier.reset();
    assertEquals(1L << 32, state.getVolatile(barrier));
  }

  @Test
  void refusesWhatIsNoTimeAndNobody() {
    assertThrows(ValueError.class, () -> new Barrier(0));
    assertThrows(ValueError.class, () -> new Barrier(1, null, Double.NaN));
    Barrier barrier = new Barrier(2, null, Double.POSITIVE_INFINITY);
    assertThrows(OverflowError.class, barrier::await);
    assertThrows(OverflowError.class, () -> barrier.await(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThrows(ValueError.class, () -> barrier.await(Double.NaN));
    assertFalse(barrier.broken());
    assertEquals(0, new Barrier(1, null, Double.POSITIVE_INFINITY).await());
  }

  @Test
  void anActionThatTouchesItsBarrierFails() {
    Barrier[] own = new Barrier[1];
    own[0] = new Barrier(1, () -> own[0].reset());
    assertThrows(RuntimeError.class, own[0]::await);
    assertTrue(own[0].broken());
  }

  @Test
  void interruptsOnlyACallThatHasToBlock() {
    Barrier barrier = new Barrier(2);
    Thread.currentThread().interrupt();
    assertThrows(KeyboardInterrupt.class, barrier::await);
    assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
    assertFalse(barrier.broken());
    assertEquals(0, barrier.nWaiting());
    Thread.currentThread().interrupt();
    assertEquals(0, new Barrier(1).await());
    assertTrue(Thread.interrupted(), "a call that need not block leaves the interrupt alone");
  }
}
