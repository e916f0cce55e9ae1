package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.AtomicsModel;
import dev.lockstep.kit.model.BarrierModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ConditionModel;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.EventModel;
import dev.lockstep.kit.model.ExecutorModel;
import dev.lockstep.kit.model.FutureModel;
import dev.lockstep.kit.model.FuturesModel;
import dev.lockstep.kit.model.LockModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.model.RLockModel;
import dev.lockstep.kit.model.SemaphoreModel;
import dev.lockstep.kit.model.SequentialModel;
import dev.lockstep.kit.model.SharedArrayBufferModel;
import dev.lockstep.kit.model.SimpleQueueModel;
import dev.lockstep.kit.model.ThreadModel;
import dev.lockstep.kit.model.ThreadingModel;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.subject.AtomicsPlayer;
import dev.lockstep.kit.subject.BarrierPlayer;
import dev.lockstep.kit.subject.BufferPlayer;
import dev.lockstep.kit.subject.Caller;
import dev.lockstep.kit.subject.ConditionPlayer;
import dev.lockstep.kit.subject.EventPlayer;
import dev.lockstep.kit.subject.ExecutorPlayer;
import dev.lockstep.kit.subject.FuturePlayer;
import dev.lockstep.kit.subject.FuturesPlayer;
import dev.lockstep.kit.subject.LockPlayer;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.RLockPlayer;
import dev.lockstep.kit.subject.SemaphorePlayer;
import dev.lockstep.kit.subject.SimpleQueuePlayer;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.ThreadPlayer;
import dev.lockstep.kit.subject.ThreadingPlayer;
import dev.lockstep.kit.subject.WaitPlayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of objects that sequences are played on. */
public enum Kind {
  /** {@code threading.Lock}. */
  LOCK(Primitive.LOCK, "LCK-10") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("LCK-01", Outcome.NOTHING), new LockModel());
    }

    @Override
    Player player(Caller caller) {
      return new LockPlayer(caller);
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("acquire"),
          Call.of("acquire", false),
          Call.of("acquire", true, SOON),
          Call.of("acquire", true, FAR_AWAY),
          Call.of("release"),
          Call.of("locked"));
    }
  },

  /** {@code threading.RLock}. */
  RLOCK(Primitive.RLOCK, "RLK-11") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("RLK-01", Outcome.NOTHING), new RLockModel());
    }

    @Override
    Player player(Caller caller) {
      return new RLockPlayer(caller);
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("acquire"),
          Call.of("acquire", false),
          Call.of("acquire", true, SOON),
          Call.of("acquire", true, FAR_AWAY),
          Call.of("release"),
          Call.of("_is_owned"),
          Call.of("_recursion_count"));
    }
  },

  /** {@code threading.Condition()}, over an RLock. */
  CONDITION(Primitive.CONDITION, "CND-23") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("CND-01", Outcome.NOTHING), ConditionModel.overRLock());
    }

    @Override
    Player player(Caller caller) {
      return new ConditionPlayer(caller, true);
    }

    @Override
    List<Call> callsOfThreads() {
      return callsOnConditions();
    }
  },

  /** {@code threading.Condition(threading.Lock())}. */
  LOCK_CONDITION(Primitive.CONDITION, "CND-23") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("CND-24", Outcome.NOTHING), ConditionModel.overLock());
    }

    @Override
    Player player(Caller caller) {
      return new ConditionPlayer(caller, false);
    }

    @Override
    List<Call> callsOfThreads() {
      return callsOnConditions();
    }

    @Override
    boolean isOffered(Subject subject) {
      return subject.offers("CND-24");
    }
  },

  /** {@code threading.Semaphore}. */
  SEMAPHORE(Primitive.SEMAPHORE, "SEM-13") {
    @Override
    Created create(Call call) {
      long value = initialValue(call);
      return new Created(SemaphoreModel.create(value), SemaphoreModel.semaphore(value));
    }

    @Override
    Player player(Caller caller) {
      return new SemaphorePlayer(caller, false);
    }

    @Override
    List<Call> newForThreads() {
      return List.of(Call.of("new"), Call.of("new", 0L), Call.of("new", 2L));
    }

    @Override
    List<Call> callsOfThreads() {
      return callsOnSemaphores();
    }
  },

  /** {@code threading.BoundedSemaphore}. */
  BOUNDED(Primitive.SEMAPHORE, "SEM-13") {
    @Override
    Created create(Call call) {
      long value = initialValue(call);
      return new Created(SemaphoreModel.create(value), SemaphoreModel.bounded(value));
    }

    @Override
    Player player(Caller caller) {
      return new SemaphorePlayer(caller, true);
    }

    @Override
    List<Call> newForThreads() {
      return List.of(Call.of("new"), Call.of("new", 2L), Call.of("new", 3L));
    }

    @Override
    List<Call> callsOfThreads() {
      return callsOnSemaphores();
    }
  },

  /** {@code threading.Event}. */
  EVENT(Primitive.EVENT, "EVT-15") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("EVT-01", Outcome.NOTHING), new EventModel());
    }

    @Override
    Player player(Caller caller) {
      return new EventPlayer(caller);
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("wait"),
          Call.of("wait", SOON),
          Call.of("wait", FAR_AWAY),
          Call.of("wait", 0.0),
          Call.of("set"),
          Call.of("clear"),
          Call.of(EventModel.PULSE),
          Call.of("is_set"));
    }
  },

  /** {@code threading.Barrier}, with an action that is named by a string. */
  BARRIER(Primitive.BARRIER, "BAR-23") {
    @Override
    Created create(Call call) {
      return new Created(BarrierModel.create(call), BarrierModel.of(call));
    }

    @Override
    Player player(Caller caller) {
      return new BarrierPlayer(caller);
    }

    @Override
    List<Call> newForThreads() {
      return List.of(
          Call.of("new", 2L),
          Call.of("new", 3L),
          Call.of("new", 2L, BarrierModel.Action.COUNTS.id()),
          Call.of("new", 2L, BarrierModel.Action.RAISES.id()));
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("wait"),
          Call.of("wait", SOON),
          Call.of("wait", FAR_AWAY),
          Call.of("wait", 0.0),
          Call.of("reset"),
          Call.of("abort"),
          Call.of("n_waiting"),
          Call.of("broken"),
          Call.of("calls"));
    }
  },

  /** {@code threading.Thread}. */
  THREAD(Primitive.THREAD, "THR-17") {
    @Override
    Created create(Call call) {
      boolean daemon = !call.arguments().isEmpty() && (Boolean) call.arguments().get(0);
      return new Created(Verdict.of("THR-01", Outcome.NOTHING), new ThreadModel(daemon));
    }

    @Override
    Player player(Caller caller) {
      return new ThreadPlayer(caller, false);
    }

    @Override
    List<Call> newForThreads() {
      return List.of(Call.of("new"), Call.of("new", true));
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("start"),
          Call.of("end"),
          Call.of("join"),
          Call.of("join", 0.0),
          Call.of("join", SOON),
          Call.of("join", FAR_AWAY),
          Call.of("join_itself"),
          Call.of("join_itself", FAR_AWAY),
          Call.of("is_alive"));
    }

    /* Before 3.13 what a join raises makes CPython take the thread for ended. */
    @Override
    boolean isSpoilt(Verdict verdict) {
      return Set.of("THR-10", "THR-11", "THR-15").contains(verdict.rule());
    }
  },

  /** What there is around threads. */
  THREADING(Primitive.THREAD, "THR-17") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("THR-01", Outcome.NOTHING), new ThreadingModel());
    }

    @Override
    Player player(Caller caller) {
      return new ThreadingPlayer(caller, false);
    }
  },

  /** {@code queue.Queue}. */
  QUEUE(Primitive.QUEUE, "QUE-24") {
    @Override
    Created create(Call call) {
      return createQueue(QueueModel.Order.FIFO, call);
    }

    @Override
    Player player(Caller caller) {
      return new QueuePlayer(caller, QueueModel.Order.FIFO);
    }

    @Override
    List<Call> newForThreads() {
      return newQueues();
    }

    @Override
    List<Call> callsOfThreads() {
      return callsOnQueues();
    }

    @Override
    boolean isNotEverywhere(Call call) {
      return endsQueues(call);
    }
  },

  /** {@code queue.LifoQueue}. */
  LIFOQUEUE(Primitive.LIFOQUEUE, "LIF-01") {
    @Override
    Created create(Call call) {
      return createQueue(QueueModel.Order.LIFO, call);
    }

    @Override
    Player player(Caller caller) {
      return new QueuePlayer(caller, QueueModel.Order.LIFO);
    }

    @Override
    List<Call> newForThreads() {
      return newQueues();
    }

    @Override
    List<Call> callsOfThreads() {
      return callsOnQueues();
    }

    @Override
    boolean isNotEverywhere(Call call) {
      return endsQueues(call);
    }
  },

  /** {@code queue.PriorityQueue}. */
  PRIORITYQUEUE(Primitive.PRIORITYQUEUE, "PRI-01") {
    @Override
    Created create(Call call) {
      return createQueue(QueueModel.Order.PRIORITY, call);
    }

    @Override
    Player player(Caller caller) {
      return new QueuePlayer(caller, QueueModel.Order.PRIORITY);
    }

    /* Python keeps the item: what follows is about another queue, also where both say the same. */
    @Override
    boolean isSpoilt(Verdict verdict) {
      return verdict.rule().equals("PRI-04");
    }

    @Override
    List<Call> newForThreads() {
      return newQueues();
    }

    @Override
    List<Call> callsOfThreads() {
      return callsOnQueues();
    }

    @Override
    boolean isNotEverywhere(Call call) {
      return endsQueues(call);
    }
  },

  /** {@code queue.SimpleQueue}. */
  SIMPLEQUEUE(Primitive.SIMPLEQUEUE, "SQU-15") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("SQU-01", Outcome.NOTHING), new SimpleQueueModel());
    }

    @Override
    Player player(Caller caller) {
      return new SimpleQueuePlayer(caller);
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("put", 1L),
          Call.of("put", 2L, true, SOON),
          Call.of("put_nowait", 3L),
          Call.of("get"),
          Call.of("get", true, SOON),
          Call.of("get", true, FAR_AWAY),
          Call.of("get_nowait"),
          Call.of("qsize"));
    }
  },

  /** {@code concurrent.futures.Future}. */
  FUTURE(Primitive.FUTURE, "FUT-24") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("FUT-01", Outcome.NOTHING), new FutureModel());
    }

    @Override
    Player player(Caller caller) {
      return new FuturePlayer(caller);
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("result"),
          Call.of("result", SOON),
          Call.of("result", FAR_AWAY),
          Call.of("result", 0.0),
          Call.of("exception"),
          Call.of("set_running_or_notify_cancel"),
          Call.of("cancel"),
          Call.of("set_result", 7L),
          Call.of("set_exception", 8L),
          Call.of("add_done_callback", 1L, FutureModel.Kind.RECORDS.id()),
          Call.of("add_done_callback", 2L, FutureModel.Kind.LOOKS.id()),
          Call.of("add_done_callback", 3L, FutureModel.Kind.COMPLETES.id()),
          Call.of("called"));
    }
  },

  /** {@code concurrent.futures.wait} and {@code as_completed}. */
  FUTURES(Primitive.FUTURE, "FUT-24") {
    @Override
    Created create(Call call) {
      int count = Math.toIntExact((Long) call.arguments().get(0));
      return new Created(Verdict.of("FUT-01", Outcome.NOTHING), new FuturesModel(count));
    }

    @Override
    Player player(Caller caller) {
      return new FuturesPlayer(caller, 0);
    }

    @Override
    List<Call> newForThreads() {
      return List.of(Call.of("new", 2L), Call.of("new", 3L));
    }

    @Override
    List<Call> callsOfThreads() {
      // none with a timeout: of so few rules every other move would be one, and wait for real
      List<Call> calls = new ArrayList<>();
      for (FuturesModel.Condition condition : FuturesModel.Condition.values()) {
        calls.add(Call.of("wait", condition.id()));
      }
      calls.add(Call.of("as_completed"));
      for (String method : List.of("set_result", "set_exception", "cancel", "cancel_and_notify")) {
        calls.add(Call.of(method, 0L));
        calls.add(Call.of(method, 1L));
      }
      return calls;
    }
  },

  /** {@code concurrent.futures.ThreadPoolExecutor}. */
  EXECUTOR(Primitive.EXECUTOR, "EXE-31") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("EXE-03", Outcome.NOTHING), new ExecutorModel());
    }

    @Override
    Player player(Caller caller) {
      return new ExecutorPlayer(caller, Threads.Kind.PLATFORM);
    }
  },

  /** {@code Atomics} on a {@code SharedArrayBuffer}, with a view of each kind. */
  ATOMICS(Primitive.ATOMICS, "ATM-02") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("ATM-01", Outcome.NOTHING), new AtomicsModel(byteLength(call)));
    }

    @Override
    Player player(Caller caller) {
      return new AtomicsPlayer(caller, 0);
    }

    @Override
    List<Call> newForThreads() {
      return List.of(Call.of("new", 8L), Call.of("new", 16L));
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("load", "Int32Array", 0L),
          Call.of("load", "Uint16Array", 1L),
          Call.of("load", "BigUint64Array", 0L),
          Call.of("load", "Float64Array", 0L),
          Call.of("store", "Int8Array", 3L, 200L),
          Call.of("store", "Uint32Array", 0L, -2.5),
          Call.of("store", "BigInt64Array", 1L, 1L),
          Call.of("add", "Uint8Array", 0L, 255L),
          Call.of("sub", "BigInt64Array", 0L, 1L << 40),
          Call.of("xor", "Int16Array", 1L, 70_000L),
          Call.of("exchange", "Uint8Array", 7L, 7L),
          Call.of("compareExchange", "Int32Array", 0L, 0L, 1L << 31),
          Call.of("compareExchange", "Uint8Array", 0L, 255L, 1L),
          Call.of("isLockFree", 4L));
    }

    @Override
    boolean isNotEverywhere(Call call) {
      return call.method().equals("pause");
    }

    /* What is there was last written by a view of another kind. */
    @Override
    Set<String> alsoShown(List<Expectation> before, Call call) {
      for (int i = before.size() - 1; i > 0 && isOnViews(call); i--) {
        Call earlier = before.get(i).step().call();
        boolean done = !(before.get(i).verdict().outcome() instanceof Outcome.Raised);
        if (done && isWrite(earlier) && AtomicsModel.overlap(earlier, call)) {
          boolean sameView = earlier.arguments().get(0).equals(call.arguments().get(0));
          return sameView ? Set.of() : Set.of("ATM-10");
        }
      }
      return Set.of();
    }

    private static boolean isOnViews(Call call) {
      return !call.arguments().isEmpty() && call.arguments().get(0) instanceof String;
    }

    private static boolean isWrite(Call call) {
      return isOnViews(call) && !call.method().equals("load");
    }
  },

  /** {@code Atomics.wait}, {@code waitAsync} and {@code notify}. */
  WAIT(Primitive.WAIT, "WAI-02") {
    @Override
    Created create(Call call) {
      return new Created(Verdict.of("WAI-01", Outcome.NOTHING), new WaitModel(byteLength(call)));
    }

    @Override
    Player player(Caller caller) {
      return new WaitPlayer(caller, Long.BYTES);
    }

    @Override
    List<Call> newForThreads() {
      return List.of(Call.of("new", 16L), Call.of("new", 16L, GROWN));
    }

    @Override
    List<Call> callsOfThreads(Call created) {
      List<Call> calls = new ArrayList<>(callsOfThreads());
      if (created.arguments().size() > 1) {
        calls.add(Call.of("grow", GROWN));
      }
      return calls;
    }

    @Override
    List<Call> callsOfThreads() {
      return List.of(
          Call.of("wait", "Int32Array", 0L, 0L),
          Call.of("wait", "BigInt64Array", 0L, 0L),
          Call.of("wait", "Int32Array", 1L, 0L),
          Call.of("wait", "other Int32Array", 0L, 0L),
          Call.of("wait", "Int32Array", 0L, 1L << 32),
          Call.of("wait", "Int32Array", 0L, (1L << 32) + 1),
          Call.of("wait", "Int32Array", 0L, 0L, SOON * MILLIS),
          Call.of("wait", "Int32Array", 0L, 0L, FAR_AWAY * MILLIS),
          Call.of("wait", "Int32Array", 0L, 0L, -1.0),
          Call.of("wait", "Int32Array", 99L, 0L),
          Call.of("wait", "Uint32Array", 99L, 0L),
          Call.of("wait", "unshared Int32Array", 99L, 0L),
          Call.of("waitAsync.value", "Int32Array", 0L, 0L),
          Call.of("waitAsync.value", "BigInt64Array", 0L, 0L),
          Call.of("waitAsync.value", "Int32Array", 0L, 0L, SOON * MILLIS),
          Call.of("waitAsync.value", "Int32Array", 0L, 0L, FAR_AWAY * MILLIS),
          Call.of("store", "Int32Array", 0L, 0L),
          Call.of("store", "Int32Array", 0L, 1L),
          Call.of("notify", "Int32Array", 0L),
          Call.of("notify", "Int32Array", 0L, 1.0),
          Call.of("notify", "BigInt64Array", 0L, 2.0),
          Call.of("notify", "Int32Array", 0L, 0.9),
          Call.of("notify", "Int32Array", 1L),
          Call.of("notify", "other Int32Array", 0L),
          Call.of("notify", "unshared Int32Array", 0L),
          Call.of("notify", "unshared Int32Array", 99L));
    }

    /* What is no argument of wait is a count. */
    @Override
    OptionalDouble timeout(Call call) {
      boolean timed = call.method().startsWith("wait") && call.arguments().size() > 3;
      return timed
          ? OptionalDouble.of((Double) call.arguments().get(3) / MILLIS)
          : OptionalDouble.empty();
    }

    @Override
    boolean isNotEverywhere(Call call) {
      return isGrowing(call);
    }
  },

  /** {@code SharedArrayBuffer}, and views of it. */
  SHAREDARRAYBUFFER(Primitive.SHAREDARRAYBUFFER, "SAB-09") {
    @Override
    Created create(Call call) {
      SequentialModel.Step<SharedArrayBufferModel> step =
          new SharedArrayBufferModel(0, SharedArrayBufferModel.FIXED).apply(call);
      return new Created(step.verdict(), step.next());
    }

    @Override
    Player player(Caller caller) {
      return new BufferPlayer(caller, 0, SharedArrayBufferModel.FIXED);
    }

    @Override
    boolean isNotEverywhere(Call call) {
      return isGrowing(call)
          || call.method().equals("growable")
          || call.method().equals("maxByteLength");
    }

    @Override
    Optional<String> circumstance(@Nullable SequentialModel<?> model, Call call) {
      boolean special =
          call.method().equals("new")
              ? call.arguments().size() > 1
                  && call.arguments().get(1).equals(SharedArrayBufferModel.LARGEST_MAXIMUM)
              : model instanceof SharedArrayBufferModel buffer && isSpecial(buffer, call);
      return Optional.ofNullable(CIRCUMSTANCES.get(call.method())).filter(text -> special);
    }

    private static boolean isSpecial(SharedArrayBufferModel buffer, Call call) {
      int size = buffer.bytes().size();
      boolean growable = buffer.maximum() != SharedArrayBufferModel.FIXED;
      return switch (call.method()) {
        case "slice" -> size == 0 && !growable;
        case "view" ->
            call.arguments().size() == 2
                && growable
                && size % ElementType.of((String) call.arguments().get(0)).size() != 0;
        default -> false;
      };
    }

    /* Bytes are looked at that were there before the buffer grew, or came then. */
    @Override
    Set<String> alsoShown(List<Expectation> before, Call call) {
      boolean looks = call.method().equals("slice") || call.method().equals("get");
      return looks && hasGrown(before) ? Set.of("SAB-10") : Set.of();
    }
  };

  private static final double MILLIS = 1e3;

  /* Of calls on shared buffers. */
  private static final Map<String, String> CIRCUMSTANCES =
      Map.of(
          "new", "the maximum is 2⁴⁰",
          "slice", "the buffer is fixed and empty",
          "view", "the length is no multiple of the element's size");

  private static final long GROWN = 24;

  /** A timeout of a program, in seconds, that is over soon, but not before the next moves. */
  static final double SOON = 0.2;

  /** A timeout of a program that is never over. */
  static final double FAR_AWAY = 3600;

  private final Primitive primitive;
  private final String errorsRule;

  Kind(Primitive primitive, String errorsRule) {
    this.primitive = primitive;
    this.errorsRule = errorsRule;
  }

  /**
   * What comes of a call of {@code new}.
   *
   * @param verdict what is due
   * @param model the new object's model; without meaning if an error is due
   */
  record Created(Verdict verdict, SequentialModel<?> model) {}

  abstract Created create(Call call);

  abstract Player player(Caller caller);

  /** Returns the calls of {@code new} that random programs of several threads begin with. */
  List<Call> newForThreads() {
    return List.of(Call.of("new"));
  }

  /**
   * Returns the calls that random programs of several threads are made of; none if several threads
   * cannot play with it.
   */
  List<Call> callsOfThreads() {
    return List.of();
  }

  /**
   * Returns those for an object.
   *
   * @param created the call that created it
   */
  List<Call> callsOfThreads(Call created) {
    return callsOfThreads();
  }

  /** Returns the timeout in a call, in seconds. */
  OptionalDouble timeout(Call call) {
    return call.timeout();
  }

  /**
   * Returns what is special about a call, where the rows of observed differences tell it from
   * others that its rule decides: the words after "if". Nothing can be compared after it.
   *
   * @param model the object; null if there is none yet
   * @param call the call
   */
  Optional<String> circumstance(@Nullable SequentialModel<?> model, Call call) {
    return Optional.empty();
  }

  /** Returns the primitives that some interpreter plays; nobody plays WebAssembly's. */
  static List<Primitive> primitives() {
    return Arrays.stream(values()).map(Kind::primitive).distinct().toList();
  }

  /** Returns the kinds of a primitive that several threads can play with. */
  static List<Kind> ofThreads(Primitive primitive) {
    return Arrays.stream(values())
        .filter(kind -> kind.primitive == primitive && !kind.callsOfThreads().isEmpty())
        .toList();
  }

  /** Tells whether some Python cannot be asked about the object any more after such a call. */
  boolean isSpoilt(Verdict verdict) {
    return false;
  }

  /** Tells whether not every Python has such a method: nothing after it could be compared there. */
  boolean isNotEverywhere(Call call) {
    return false;
  }

  /** Tells whether a subject that offers the primitive has this kind of object. */
  boolean isOffered(Subject subject) {
    return true;
  }

  /** Returns the primitive whose rules hold for it. */
  public Primitive primitive() {
    return primitive;
  }

  /**
   * Returns the rules that a call, which raises no error, shows because of those before it.
   *
   * @param before what was due for the steps before, the first of which created the object
   * @param call the call
   */
  Set<String> alsoShown(List<Expectation> before, Call call) {
    return Set.of();
  }

  /** Returns the rule that errors have no effect. */
  String errorsRule() {
    return errorsRule;
  }

  /** Returns the rule of a timeout that names for ever, empty if it has none. */
  Optional<String> forEverRule() {
    return switch (this) {
      case LOCK -> Optional.of("LCK-05");
      case RLOCK -> Optional.of("RLK-06");
      default -> Optional.empty();
    };
  }

  /** Returns the name in requests to the driver and in traces: lower case. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new OracleException("There is no kind of object \"" + id + "\""));
  }

  private static List<Call> callsOnConditions() {
    return List.of(
        Call.of("acquire"),
        Call.of("acquire", false),
        Call.of("acquire", true, SOON),
        Call.of("release"),
        Call.of("wait"),
        Call.of("wait", SOON),
        Call.of("wait", FAR_AWAY),
        Call.of("notify"),
        Call.of("notify", 2L),
        Call.of("notify_all"),
        Call.of("_is_owned"));
  }

  private static List<Call> callsOnSemaphores() {
    return List.of(
        Call.of("acquire"),
        Call.of("acquire", false),
        Call.of("acquire", true, SOON),
        Call.of("acquire", true, FAR_AWAY),
        Call.of("release"),
        Call.of("release", 2L),
        Call.of("release", 3L));
  }

  private static Created createQueue(QueueModel.Order order, Call call) {
    long maxsize = call.arguments().isEmpty() ? 0 : (Long) call.arguments().get(0);
    return new Created(
        Verdict.of(order.rule("QUE-01"), Outcome.NOTHING), new QueueModel(order, maxsize));
  }

  private static List<Call> newQueues() {
    return List.of(Call.of("new"), Call.of("new", 1L), Call.of("new", 2L));
  }

  private static boolean endsQueues(Call call) {
    return call.method().equals("shutdown") || call.method().equals("is_shutdown");
  }

  private static List<Call> callsOnQueues() {
    return List.of(
        Call.of("put", 1L),
        Call.of("put", 2L),
        Call.of("put", 3L, true, SOON),
        Call.of("put", 4L, true, FAR_AWAY),
        Call.of("put_nowait", 5L),
        Call.of("get"),
        Call.of("get", true, SOON),
        Call.of("get", true, FAR_AWAY),
        Call.of("get_nowait"),
        Call.of("qsize"),
        Call.of("full"),
        Call.of("task_done"),
        Call.of("unfinished_tasks"),
        Call.of("join"),
        Call.of("shutdown"),
        Call.of("shutdown", true));
  }

  private static boolean isGrowing(Call call) {
    return call.method().equals("grow")
        || (call.method().equals("new") && call.arguments().size() > 1);
  }

  private static boolean hasGrown(List<Expectation> before) {
    Object length = before.get(0).step().call().arguments().get(0);
    return before.stream()
        .filter(expectation -> expectation.step().call().method().equals("grow"))
        .filter(expectation -> expectation.verdict().outcome().equals(Outcome.NOTHING))
        .anyMatch(expectation -> !expectation.step().call().arguments().get(0).equals(length));
  }

  private static int byteLength(Call call) {
    return Math.toIntExact((Long) call.arguments().get(0));
  }

  private static long initialValue(Call call) {
    return call.arguments().isEmpty() ? 1 : (Long) call.arguments().get(0);
  }
}
