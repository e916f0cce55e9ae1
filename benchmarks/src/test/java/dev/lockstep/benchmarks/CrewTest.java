package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
final class CrewTest {
  private static final int THREADS = 3;
  private static final int PIECES = 100;

  @Test
  void eachDoesItsShareOfEachPiece() throws InterruptedException {
    AtomicInteger shares = new AtomicInteger();
    Crew crew = new Crew("platform", Collections.nCopies(THREADS, shares::incrementAndGet));
    for (int i = 1; i <= PIECES; i++) {
      crew.work();
      assertEquals(i * THREADS, shares.get());
    }
    crew.stop();
  }

  @Test
  void whatOneThrowsIsThrownAndTheOthersAreReleased() throws InterruptedException {
    IllegalArgumentException thrown = new IllegalArgumentException("on purpose");
    ArrayBlockingQueue<Integer> never = new ArrayBlockingQueue<>(1);
    Crew crew =
        new Crew(
            "platform",
            List.of(
                never::take,
                () -> {
                  throw thrown;
                }));
    IllegalStateException failed = assertThrows(IllegalStateException.class, crew::work);
    assertSame(thrown, failed.getCause());
    crew.stop();
  }

  @Test
  void whoeverWaitsForItCanBeInterrupted() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Crew crew = new Crew("platform", List.of(never::await));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, crew::work);
    crew.stop();
  }

  @Test
  void refusesAKindThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Crew("green", List.of(() -> {})));
  }

  @Test
  void anEchoThatFailsInterruptsTheFirstThread() throws InterruptedException {
    Exchanger<Integer> nobodyComes = new Exchanger<>();
    Echo echo =
        new Echo(
            () -> {
              throw new IllegalArgumentException("on purpose");
            });
    assertThrows(InterruptedException.class, () -> nobodyComes.exchange(1));
    IllegalStateException failed = assertThrows(IllegalStateException.class, echo::stop);
    assertInstanceOf(IllegalArgumentException.class, failed.getCause());
  }

  @Test
  void anEchoIsStoppedWhateverItWaitsFor() throws InterruptedException {
    ArrayBlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
    ArrayBlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
    Echo echo = new Echo(() -> back.put(there.take()));
    there.put(1);
    assertEquals(1, back.take());
    echo.stop();
  }
}
