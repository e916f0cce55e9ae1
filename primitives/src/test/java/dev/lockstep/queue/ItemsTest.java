package dev.lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The stores against those of java.util, across the borders of segments. */
class ItemsTest {
  private static final int STEPS = 20_000;

  @Test
  void fifoIsFirstInFirstOut() {
    for (int most : new int[] {1, 3, 63, 64, 65, Integer.MAX_VALUE}) {
      ArrayDeque<Integer> due = new ArrayDeque<>();
      play(new FifoItems<>(most), most, due::add, due::poll, due::size, due::clear);
    }
  }

  @Test
  void lifoIsLastInFirstOut() {
    for (int most : new int[] {1, 3, 63, 64, 65, Integer.MAX_VALUE}) {
      ArrayDeque<Integer> due = new ArrayDeque<>();
      play(new LifoItems<>(most), most, due::push, due::poll, due::size, due::clear);
    }
  }

  @Test
  void heapIsSmallestFirst() {
    java.util.PriorityQueue<Integer> due = new java.util.PriorityQueue<>();
    play(new HeapItems<>(null), Integer.MAX_VALUE, due::add, due::poll, due::size, due::clear);
  }

  private interface Adding {
    void add(int item);
  }

  private interface Taking {
    Integer take();
  }

  private static void play(
      Items<Integer> items,
      int most,
      Adding adding,
      Taking taking,
      Taking size,
      Runnable clearing) {
    Random random = new Random(most);
    for (int i = 0; i < STEPS; i++) {
      // for a while more comes than goes, then the other way round
      boolean adds = random.nextInt(100) < (i / 1000 % 2 == 0 ? 60 : 40);
      if (i % 7001 == 7000) {
        items.clear();
        clearing.run();
      } else if (adds && size.take() < most) {
        int item = random.nextInt(100);
        items.add(item);
        adding.add(item);
      } else if (size.take() > 0) {
        assertEquals(taking.take(), items.remove(), "item " + i + " of a bound of " + most);
      }
    }
  }
}
