package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Role;
import dev.lockstep.errors.TimeoutError;
import dev.lockstep.futures.Future;
import dev.lockstep.futures.Futures;
import dev.lockstep.futures.ReturnWhen;
import dev.lockstep.futures.ThreadPoolExecutor;
import dev.lockstep.queue.Empty;
import dev.lockstep.queue.Full;
import dev.lockstep.queue.LifoQueue;
import dev.lockstep.queue.PriorityQueue;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import dev.lockstep.threading.Barrier;
import dev.lockstep.threading.BoundedSemaphore;
import dev.lockstep.threading.BrokenBarrierError;
import dev.lockstep.threading.Condition;
import dev.lockstep.threading.Event;
import dev.lockstep.threading.Local;
import dev.lockstep.threading.Lock;
import dev.lockstep.threading.PyThread;
import dev.lockstep.threading.RLock;
import dev.lockstep.threading.Semaphore;
import dev.lockstep.threading.Threading;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.vm.VM;

/** How large the primitives are, what their calls allocate, and what they keep. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FootprintTest {
  private static final int INSTANCE_LIMIT = 24;

  private static final int BARRIER_LIMIT = 48;

  /* The thread that holds it never waits for it; whoever does, waits by the same code as for a Lock. */
  private static final String RE_ENTRANT = "RLOCK";

  /* What the JVM itself may allocate in a thread, once; a byte for each call would be 1,000,000. */
  private static final int ONCE_LIMIT = 4_096;

  private static final int WAIT_LIMIT = 64;

  private static final long MANY_ITEMS = 10_000_000;

  /* How far a consumer may fall behind. */
  private static final int BOUND = 1024;

  /* A queue may keep one that it has emptied. */
  private static final long SEGMENT_LIMIT = 1024;

  /* One for all: an item costs nothing of its own. */
  private static final Integer ITEM = 1;

  /* A java.lang.Thread has more than a hundred, and a stack. */
  private static final int THREAD_LIMIT = 40;

  /* The compilers and the profile settle before anything is counted. */
  private static final int WARM_UP = 200_000;
  private static final int FAST_CALLS = 1_000_000;
  private static final int PARKED_WAITS = 2_000;
  private static final int TIMED_OUT_WAITS =
      Integer.getInteger("lockstep.cost.footprint.waits", 1_000_000);

  private static final double A_NANOSECOND = 1e-9;

  /* So long that a thread has stopped spinning and is parked. */
  private static final double LONG_ENOUGH_TO_PARK = 500e-6;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is measured: something that one thread can hold at a time. */
  interface Specimen {
    void acquire();

    boolean acquire(double timeout);

    void release();

    Object instance();
  }

  private record LockSpecimen(Lock instance) implements Specimen {
    @Override
    public void acquire() {
      instance.acquire();
    }

    @Override
    public boolean acquire(double timeout) {
      return instance.acquire(true, timeout);
    }

    @Override
    public void release() {
      instance.release();
    }
  }

  /* At rest the owner of a wait that is measured is another thread. */
  private record RLockSpecimen(RLock instance) implements Specimen {
    @Override
    public void acquire() {
      instance.acquire();
    }

    @Override
    public boolean acquire(double timeout) {
      return instance.acquire(true, timeout);
    }

    @Override
    public void release() {
      instance.release();
    }
  }

  private record SemaphoreSpecimen(Semaphore instance) implements Specimen {
    @Override
    public void acquire() {
      instance.acquire();
    }

    @Override
    public boolean acquire(double timeout) {
      return instance.acquire(true, timeout);
    }

    @Override
    public void release() {
      instance.release();
    }
  }

  /* Its release sets the flag, and to acquire is to wait for the flag and to clear it. */
  private record EventSpecimen(Event instance) implements Specimen {
    EventSpecimen {
      instance.set();
    }

    @Override
    public void acquire() {
      instance.await();
      instance.clear();
    }

    @Override
    public boolean acquire(double timeout) {
      boolean set = instance.await(timeout);
      if (set) {
        instance.clear();
      }
      return set;
    }

    @Override
    public void release() {
      instance.set();
    }
  }

  /* Its release puts an item in and notifies, and to acquire is to wait for the item and to take it. */
  private static final class ConditionSpecimen implements Specimen {
    private final Condition instance;
    private boolean item = true;

    ConditionSpecimen(Condition instance) {
      this.instance = instance;
    }

    @Override
    public Object instance() {
      return instance;
    }

    @Override
    public void acquire() {
      instance.acquire();
      while (!item) {
        instance.await();
      }
      item = false;
      instance.release();
    }

    @Override
    public boolean acquire(double timeout) {
      instance.acquire();
      boolean taken = item || instance.await(timeout);
      if (taken) {
        item = false;
      }
      instance.release();
      return taken;
    }

    @Override
    public void release() {
      instance.acquire();
      item = true;
      instance.signal();
      instance.release();
    }
  }

  /* Its release puts an item, and to acquire is to get it. */
  private record GetterSpecimen(Queue<Integer> instance) implements Specimen {
    GetterSpecimen {
      instance.put(ITEM);
    }

    @Override
    public void acquire() {
      instance.get();
    }

    @Override
    public boolean acquire(double timeout) {
      try {
        instance.get(true, timeout);
        return true;
      } catch (Empty e) {
        return false;
      }
    }

    @Override
    public void release() {
      instance.put(ITEM);
    }
  }

  private record SimpleGetterSpecimen(SimpleQueue<Integer> instance) implements Specimen {
    SimpleGetterSpecimen {
      instance.put(ITEM);
    }

    @Override
    public void acquire() {
      instance.get();
    }

    @Override
    public boolean acquire(double timeout) {
      try {
        instance.get(true, timeout);
        return true;
      } catch (Empty e) {
        return false;
      }
    }

    @Override
    public void release() {
      instance.put(ITEM);
    }
  }

  /* Its release gets the only item that there is room for, and to acquire is to put it. */
  private record PutterSpecimen(Queue<Integer> instance) implements Specimen {
    @Override
    public void acquire() {
      instance.put(ITEM);
    }

    @Override
    public boolean acquire(double timeout) {
      try {
        instance.put(ITEM, true, timeout);
        return true;
      } catch (Full e) {
        return false;
      }
    }

    @Override
    public void release() {
      instance.get();
    }
  }

  /** Who waits for what in which queue. */
  enum QueueKind {
    QUEUE_GETTER {
      @Override
      Specimen create() {
        return new GetterSpecimen(new Queue<>());
      }
    },
    QUEUE_PUTTER {
      @Override
      Specimen create() {
        return new PutterSpecimen(new Queue<>(1));
      }
    },
    LIFOQUEUE_GETTER {
      @Override
      Specimen create() {
        return new GetterSpecimen(new LifoQueue<>());
      }
    },
    LIFOQUEUE_PUTTER {
      @Override
      Specimen create() {
        return new PutterSpecimen(new LifoQueue<>(1));
      }
    },
    PRIORITYQUEUE_GETTER {
      @Override
      Specimen create() {
        return new GetterSpecimen(new PriorityQueue<>());
      }
    },
    PRIORITYQUEUE_PUTTER {
      @Override
      Specimen create() {
        return new PutterSpecimen(new PriorityQueue<>(1));
      }
    },
    SIMPLEQUEUE_GETTER {
      @Override
      Specimen create() {
        return new SimpleGetterSpecimen(new SimpleQueue<>());
      }
    };

    abstract Specimen create();
  }

  enum Kind {
    LOCK {
      @Override
      Specimen create() {
        return new LockSpecimen(new Lock());
      }
    },
    RLOCK {
      @Override
      Specimen create() {
        return new RLockSpecimen(new RLock());
      }
    },
    CONDITION {
      @Override
      Specimen create() {
        return new ConditionSpecimen(new Condition());
      }
    },
    CONDITION_OVER_LOCK {
      @Override
      Specimen create() {
        return new ConditionSpecimen(new Condition(new Lock()));
      }
    },
    SEMAPHORE {
      @Override
      Specimen create() {
        return new SemaphoreSpecimen(new Semaphore(1));
      }
    },
    BOUNDED_SEMAPHORE {
      @Override
      Specimen create() {
        return new SemaphoreSpecimen(new BoundedSemaphore(1));
      }
    },
    EVENT {
      @Override
      Specimen create() {
        return new EventSpecimen(new Event());
      }
    };

    abstract Specimen create();
  }

  @Test
  void referencesAreCompressed() {
    assertEquals(
        4, VM.current().sizeOfField("java.lang.Object"), "the limits are for 4-byte references");
  }

  @ParameterizedTest
  @EnumSource
  void anInstanceIsSmall(Kind kind) {
    ClassLayout layout = ClassLayout.parseInstance(kind.create().instance());
    assertTrue(
        layout.instanceSize() <= INSTANCE_LIMIT,
        () -> "due: at most " + INSTANCE_LIMIT + " bytes, seen: " + layout.toPrintable());
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocatedWithoutWaiting(Kind kind) {
    assertAllocatesNothing(kind.create());
  }

  private static void assertAllocatesNothing(Specimen specimen) {
    acquireAndRelease(specimen, WARM_UP);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    acquireAndRelease(specimen, FAST_CALLS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated <= ONCE_LIMIT,
        () -> "due: nothing, seen: " + allocated + " bytes for " + FAST_CALLS + " acquisitions");
  }

  @Test
  void aThreadIsSmallBesideItsJavaThread() {
    ClassLayout layout = ClassLayout.parseInstance(new PyThread(null, "small", true));
    assertTrue(
        layout.instanceSize() <= THREAD_LIMIT,
        () -> "due: at most " + THREAD_LIMIT + " bytes, seen: " + layout.toPrintable());
  }

  @Test
  void aLocalVariableAllocatesNothing() {
    Local<Object> local = new Local<>(Object::new);
    Object value = local.get();
    readAndWrite(local, value, WARM_UP);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    readAndWrite(local, value, FAST_CALLS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated <= ONCE_LIMIT,
        () -> "due: nothing, seen: " + allocated + " bytes for " + FAST_CALLS + " accesses");
  }

  private static void readAndWrite(Local<Object> local, Object value, int times) {
    for (int i = 0; i < times; i++) {
      assertSame(value, local.get());
      local.set(value);
    }
  }

  @Test
  void whoAsksWhoItIsAllocatesNothing() {
    PyThread self = Threading.currentThread();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < FAST_CALLS; i++) {
      assertSame(self, Threading.currentThread());
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated <= ONCE_LIMIT, () -> "due: nothing, seen: " + allocated + " bytes");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = RE_ENTRANT)
  void aWaitThatParksAndIsWokenAllocatesLittle(Kind kind) throws InterruptedException {
    assertParksCheaply(kind.create());
  }

  private static void assertParksCheaply(Specimen specimen) throws InterruptedException {
    specimen.acquire();
    try (Releaser releaser = new Releaser(specimen)) {
      for (int round = 1; round <= PARKED_WAITS; round++) {
        releaser.acquireParked(round);
      }
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int round = PARKED_WAITS + 1; round <= 2 * PARKED_WAITS; round++) {
        releaser.acquireParked(round);
      }
      assertPerWait(THREADS.getCurrentThreadAllocatedBytes() - before, PARKED_WAITS);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = RE_ENTRANT)
  void aWaitThatParksAndTimesOutAllocatesLittle(Kind kind) {
    Specimen specimen = kind.create();
    specimen.acquire();
    timeOut(specimen, LONG_ENOUGH_TO_PARK, PARKED_WAITS);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    timeOut(specimen, LONG_ENOUGH_TO_PARK, PARKED_WAITS);
    assertPerWait(THREADS.getCurrentThreadAllocatedBytes() - before, PARKED_WAITS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = RE_ENTRANT)
  void timedOutWaitsLeaveNothingBehind(Kind kind) {
    Specimen specimen = kind.create();
    specimen.acquire();
    timeOut(specimen, A_NANOSECOND, 1);
    GraphLayout afterOne = GraphLayout.parseInstance(specimen.instance());
    long before = THREADS.getCurrentThreadAllocatedBytes();
    timeOut(specimen, A_NANOSECOND, TIMED_OUT_WAITS);
    assertPerWait(THREADS.getCurrentThreadAllocatedBytes() - before, TIMED_OUT_WAITS);
    GraphLayout afterMany = GraphLayout.parseInstance(specimen.instance());
    assertEquals(
        afterOne.totalSize(),
        afterMany.totalSize(),
        () -> "bytes kept after " + TIMED_OUT_WAITS + " waits: " + afterMany.toFootprint());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = RE_ENTRANT)
  void timedOutWaitsBehindAWaiterLeaveNothingBehind(Kind kind) throws InterruptedException {
    Specimen specimen = kind.create();
    specimen.acquire();
    Thread first = new Thread(specimen::acquire, "first in line");
    first.start();
    awaitParked(first);
    timeOut(specimen, A_NANOSECOND, WARM_UP);
    long before = usedHeap();
    timeOut(specimen, A_NANOSECOND, TIMED_OUT_WAITS);
    long kept = usedHeap() - before;
    specimen.release();
    first.join();
    long perWait = Math.floorDiv(kept, TIMED_OUT_WAITS);
    assertTrue(perWait < 1, () -> "bytes kept after " + TIMED_OUT_WAITS + " waits: " + kept);
  }

  @Test
  void aBarrierIsSmall() {
    long ours = Footprints.bytes(new Barrier(2));
    long theirs = Footprints.bytes(new CyclicBarrier(2));
    assertTrue(ours <= BARRIER_LIMIT, () -> "due: at most " + BARRIER_LIMIT + ", seen: " + ours);
    assertTrue(ours < theirs, () -> "due: less than CyclicBarrier's " + theirs + ", seen: " + ours);
  }

  @Test
  void aPartyThatNeedNotWaitAllocatesNothing() {
    Barrier barrier = new Barrier(1);
    pass(barrier, WARM_UP);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    pass(barrier, FAST_CALLS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated <= ONCE_LIMIT,
        () -> "due: nothing, seen: " + allocated + " bytes for " + FAST_CALLS + " waits");
  }

  @Test
  void partiesThatWaitAllocateLittle() throws InterruptedException {
    Barrier barrier = new Barrier(2);
    Thread other = new Thread(() -> pass(barrier, 2 * PARKED_WAITS), "the other party");
    other.start();
    pass(barrier, PARKED_WAITS);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    pass(barrier, PARKED_WAITS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    other.join();
    assertTrue(
        allocated <= (long) WAIT_LIMIT * PARKED_WAITS + ONCE_LIMIT,
        () -> "due: at most " + WAIT_LIMIT + " bytes for each wait, seen in all: " + allocated);
  }

  @Test
  void timedOutPartiesLeaveNothingBehind() {
    Barrier barrier = new Barrier(2);
    timeOut(barrier, 1);
    long afterOne = Footprints.bytes(barrier);
    timeOut(barrier, WARM_UP);
    GraphLayout afterMany = GraphLayout.parseInstance(barrier);
    assertEquals(
        afterOne,
        afterMany.totalSize(),
        () -> "bytes kept after " + WARM_UP + " waits: " + afterMany.toFootprint());
  }

  @Test
  void everyPrimitiveIsMeasuredBesideAPeer() {
    Map<String, List<Footprint>> contests =
        Footprints.measure("this").stream()
            .collect(Collectors.groupingBy(found -> found.primitive() + ", " + found.state()));
    contests.forEach(
        (contest, found) -> {
          assertEquals(
              Set.of(Role.OURS, Role.PEER),
              found.stream().map(Footprint::role).collect(Collectors.toSet()),
              contest);
          assertTrue(found.stream().allMatch(one -> one.bytes() > 0), contest);
          assertTrue(found.stream().allMatch(one -> one.runtime().equals("this")), contest);
        });
    assertTrue(contests.containsKey("Queue, 64 items"), contests::toString);
  }

  @Test
  void aFutureIsSmall() {
    long bytes = Footprints.bytes(new Future<>());
    assertTrue(
        bytes <= INSTANCE_LIMIT, () -> "due: at most " + INSTANCE_LIMIT + " bytes, seen: " + bytes);
  }

  @Test
  void aFutureThatNobodyWaitsForAllocatesNothingBesideItself() {
    complete(WARM_UP);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    complete(FAST_CALLS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated <= (long) INSTANCE_LIMIT * FAST_CALLS + ONCE_LIMIT,
        () -> "due: at most " + INSTANCE_LIMIT + " bytes each, seen in all: " + allocated);
  }

  private static void complete(int times) {
    for (int i = 0; i < times; i++) {
      Future<Object> future = new Future<>();
      future.setRunningOrNotifyCancel();
      future.setResult(THREADS);
      assertSame(THREADS, future.result());
    }
  }

  @Test
  void timedOutWaitsForAFutureLeaveNothingBehind() {
    Future<Object> future = new Future<>();
    timeOut(future, 1);
    long afterOne = Footprints.bytes(future);
    timeOut(future, PARKED_WAITS);
    GraphLayout afterMany = GraphLayout.parseInstance(future);
    assertEquals(
        afterOne,
        afterMany.totalSize(),
        () -> "bytes kept after " + PARKED_WAITS + " waits: " + afterMany.toFootprint());
  }

  private static void timeOut(Future<Object> future, int times) {
    for (int i = 0; i < times; i++) {
      assertThrows(TimeoutError.class, () -> future.result(A_NANOSECOND));
      assertFalse(
          Futures.wait(List.of(future), A_NANOSECOND, ReturnWhen.ALL_COMPLETED)
              .notDone()
              .isEmpty());
    }
  }

  @Test
  void aMillionTasksLeaveNothingBehind() {
    try (ThreadPoolExecutor pool = new ThreadPoolExecutor(2)) {
      submit(pool, WARM_UP);
      long before = usedHeap();
      submit(pool, FAST_CALLS);
      long perTask = Math.floorDiv(usedHeap() - before, FAST_CALLS);
      assertTrue(perTask < 1, () -> "bytes kept of each task: " + perTask);
    }
  }

  private static void submit(ThreadPoolExecutor pool, int times) {
    Future<Object> last = new Future<>();
    for (int i = 0; i < times; i++) {
      last = pool.submit(() -> THREADS);
    }
    assertSame(THREADS, last.result());
  }

  @ParameterizedTest
  @EnumSource
  void anItemThatNobodyWaitsForAllocatesNothing(QueueKind kind) {
    assertAllocatesNothing(kind.create());
  }

  @ParameterizedTest
  @EnumSource
  void aWaitOfAQueueAllocatesLittle(QueueKind kind) throws InterruptedException {
    assertParksCheaply(kind.create());
  }

  /* An error tells of each: what is allocated is not the wait's alone. */
  @ParameterizedTest
  @EnumSource
  void timedOutWaitsOfAQueueLeaveNothingBehind(QueueKind kind) {
    Specimen specimen = kind.create();
    specimen.acquire();
    timeOut(specimen, A_NANOSECOND, 1);
    long afterOne = Footprints.bytes(specimen.instance());
    timeOut(specimen, A_NANOSECOND, WARM_UP);
    GraphLayout afterMany = GraphLayout.parseInstance(specimen.instance());
    assertEquals(
        afterOne,
        afterMany.totalSize(),
        () -> "bytes kept after " + WARM_UP + " waits: " + afterMany.toFootprint());
  }

  @Test
  void aQueueIsSmall() {
    long ours = Footprints.bytes(new Queue<>(1));
    long theirs = Footprints.bytes(new LinkedBlockingQueue<>(1));
    assertTrue(
        ours < theirs, () -> "due: less than LinkedBlockingQueue's " + theirs + ", seen: " + ours);
  }

  /* Allocated, not kept: so that no collector runs however many items there were. */
  @Test
  void tenMillionItemsPassWithoutAllocation() {
    Queue<Integer> queue = new Queue<>(BOUND);
    passAlone(queue, WARM_UP);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    passAlone(queue, MANY_ITEMS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated <= ONCE_LIMIT,
        () -> "due: nothing, seen: " + allocated + " bytes for " + MANY_ITEMS + " items");
  }

  /* Up to nearly two segments at once, so that the second, of which one is kept, comes and goes. */
  private static void passAlone(Queue<Integer> queue, long items) {
    int depth = 0;
    for (long left = items; left > 0; left -= depth) {
      depth = depth % 120 + 1;
      for (int i = 0; i < depth; i++) {
        queue.put(ITEM);
      }
      for (int i = 0; i < depth; i++) {
        queue.get();
      }
    }
  }

  @Test
  void tenMillionItemsFromThreadToThreadKeepTheHeapFlat() throws InterruptedException {
    Queue<Integer> queue = new Queue<>(BOUND);
    passBetweenThreads(queue, WARM_UP);
    GraphLayout before = GraphLayout.parseInstance(queue);
    long heap = usedHeap();
    passBetweenThreads(queue, MANY_ITEMS);
    long kept = usedHeap() - heap;
    GraphLayout after = GraphLayout.parseInstance(queue);
    assertTrue(
        after.totalSize() <= before.totalSize() + SEGMENT_LIMIT,
        () -> "a queue that is empty again has grown: " + after.toFootprint());
    assertTrue(kept < MANY_ITEMS / 10, () -> "bytes kept after " + MANY_ITEMS + " items: " + kept);
  }

  private static void passBetweenThreads(Queue<Integer> queue, long items)
      throws InterruptedException {
    Thread producer =
        new Thread(
            () -> {
              for (long i = 0; i < items; i++) {
                queue.put(ITEM);
              }
            },
            "producer");
    producer.start();
    for (long i = 0; i < items; i++) {
      queue.get();
    }
    producer.join();
    assertTrue(queue.empty(), "as many were taken as were put");
  }

  private static void pass(Barrier barrier, int times) {
    for (int i = 0; i < times; i++) {
      barrier.await();
    }
  }

  private static void timeOut(Barrier barrier, int times) {
    for (int i = 0; i < times; i++) {
      assertThrows(BrokenBarrierError.class, () -> barrier.await(A_NANOSECOND));
      barrier.reset();
    }
  }

  private static void acquireAndRelease(Specimen specimen, int times) {
    for (int i = 0; i < times; i++) {
      specimen.acquire();
      specimen.release();
    }
  }

  private static void timeOut(Specimen specimen, double timeout, int times) {
    for (int i = 0; i < times; i++) {
      assertFalse(specimen.acquire(timeout));
    }
  }

  private static void assertPerWait(long allocated, int waits) {
    double perWait = (double) allocated / waits;
    assertTrue(
        perWait <= WAIT_LIMIT,
        () -> "due: at most " + WAIT_LIMIT + " bytes for each wait, seen: " + perWait);
    assertTrue(allocated > 0, "a wait that queues allocates, so this did not measure one");
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertTrue(thread.isAlive(), () -> thread + " has ended, and should wait");
      Thread.onSpinWait();
    }
  }

  /** Releases once for each round of another thread, as soon as that thread is parked. */
  private static final class Releaser implements AutoCloseable {
    private static final int STOP = -1;

    private final Specimen specimen;
    private final Thread waiter = Thread.currentThread();
    private final Thread thread = new Thread(this::run, "releaser");

    private volatile int round;

    Releaser(Specimen specimen) {
      this.specimen = specimen;
      thread.start();
    }

    /** Waits in the current thread until it is parked and then gets what it waits for. */
    void acquireParked(int number) {
      round = number;
      specimen.acquire();
    }

    private void run() {
      int served = 0;
      while (true) {
        int now = round;
        if (now == STOP) {
          return;
        }
        if (now != served && waiter.getState() == Thread.State.WAITING) {
          served = now;
          specimen.release();
        }
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() throws InterruptedException {
      round = STOP;
      thread.join();
    }
  }
}
