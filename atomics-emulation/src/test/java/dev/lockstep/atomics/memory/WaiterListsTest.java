package dev.lockstep.atomics.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.waiting.BargingAcquisition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The tables of addresses and the heap of deadlines: what they keep, and that they keep nothing.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaiterListsTest {
  private static final int ADDRESSES = 20_000;

  private final Memory memory = allocate();

  private static Memory allocate() {
    Memory memory = Memory.allocate(4 * ADDRESSES, 4 * ADDRESSES, true);
    assertNotNull(memory);
    return memory;
  }

  private CompletableFuture<WaitResult> await(long address, long nanos) {
    CompletionStage<WaitResult> stage = memory.awaitAsync(address, false, 0, nanos);
    assertNotNull(stage);
    return stage.toCompletableFuture();
  }

  private int listsInUse() {
    int lists = 0;
    for (Stripe stripe : Objects.requireNonNull(memory.waiters).stripes) {
      lists += stripe == null ? 0 : stripe.lists;
    }
    return lists;
  }

  private static void assertHeap() {
    for (int i = 0; i < Deadlines.ALL.size; i++) {
      assertEquals(i, waiterAt(i).positionInHeap);
      assertTrue(i == 0 || waiterAt((i - 1) / 2).deadline - waiterAt(i).deadline <= 0);
    }
  }

  private static AsyncWaiter waiterAt(int position) {
    return Objects.requireNonNull(Deadlines.ALL.heap[position]);
  }

  @Test
  void addressesByTheThousandAreFoundAndForgotten() throws Exception {
    Random random = new Random(1);
    List<CompletableFuture<WaitResult>> futures = new ArrayList<>();
    int[] waiters = new int[ADDRESSES];
    for (int i = 0; i < 3 * ADDRESSES; i++) {
      int word = random.nextInt(ADDRESSES);
      waiters[word]++;
      futures.add(await(4L * word, BargingAcquisition.FOREVER));
    }
    List<Integer> order = new ArrayList<>();
    for (int word = 0; word < ADDRESSES; word++) {
      order.add(word);
    }
    Collections.shuffle(order, random);
    for (int word : order) {
      int some = Math.min(1, waiters[word]);
      assertEquals(some, memory.notify(4L * word, 1));
      assertEquals(waiters[word] - some, memory.notify(4L * word, Integer.MAX_VALUE));
      assertEquals(0, memory.notify(4L * word, Integer.MAX_VALUE));
    }
    for (CompletableFuture<WaitResult> future : futures) {
      assertEquals(WaitResult.OK, future.get());
    }
    assertEquals(0, listsInUse(), "no list stays in a table");
  }

  @Test
  void whoIsTooLateLeavesNothing() throws Exception {
    List<CompletableFuture<WaitResult>> futures = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      futures.add(await(4L * (i % 700), 1 + random.nextInt(20_000_000)));
    }
    for (CompletableFuture<WaitResult> future : futures) {
      assertEquals(WaitResult.TIMED_OUT, future.get());
    }
    assertEquals(0, listsInUse());
    for (int i = 0; i < 700; i++) {
      assertEquals(0, memory.notify(4L * i, 1));
    }
  }

  @Test
  void deadlinesComeInOrderAndCanBeTakenBack() throws Exception {
    Random random = new Random(3);
    int before = Deadlines.ALL.size;
    List<CompletableFuture<WaitResult>> futures = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      // Hours: none is over before the test is.
      futures.add(await(4L * i, 3_600_000_000_000L + random.nextInt()));
    }
    assertEquals(before + 2_000, Deadlines.ALL.size);
    assertHeap();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    for (int i = 0; i < 2_000; i++) {
      assertEquals(1, memory.notify(4L * order.get(i), 1));
      assertEquals(WaitResult.OK, futures.get(order.get(i)).get());
      if (i % 100 == 0) {
        assertHeap();
      }
    }
    assertEquals(before, Deadlines.ALL.size, "a deadline that nobody waits for is taken back");
  }

  @Test
  void anotherValueIsNotWaitedAt() {
    Words.INT.setVolatile(memory.chunk(8), memory.offset(8), 5);
    assertNull(memory.awaitAsync(8, false, 0, BargingAcquisition.FOREVER));
    assertNull(memory.awaitAsync(8, true, 0, BargingAcquisition.FOREVER));
    assertEquals(0, listsInUse());
  }

  /** Addresses that share a guard and a table, so that this grows and shrinks beside them. */
  private static List<Long> addressesOfOneStripe(int count) {
    List<Long> addresses = new ArrayList<>();
    for (long address = 0; addresses.size() < count; address += 4) {
      if (WaiterLists.hash(address) >>> 26 == 0) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  @Test
  void whoStoresAndNotifiesMeetsWhoLooksAndJoins() throws Exception {
    int rounds = 2_000;
    List<Long> addresses = addressesOfOneStripe(40);
    AtomicInteger waiterRound = new AtomicInteger();
    AtomicInteger notifierRound = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    int[] counts = new int[rounds];
    FutureTask<Void> notifier =
        new FutureTask<>(
            () -> {
              for (int i = 0; i < rounds; i++) {
                meet(notifierRound, waiterRound, i);
                long address = addresses.get(i % 20);
                // Unordered in every second round.
                if (i % 2 == 0) {
                  Words.INT.setVolatile(memory.chunk(address), memory.offset(address), i + 1);
                } else {
                  Words.PLAIN_INT.set(memory.chunk(address), memory.offset(address), i + 1);
                }
                counts[i] = memory.notify(address, 1);
              }
            },
            null);
    FutureTask<Void> disturber =
        new FutureTask<>(
            () -> {
              while (!done.get()) {
                for (long each : addresses.subList(20, 40)) {
                  assertFalse(await(each, BargingAcquisition.FOREVER).isDone());
                }
                for (long each : addresses.subList(20, 40)) {
                  assertEquals(1, memory.notify(each, Integer.MAX_VALUE));
                }
              }
            },
            null);
    new Thread(notifier).start();
    new Thread(disturber).start();
    List<CompletionStage<WaitResult>> joined = new ArrayList<>();
    boolean[] joins = new boolean[rounds];
    for (int i = 0; i < rounds; i++) {
      long address = addresses.get(i % 20);
      int before = i < 20 ? 0 : i - 19;
      meet(waiterRound, notifierRound, i);
      CompletionStage<WaitResult> stage =
          memory.awaitAsync(address, false, before, BargingAcquisition.FOREVER);
      joins[i] = stage != null;
      if (stage != null) {
        joined.add(stage);
      }
    }
    notifier.get();
    done.set(true);
    disturber.get();
    for (int i = 0; i < rounds; i++) {
      assertEquals(joins[i] ? 1 : 0, counts[i], "round " + i);
    }
    for (CompletionStage<WaitResult> stage : joined) {
      assertEquals(WaitResult.OK, stage.toCompletableFuture().get());
    }
    assertEquals(0, listsInUse());
  }

  @SuppressWarnings("ThreadPriorityCheck") // the other may need this core
  private static void meet(AtomicInteger mine, AtomicInteger other, int round) {
    mine.set(round + 1);
    int looks = 0;
    while (other.get() <= round) {
      looks++;
      if (looks % 100 == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
