package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.BarrierModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ConditionModel;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.ExecutorModel;
import dev.lockstep.kit.model.FutureModel;
import dev.lockstep.kit.model.FuturesModel;
import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.model.SharedArrayBufferModel;
import dev.lockstep.kit.model.ThreadingModel;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.rules.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Random sequences from a seed, guided by the model: each step first draws one of the rules that
 * some call could show in the present state, and then one of those calls, so that rare rules come
 * as often as common ones. A call that blocks, or whose rule deviates from Python, can only be the
 * last.
 */
public final class SequenceGenerator {
  private static final int MOST_STEPS = 8;

  private static final double LONGEST_WAIT = 0.003;

  private static final double[] TIMEOUTS = {
    -1,
    -1,
    -0.9999999999,
    -0.999999999,
    -1.0000000001,
    -2,
    -0.5,
    -1e-10,
    -Double.MIN_VALUE,
    -0.0,
    0,
    Double.MIN_VALUE,
    1e-9,
    0.0004,
    0.002,
    3600,
    9223372036.0,
    9223372037.0,
    -9223372036.0,
    -9223372037.0,
    1e10,
    -1e10,
    1e300,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  /* What is 2⁶³ ns and must not fit. CPython 3.11.2 lets it wrap, which no row of differences can say:
   * for traces only. */
  private static final double FIRST_TOO_LARGE = 9223372036.854776;

  /* The doubles around 2⁶³ ns. A semaphore adds the time of day to them and takes it off again, so
   * that there the last digits are lost; only a lock can be asked for them. */
  private static final double[] LOCK_TIMEOUTS = {
    9223372036.854774, 9223372036.854778, -9223372036.854776, -9223372036.854778
  };

  /*
   * From a SimpleQueue.get with less, CPython 3.11 and 3.12 may never come back: the 85th call
   * with 3 µs did not, nor the 18,849th with 100 µs; with this all of 30,000 did.
   */
  private static final double SAFE_IN_SIMPLEQUEUE = 0.0004;

  private static final List<Double> TIMEOUTS_OF_BARRIERS =
      List.of(
          -1e10,
          -1.0,
          -0.0,
          0.0,
          3600.0,
          9223372037.0,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  private static final List<Long> BOUNDS = List.of(0L, 0L, -1L, 1L, 1L, 2L, 3L);

  private static final long[] RELEASES = {1, 1, 2, 3, 1000, 0, -1, Integer.MIN_VALUE};

  private static final long[] NOTIFICATIONS = {1, 2, 1000, 0, -1, Integer.MIN_VALUE};

  private static final long[] PREDICATES = {0, 1, 2, ConditionModel.NEVER};

  /* 2⁵³−1: what a number of JavaScript is sure to hold, and the last index it allows. */
  private static final long MOST_EXACT = (1L << 53) - 1;

  private static final List<String> ATOMIC_MODIFICATIONS =
      List.of("add", "sub", "and", "or", "xor", "exchange");

  private static final List<Double> NUMBERS =
      List.of(
          -0.0,
          0.5,
          -0.9,
          2.9,
          -300.7,
          4294967296.5,
          -1e15,
          0x1p63,
          1e19,
          -1e25,
          1e300,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  private static final List<Double> FLOATS =
      List.of(0.1, 16777217.0, 1e-45, 7e-46, 3.4028234663852886e38, 3.4028235677973366e38, 1e-320);

  private static final List<Double> HALVES =
      List.of(
          0.5,
          1.5,
          2.5,
          253.5,
          254.5,
          255.5,
          -0.5,
          -0.0,
          1e300,
          -1e300,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  /** Whose maximum is the largest. */
  static final Call LARGEST_BUFFER = Call.of("new", 0L, SharedArrayBufferModel.LARGEST_MAXIMUM);

  /* 2⁵³−1 is a length, but of more than there is. */
  private static final List<Long> LENGTHS_OF_NO_BUFFER =
      List.of(-1L, -MOST_EXACT, 1L << 50, MOST_EXACT, 1L << 53);

  private static final List<String> VIEWS_TO_WAIT_ON =
      List.of(
          "Int32Array",
          "BigInt64Array",
          "Int32Array@8",
          "BigInt64Array@8",
          "other Int32Array",
          "unshared Int32Array",
          "unshared BigInt64Array",
          "Uint32Array",
          "BigUint64Array",
          "unshared Float64Array");

  private static final List<Long> EXPECTED_VALUES =
      List.of(0L, 0L, 1L, -1L, 1L << 32, (1L << 32) + 1, -(1L << 32));

  private static final List<Long> NO_ELEMENTS = List.of(-1L, 99L, 1L << 32, MOST_EXACT);

  private static final List<Double> COUNTS =
      List.of(
          1.0,
          1.9,
          2.0,
          0.9,
          0.0,
          -0.0,
          -1.0,
          1e300,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  /* 1e13 is more than 2⁶³ ns. */
  private static final List<Double> MILLISECONDS =
      List.of(
          -1.0,
          -0.0,
          0.0,
          -1e300,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          1e-9,
          0.4,
          3.0,
          3_600_000.0,
          1e13,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NaN);

  private static final Set<String> MAY_BLOCK =
      Set.of(
          "acquire",
          "wait",
          "wait_for",
          "join",
          "put",
          "get",
          "result",
          "exception",
          "as_completed");

  private final Primitive primitive;
  private final boolean forTraces;
  private final Random random;

  /**
   * Creates a generator of sequences that any Python can be asked.
   *
   * @param primitive what it is about
   * @param seed determines all of its sequences
   */
  public SequenceGenerator(Primitive primitive, long seed) {
    this(primitive, seed, false);
  }

  private SequenceGenerator(Primitive primitive, long seed, boolean forTraces) {
    this.primitive = primitive;
    this.forTraces = forTraces;
    random = new Random(seed * 31 + primitive.prefix().hashCode());
  }

  /** Creates a generator of sequences for traces. */
  static SequenceGenerator forTraces(Primitive primitive, long seed) {
    return new SequenceGenerator(primitive, seed, true);
  }

  /**
   * Returns a number of sequences.
   *
   * @param count how many
   */
  public List<Sequence> next(int count) {
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sequences.add(next());
    }
    return sequences;
  }

  /** Returns the next sequence. */
  public Sequence next() {
    Kind kind =
        switch (primitive) {
          case LOCK -> Kind.LOCK;
          case RLOCK -> Kind.RLOCK;
          case CONDITION -> random.nextBoolean() ? Kind.CONDITION : Kind.LOCK_CONDITION;
          case SEMAPHORE -> random.nextBoolean() ? Kind.SEMAPHORE : Kind.BOUNDED;
          case EVENT -> Kind.EVENT;
          case BARRIER -> Kind.BARRIER;
          case THREAD -> random.nextInt(3) > 0 ? Kind.THREAD : Kind.THREADING;
          case QUEUE -> Kind.QUEUE;
          case LIFOQUEUE -> Kind.LIFOQUEUE;
          case PRIORITYQUEUE -> Kind.PRIORITYQUEUE;
          case SIMPLEQUEUE -> Kind.SIMPLEQUEUE;
          case FUTURE -> random.nextInt(3) > 0 ? Kind.FUTURE : Kind.FUTURES;
          case EXECUTOR -> Kind.EXECUTOR;
          case ATOMICS -> Kind.ATOMICS;
          case WAIT -> Kind.WAIT;
          case SHAREDARRAYBUFFER -> Kind.SHAREDARRAYBUFFER;
          case SHAREDMEMORY ->
              throw new IllegalArgumentException("no interpreter plays " + primitive);
        };
    Expectation.Run run = new Expectation.Run(kind);
    List<Sequence.Step> steps = new ArrayList<>();
    add(steps, run, new Sequence.Step(newCall(kind), false));
    if (primitive == Primitive.CONDITION && random.nextInt(4) > 0) {
      // Most of its calls need the lock, which a random call rarely acquires.
      add(steps, run, new Sequence.Step(Call.of("acquire"), false));
    }
    int length = 1 + random.nextInt(MOST_STEPS);
    while (steps.size() <= length && !run.hasEnded()) {
      add(steps, run, draw(kind, run, steps.size() == length));
    }
    return new Sequence(kind, steps);
  }

  private static void add(List<Sequence.Step> steps, Expectation.Run run, Sequence.Step step) {
    steps.add(step);
    run.play(step);
  }

  private Call newCall(Kind kind) {
    if (kind == Kind.BARRIER) {
      return newBarrier();
    }
    if (kind == Kind.THREAD) {
      return Call.of("new", random.nextBoolean());
    }
    if (kind.primitive().module().equals("queue") && kind != Kind.SIMPLEQUEUE) {
      return Call.of("new", any(BOUNDS));
    }
    if (kind == Kind.ATOMICS) {
      return Call.of("new", 8L * (1 + random.nextInt(3)));
    }
    if (kind == Kind.WAIT) {
      return any(kind.newForThreads());
    }
    if (kind == Kind.SHAREDARRAYBUFFER) {
      return newBuffer();
    }
    if (kind == Kind.FUTURES) {
      return Call.of("new", (long) random.nextInt(4));
    }
    if (kind.primitive() != Primitive.SEMAPHORE || random.nextInt(10) == 0) {
      return Call.of("new");
    }
    return switch (random.nextInt(12)) {
      case 0 -> Call.of("new", -1L - random.nextInt(1000));
      case 1 -> Call.of("new", (long) Integer.MAX_VALUE - random.nextInt(3));
      default -> Call.of("new", (long) random.nextInt(4));
    };
  }

  /* None of the constructor's timeouts expires: of wait() nobody could tell that it will end. */
  private Call newBarrier() {
    long parties =
        switch (random.nextInt(12)) {
          case 0 -> -random.nextInt(1000);
          case 1, 2, 3, 4, 5 -> 1;
          default -> 2 + random.nextInt(3);
        };
    String action = any(List.of(BarrierModel.Action.values())).id();
    return switch (random.nextInt(3)) {
      case 0 -> Call.of("new", parties);
      case 1 -> Call.of("new", parties, action);
      default -> Call.of("new", parties, action, any(TIMEOUTS_OF_BARRIERS));
    };
  }

  private Sequence.Step draw(Kind kind, Expectation.Run run, boolean last) {
    Map<String, List<Sequence.Step>> byRule = new TreeMap<>();
    Set<String> onlyLast = new TreeSet<>();
    for (Sequence.Step step : candidates(kind, run)) {
      Expectation expectation = run.judge(step);
      if (isPlayable(kind, expectation) && (last || !run.isLast(expectation))) {
        for (String rule : expectation.rules()) {
          byRule.computeIfAbsent(rule, key -> new ArrayList<>()).add(step);
        }
        if (kind.isSpoilt(expectation.verdict()) || expectation.circumstance().isPresent()) {
          onlyLast.add(expectation.verdict().rule());
        }
      }
    }
    // what can only be the last step would else be rare
    if (!onlyLast.isEmpty() && random.nextBoolean()) {
      byRule.keySet().retainAll(onlyLast);
    }
    return any(any(List.copyOf(byRule.values())));
  }

  /* An interrupt needs a call that surely waits until it is seen to; and a call that spins for ever
   * would cost a process. */
  private static boolean isPlayable(Kind kind, Expectation expectation) {
    if (expectation.blocks() && expectation.verdict().deviates()) {
      return false;
    }
    Sequence.Step step = expectation.step();
    boolean raisesInterrupt =
        expectation.verdict().outcome() instanceof Outcome.Raised raised
            && raised.error() == PyError.KEYBOARD_INTERRUPT;
    return step.interrupted() == (raisesInterrupt && !expires(kind, step.call()));
  }

  private static boolean expires(Kind kind, Call call) {
    double timeout = kind.timeout(call).orElse(0);
    return timeout > 0 && ModelTimeouts.expires(timeout);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private List<Sequence.Step> candidates(Kind kind, Expectation.Run run) {
    List<Call> calls =
        switch (kind) {
          case LOCK, RLOCK, SEMAPHORE, BOUNDED -> callsOfAcquirables();
          case CONDITION, LOCK_CONDITION -> callsOfConditions();
          case EVENT -> callsOfEvents();
          case BARRIER -> callsOfBarriers();
          case THREAD -> callsOfThreads();
          case THREADING -> callsOfThreading();
          case QUEUE, LIFOQUEUE, PRIORITYQUEUE -> callsOfQueues();
          case SIMPLEQUEUE -> callsOfSimpleQueues();
          case FUTURE -> callsOfFutures();
          case FUTURES -> callsOfFunctionsOfFutures(run.created());
          case EXECUTOR -> callsOfExecutors();
          case ATOMICS -> callsOfAtomics(run.created());
          case WAIT -> callsOfWaits(run.created());
          case SHAREDARRAYBUFFER -> callsOfBuffers((SharedArrayBufferModel) run.model());
        };
    List<Sequence.Step> steps = new ArrayList<>();
    for (Call call : calls) {
      steps.add(new Sequence.Step(call, false));
      if (MAY_BLOCK.contains(call.method()) && !primitive.isEcmaScript()) {
        steps.add(new Sequence.Step(call, true));
      }
    }
    return steps;
  }

  private List<Call> callsOfEvents() {
    List<Call> calls = new ArrayList<>();
    calls.add(Call.of("set"));
    calls.add(Call.of("clear"));
    calls.add(Call.of("is_set"));
    calls.add(Call.of("wait"));
    timeouts().forEach(timeout -> calls.add(Call.of("wait", timeout)));
    return calls;
  }

  private List<Call> callsOfQueues() {
    List<Call> calls = callsOfSimpleQueues();
    for (String method :
        List.of("full", "maxsize", "task_done", "task_done", "join", "unfinished_tasks")) {
      calls.add(Call.of(method));
    }
    calls.add(Call.of("shutdown"));
    calls.add(Call.of("shutdown", false));
    calls.add(Call.of("shutdown", true));
    calls.add(Call.of("is_shutdown"));
    return calls;
  }

  private List<Call> callsOfSimpleQueues() {
    Object item =
        switch (random.nextInt(8)) {
          case 0 -> QueueModel.NONE;
          case 1 -> "text";
          default -> (long) random.nextInt(10);
        };
    List<Call> calls = new ArrayList<>();
    for (String method : List.of("get", "get_nowait", "qsize", "empty")) {
      calls.add(Call.of(method));
    }
    calls.add(Call.of("put", item));
    calls.add(Call.of("put_nowait", item));
    for (boolean block : new boolean[] {false, true}) {
      calls.add(Call.of("get", block));
      calls.add(Call.of("put", item, block));
      for (double timeout : timeouts()) {
        calls.add(Call.of("get", block, timeout));
        calls.add(Call.of("put", item, block, timeout));
      }
    }
    return calls;
  }

  private List<Call> callsOfBarriers() {
    List<Call> calls = new ArrayList<>();
    for (String method :
        List.of("parties", "n_waiting", "broken", "calls", "reset", "abort", "wait")) {
      calls.add(Call.of(method));
    }
    timeouts().forEach(timeout -> calls.add(Call.of("wait", timeout)));
    return calls;
  }

  private List<Call> callsOfConditions() {
    List<Call> calls = callsOfAcquirables();
    calls.add(Call.of("notify_all"));
    calls.add(Call.of("notify"));
    for (long n : NOTIFICATIONS) {
      calls.add(Call.of("notify", n));
    }
    calls.add(Call.of("wait"));
    timeouts().forEach(timeout -> calls.add(Call.of("wait", timeout)));
    for (long predicate : PREDICATES) {
      calls.add(Call.of("wait_for", predicate));
      timeouts().forEach(timeout -> calls.add(Call.of("wait_for", predicate, timeout)));
    }
    return calls;
  }

  private List<Call> callsOfThreads() {
    List<Call> calls = new ArrayList<>();
    for (String method :
        List.of("start", "end", "join", "join_itself", "is_alive", "ident", "name", "daemon")) {
      calls.add(Call.of(method));
    }
    calls.add(Call.of("end", true));
    calls.add(Call.of("set_name", (long) random.nextInt(100)));
    calls.add(Call.of("set_daemon", true));
    calls.add(Call.of("set_daemon", false));
    for (double timeout : timeouts()) {
      calls.add(Call.of("join", timeout));
      calls.add(Call.of("join_itself", timeout));
    }
    return calls;
  }

  private List<Call> callsOfThreading() {
    List<Call> calls = new ArrayList<>();
    ThreadingModel.EXPERIMENTS.forEach(method -> calls.add(Call.of(method)));
    for (boolean daemon : new boolean[] {false, true}) {
      calls.add(Call.of("inherited_daemon", daemon));
    }
    for (double timeout : timeouts()) {
      calls.add(Call.of("join_dummy", timeout));
      if (timeout < 1 || timeout > 9223372036.0) {
        calls.add(Call.of("timer", timeout));
      }
      if (!Double.isNaN(timeout)) {
        calls.add(Call.of("cancelled_before", timeout));
      }
    }
    return calls;
  }

  private List<Call> callsOfFutures() {
    List<Call> calls = new ArrayList<>();
    for (String method :
        List.of(
            "cancel",
            "cancelled",
            "running",
            "done",
            "set_running_or_notify_cancel",
            "set_result",
            "result",
            "exception",
            "called",
            "repr")) {
      calls.add(Call.of(method));
    }
    calls.add(Call.of("set_result", (long) random.nextInt(100)));
    calls.add(Call.of("set_exception", (long) random.nextInt(100)));
    for (FutureModel.Kind does : FutureModel.Kind.values()) {
      calls.add(Call.of("add_done_callback", 1L + random.nextInt(99), does.id()));
    }
    for (double timeout : timeouts()) {
      calls.add(Call.of("result", timeout));
      calls.add(Call.of("exception", timeout));
    }
    return calls;
  }

  private List<Call> callsOfFunctionsOfFutures(Call created) {
    long count = (Long) created.arguments().get(0);
    List<Call> calls = new ArrayList<>();
    for (String method : List.of("set_result", "set_exception", "cancel", "cancel_and_notify")) {
      for (long i = 0; i < count; i++) {
        calls.add(Call.of(method, i));
      }
    }
    List<Double> timeouts = timeouts();
    for (FuturesModel.Condition condition : FuturesModel.Condition.values()) {
      calls.add(Call.of("wait", condition.id()));
      calls.add(Call.of("wait_twice", condition.id(), 0.0));
      timeouts.forEach(timeout -> calls.add(Call.of("wait", condition.id(), timeout)));
    }
    calls.add(Call.of("as_completed"));
    timeouts.forEach(timeout -> calls.add(Call.of("as_completed", timeout)));
    return calls;
  }

  private List<Call> callsOfExecutors() {
    List<Call> calls = new ArrayList<>();
    ExecutorModel.EXPERIMENTS.forEach(method -> calls.add(Call.of(method)));
    for (long size : RELEASES) {
      calls.add(Call.of("size", size));
      calls.add(Call.of("buffersize", size));
    }
    calls.add(Call.of("map_buffered"));
    for (double timeout : timeouts()) {
      if (!(timeout >= 1 && timeout <= 9223372036.0)) {
        calls.add(Call.of("map_in_vain", timeout));
      }
    }
    return calls;
  }

  /* Of each view and method a few calls: with all numbers there would be thousands at each step. */
  private List<Call> callsOfAtomics(Call created) {
    long byteLength = (Long) created.arguments().get(0);
    List<Call> calls = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      String view = type.array();
      long length = byteLength / type.size();
      calls.add(Call.of("load", view, element(length)));
      calls.add(Call.of("load", view, anyIndex(length)));
      for (String method : ATOMIC_MODIFICATIONS) {
        calls.add(Call.of(method, view, element(length), operand(type)));
        calls.add(Call.of(method, view, anyIndex(length), operand(type)));
      }
      calls.add(Call.of("store", view, element(length), operand(type)));
      calls.add(Call.of("store", view, element(length), any(NUMBERS)));
      calls.add(Call.of("store", view, anyIndex(length), any(NUMBERS)));
      calls.add(Call.of("compareExchange", view, element(length), operand(type), operand(type)));
      calls.add(Call.of("compareExchange", view, element(length), 0L, operand(type)));
      calls.add(Call.of("compareExchange", view, anyIndex(length), 0L, operand(type)));
    }
    calls.add(Call.of("isLockFree", (long) random.nextInt(10)));
    calls.add(Call.of("isLockFree", any(List.of(-1L, 1L << 32, (1L << 32) + 4, Long.MAX_VALUE))));
    // rarely, for where there is none nothing can follow
    if (forTraces && random.nextInt(10) == 0) {
      calls.add(Call.of("pause"));
    }
    return calls;
  }

  /* Where two views overlap, so that one sees what another wrote. */
  private Object element(long length) {
    return (long) random.nextInt((int) Math.min(2, length));
  }

  private Object anyIndex(long length) {
    return any(
        List.of(
            length - 1,
            length,
            -1L,
            1L << 32,
            MOST_EXACT,
            -MOST_EXACT,
            -0.0,
            -0.9,
            length - 0.5,
            length + 0.5,
            Double.NaN,
            1e300,
            Double.NEGATIVE_INFINITY));
  }

  /* A BigInt for a view of those, else what a number can hold; all are Longs, save some numbers. */
  private Object operand(ElementType type) {
    if (type.isBig()) {
      return random.nextBoolean() ? (long) (random.nextInt(5) - 2) : random.nextLong();
    }
    return switch (random.nextInt(4)) {
      case 0 -> (long) (random.nextInt(5) - 2);
      case 1 -> any(NUMBERS);
      case 2 -> any(List.of(127L, 128L, 255L, 256L, 70_000L, 1L << 31, -(1L << 31) - 1, 1L << 32));
      default -> random.nextLong() % MOST_EXACT;
    };
  }

  private List<Call> callsOfWaits(Call created) {
    List<Call> calls = new ArrayList<>();
    for (String view : VIEWS_TO_WAIT_ON) {
      long index = random.nextInt(view.contains("@") ? 1 : 2);
      long value = any(EXPECTED_VALUES);
      for (String method : List.of("wait", "waitAsync", "waitAsync.value")) {
        double timeout = any(MILLISECONDS);
        calls.add(Call.of(method, view, index, any(List.of(0L, 1L << 32, value))));
        if (!method.equals("waitAsync") || timeout <= 0 || !WaitModel.expires(timeout)) {
          calls.add(Call.of(method, view, index, any(List.of(0L, value)), timeout));
          calls.add(Call.of(method, view, any(NO_ELEMENTS), value, timeout));
        }
      }
      calls.add(Call.of("notify", view, index));
      calls.add(Call.of("notify", view, index, any(COUNTS)));
      calls.add(Call.of("notify", view, any(NO_ELEMENTS)));
    }
    calls.add(Call.of("store", "Int32Array", (long) random.nextInt(2), any(EXPECTED_VALUES)));
    calls.add(Call.of("store", "BigInt64Array", 0L, any(EXPECTED_VALUES)));
    calls.add(Call.of("stages"));
    if (created.arguments().size() > 1) {
      calls.add(Call.of("grow", created.arguments().get(1)));
    }
    return calls;
  }

  private Call newBuffer() {
    if (random.nextInt(64) == 0) {
      // rarely, for it commits much
      return LARGEST_BUFFER;
    }
    long length = random.nextInt(25);
    return switch (random.nextInt(16)) {
      case 0 -> Call.of("new", any(LENGTHS_OF_NO_BUFFER));
      case 1 -> Call.of("new", length, any(LENGTHS_OF_NO_BUFFER));
      case 2 -> Call.of("new", length + 1, length);
      case 3 -> Call.of("new", length, length);
      case 4, 5, 6, 7 -> Call.of("new", length);
      default -> Call.of("new", length, length + 1 + random.nextInt(24));
    };
  }

  private List<Call> callsOfBuffers(SharedArrayBufferModel buffer) {
    long size = buffer.bytes().size();
    List<Call> calls = new ArrayList<>();
    for (String method : List.of("byteLength", "growable", "maxByteLength")) {
      calls.add(Call.of(method));
    }
    for (long length : new long[] {size, size - 1, buffer.maximum(), buffer.maximum() + 1, -1}) {
      calls.add(Call.of("grow", length));
    }
    calls.add(Call.of("grow", size + 1 + random.nextInt(8)));
    calls.add(Call.of("grow", MOST_EXACT));
    List<Long> positions =
        List.of(0L, 1L, size / 2, size, size + 1, -1L, -size, MOST_EXACT, -MOST_EXACT);
    calls.add(Call.of("slice", 0L, size));
    calls.add(Call.of("slice", any(positions), any(positions)));
    for (ElementType type : ElementType.values()) {
      long whole = size / type.size();
      List<Long> offsets =
          List.of(0L, 0L, (long) type.size(), whole * type.size(), 3L, size, size + 8, -8L);
      calls.add(Call.of("view", type.array(), any(offsets)));
      calls.add(Call.of("view", type.array(), 0L, any(List.of(0L, 1L, whole, whole + 1, -1L))));
      calls.add(Call.of("view", type.array(), any(offsets), any(List.of(0L, 1L, MOST_EXACT))));
    }
    for (int i = 0; i < buffer.views().size(); i++) {
      SharedArrayBufferModel.View view = buffer.views().get(i);
      long length = view.length(buffer);
      calls.add(Call.of("lengths"));
      for (long index : new long[] {random.nextInt((int) length + 1), length, -1}) {
        calls.add(Call.of("get", (long) i, index));
        calls.add(Call.of("set", (long) i, index, written(view.type())));
      }
    }
    return calls;
  }

  private Object written(ElementType type) {
    return switch (type) {
      case FLOAT32, FLOAT64 -> random.nextBoolean() ? any(NUMBERS) : any(FLOATS);
      case UINT8_CLAMPED -> random.nextBoolean() ? any(HALVES) : operand(ElementType.INT8);
      default -> {
        Object operand = operand(type);
        yield operand instanceof Long ? operand : (Object) (long) random.nextInt();
      }
    };
  }

  private List<Call> callsOfAcquirables() {
    List<Call> calls = new ArrayList<>();
    calls.add(Call.of("acquire"));
    calls.add(Call.of("acquire", true));
    calls.add(Call.of("acquire", false));
    for (double timeout : timeouts()) {
      calls.add(Call.of("acquire", true, timeout));
      calls.add(Call.of("acquire", false, timeout));
    }
    calls.add(Call.of("release"));
    switch (primitive) {
      case LOCK -> calls.add(Call.of("locked"));
      case RLOCK ->
          List.of("locked", "_is_owned", "_recursion_count")
              .forEach(method -> calls.add(Call.of(method)));
      case CONDITION ->
          List.of("locked", "_is_owned").forEach(method -> calls.add(Call.of(method)));
      default -> {
        for (long n : RELEASES) {
          calls.add(Call.of("release", n));
        }
      }
    }
    return calls;
  }

  private List<Double> timeouts() {
    List<Double> timeouts = new ArrayList<>();
    for (double timeout : TIMEOUTS) {
      timeouts.add(timeout);
    }
    if (primitive == Primitive.LOCK || primitive == Primitive.RLOCK) {
      for (double timeout : LOCK_TIMEOUTS) {
        timeouts.add(timeout);
      }
      if (forTraces) {
        timeouts.add(FIRST_TOO_LARGE);
      }
    }
    for (int i = 0; i < 4; i++) {
      timeouts.add(randomTimeout());
    }
    if (primitive == Primitive.SIMPLEQUEUE) {
      timeouts.removeIf(timeout -> timeout > 0 && timeout < SAFE_IN_SIMPLEQUEUE);
    }
    return timeouts;
  }

  /* Any sign and size; what could expire expires soon, what is long is far beyond patience. */
  private double randomTimeout() {
    double size = Math.pow(10, random.nextDouble() * 24 - 12);
    if (random.nextBoolean()) {
      return -size;
    }
    return size > 60 ? size : size % LONGEST_WAIT;
  }
}
