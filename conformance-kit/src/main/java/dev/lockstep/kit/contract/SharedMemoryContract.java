package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.SharedMemoryModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.BufferSubject;
import dev.lockstep.kit.subject.LinearMemorySubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/**
 * The contract of WebAssembly's shared memory: random sequences and a table by the model, and real
 * waiting.
 */
@Checks(primitive = Primitive.SHAREDMEMORY, checker = Checker.CONTRACT)
class SharedMemoryContract {
  private static final long PAGE = SharedMemoryModel.PAGE;

  private static final int MOST_PAGES = 1 << 16;

  private static final SharedMemorySpecimen SHARED = new SharedMemorySpecimen(2, 3, true);
  private static final SharedMemorySpecimen UNSHARED = new SharedMemorySpecimen(2, 3, false);

  private static final List<Integer> WIDTHS = List.of(8, 16, 32, 64);

  private static final List<String> MODIFICATIONS =
      List.of("add", "sub", "and", "or", "xor", "xchg");

  /* What wraps at each width, and what does not. */
  private static final List<Long> VALUES = List.of(1L, -70_000L, 0x1234_5678_9abc_def0L);

  /* What is there in one state or the other, also with bits above. */
  private static final List<Long> EXPECTED =
      List.of(0L, 1L << 32, 0x88L, 0x7f88L, 0x8182_8384_8586_8788L);

  /* Of zeros, and of bytes on both sides of a border between pages, which may be one of chunks. */
  private static final List<List<Step>> STATES =
      List.of(
          List.of(),
          List.of(
              Step.of("store64", 0L, 0x8182_8384_8586_8788L),
              Step.of("store64", PAGE - 8, 0x7fff_ff00_0000_0001L),
              Step.of("write", PAGE - 20, 0xf1L, 12L),
              Step.of("write", PAGE, 0xa1L, 20L)));

  /* Beyond each end, by all widths, and where the sum with a width does not fit a long. */
  private static final List<Long> OUTSIDE =
      List.of(
          -1L,
          -8L,
          2 * PAGE - 1,
          2 * PAGE,
          3 * PAGE,
          1L << 32,
          Long.MAX_VALUE - 7,
          Long.MAX_VALUE,
          Long.MIN_VALUE);

  private static final List<Long> COUNTS = List.of(0L, 1L, 2L, 3L, -1L, (long) Integer.MIN_VALUE);

  /* Nanoseconds: at once; waited out; and not, save by who interrupts. */
  private static final List<Long> TIMEOUTS =
      List.of(0L, 1L, 400_000L, 1_000_000_000_000_000L, Long.MAX_VALUE, -1L, -2L, Long.MIN_VALUE);

  private static final int CASES = 2_367;

  /* A millisecond. */
  private static final long SOON = 1_000_000;

  private static final WaitScenarios WAITING =
      new WaitScenarios(Kind.PLATFORM, SharedMemoryWait::new);

  private static Table<SharedMemoryModel> table() {
    Table<SharedMemoryModel> table = new Table<>(CASES);
    for (List<Step> state : STATES) {
      table.addUninterrupted(SHARED, state, accesses());
      table.addUninterrupted(SHARED, state, moves());
    }
    List<Step> grows = new ArrayList<>();
    grows.add(Step.of("size"));
    for (long delta : new long[] {0, 1, 2, 3, MOST_PAGES, Integer.MIN_VALUE, -2, -1}) {
      grows.add(Step.of("grow", delta));
    }
    table.addUninterrupted(SHARED, STATES.get(1), grows);
    table.addUninterrupted(SHARED, List.of(Step.of("grow", 1L)), grows);
    table.addUninterrupted(new SharedMemorySpecimen(0, 0, true), List.of(), grows);
    table.addUninterrupted(new SharedMemorySpecimen(0, 2, true), List.of(), grows);
    table.addUninterrupted(UNSHARED, List.of(), grows);
    for (SharedMemorySpecimen specimen : List.of(SHARED, UNSHARED)) {
      table.addUninterrupted(specimen, STATES.get(1), errors());
    }
    table.add(SHARED, STATES.get(1), waits());
    table.addUninterrupted(SHARED, List.of(Step.of("waitAsync", 0L, 0L)), waitsOfNobody("main."));
    table.addUninterrupted(UNSHARED, List.of(), waitsOfNobody(""));
    table.addUninterrupted(UNSHARED, List.of(), waitsOfNobody("main."));
    List<Step> waiters = new ArrayList<>();
    for (long address : new long[] {0, 0, 4, 0, PAGE - 8}) {
      waiters.add(Step.of("waitAsync", address, 0L));
    }
    table.addUninterrupted(SHARED, waiters, notifies());
    table.addUninterrupted(SHARED, List.of(), notifies());
    return table;
  }

  private static List<Step> accesses() {
    List<Step> calls = new ArrayList<>();
    for (int width : WIDTHS) {
      for (long address : new long[] {0, PAGE - 8, PAGE}) {
        addAtomic(width, address, calls);
      }
      // Of all alignments, within a page and across its end.
      for (long address = PAGE - 9; address <= PAGE + 1; address++) {
        calls.add(Step.of("load" + width, address));
        calls.add(Step.of("store" + width, address, 0x1234_5678_9abc_def0L));
      }
      calls.add(Step.of("load" + width, 0L));
    }
    return calls;
  }

  private static void addAtomic(int width, long address, List<Step> calls) {
    calls.add(Step.of("atomic.load" + width, address));
    for (long value : VALUES) {
      calls.add(Step.of("atomic.store" + width, address, value));
      MODIFICATIONS.forEach(
          operation -> calls.add(Step.of("rmw" + width + "." + operation, address, value)));
    }
    EXPECTED.forEach(
        expected -> calls.add(Step.of("rmw" + width + ".cmpxchg", address, expected, -2L)));
  }

  /* Of many bytes, over the end of a page; what is copied overlaps, or does not. */
  private static List<Step> moves() {
    List<Step> calls = new ArrayList<>();
    for (long target : new long[] {0, PAGE - 20, PAGE - 13, PAGE - 1, PAGE, PAGE + 3}) {
      for (long source : new long[] {PAGE - 20, PAGE - 12, PAGE + 1}) {
        calls.add(Step.of("copy", target, source, 19L));
      }
      calls.add(Step.of("fill", target, 0x1a7L, 21L));
      calls.add(Step.of("write", target, 0x70L, 21L));
      calls.add(Step.of("read", target, 21L));
    }
    for (long address : new long[] {0, 2 * PAGE}) {
      calls.add(Step.of("copy", address, 0L, 0L));
      calls.add(Step.of("copy", 0L, address, 0L));
      calls.add(Step.of("fill", address, 1L, 0L));
      calls.add(Step.of("read", address, 0L));
      calls.add(Step.of("write", address, 1L, 0L));
    }
    return calls;
  }

  private static List<Step> errors() {
    List<Step> calls = new ArrayList<>();
    for (int width : WIDTHS) {
      List<Long> misaligned = new ArrayList<>();
      for (long below = 1; below < width / Byte.SIZE; below *= 2) {
        misaligned.add(below);
      }
      List<Long> addresses = new ArrayList<>(OUTSIDE);
      addresses.add(2 * PAGE - width / Byte.SIZE + 1);
      // Of 8 bits the last byte is within: that is no error.
      addresses.removeIf(address -> width == 8 && address == 2 * PAGE - 1);
      for (long address : addresses) {
        calls.add(Step.of("load" + width, address));
        calls.add(Step.of("store" + width, address, -1L));
      }
      addresses.addAll(misaligned);
      for (long address : addresses) {
        calls.add(Step.of("atomic.load" + width, address));
        calls.add(Step.of("atomic.store" + width, address, -1L));
        MODIFICATIONS.forEach(
            operation -> calls.add(Step.of("rmw" + width + "." + operation, address, 0x55L)));
        calls.add(Step.of("rmw" + width + ".cmpxchg", address, 0L, -1L));
        if (width >= Integer.SIZE) {
          for (String thread : List.of("", SharedMemoryModel.MAIN)) {
            calls.add(Step.of(thread + "wait" + width, address, 0L, 0L));
          }
        }
        if (width == Integer.SIZE) {
          calls.add(Step.of("notify", address, 0L));
          calls.add(Step.of("notify", address, 1L));
        }
      }
    }
    addMovesOutside(calls);
    return calls;
  }

  private static void addMovesOutside(List<Step> calls) {
    for (long address : OUTSIDE) {
      calls.add(Step.of("copy", address, 0L, 2L));
      calls.add(Step.of("copy", 0L, address, 2L));
      calls.add(Step.of("fill", address, 7L, 2L));
      calls.add(Step.of("read", address, 2L));
      calls.add(Step.of("write", address, 7L, 2L));
    }
    for (long length : new long[] {2 * PAGE, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      calls.add(Step.of("copy", 1L, 0L, length));
      calls.add(Step.of("copy", 0L, 1L, length));
      calls.add(Step.of("fill", 1L, 7L, length));
    }
    calls.add(Step.of("copy", 0L, PAGE, PAGE + 1));
    calls.add(Step.of("read", 1L, 2 * PAGE));
    calls.add(Step.of("write", 1L, 7L, 2 * PAGE));
  }

  /* In the second state: 32 bits at 4, and 64 at 0 and before the border. */
  private static List<Step> waits() {
    List<Step> calls = new ArrayList<>();
    long here = 0x8182_8384_8586_8788L;
    for (long timeout : TIMEOUTS) {
      calls.add(Step.of("wait64", 0L, here, timeout));
      calls.add(Step.of("wait32", 4L, here >> 32, timeout));
    }
    for (long timeout : new long[] {0, -1}) {
      for (long other : new long[] {0, here + 1, here & 0xffff_ffffL, (int) here}) {
        calls.add(Step.of("wait64", 0L, other, timeout));
        calls.add(Step.of("wait32", 4L, other, timeout));
      }
      calls.add(Step.of("wait64", PAGE - 8, 1L, timeout));
    }
    return calls;
  }

  private static List<Step> waitsOfNobody(String thread) {
    List<Step> calls = new ArrayList<>();
    for (long timeout : new long[] {0, 1, -1}) {
      for (long expected : new long[] {0, 1}) {
        calls.add(Step.of(thread + "wait32", 4L, expected, timeout));
        calls.add(Step.of(thread + "wait64", 8L, expected, timeout));
      }
    }
    return calls;
  }

  private static List<Step> notifies() {
    List<Step> calls = new ArrayList<>();
    for (long address : SharedMemorySpecimen.WAITED_AT) {
      COUNTS.forEach(count -> calls.add(Step.of("notify", address, count)));
      calls.add(Step.of("js.notify", address, 1L));
      calls.add(Step.of("js.notify", address, 9L));
      calls.add(Step.of("waitAsync", address, 0L));
      calls.add(Step.of("waitAsync", address, 1L));
    }
    return calls;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> widths = Arbitraries.of(WIDTHS);
    // Eight bytes on each side of the border, and seldom anything else.
    Arbitrary<Long> addresses =
        Arbitraries.frequencyOf(
            Tuple.of(15, Arbitraries.longs().between(PAGE - 8, PAGE + 7)),
            Tuple.of(1, Arbitraries.of(OUTSIDE)));
    Arbitrary<Long> words = Arbitraries.of(PAGE - 8, PAGE - 4, PAGE, PAGE + 4);
    Arbitrary<Long> values =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(-2, 2)),
            Tuple.of(1, Arbitraries.of(VALUES)),
            Tuple.of(1, Arbitraries.longs()));
    Arbitrary<Long> timeouts = Arbitraries.of(0L, 1L, 1L, -1L, Long.MAX_VALUE);
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(
                2,
                Combinators.combine(Arbitraries.of("load", "atomic.load"), widths, addresses)
                    .as((name, width, address) -> Call.of(name + width, address))),
            Tuple.of(
                3,
                Combinators.combine(
                        Arbitraries.of("store", "atomic.store"), widths, addresses, values)
                    .as((name, width, address, value) -> Call.of(name + width, address, value))),
            Tuple.of(
                6,
                Combinators.combine(Arbitraries.of(MODIFICATIONS), widths, addresses, values)
                    .as(
                        (name, width, address, value) ->
                            Call.of("rmw" + width + "." + name, address, value))),
            Tuple.of(
                3,
                Combinators.combine(widths, addresses, values, values)
                    .as(
                        (width, address, expected, value) ->
                            Call.of("rmw" + width + ".cmpxchg", address, expected, value))),
            Tuple.of(
                2,
                Combinators.combine(addresses, addresses, Arbitraries.longs().between(0, 12))
                    .as((target, source, length) -> Call.of("copy", target, source, length))),
            Tuple.of(
                1,
                Combinators.combine(Arbitraries.of("fill", "write"), addresses, values)
                    .as((name, address, value) -> Call.of(name, address, value, 5L))),
            Tuple.of(1, addresses.map(address -> Call.of("read", address, 5L))),
            Tuple.of(1, Arbitraries.of(0L, 1L, -1L).map(delta -> Call.of("grow", delta))),
            Tuple.of(
                1,
                Combinators.combine(Arbitraries.of("wait32", "wait64"), words, values, timeouts)
                    .as((name, address, value, time) -> Call.of(name, address, value, time))),
            Tuple.of(2, words.map(address -> Call.of("waitAsync", address, 0L))),
            Tuple.of(
                2,
                Combinators.combine(words, Arbitraries.of(COUNTS))
                    .as((address, count) -> Call.of("notify", address, count))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(15, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({"SHM-02", "SHM-04", "SHM-05", "SHM-06", "SHM-07", "SHM-10", "SHM-11", "SHM-13", "SHM-14"})
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(SHARED, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("SHM-01")
  void shm01_aNewMemoryHasItsSizeAndIsAllZeros() {
    WaitingScenarios.requireOffered("SHM-01");
    for (int[] limits : new int[][] {{0, 0}, {0, 3}, {3, 3}, {1, MOST_PAGES}}) {
      for (boolean shared : new boolean[] {true, false}) {
        SharedMemorySpecimen specimen = new SharedMemorySpecimen(limits[0], limits[1], shared);
        Evidence.executed(
            Trial.judge(specimen, Workers.of(Kind.PLATFORM), List.of(Step.of("size"))));
      }
    }
    for (int[] limits :
        new int[][] {
          {-1, 1},
          {-1, -1},
          {2, 1},
          {1, -1},
          {0, MOST_PAGES + 1},
          {1, Integer.MAX_VALUE},
          {Integer.MIN_VALUE, 0}
        }) {
      String what = "memory " + limits[0] + " " + limits[1];
      requireThrown(
          IllegalArgumentException.class,
          () -> Subjects.ACTIVE.newSharedMemory(limits[0], limits[1]),
          what);
      requireThrown(
          IllegalArgumentException.class,
          () -> Subjects.ACTIVE.newUnsharedMemory(limits[0], limits[1]),
          "unshared " + what);
    }
    // The gate lets its JVMs have 1 GiB.
    requireTrap(
        () -> Subjects.ACTIVE.newSharedMemory(MOST_PAGES, MOST_PAGES).size(), "a memory of 4 GiB");
  }

  @Test
  @Rule("SHM-02")
  void shm02_growAddsPagesAndReturnsTheSizeBefore() {
    table().checkDecidedBy("SHM-02", 45);
    growsInVain();
  }

  private static void growsInVain() {
    LinearMemorySubject memory = Subjects.ACTIVE.newSharedMemory(1, MOST_PAGES);
    require(memory.grow(MOST_PAGES - 1) == -1, "SHM-02: a grow to 4 GiB was due to find no memory");
    require(memory.size() == 1, "SHM-02: a grow in vain was due to change nothing");
    require(
        memory.grow(2) == 1 && memory.size() == 3,
        "SHM-02: a memory was due to grow after a grow in vain");
    Evidence.executed(3);
  }

  @Test
  @Rule("SHM-04")
  void shm04_aBufferIsTheMemoryAtTheCall() {
    table().checkDecidedBy("SHM-04", 24);
    LinearMemorySubject memory = Subjects.ACTIVE.newSharedMemory(1, 3);
    BufferSubject before = memory.buffer();
    memory.grow(2);
    BufferSubject after = memory.buffer();
    require(
        before.byteLength() == PAGE && before.view(ElementType.INT32, 0).length() == PAGE / 4,
        "SHM-04: a grow was due to leave a buffer as it was");
    require(
        after.byteLength() == 3 * PAGE, "SHM-04: a buffer was due to be over all that there is");
    for (BufferSubject buffer : List.of(before, after)) {
      require(
          buffer.shared() && !buffer.growable() && buffer.maxByteLength() == buffer.byteLength(),
          "SHM-04: a shared buffer of fixed length was due");
    }
    memory.store(32, PAGE - 4, 0x0102_0304);
    for (BufferSubject buffer : List.of(before, after)) {
      BufferSubject.View ints = buffer.view(ElementType.INT32, PAGE - 4, 1);
      require(ints.get(0) == 0x0102_0304, "SHM-04: a store was due to be in the buffer");
    }
    after.view(ElementType.UINT8, 0).set(3 * PAGE - 1, 9);
    before.view(ElementType.UINT8, 0).set(1, 7);
    require(
        memory.load(8, 3 * PAGE - 1) == 9 && memory.load(8, 1) == 7,
        "SHM-04: what is set in a buffer was due to be in the memory");
    requireThreadsShareWaiters(memory);
    Evidence.executed(1);
  }

  private static void requireThreadsShareWaiters(LinearMemorySubject memory) {
    try (Threads threads = new Threads(Kind.PLATFORM)) {
      Task<Integer> waiter = threads.start("wait32(8, 0, -1)", () -> memory.await32(8, 0, -1));
      threads.awaitAtRest(waiter);
      long count = memory.javaScript().signal(WaitScenarios.INTS, 2);
      require(count == 1, "SHM-04: JavaScript's notify was due to count 1, not " + count);
      require(waiter.result() == 0, "SHM-04: JavaScript's notify was due to end a wait");
    }
  }

  @Test
  @Rule("SHM-05")
  void shm05_atomicAccessesDoWhatAtomicsDo() {
    table().checkDecidedBy("SHM-05", 648);
  }

  @Test
  @Rule("SHM-06")
  void shm06_plainAccessesWorkAtAnyAddress() {
    table().checkDecidedBy("SHM-06", 276);
    copiesOverlap();
  }

  /** Moves far more than a chunk has, forwards and backwards, onto itself. */
  private static void copiesOverlap() {
    LinearMemorySubject memory = Subjects.ACTIVE.newSharedMemory(4, 5);
    byte[] due = new byte[(int) (4 * PAGE)];
    new Random(1).nextBytes(due);
    memory.write(0, due, 0, due.length);
    byte[] seen = new byte[due.length];
    for (int distance : new int[] {1, 13, (int) PAGE, (int) PAGE + 5}) {
      int length = due.length - distance;
      memory.copy(distance, 0, length);
      System.arraycopy(due, 0, due, distance, length);
      memory.read(0, seen, 0, seen.length);
      require(Arrays.equals(due, seen), "SHM-06: a copy upwards by " + distance);
      memory.copy(0, distance, length);
      System.arraycopy(due, distance, due, 0, length);
      memory.read(0, seen, 0, seen.length);
      require(Arrays.equals(due, seen), "SHM-06: a copy downwards by " + distance);
      Evidence.executed(2);
    }
  }

  @Test
  @Rule("SHM-07")
  void shm07_waitsBlockWhileTheValueIsAsExpected() {
    WaitingScenarios.requireOffered("SHM-07");
    table().checkDecidedBy("SHM-07", 20);
    table().checkInterrupts("SHM-07", 44);
    WAITING.waitsUntilNotified("wait32(0, 0)", memory -> memory.await(WaitScenarios.INTS, 0, 0));
    WAITING.waitsUntilNotified("wait64(0, 0)", memory -> memory.await(WaitScenarios.LONGS, 0, 0));
    WAITING.firstInFirstOut(0);
    WAITING.firstInFirstOut(5);
    WAITING.nothingElseEndsAWait();
    WAITING.interruptedWaitersLeaveTheOthersAlone();
    WAITING.leaversAreNotCounted();
  }

  @Test
  @Rule("SHM-08")
  void shm08_nobodyWaitsInMemoryThatIsNotShared() {
    table().checkDecidedBy("SHM-08", 24);
  }

  @Test
  @Rule("SHM-09")
  void shm09_whoMayNotBlockDoesNotWait() {
    table().checkDecidedBy("SHM-09", 12);
  }

  @Test
  @Rule("SHM-10")
  void shm10_aTimeoutIsALowerBoundInNanoseconds() {
    WaitingScenarios.requireOffered("SHM-10");
    table().checkDecidedBy("SHM-10", 14);
    LinearMemorySubject memory = Subjects.ACTIVE.newSharedMemory(1, 1);
    for (long nanos : new long[] {1, 999, SOON, 25 * SOON, 25 * SOON, 50 * SOON}) {
      for (boolean wide : new boolean[] {false, true}) {
        long start = System.nanoTime();
        int result = wide ? memory.await64(8, 0, nanos) : memory.await32(4, 0, nanos);
        long took = System.nanoTime() - start;
        require(
            result == 2 && took >= nanos,
            "SHM-10: a wait of " + nanos + " ns returned " + result + " after " + took + " ns");
        Evidence.executed(1);
      }
    }
  }

  @Test
  @Rule("SHM-11")
  void shm11_notifyEndsAtMostSoManyWaits() {
    WaitingScenarios.requireOffered("SHM-11");
    table().checkDecidedBy("SHM-11", 36);
    for (int limit = 0; limit <= WaitScenarios.WAITERS; limit++) {
      WAITING.notifyEndsSoManyWaits(WaitScenarios.WAITERS, limit);
    }
  }

  @Test
  @Rule("SHM-13")
  void shm13_whatIsNotWithinTheMemoryTraps() {
    table().checkDecidedBy("SHM-13", 1_098);
    table().checkErrorsHaveNoEffect("SHM-13", 1_270);
    whatHasGrownInIsWithin();
  }

  private static void whatHasGrownInIsWithin() {
    LinearMemorySubject memory = Subjects.ACTIVE.newSharedMemory(0, 2);
    for (int pages = 0; pages < 2; pages++) {
      long first = pages * PAGE;
      requireTrap(() -> memory.load(8, first), "a load of 8 bits at the end");
      memory.grow(1);
      require(
          memory.load(64, first) == 0 && memory.atomicLoad(64, first + PAGE - 8) == 0,
          "SHM-13: what has grown in was due to be there, and zero");
      requireTrap(() -> memory.load(64, first + PAGE - 7), "a load of 64 bits over the end");
      Evidence.executed(1);
    }
  }

  @Test
  @Rule("SHM-14")
  void shm14_atomicAccessesThatAreNotAlignedTrap() {
    table().checkDecidedBy("SHM-14", 136);
  }

  @Test
  @Rule("SHM-15")
  void shm15_memoryIsCommittedAsItGrows() {
    WaitingScenarios.requireOffered("SHM-15");
    for (int most : new int[] {4, 1 << 12, MOST_PAGES}) {
      long before = directBytes();
      LinearMemorySubject memory = Subjects.ACTIVE.newSharedMemory(1, most);
      requireCommitted(before, 1, most);
      require(memory.grow(2) == 1, "it has grown");
      requireCommitted(before, 3, most);
      if (most > 100) {
        require(memory.grow(97) == 3, "it has grown");
        requireCommitted(before, 100, most);
      }
      require(memory.size() >= 3, "it is there");
      Evidence.executed(1);
    }
  }

  /* Alignment may take some bytes of each chunk; what others free meanwhile can only make it less. */
  private static void requireCommitted(long before, int pages, int most) {
    long due = pages * PAGE + (1 << 20);
    long seen = directBytes() - before;
    require(
        seen <= due + 1024,
        "SHM-15: with " + pages + " of " + most + " pages " + due + " bytes were due, not " + seen);
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  @Rule("SHM-16")
  void shm16_errorsAreThoseThatARuntimeKnows() {
    WaitingScenarios.requireOffered("SHM-16");
    requireThrown(
        IllegalArgumentException.class,
        () -> Subjects.ACTIVE.newSharedMemory(-1, 0),
        "memory -1 0");
    LinearMemorySubject unshared = Subjects.ACTIVE.newUnsharedMemory(1, 2);
    requireThrown(IllegalStateException.class, unshared::buffer, "buffer of an unshared memory");
    LinearMemorySubject memory = Subjects.ACTIVE.newSharedMemory(1, 2);
    byte[] bytes = {1, 2, 3, 4};
    for (int[] part :
        new int[][] {{-1, 2}, {0, -1}, {0, 5}, {3, 2}, {5, 0}, {Integer.MAX_VALUE, 2}}) {
      // Also where that would trap.
      for (long address : new long[] {0, PAGE - 1, -1}) {
        String where = address + ", bytes, " + part[0] + ", " + part[1] + ")";
        requireThrown(
            IndexOutOfBoundsException.class,
            () -> read(memory, address, bytes, part),
            "read(" + where);
        requireThrown(
            IndexOutOfBoundsException.class,
            () -> write(memory, address, bytes, part),
            "write(" + where);
      }
    }
    require(memory.load(32, 0) == 0, "SHM-16: a write that was refused was due to write nothing");
    require(
        bytes[0] == 1 && bytes[3] == 4, "SHM-16: a read that was refused was due to read nothing");
    Evidence.executed(1);
  }

  private static Object read(LinearMemorySubject memory, long address, byte[] bytes, int[] part) {
    memory.read(address, bytes, part[0], part[1]);
    return memory;
  }

  private static Object write(LinearMemorySubject memory, long address, byte[] bytes, int[] part) {
    memory.write(address, bytes, part[0], part[1]);
    return memory;
  }

  /** A call that may throw. */
  private interface Attempt {
    Object call();
  }

  private static void requireTrap(Attempt call, String what) {
    PyError seen;
    try {
      var unused = call.call();
      seen = PyError.OTHER;
    } catch (RuntimeException e) {
      seen = Subjects.ACTIVE.errorOf(e);
    }
    require(seen == PyError.TRAP, what + " was due to trap, not " + seen.python());
  }

  private static void requireThrown(
      Class<? extends RuntimeException> due, Attempt call, String what) {
    try {
      var unused = call.call();
    } catch (RuntimeException e) {
      if (due.isInstance(e)) {
        Evidence.executed(1);
        return;
      }
      throw new AssertionFailedError(what + " was due to throw " + due.getSimpleName(), e);
    }
    throw new AssertionFailedError(what + " was due to throw " + due.getSimpleName());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
