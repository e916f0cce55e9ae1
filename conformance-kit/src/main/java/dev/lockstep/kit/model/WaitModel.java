package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.JAVASCRIPT_TYPE_ERROR;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.RANGE_ERROR;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code Atomics.wait}, {@code waitAsync} and {@code notify} on one shared buffer, and one that is
 * not shared, as one thread sees them. Calls are JavaScript's, with a {@link ViewName} for the
 * view and milliseconds for the timeout; what begins with {@code main.} is called by an agent that
 * may not block. Not JavaScript's are {@code waitAsync.value}, which also waits for the value, and
 * {@code stages}, which tells what has become of all stages, in the order in which they joined.
 *
 * @param memory the shared bytes
 * @param stages the stages that have joined
 */
public record WaitModel(AtomicsModel memory, List<Stage> stages)
    implements SequentialModel<WaitModel> {
  /** What a call is called by an agent that may not block. */
  public static final String MAIN = "main.";

  /** What waits return. */
  public static final String OK = "ok";

  /** What a wait returns if there is another value. */
  public static final String NOT_EQUAL = "not-equal";

  /** What a wait returns if its time was over first. */
  public static final String TIMED_OUT = "timed-out";

  /** What {@code waitAsync} returns if the value comes later. */
  public static final String ASYNC = "async";

  /** What a stage says that has no value yet. */
  public static final String PENDING = "pending";

  private static final double MILLIS_PER_SECOND = 1e3;

  /**
   * A stage that has joined.
   *
   * @param address where
   * @param value {@link #OK}, or {@link #PENDING}
   */
  public record Stage(long address, String value) {
    boolean waitsAt(long where) {
      return address == where && value.equals(PENDING);
    }
  }

  /** Copies the stages. */
  public WaitModel {
    stages = List.copyOf(stages);
  }

  /**
   * Creates buffers of zeros.
   *
   * @param byteLength their length
   */
  public WaitModel(int byteLength) {
    this(new AtomicsModel(byteLength), List.of());
  }

  /**
   * Tells whether a timeout, in milliseconds, counts as over within a scenario.
   *
   * @param milliseconds the timeout
   */
  public static boolean expires(double milliseconds) {
    return ModelTimeouts.expires(milliseconds / MILLIS_PER_SECOND);
  }

  @Override
  public Step<WaitModel> apply(Call call, boolean interrupted) {
    boolean mayBlock = !call.method().startsWith(MAIN);
    String method = mayBlock ? call.method() : call.method().substring(MAIN.length());
    if (method.equals("stages")) {
      return stay(
          "WAI-09",
          new Outcome.Returned(
              stages.stream().map(Stage::value).collect(Collectors.joining(", "))));
    }
    ViewName view = ViewName.of((String) call.arguments().get(0));
    long index = (Long) call.arguments().get(1);
    if (method.equals("store")) {
      AtomicsModel after = memory.apply(Call.of("store", view.type().array(), element(view, index),
          call.arguments().get(2))).next();
      return new Step<>(Verdict.of("WAI-01", Outcome.NOTHING), new WaitModel(after, stages));
    }
    boolean waits = !method.equals("notify");
    if (!isWaitable(view.type()) || (waits && !view.shared())) {
      return stay("WAI-02", raises(JAVASCRIPT_TYPE_ERROR, ""));
    }
    if (index < 0 || index >= (memory.bytes().size() - view.byteOffset()) / view.type().size()) {
      return stay("WAI-02", raises(RANGE_ERROR, ""));
    }
    if (!waits) {
      return notify(view, index, call, mayBlock);
    }
    if (method.equals("wait") && !mayBlock) {
      return stay("WAI-02", raises(JAVASCRIPT_TYPE_ERROR, ""));
    }
    return await(method, view, index, call, interrupted, mayBlock);
  }

  private static boolean isWaitable(ElementType type) {
    return type == ElementType.INT32 || type == ElementType.BIG_INT64;
  }

  private static long element(ViewName view, long index) {
    return view.byteOffset() / view.type().size() + index;
  }

  private static long address(ViewName view, long index) {
    return view.byteOffset() + index * view.type().size();
  }

  private Step<WaitModel> await(
      String method, ViewName view, long index, Call call, boolean interrupted, boolean mayBlock) {
    boolean async = !method.equals("wait");
    long expected = (Long) call.arguments().get(2);
    long wrapped = view.type() == ElementType.INT32 ? (int) expected : expected;
    Outcome there = memory.apply(Call.of("load", view.type().array(), element(view, index)))
        .verdict().outcome();
    boolean equal = there.equals(new Outcome.Returned(wrapped));
    double timeout =
        call.arguments().size() > 3 ? (Double) call.arguments().get(3) : Double.POSITIVE_INFINITY;
    String atOnce = !equal ? NOT_EQUAL : timeout <= 0 ? TIMED_OUT : null;
    if (atOnce != null) {
      return stay(ruleAtOnce(async, equal, wrapped != expected, mayBlock),
          new Outcome.Returned(atOnce));
    }
    boolean expires = expires(timeout);
    if (method.equals("waitAsync")) {
      if (expires) {
        throw new IllegalArgumentException("It is open when the time of " + call + " is over");
      }
      List<Stage> more = new ArrayList<>(stages);
      more.add(new Stage(address(view, index), PENDING));
      return new Step<>(
          Verdict.of(mayBlock ? "WAI-18" : "WAI-04", new Outcome.Returned(ASYNC)),
          new WaitModel(memory, more));
    }
    if (!async && interrupted) {
      return stay("WAI-12", raises(KEYBOARD_INTERRUPT, ""));
    }
    String rule = call.arguments().size() > 3 ? "WAI-11" : "WAI-01";
    return stay(rule, expires ? new Outcome.Returned(TIMED_OUT) : BLOCKED);
  }

  private static String ruleAtOnce(
      boolean async, boolean equal, boolean wraps, boolean mayBlock) {
    if (!mayBlock) {
      return "WAI-04";
    }
    if (wraps) {
      return "WAI-05";
    }
    return async ? "WAI-18" : equal ? "WAI-11" : "WAI-01";
  }

  private Step<WaitModel> notify(ViewName view, long index, Call call, boolean mayBlock) {
    if (!view.shared()) {
      return stay("WAI-03", new Outcome.Returned(0L));
    }
    double limit =
        call.arguments().size() > 2 ? (Double) call.arguments().get(2) : Double.POSITIVE_INFINITY;
    long count = 0;
    List<Stage> after = new ArrayList<>();
    for (Stage stage : stages) {
      boolean picked = stage.waitsAt(address(view, index)) && count + 1 <= limit;
      count += picked ? 1 : 0;
      after.add(picked ? new Stage(stage.address, OK) : stage);
    }
    return new Step<>(
        Verdict.of(mayBlock ? "WAI-07" : "WAI-04", new Outcome.Returned(count)),
        new WaitModel(memory, after));
  }

  private Step<WaitModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
