package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The floors lose no wake-up: a benchmark of them would never end. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParkedTest {
  private static final int PARTIES = 5;
  private static final int ROUNDS = 10_000;

  @Test
  void nobodyLeavesABarrierBeforeAllHaveArrived() throws InterruptedException {
    Parked.Barrier barrier = new Parked.Barrier(PARTIES);
    AtomicInteger arrivals = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int round = 1; round <= ROUNDS; round++) {
                  arrivals.incrementAndGet();
                  barrier.await();
                  if (arrivals.get() < round * PARTIES) {
                    early.incrementAndGet();
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(0, early.get());
    assertEquals(PARTIES * ROUNDS, arrivals.get());
  }

  @Test
  void aFlagIsTakenAsOftenAsItIsGiven() throws InterruptedException {
    Parked.Flag there = new Parked.Flag();
    Parked.Flag back = new Parked.Flag();
    int[] taken = new int[1];
    Thread taker =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                there.take();
                taken[0]++;
                back.give();
              }
            });
    taker.start();
    for (int i = 0; i < ROUNDS; i++) {
      there.give();
      back.take();
    }
    taker.join();
    assertEquals(ROUNDS, taken[0]);
  }
}
