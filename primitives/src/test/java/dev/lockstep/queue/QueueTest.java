package dev.lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class QueueTest {
  private final Queue<@Nullable Integer> queue = new Queue<>(2);

  @Test
  @SuppressWarnings("NullAway") // which knows type arguments that may be null on newer JDKs only
  void holdsAsManyItemsAsItsBoundAllows() {
    assertEquals(2, queue.maxsize());
    queue.put(1);
    queue.putNowait(null);
    assertTrue(queue.full());
    assertThrows(Full.class, () -> queue.putNowait(3));
    assertThrows(Full.class, () -> queue.put(3, true, 1e-9));
    assertThrows(Full.class, () -> queue.put(3, Duration.ZERO));
    assertEquals(2, queue.qsize());
    assertEquals(1, queue.get());
    assertNull(queue.get());
    assertTrue(queue.empty());
    assertThrows(Empty.class, queue::getNowait);
    assertThrows(Empty.class, () -> queue.get(true, 1e-9));
    assertThrows(Empty.class, () -> queue.get(Duration.ZERO));
  }

  @Test
  void endsWithItsLastItem() throws InterruptedException {
    Queue<Integer> orders = new Queue<>(100);
    List<Integer> shipped = new ArrayList<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                while (true) {
                  shipped.add(orders.get());
                  orders.taskDone();
                }
              } catch (ShutDown e) {
                shipped.add(-1);
              }
            });
    worker.start();
    for (int i = 0; i < 1000; i++) {
      orders.put(i);
    }
    orders.shutdown();
    orders.join();
    worker.join();
    assertEquals(1001, shipped.size());
    assertEquals(999, shipped.get(999));
    assertTrue(orders.isShutdown());
    assertThrows(ShutDown.class, () -> orders.put(0));
  }

  @Test
  void countsTasks() {
    queue.put(1);
    queue.put(2);
    queue.taskDone();
    assertEquals(1, queue.unfinishedTasks());
    queue.shutdown(true);
    assertEquals(0, queue.unfinishedTasks());
    queue.join();
    assertThrows(ValueError.class, queue::taskDone);
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThrows(ValueError.class, () -> queue.get(true, -1));
    assertThrows(ValueError.class, () -> queue.get(false, Double.NaN));
    assertThrows(ValueError.class, () -> queue.put(1, true, -1));
    assertThrows(OverflowError.class, () -> queue.get(true, Double.POSITIVE_INFINITY));
    queue.put(1, true, Double.POSITIVE_INFINITY);
    new Queue<Integer>().put(1, true, -1);
  }

  @Test
  void interruptsOnlyACallThatHasToBlock() {
    Thread.currentThread().interrupt();
    assertThrows(KeyboardInterrupt.class, queue::get);
    assertFalse(Thread.interrupted(), "the KeyboardInterrupt consumes the interrupt");
    Thread.currentThread().interrupt();
    queue.put(1);
    assertEquals(1, queue.get());
    assertTrue(Thread.interrupted(), "a call that does not block leaves the status");
  }

  @Test
  void givesTheNewestOrTheSmallestFirst() {
    LifoQueue<Integer> stack = new LifoQueue<>();
    PriorityQueue<Integer> heap = new PriorityQueue<>();
    PriorityQueue<Integer> reversed = new PriorityQueue<>((a, b) -> Integer.compare(b, a));
    for (int item : new int[] {2, 3, 1}) {
      stack.put(item);
      heap.put(item);
      reversed.put(item);
    }
    assertEquals(List.of(1, 3, 2), List.of(stack.get(), stack.get(), stack.get()));
    assertEquals(List.of(1, 2, 3), List.of(heap.get(), heap.get(), heap.get()));
    assertEquals(List.of(3, 2, 1), List.of(reversed.get(), reversed.get(), reversed.get()));
  }

  @Test
  @Timeout(60)
  void keepsNoItemThatWasTaken() throws InterruptedException {
    Queue<Object> fifo = new Queue<>();
    assertNoItemIsKept(fifo::put, fifo::get);
    LifoQueue<Object> stack = new LifoQueue<>();
    assertNoItemIsKept(stack::put, stack::get);
    PriorityQueue<Object> heap = new PriorityQueue<>(Comparator.comparingInt(item -> 0));
    assertNoItemIsKept(heap::put, heap::get);
    SimpleQueue<Object> simple = new SimpleQueue<>();
    assertNoItemIsKept(simple::put, simple::get);
  }

  /* Neither one that lay in the queue nor one that was handed over to a thread that waited. */
  private static void assertNoItemIsKept(Consumer<Object> put, Supplier<Object> get)
      throws InterruptedException {
    WeakReference<Object> lay = putItem(put);
    assertNotNull(get.get());
    Thread getter = new Thread(() -> assertNotNull(get.get()));
    getter.start();
    while (getter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    WeakReference<Object> handedOver = putItem(put);
    getter.join();
    while (!lay.refersTo(null) || !handedOver.refersTo(null)) {
      System.gc();
    }
  }

  private static WeakReference<Object> putItem(Consumer<Object> put) {
    Object item = new Object();
    put.accept(item);
    return new WeakReference<>(item);
  }

  @Test
  void simpleQueuesIgnoreWhatPutIsGiven() {
    SimpleQueue<Integer> simple = new SimpleQueue<>();
    simple.put(1, true, Double.NaN);
    simple.put(2, false);
    assertEquals(2, simple.qsize());
    assertEquals(1, simple.get());
    assertEquals(2, simple.get(true, -1e-10));
    assertThrows(ValueError.class, () -> simple.get(true, -1e-9));
    assertThrows(OverflowError.class, () -> simple.get(true, Double.NEGATIVE_INFINITY));
    assertThrows(Empty.class, simple::getNowait);
  }
}
