package dev.lockstep.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.util.concurrent.Monitor;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedBarrier;
import dev.lockstep.atomics.sync.SharedCondition;
import dev.lockstep.atomics.sync.SharedEvent;
import dev.lockstep.atomics.sync.SharedLock;
import dev.lockstep.atomics.sync.SharedQueue;
import dev.lockstep.atomics.sync.SharedRLock;
import dev.lockstep.atomics.sync.SharedSemaphore;
import dev.lockstep.atomics.wasm.SharedMemory;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Role;
import dev.lockstep.futures.Future;
import dev.lockstep.futures.ThreadPoolExecutor;
import dev.lockstep.queue.LifoQueue;
import dev.lockstep.queue.PriorityQueue;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import dev.lockstep.threading.Barrier;
import dev.lockstep.threading.BoundedSemaphore;
import dev.lockstep.threading.Condition;
import dev.lockstep.threading.Event;
import dev.lockstep.threading.Local;
import dev.lockstep.threading.Lock;
import dev.lockstep.threading.PyThread;
import dev.lockstep.threading.RLock;
import dev.lockstep.threading.Semaphore;
import dev.lockstep.threading.Timer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import kotlinx.coroutines.sync.MutexKt;
import kotlinx.coroutines.sync.SemaphoreKt;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.vm.VM;

/**
 * Says how much memory the primitives take, and their peers, as JOL sees it: an object with all
 * that can be reached from it. A thread reaches what is not its own, so a peer's thread counts
 * without what it reaches, and waiters are left out. Memory outside the heap is added.
 */
public final class Footprints {
  private static final String NEW = "new";
  private static final String DONE = "with a result";

  private static final int WORKERS = 2;
  private static final String NO_THREADS = "new, no threads yet";

  private static final int BYTES = 1024;
  private static final String PAGE = "new, 1 page";
  private static final int TRIES = 5;
  private static final String DIRECT = "ByteBuffer.allocateDirect";

  private static final int ITEMS = 64;
  private static final String FILLED = ITEMS + " items";
  private static final String BOUNDED = "new, bound " + ITEMS;
  private static final String BOUNDED_FILLED = ITEMS + " items, bound " + ITEMS;

  /* Of shared memory: there is nothing else that the agents share. */
  private static final String WORDS = "words";

  /* One for all: an item costs nothing of its own. */
  private static final Integer ITEM = 1;

  private final String runtime;
  private final List<Footprint> found = new ArrayList<>();

  private Footprints(String runtime) {
    this.runtime = runtime;
  }

  /**
   * Prints the footprints as a JSON array.
   *
   * @param arguments the id of the runtime that they are said to be of
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("Argument: the id of the runtime");
      System.exit(2);
    }
    // Whatever else prints is not part of it.
    PrintStream out = System.out;
    System.setOut(System.err);
    new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(out, measure(arguments[0]));
  }

  /**
   * Measures all.
   *
   * @param runtime the id of the runtime that they are said to be of
   */
  public static List<Footprint> measure(String runtime) {
    Footprints footprints = new Footprints(runtime);
    footprints.locks();
    footprints.signals();
    footprints.queues();
    footprints.futures();
    footprints.threads();
    footprints.sharedWords();
    footprints.memories();
    return List.copyOf(footprints.found);
  }

  /** Returns how many bytes objects take, with all that can be reached from them. */
  public static long bytes(Object... objects) {
    return GraphLayout.parseInstance(objects).totalSize();
  }

  private void locks() {
    ours("Lock", NEW, "Lock", new Lock());
    peer("Lock", NEW, "ReentrantLock", new ReentrantLock());
    peer("Lock", NEW, "StampedLock", new StampedLock());
    peer("Lock", NEW, "Semaphore (j.u.c.)", new java.util.concurrent.Semaphore(1));
    peer("Lock", NEW, "Mutex (Kotlin)", MutexKt.Mutex(false));

    ours("RLock", NEW, "RLock", new RLock());
    peer("RLock", NEW, "ReentrantLock", new ReentrantLock());
    peer("RLock", NEW, "Monitor (Guava)", new Monitor());

    ours("Semaphore", NEW, "Semaphore", new Semaphore(1));
    peer("Semaphore", NEW, "Semaphore (j.u.c.)", new java.util.concurrent.Semaphore(1));
    peer("Semaphore", NEW, "Semaphore (Kotlin)", SemaphoreKt.Semaphore(1, 0));

    ours("BoundedSemaphore", NEW, "BoundedSemaphore", new BoundedSemaphore(1));
    peer("BoundedSemaphore", NEW, "Semaphore (j.u.c.)", new java.util.concurrent.Semaphore(1));
  }

  private void signals() {
    ours("Condition", "new, with its RLock", "Condition", new Condition());
    ours("Condition", "new, with a Lock", "Condition", new Condition(new Lock()));
    ReentrantLock lock = new ReentrantLock();
    // A condition alone reaches what its lock is made of, and not the lock.
    long both = bytes(lock, lock.newCondition());
    for (String state : List.of("new, with its RLock", "new, with a Lock")) {
      add("Condition", state, "ReentrantLock, Condition", Role.PEER, both);
    }

    ours("Event", NEW, "Event", new Event());
    peer("Event", NEW, "CountDownLatch", new CountDownLatch(1));
    peer("Event", NEW, "AbstractQueuedSynchronizer", new Flag());

    ours("Barrier", "new, 2 parties", "Barrier", new Barrier(2));
    peer("Barrier", "new, 2 parties", "CyclicBarrier", new CyclicBarrier(2));
    peer("Barrier", "new, 2 parties", "Phaser", new Phaser(2));

    ours("Local", NEW, "Local", new Local<Object>(() -> ITEM));
    peer("Local", NEW, "ThreadLocal", ThreadLocal.<Object>withInitial(() -> ITEM));
  }

  private void queues() {
    for (int items : List.of(0, ITEMS)) {
      String free = items == 0 ? NEW : FILLED;
      ours("Queue", free, "Queue", filled(new Queue<>(), items));
      peer("Queue", free, "LinkedBlockingQueue", filled(new LinkedBlockingQueue<>(), items));
      peer("Queue", free, "LinkedTransferQueue", filled(new LinkedTransferQueue<>(), items));

      String bounded = items == 0 ? BOUNDED : BOUNDED_FILLED;
      ours("Queue", bounded, "Queue", filled(new Queue<>(ITEMS), items));
      peer("Queue", bounded, "ArrayBlockingQueue", filled(new ArrayBlockingQueue<>(ITEMS), items));
      peer(
          "Queue", bounded, "LinkedBlockingQueue", filled(new LinkedBlockingQueue<>(ITEMS), items));
      peer(
          "Queue", bounded, "MpmcArrayQueue (JCTools)", filled(new MpmcArrayQueue<>(ITEMS), items));
      peer(
          "Queue",
          bounded,
          "ManyToManyConcurrentArrayQueue (Agrona)",
          filled(new ManyToManyConcurrentArrayQueue<>(ITEMS), items));

      ours("LifoQueue", free, "LifoQueue", filled(new LifoQueue<>(), items));
      peer("LifoQueue", free, "LinkedBlockingDeque", filled(new LinkedBlockingDeque<>(), items));
      peer(
          "LifoQueue", free, "ConcurrentLinkedDeque", filled(new ConcurrentLinkedDeque<>(), items));

      ours("PriorityQueue", free, "PriorityQueue", filled(new PriorityQueue<>(), items));
      peer(
          "PriorityQueue",
          free,
          "PriorityBlockingQueue",
          filled(new PriorityBlockingQueue<>(), items));

      SimpleQueue<Integer> simple = new SimpleQueue<>();
      for (int i = 0; i < items; i++) {
        simple.put(ITEM);
      }
      ours("SimpleQueue", free, "SimpleQueue", simple);
      peer("SimpleQueue", free, "LinkedBlockingQueue", filled(new LinkedBlockingQueue<>(), items));
      peer(
          "SimpleQueue",
          free,
          "ConcurrentLinkedQueue",
          filled(new ConcurrentLinkedQueue<>(), items));
    }
  }

  private static Queue<Integer> filled(Queue<Integer> queue, int items) {
    for (int i = 0; i < items; i++) {
      queue.put(ITEM);
    }
    return queue;
  }

  private static java.util.Queue<Integer> filled(java.util.Queue<Integer> queue, int items) {
    for (int i = 0; i < items; i++) {
      queue.add(ITEM);
    }
    return queue;
  }

  private void futures() {
    ours("Future", NEW, "Future", new Future<Integer>());
    peer("Future", NEW, "CompletableFuture", new CompletableFuture<Integer>());
    Future<Integer> done = new Future<>();
    done.setRunningOrNotifyCancel();
    done.setResult(ITEM);
    ours("Future", DONE, "Future", done);
    peer("Future", DONE, "CompletableFuture", CompletableFuture.completedFuture(ITEM));
  }

  /* None of them is started. */
  private void threads() {
    ours("ThreadPoolExecutor", NO_THREADS, "ThreadPoolExecutor", new ThreadPoolExecutor(WORKERS));
    peer(
        "ThreadPoolExecutor",
        NO_THREADS,
        "ThreadPoolExecutor (j.u.c.)",
        Executors.newFixedThreadPool(WORKERS, Thread::new));

    long thread = VM.current().sizeOf(new Thread());
    ours("PyThread", NEW, "PyThread", new PyThread());
    add("PyThread", NEW, "Thread, the object alone", Role.PEER, thread);

    ours("Timer", NEW, "Timer", new Timer(1, () -> {}));
    add(
        "Timer",
        NEW,
        "Thread, the object alone, and CountDownLatch",
        Role.PEER,
        thread + bytes(new CountDownLatch(1)));
  }

  private void sharedWords() {
    shared("SharedLock", SharedLock.BYTES, "Lock", new Lock());
    shared("SharedRLock", SharedRLock.BYTES, "RLock", new RLock());
    shared("SharedSemaphore", SharedSemaphore.BYTES, "Semaphore", new Semaphore(1));
    shared(
        "SharedBoundedSemaphore",
        SharedSemaphore.BYTES,
        "BoundedSemaphore",
        new BoundedSemaphore(1));
    shared("SharedEvent", SharedEvent.BYTES, "Event", new Event());
    shared(
        "SharedCondition",
        SharedCondition.BYTES + SharedLock.BYTES,
        "Condition with a Lock",
        new Condition(new Lock()));
    shared("SharedBarrier", SharedBarrier.BYTES, "Barrier", new Barrier(2));
    shared(
        "SharedQueue",
        SharedQueue.bytes(ITEMS, 1),
        "Queue of " + FILLED,
        filled(new Queue<>(ITEMS), ITEMS));
  }

  private void memories() {
    for (int length : List.of(0, BYTES)) {
      String state = "new, " + length + " bytes";
      long ours = length + one(() -> new SharedArrayBuffer(length));
      add("SharedArrayBuffer", state, "SharedArrayBuffer", Role.OURS, ours);
      add("SharedArrayBuffer", state, DIRECT, Role.PEER, direct(length));
      peer(
          "SharedArrayBuffer",
          state,
          "AtomicIntegerArray",
          new AtomicIntegerArray(length / Integer.BYTES));
    }
    long page = SharedMemory.PAGE_SIZE + one(() -> new SharedMemory(1, 1));
    add("SharedMemory", PAGE, "SharedMemory", Role.OURS, page);
    add("SharedMemory", PAGE, DIRECT, Role.PEER, direct(SharedMemory.PAGE_SIZE));
  }

  private static long direct(int length) {
    return length + one(() -> ByteBuffer.allocateDirect(length));
  }

  /**
   * Returns what one more of those takes that reach each other: what frees memory outside the heap
   * is in a list of all. Others come and go there meanwhile, so it is the median of some.
   */
  private static long one(Supplier<?> create) {
    Object last = create.get();
    long[] differences = new long[TRIES];
    for (int i = 0; i < TRIES; i++) {
      long before = bytes(last);
      Object another = create.get();
      differences[i] = GraphLayout.parseInstance(last, another).totalSize() - before;
      last = another;
    }
    Arrays.sort(differences);
    return differences[TRIES / 2];
  }

  private void shared(String primitive, long words, String namesake, Object onHeap) {
    add(primitive, WORDS, primitive, Role.OURS, words);
    peer(primitive, WORDS, namesake, onHeap);
  }

  private void ours(String primitive, String state, String label, Object object) {
    add(primitive, state, label, Role.OURS, bytes(object));
  }

  private void peer(String primitive, String state, String label, Object object) {
    add(primitive, state, label, Role.PEER, bytes(object));
  }

  private void add(String primitive, String state, String label, Role role, Object object) {
    add(primitive, state, label, role, bytes(object));
  }

  private void add(String primitive, String state, String label, Role role, long bytes) {
    found.add(new Footprint(primitive, state, label, role, runtime, bytes));
  }
}
