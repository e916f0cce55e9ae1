package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.SharedArrayBufferModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.BufferPlayer;
import dev.lockstep.kit.subject.BufferSubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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

/** The contract of buffers and views: random sequences and a table by the model, and races. */
@Checks(primitive = Primitive.SHAREDARRAYBUFFER, checker = Checker.CONTRACT)
class SharedArrayBufferContract {
  private static final List<ElementType> TYPES = List.of(ElementType.values());
  private static final long FIXED = SharedArrayBufferModel.FIXED;

  private static final List<SharedArrayBufferSpecimen> SPECIMENS =
      List.of(
          new SharedArrayBufferSpecimen(0, FIXED),
          new SharedArrayBufferSpecimen(11, FIXED),
          new SharedArrayBufferSpecimen(24, FIXED),
          new SharedArrayBufferSpecimen(0, 24),
          new SharedArrayBufferSpecimen(11, 24),
          new SharedArrayBufferSpecimen(24, 24));

  private static final SharedArrayBufferSpecimen GROWABLE = new SharedArrayBufferSpecimen(8, 40);

  private static final List<Long> POSITIONS =
      List.of(Long.MIN_VALUE, -25L, -12L, -11L, -3L, 0L, 3L, 11L, 12L, 25L, Long.MAX_VALUE);

  private static final List<Long> INTEGERS =
      List.of(0L, 1L, -1L, 127L, 128L, 255L, 256L, -70_000L, 0x8000_0000L, 0x1234_5678_9abc_def0L);

  private static final List<Double> NUMBERS =
      List.of(
          -0.0,
          0.5,
          1.5,
          2.5,
          0.49999999999999994,
          254.5,
          255.5,
          -1.0,
          1e-46,
          16777217.0,
          3.4028235677973366e38,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  private static final int CASES = 5_657;

  /* Chunks of a buffer that can grow are no smaller, by SAB-19. */
  private static final long CHUNK = 1 << 16;

  private static final int RACERS = 4;

  static Table<SharedArrayBufferModel> table() {
    Table<SharedArrayBufferModel> table = new Table<>(CASES);
    for (SharedArrayBufferSpecimen specimen : SPECIMENS) {
      table.addUninterrupted(specimen, List.of(), calls());
    }
    table.addUninterrupted(
        new SharedArrayBufferSpecimen(11, 24), List.of(Step.of("grow", 24L)), calls());
    for (ElementType type : ElementType.values()) {
      long most = 24 / type.size();
      for (List<Step> state :
          List.of(
              List.of(Step.of("view", type.array(), 0L)),
              List.of(Step.of("view", type.array(), 8L), Step.of("grow", 24L)),
              List.of(Step.of("view", type.array(), 8L, 8L / type.size())))) {
        table.addUninterrupted(new SharedArrayBufferSpecimen(16, 24), state, elements(type, most));
      }
    }
    return table;
  }

  private static List<Step> calls() {
    List<Step> calls = new ArrayList<>();
    for (String method : List.of("byteLength", "growable", "maxByteLength", "lengths")) {
      calls.add(Step.of(method));
    }
    for (long length : new long[] {Long.MIN_VALUE, -1, 0, 11, 12, 24, 25, Long.MAX_VALUE}) {
      calls.add(Step.of("grow", length));
    }
    for (long length : new long[] {Long.MIN_VALUE, -1, 0, 7, 1L << 50, (1L << 53) - 1, 1L << 53}) {
      calls.add(Step.of("new", length));
      for (long most : new long[] {-1, 0, 8, (1L << 40) + 1, (1L << 53) - 1, 1L << 53}) {
        calls.add(Step.of("new", length, most));
      }
    }
    for (long begin : POSITIONS) {
      POSITIONS.forEach(end -> calls.add(Step.of("slice", begin, end)));
    }
    for (ElementType type : ElementType.values()) {
      for (long offset : new long[] {-8, 0, 1, 8, 24, 32}) {
        calls.add(Step.of("view", type.array(), offset));
        for (long length : new long[] {-1, 0, 2, 25, 1L << 61}) {
          calls.add(Step.of("view", type.array(), offset, length));
        }
      }
    }
    return calls;
  }

  private static List<Step> elements(ElementType type, long most) {
    List<Step> calls = new ArrayList<>();
    calls.add(Step.of("lengths"));
    for (long index : new long[] {Long.MIN_VALUE, -1, 0, 1, most - 1, most, Long.MAX_VALUE}) {
      calls.add(Step.of("get", 0L, index));
      boolean within = index >= 0 && index < most;
      for (Object value : within ? values(type) : values(type).subList(0, 1)) {
        calls.add(Step.of("set", 0L, index, value));
      }
    }
    return calls;
  }

  private static List<Object> values(ElementType type) {
    List<Object> values = new ArrayList<>();
    if (type.isInteger() || type == ElementType.UINT8_CLAMPED) {
      values.addAll(INTEGERS);
    }
    if (!type.isInteger()) {
      values.addAll(NUMBERS);
    }
    return values;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<ElementType> types = Arbitraries.of(ElementType.values());
    Arbitrary<Long> indexes = Arbitraries.longs().between(-1, 5);
    Arbitrary<Step> calls =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.longs().between(7, 41).map(n -> Step.of("grow", n))),
            Tuple.of(
                3,
                Combinators.combine(types, Arbitraries.of(0L, 4L, 8L, 16L))
                    .as((type, offset) -> Step.of("view", type.array(), offset))),
            Tuple.of(
                3,
                Combinators.combine(types, Arbitraries.of(0L, 4L, 8L), indexes)
                    .as((type, offset, n) -> Step.of("view", type.array(), offset, n))),
            Tuple.of(1, Arbitraries.just(Step.of("lengths"))),
            Tuple.of(
                2,
                Combinators.combine(Arbitraries.of(POSITIONS), Arbitraries.of(POSITIONS))
                    .as((begin, end) -> Step.of("slice", begin, end))));
    // Views of every kind are there, and elements are read and written through all of them.
    Arbitrary<Step> elements =
        Arbitraries.integers()
            .between(0, TYPES.size() - 1)
            .flatMap(
                number ->
                    Combinators.combine(
                            indexes,
                            Arbitraries.of(values(TYPES.get(number))),
                            Arbitraries.of(true, false))
                        .as(
                            (index, value, reads) ->
                                reads
                                    ? Step.of("get", (long) number, index)
                                    : Step.of("set", (long) number, index, value)));
    return Arbitraries.frequencyOf(Tuple.of(1, calls), Tuple.of(2, elements))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(SharedArrayBufferContract::withViews);
  }

  private static List<Step> withViews(List<Step> steps) {
    List<Step> all = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      all.add(Step.of("view", type.array(), 0L));
    }
    all.addAll(steps);
    return all;
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "SAB-02", "SAB-04", "SAB-05", "SAB-06", "SAB-07", "SAB-08", "SAB-09", "SAB-13", "SAB-14",
    "SAB-22"
  })
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(GROWABLE, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("SAB-01")
  void sab01_aNewBufferHasItsLengthAndIsAllZeros() {
    table().checkDecidedBy("SAB-01", 287);
    require(
        BufferPlayer.bytes(Subjects.ACTIVE.newArrayBuffer(3)).equals("3:000000"),
        "ArrayBuffer(3) was due to be three zeros");
    requireError(PyError.RANGE_ERROR, () -> Subjects.ACTIVE.newArrayBuffer(-1), "ArrayBuffer(-1)");
  }

  @Test
  @Rule("SAB-02")
  void sab02_aBufferTellsItsLengthAndItsMaximum() {
    table().checkDecidedBy("SAB-02", 21);
  }

  @Test
  @Rule("SAB-03")
  void sab03_whatNobodyCanAllocateIsARangeError() {
    table().checkDecidedBy("SAB-03", 56);
    requireError(
        PyError.RANGE_ERROR, () -> Subjects.ACTIVE.newArrayBuffer(1L << 50), "ArrayBuffer(2**50)");
    BufferSubject buffer = Subjects.ACTIVE.newSharedArrayBuffer(8, 1L << 40);
    buffer.view(ElementType.INT8, 0).set(7, 7);
    requireError(
        PyError.RANGE_ERROR,
        () -> {
          buffer.grow(1L << 40);
          return buffer;
        },
        "grow(2**40)");
    require(buffer.byteLength() == 8, "a grow in vain was due to change nothing");
    buffer.grow(9);
    require(
        buffer.view(ElementType.INT8, 0).get(7) == 7 && buffer.byteLength() == 9,
        "a buffer was due to be as usable as before a grow in vain");
  }

  @Test
  @Rule("SAB-04")
  void sab04_viewsAreWithinTheirBuffer() {
    table().checkDecidedBy("SAB-04", 2_325);
  }

  @Test
  @Rule("SAB-05")
  void sab05_viewsTrackALengthThatGrows() {
    table().checkDecidedBy("SAB-05", 148);
  }

  @Test
  @Rule("SAB-06")
  void sab06_aViewTellsWhatItIsOver() {
    table().checkDecidedBy("SAB-06", 339);
  }

  @Test
  @Rule("SAB-07")
  void sab07_elementsAreReadAndWrittenAsTheTypeSays() {
    table().checkDecidedBy("SAB-07", 838);
  }

  @Test
  @Rule("SAB-08")
  void sab08_growMakesItLonger() {
    table().checkDecidedBy("SAB-08", 33);
  }

  @Test
  @Rule("SAB-09")
  void sab09_aBufferNeverShrinks() {
    table().checkDecidedBy("SAB-09", 23);
    for (int i = 0; i < Cost.REPETITIONS; i++) {
      growsRace();
    }
  }

  /** Each takes effect or is refused; whoever looks sees the length only grow. */
  private static void growsRace() {
    long most = 64 * RACERS;
    BufferSubject buffer = Subjects.ACTIVE.newSharedArrayBuffer(0, most);
    AtomicBoolean over = new AtomicBoolean();
    try (Threads threads = new Threads()) {
      Task<Boolean> watcher =
          threads.start(
              "watcher",
              () -> {
                long last = 0;
                boolean grew = true;
                while (!over.get()) {
                  long now = buffer.byteLength();
                  grew &= now >= last;
                  last = now;
                }
                return grew;
              });
      List<Task<Integer>> growers = new ArrayList<>();
      for (int i = 1; i <= RACERS; i++) {
        int number = i;
        growers.add(threads.start("grower-" + i, () -> growInSteps(buffer, number)));
      }
      int refused = growers.stream().mapToInt(Task::result).sum();
      over.set(true);
      require(watcher.result(), "SAB-09: a length was seen to become less");
      require(buffer.byteLength() == most, "SAB-09: the largest grow was due to stay");
      Evidence.executed(64 * RACERS - refused);
    }
  }

  /** Grows to every length that leaves the same rest; returns how often it was refused. */
  private static int growInSteps(BufferSubject buffer, int number) {
    int refused = 0;
    for (int i = 0; i < 64; i++) {
      long length = (long) RACERS * i + number;
      try {
        buffer.grow(length);
      } catch (RuntimeException e) {
        require(Subjects.ACTIVE.errorOf(e) == PyError.RANGE_ERROR, "a grow raised " + e);
        refused++;
      }
      require(buffer.byteLength() >= length, "SAB-09: after a grow the length was less");
    }
    return refused;
  }

  @Test
  @Rule("SAB-10")
  void sab10_whatGrowsInIsZeroAndWhatWasThereStays() {
    WaitingScenarios.requireOffered("SAB-10");
    long most = 4 * CHUNK;
    BufferSubject buffer = Subjects.ACTIVE.newSharedArrayBuffer(16, most);
    BufferSubject.View bytes = buffer.view(ElementType.UINT8, 0);
    AtomicBoolean over = new AtomicBoolean();
    try (Threads threads = new Threads()) {
      AtomicLong written = new AtomicLong();
      Task<Boolean> writer =
          threads.start(
              "writer",
              () -> {
                while (!over.get()) {
                  bytes.set(written.get() % 8, written.incrementAndGet());
                }
                return true;
              });
      bytes.set(15, 15);
      for (long length = 17; length <= most; length = Math.min(most, 2 * length)) {
        long before = buffer.byteLength();
        buffer.grow(length);
        for (long i = before; i < length; i += Math.max(1, (length - before) / 64)) {
          require(bytes.get(i) == 0, "SAB-10: byte " + i + " was due to be zero");
        }
        require(bytes.get(length - 1) == 0, "SAB-10: the last byte was due to be zero");
        require(bytes.get(15) == 15, "SAB-10: a byte was lost to a grow");
        Evidence.executed(1);
        if (length == most) {
          break;
        }
      }
      over.set(true);
      require(writer.result(), "the writer ends");
      long last = written.get();
      for (long i = 0; i < Math.min(8, last); i++) {
        // The last value that was written to each byte.
        long value = last - 1 - (last - 1 - i) % 8 + 1;
        require(bytes.get(i) == (value & 0xff), "SAB-10: a write was lost to a grow");
      }
    }
  }

  @Test
  @Rule("SAB-11")
  void sab11_whoSeesALengthCanUseItsBytes() {
    WaitingScenarios.requireOffered("SAB-11");
    for (int i = 0; i < Cost.REPETITIONS; i++) {
      // The last length, which is seen in any case, ends in the middle of a chunk.
      long most = 8 * CHUNK - CHUNK / 2;
      BufferSubject buffer = Subjects.ACTIVE.newSharedArrayBuffer(8, most);
      BufferSubject.View before = buffer.view(ElementType.INT32, 0);
      try (Threads threads = new Threads()) {
        Task<Boolean> user = threads.start("user", () -> usesAllThatItSees(buffer, before, most));
        for (long length = CHUNK / 2; length <= most; length += CHUNK / 2) {
          buffer.grow(length);
        }
        require(user.result(), "SAB-11: bytes below the length were due to be usable");
      }
      Evidence.executed(1);
    }
  }

  private static boolean usesAllThatItSees(
      BufferSubject buffer, BufferSubject.View before, long most) {
    long seen;
    do {
      seen = buffer.byteLength();
      long last = seen / Integer.BYTES - 1;
      before.set(last, last);
      BufferSubject.View after = buffer.view(ElementType.INT32, 0);
      if (after.get(last) != last || before.length() <= last || after.length() <= last) {
        return false;
      }
    } while (seen < most);
    return true;
  }

  @Test
  @Rule("SAB-13")
  void sab13_aSliceIsACopyOfTheSameKind() {
    table().checkDecidedBy("SAB-13", 847);
    for (BufferSubject buffer :
        List.of(
            Subjects.ACTIVE.newArrayBuffer(8),
            Subjects.ACTIVE.newSharedArrayBuffer(8),
            Subjects.ACTIVE.newSharedArrayBuffer(8, 16))) {
      BufferSubject.View bytes = buffer.view(ElementType.INT8, 0);
      for (int i = 0; i < 8; i++) {
        bytes.set(i, i);
      }
      BufferSubject slice = buffer.slice(2, -1);
      require(slice.shared() == buffer.shared(), "SAB-13: a slice was due to be of the same kind");
      require(!slice.shared() || !slice.growable(), "SAB-13: a slice was due to be fixed");
      bytes.set(3, 9);
      slice.view(ElementType.INT8, 0).set(0, 9);
      require(BufferPlayer.bytes(slice).equals("5:0903040506"), "SAB-13: a slice is a copy");
      require(bytes.get(2) == 2, "SAB-13: a write to a slice reached its origin");
      Evidence.executed(1);
    }
    slicesOfManyChunks();
  }

  private static void slicesOfManyChunks() {
    BufferSubject buffer = Subjects.ACTIVE.newSharedArrayBuffer(3 * CHUNK, 4 * CHUNK);
    BufferSubject.View bytes = buffer.view(ElementType.INT8, 0);
    for (long at = CHUNK - 1; at < 3 * CHUNK; at += CHUNK / 2 + 1) {
      bytes.set(at, at);
    }
    BufferSubject.View copy = buffer.slice(CHUNK - 1, 3 * CHUNK).view(ElementType.INT8, 0);
    require(copy.length() == 2 * CHUNK + 1, "SAB-13: a slice over chunks has another length");
    for (long at = CHUNK - 1; at < 3 * CHUNK; at++) {
      require(copy.get(at - CHUNK + 1) == bytes.get(at), "SAB-13: byte " + at + " is another");
    }
    Evidence.executed(1);
  }

  @Test
  @Rule("SAB-14")
  void sab14_outOfRangeIsARangeError() {
    table().checkDecidedBy("SAB-14", 740);
  }

  @Test
  @Rule("SAB-16")
  void sab16_whatAnotherThreadWroteBeforeIsSeen() {
    WaitingScenarios.requireOffered("SAB-16");
    for (ElementType type : ElementType.values()) {
      BufferSubject buffer = Subjects.ACTIVE.newSharedArrayBuffer(16, 24);
      BufferSubject.View reader = buffer.view(type, 0);
      BufferSubject.View writer = buffer.view(type, 0);
      // It has been read and written by the reader too, and is another's all the same.
      write(type, reader, 1);
      for (int value = 1; value <= 3; value++) {
        int due = value;
        require(read(type, reader) == due, "SAB-16: " + type.array() + " was due to hold " + due);
        try (Threads threads = new Threads()) {
          Task<Boolean> other =
              threads.start(
                  "writer",
                  () -> {
                    write(type, writer, due + 1);
                    return read(type, writer) == due + 1;
                  });
          require(other.result(), "SAB-16: a thread was due to see its own write");
        }
        Evidence.executed(1);
      }
      require(read(type, reader) == 4, "SAB-16: " + type.array() + " was due to hold 4");
    }
  }

  private static void write(ElementType type, BufferSubject.View view, int value) {
    if (isOfFloats(type)) {
      view.setNumber(1, value);
    } else {
      view.set(1, value);
    }
  }

  private static double read(ElementType type, BufferSubject.View view) {
    return isOfFloats(type) ? view.getNumber(1) : view.get(1);
  }

  private static boolean isOfFloats(ElementType type) {
    return type == ElementType.FLOAT32 || type == ElementType.FLOAT64;
  }

  @Test
  @Rule("SAB-19")
  void sab19_aByteBufferSharesTheBytes() {
    WaitingScenarios.requireOffered("SAB-19");
    for (BufferSubject buffer :
        List.of(
            Subjects.ACTIVE.newArrayBuffer(24),
            Subjects.ACTIVE.newSharedArrayBuffer(24),
            Subjects.ACTIVE.newSharedArrayBuffer(24, 48))) {
      ByteBuffer bytes = buffer.asByteBuffer(8, 12);
      require(bytes.order() == ByteOrder.LITTLE_ENDIAN, "SAB-19: little-endian order was due");
      require(bytes.position() == 0 && bytes.remaining() == 12, "SAB-19: 12 bytes were due");
      buffer.view(ElementType.INT32, 0).set(2, 0x0102_0304);
      require(bytes.getInt(0) == 0x0102_0304, "SAB-19: a write by a view was due to be there");
      bytes.putInt(4, 0x0506_0708);
      require(
          buffer.view(ElementType.INT32, 0).get(3) == 0x0506_0708,
          "SAB-19: a write by a ByteBuffer was due to be there");
      require(buffer.asByteBuffer(24, 0).remaining() == 0, "SAB-19: no bytes were due");
      for (long[] outside : new long[][] {{-1, 1}, {0, -1}, {0, 25}, {24, 1}, {25, 0}}) {
        requireError(
            PyError.RANGE_ERROR,
            () -> buffer.asByteBuffer(outside[0], (int) outside[1]),
            "asByteBuffer(" + outside[0] + ", " + outside[1] + ")");
      }
    }
    chunksBound();
    Evidence.executed(1);
  }

  private static void chunksBound() {
    BufferSubject fixed = Subjects.ACTIVE.newSharedArrayBuffer(3 * CHUNK);
    require(
        fixed.asByteBuffer(1, (int) (3 * CHUNK - 1)).remaining() == 3 * CHUNK - 1,
        "SAB-19: a fixed buffer is one chunk");
    BufferSubject growable = Subjects.ACTIVE.newSharedArrayBuffer(3 * CHUNK, 4 * CHUNK);
    require(
        growable.asByteBuffer(CHUNK, (int) CHUNK).remaining() == CHUNK, "SAB-19: a chunk is there");
    requireError(
        PyError.RANGE_ERROR, () -> growable.asByteBuffer(CHUNK - 1, 2), "bytes of two chunks");
  }

  @Test
  @Rule("SAB-20")
  void sab20_aDirectByteBufferCanBeWrapped() {
    WaitingScenarios.requireOffered("SAB-20");
    ByteBuffer bytes = ByteBuffer.allocateDirect(64).alignedSlice(8);
    bytes.position(8).limit(28);
    BufferSubject buffer = Subjects.ACTIVE.wrapSharedArrayBuffer(bytes);
    require(buffer.byteLength() == 20 && !buffer.growable(), "SAB-20: 20 fixed bytes were due");
    require(
        bytes.position() == 8 && bytes.limit() == 28 && bytes.order() == ByteOrder.BIG_ENDIAN,
        "SAB-20: the ByteBuffer was due to stay as it was");
    buffer.view(ElementType.INT32, 0).set(1, 0x0102_0304);
    require(bytes.getInt(12) == 0x0403_0201, "SAB-20: the very bytes were due");
    for (ByteBuffer refused :
        List.of(ByteBuffer.allocate(8), bytes.asReadOnlyBuffer(), ByteBuffer.wrap(new byte[16]))) {
      requireError(
          PyError.JAVASCRIPT_TYPE_ERROR,
          () -> Subjects.ACTIVE.wrapSharedArrayBuffer(refused),
          "wrap(" + refused + ")");
    }
    for (int[] ends : new int[][] {{4, 12}, {1, 9}, {0, 6}, {8, 9}}) {
      ByteBuffer refused = bytes.duplicate().limit(ends[1]).position(ends[0]);
      requireError(
          PyError.RANGE_ERROR,
          () -> Subjects.ACTIVE.wrapSharedArrayBuffer(refused),
          "wrap of bytes " + ends[0] + " to " + ends[1]);
    }
    Evidence.executed(1);
  }

  @Test
  @Rule("SAB-21")
  void sab21_memoryIsCommittedAsItGrows() {
    WaitingScenarios.requireOffered("SAB-21");
    for (long most : new long[] {1 << 20, 1L << 32, 1L << 34}) {
      long chunk = Math.max(CHUNK, 2 * (most / 4096));
      long before = directBytes();
      BufferSubject buffer = Subjects.ACTIVE.newSharedArrayBuffer(8, most);
      requireCommitted(before, 8 + chunk, most);
      buffer.grow(chunk);
      requireCommitted(before, 2 * chunk, most);
      require(buffer.byteLength() == chunk, "it has grown");
      Evidence.executed(1);
    }
  }

  /* Alignment may take some bytes of each chunk; what others free meanwhile can only make it less. */
  private static void requireCommitted(long before, long due, long most) {
    long seen = directBytes() - before;
    require(
        seen <= due + 1024,
        "SAB-21: of a maximum of " + most + " " + due + " bytes were due at most, not " + seen);
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  @Rule("SAB-22")
  void sab22_errorsAreUncheckedAndHaveNoEffect() {
    table().checkErrorsHaveNoEffect("SAB-22", 3_420);
    BufferSubject fixed = Subjects.ACTIVE.newSharedArrayBuffer(8);
    requireError(
        PyError.JAVASCRIPT_TYPE_ERROR,
        () -> {
          fixed.grow(8);
          return fixed;
        },
        "grow of a fixed buffer");
  }

  private static void requireError(PyError due, Supplier<?> call, String what) {
    PyError seen;
    try {
      var unused = call.get();
      seen = PyError.OTHER;
    } catch (RuntimeException e) {
      seen = Subjects.ACTIVE.errorOf(e);
    } catch (OutOfMemoryError e) {
      throw new AssertionError(what + " was due to raise " + due.python(), e);
    }
    require(seen == due, what + " was due to raise " + due.python() + ", not " + seen.python());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
