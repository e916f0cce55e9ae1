package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.JAVASCRIPT_TYPE_ERROR;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.RANGE_ERROR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code Atomics.wait}, {@code waitAsync} and {@code notify} on one shared buffer, on another, and
 * on one that is not shared. Calls are JavaScript's, with a {@link ViewName} for the view and
 * milliseconds for the timeout; what begins with {@code main.} is called by an agent that may not
 * block. Not JavaScript's are {@code waitAsync.value}, which also waits for the value, and {@code
 * stages}, which tells what has become of all stages of {@code waitAsync}, in the order in which
 * they joined. {@code grow} makes the one shared buffer longer, and is only called where it can.
 *
 * @param memory the bytes of the one shared buffer
 * @param others the bytes of the other, and of the one that is not shared
 * @param waiters the threads in the lists of addresses, and all stages that have joined
 */
public record WaitModel(AtomicsModel memory, AtomicsModel others, List<Waiter> waiters)
    implements SequentialModel<WaitModel>, ThreadedModel<WaitModel> {
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

  /** What waits for the value of a stage. */
  private static final String VALUE = "waitAsync.value";

  private static final double FOR_EVER = Double.POSITIVE_INFINITY;

  /**
   * One who has joined.
   *
   * @param view by which it named the address
   * @param address the byte
   * @param thread who waits in its call; empty of a stage that nobody waits for
   * @param state {@link #OK}, or {@link #PENDING}
   * @param rule the rule that it waits by
   * @param expires whether its time can be over
   */
  public record Waiter(
      ViewName view, long address, String thread, String state, String rule, boolean expires) {
    private boolean waits() {
      return state.equals(PENDING);
    }

    private boolean waitsAt(ViewName other, long where) {
      return waits() && address == where && view.memory() == other.memory();
    }

    private boolean isStage() {
      return thread.isEmpty();
    }

    private Waiter notified() {
      return new Waiter(view, address, thread, OK, rule, expires);
    }
  }

  /** Copies the waiters. */
  public WaitModel {
    waiters = List.copyOf(waiters);
  }

  /**
   * Creates buffers of zeros.
   *
   * @param byteLength their length
   */
  public WaitModel(int byteLength) {
    this(new AtomicsModel(byteLength), new AtomicsModel(byteLength), List.of());
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
              waiters.stream()
                  .filter(Waiter::isStage)
                  .map(Waiter::state)
                  .collect(Collectors.joining(", "))));
    }
    if (method.equals("grow")) {
      AtomicsModel longer = memory.grown(Math.toIntExact((Long) call.arguments().get(0)));
      return new Step<>(
          Verdict.of("WAI-10", Outcome.NOTHING), new WaitModel(longer, others, waiters));
    }
    ViewName view = ViewName.of((String) call.arguments().get(0));
    long index = (Long) call.arguments().get(1);
    if (method.equals("store")) {
      AtomicsModel after =
          bytes(view)
              .apply(
                  Call.of(
                      "store", view.type().array(), element(view, index), call.arguments().get(2)))
              .next();
      boolean one = view.memory() == ViewName.Memory.SHARED;
      return new Step<>(
          Verdict.of("WAI-01", Outcome.NOTHING),
          new WaitModel(one ? after : memory, one ? others : after, waiters));
    }
    boolean waits = !method.equals("notify");
    if (!isWaitable(view.type()) || (waits && !view.shared())) {
      return stay("WAI-02", raises(JAVASCRIPT_TYPE_ERROR, ""));
    }
    if (index < 0
        || index >= (bytes(view).bytes().size() - view.byteOffset()) / view.type().size()) {
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

  /** Judges a call by one of several threads. A stage that a thread waits for is its waiter. */
  @Override
  public List<Turn<WaitModel>> apply(String thread, Call call) {
    Step<WaitModel> alone = apply(call);
    if (call.method().equals("notify")) {
      return List.of(notified(call, alone));
    }
    if (call.method().equals("store") && waiters.stream().anyMatch(Waiter::waits)) {
      return List.of(Turn.alone(Verdict.of("WAI-10", Outcome.NOTHING), alone.next()));
    }
    if (!call.method().equals("wait") && !call.method().equals(VALUE)) {
      return List.of(Turn.alone(alone.verdict(), alone.next()));
    }
    boolean expires = alone.verdict().outcome().equals(new Outcome.Returned(TIMED_OUT));
    if (!(expires && timeout(call) > 0) && !alone.verdict().outcome().equals(BLOCKED)) {
      return List.of(Turn.alone(alone.verdict(), this));
    }
    ViewName view = ViewName.of((String) call.arguments().get(0));
    String rule = ruleOfWaiting(view, call, alone.verdict().rule());
    long address = address(view, (Long) call.arguments().get(1));
    List<Waiter> more = new ArrayList<>(waiters);
    more.add(new Waiter(view, address, thread, PENDING, rule, expires));
    return List.of(Turn.alone(Verdict.of(rule, BLOCKED), new WaitModel(memory, others, more)));
  }

  private static String ruleOfWaiting(ViewName view, Call call, String alone) {
    long expected = (Long) call.arguments().get(2);
    if (wrap(view, expected) != expected) {
      return "WAI-05";
    }
    return call.method().equals(VALUE) ? "WAI-18" : alone;
  }

  /* Whose wait has ended returns, and is no longer here. */
  private Turn<WaitModel> notified(Call call, Step<WaitModel> alone) {
    if (!alone.verdict().rule().equals("WAI-07")) {
      return Turn.alone(alone.verdict(), this);
    }
    ViewName view = ViewName.of((String) call.arguments().get(0));
    long address = address(view, (Long) call.arguments().get(1));
    long waiting = waiters.stream().filter(waiter -> waiter.waitsAt(view, address)).count();
    Map<String, Verdict> completions = new TreeMap<>();
    List<Waiter> left = new ArrayList<>();
    for (int i = 0; i < waiters.size(); i++) {
      Waiter before = waiters.get(i);
      boolean ends = before.waits() && !alone.next().waiters.get(i).waits();
      if (ends && !before.isStage()) {
        String rule = !view.equals(before.view) ? "WAI-14" : waiting > 1 ? "WAI-09" : before.rule;
        completions.put(before.thread, Verdict.of(rule, new Outcome.Returned(OK)));
      } else {
        left.add(alone.next().waiters.get(i));
      }
    }
    String rule = waiting > 0 ? "WAI-07" : ruleOfNobody(view, address);
    return new Turn<>(
        Verdict.of(rule, alone.verdict().outcome()),
        completions,
        new WaitModel(memory, others, left));
  }

  /* What a notify shows that finds nobody: whom it must not find. */
  private String ruleOfNobody(ViewName view, long address) {
    if (waiters.stream().noneMatch(Waiter::waits)) {
      return "WAI-07";
    }
    boolean near =
        waiters.stream()
            .filter(Waiter::waits)
            .anyMatch(
                waiter ->
                    waiter.view.memory() != view.memory()
                        || waiter.address / Long.BYTES == address / Long.BYTES);
    return near ? "WAI-14" : "WAI-10";
  }

  @Override
  public List<Turn<WaitModel>> expire(String thread) {
    for (Waiter waiter : waiters) {
      if (waiter.thread.equals(thread) && waiter.expires) {
        List<Waiter> left = new ArrayList<>(waiters);
        left.remove(waiter);
        Verdict verdict = Verdict.of(waiter.rule, new Outcome.Returned(TIMED_OUT));
        return List.of(Turn.alone(verdict, new WaitModel(memory, others, left)));
      }
    }
    return List.of();
  }

  private AtomicsModel bytes(ViewName view) {
    return view.memory() == ViewName.Memory.SHARED ? memory : others;
  }

  private static double timeout(Call call) {
    return call.arguments().size() > 3 ? (Double) call.arguments().get(3) : FOR_EVER;
  }

  private static long wrap(ViewName view, long expected) {
    return view.type() == ElementType.INT32 ? (int) expected : expected;
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
    long wrapped = wrap(view, expected);
    Outcome there =
        bytes(view)
            .apply(Call.of("load", view.type().array(), element(view, index)))
            .verdict()
            .outcome();
    boolean equal = there.equals(new Outcome.Returned(wrapped));
    double timeout = timeout(call);
    String atOnce = !equal ? NOT_EQUAL : timeout <= 0 ? TIMED_OUT : null;
    if (atOnce != null) {
      return stay(
          ruleAtOnce(async, equal, wrapped != expected, mayBlock), new Outcome.Returned(atOnce));
    }
    boolean expires = expires(timeout);
    if (method.equals("waitAsync")) {
      if (expires) {
        throw new IllegalArgumentException("It is open when the time of " + call + " is over");
      }
      List<Waiter> more = new ArrayList<>(waiters);
      more.add(new Waiter(view, address(view, index), "", PENDING, "WAI-18", false));
      return new Step<>(
          Verdict.of(mayBlock ? "WAI-18" : "WAI-04", new Outcome.Returned(ASYNC)),
          new WaitModel(memory, others, more));
    }
    if (!async && interrupted) {
      return stay("WAI-12", raises(KEYBOARD_INTERRUPT, ""));
    }
    String rule = call.arguments().size() > 3 ? "WAI-11" : "WAI-01";
    return stay(rule, expires ? new Outcome.Returned(TIMED_OUT) : BLOCKED);
  }

  private static String ruleAtOnce(boolean async, boolean equal, boolean wraps, boolean mayBlock) {
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
    double limit = call.arguments().size() > 2 ? (Double) call.arguments().get(2) : FOR_EVER;
    long count = 0;
    List<Waiter> after = new ArrayList<>();
    for (Waiter waiter : waiters) {
      boolean picked = waiter.waitsAt(view, address(view, index)) && count + 1 <= limit;
      count += picked ? 1 : 0;
      after.add(picked ? waiter.notified() : waiter);
    }
    return new Step<>(
        Verdict.of(mayBlock ? "WAI-07" : "WAI-04", new Outcome.Returned(count)),
        new WaitModel(memory, others, after));
  }

  private Step<WaitModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
