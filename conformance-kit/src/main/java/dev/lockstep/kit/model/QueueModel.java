package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.EMPTY;
import static dev.lockstep.kit.model.PyError.FULL;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.SHUT_DOWN;
import static dev.lockstep.kit.model.PyError.TYPE_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import dev.lockstep.kit.model.Outcome.Returned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code queue.Queue}, {@code LifoQueue} and {@code PriorityQueue}.
 *
 * @param order which item comes back first
 * @param maxsize the bound as it was given
 * @param items what is in it, the next first: Longs, strings, and {@link #NONE}
 * @param unfinished how many tasks are unfinished
 * @param over whether it is shut down
 * @param getters the calls of {@code get} that wait
 * @param putters the calls of {@code put} that wait
 * @param joiners the calls of {@code join} that wait
 */
public record QueueModel(
    Order order,
    long maxsize,
    List<Object> items,
    long unfinished,
    boolean over,
    List<Pending> getters,
    List<Putter> putters,
    List<Pending> joiners)
    implements SequentialModel<QueueModel>, ThreadedModel<QueueModel> {
  /** Stands for None among the arguments of calls, which hold no null. */
  public static final String NONE = "None";

  /** Which item comes back first. */
  public enum Order {
    /** The oldest. */
    FIFO("Queue"),
    /** The newest. */
    LIFO("LifoQueue"),
    /** A smallest. */
    PRIORITY("PriorityQueue");

    private final String python;

    Order(String python) {
      this.python = python;
    }

    /** Returns Python's name of the class. */
    public String python() {
      return python;
    }

    /** Returns the id that a rule of Queue has for this class. */
    public String rule(String ofQueue) {
      return switch (this) {
        case FIFO -> ofQueue;
        case LIFO ->
            switch (ofQueue) {
              case "QUE-03" -> "LIF-02";
              case "QUE-11" -> "LIF-04";
              default -> "LIF-01";
            };
        case PRIORITY ->
            switch (ofQueue) {
              case "QUE-03" -> "PRI-02";
              case "QUE-11" -> "PRI-10";
              default -> "PRI-01";
            };
      };
    }
  }

  /**
   * A call of {@code put} that waits.
   *
   * @param pending the call
   * @param item what it puts
   */
  public record Putter(Pending pending, Object item) {}

  /** Copies the lists. */
  public QueueModel {
    items = List.copyOf(items);
    getters = List.copyOf(getters);
    putters = List.copyOf(putters);
    joiners = List.copyOf(joiners);
  }

  /**
   * Creates an empty queue that nobody waits for.
   *
   * @param order which item comes back first
   * @param maxsize the bound; none if it is not positive
   */
  public QueueModel(Order order, long maxsize) {
    this(order, maxsize, List.of(), 0, false, List.of(), List.of(), List.of());
  }

  /** Returns what an argument that stands for an item is when it comes back. */
  public static @Nullable Object value(Object item) {
    return item.equals(NONE) ? null : item;
  }

  /** Tells whether it is full. */
  public boolean isFull() {
    return maxsize > 0 && items.size() >= maxsize;
  }

  @Override
  public List<String> reliesOn(Call call) {
    return order == Order.FIFO ? List.of() : List.of(ruleOfQueue(call));
  }

  /* The rule of Queue that decides a call of another kind of queue. */
  private String ruleOfQueue(Call call) {
    QueueModel queue =
        new QueueModel(Order.FIFO, maxsize, items, unfinished, over, getters, putters, joiners);
    return queue.apply(call).verdict().rule();
  }

  @Override
  public List<Turn<QueueModel>> apply(String thread, Call call) {
    Step<QueueModel> alone = apply(call);
    Optional<Pending> waits = waits(thread, call, alone.verdict());
    if (waits.isPresent()) {
      return List.of(Turn.alone(waits.get().verdict(), joinedBy(waits.get(), call)));
    }
    return switch (call.method()) {
      case "put", "put_nowait" ->
          alone.verdict().outcome().equals(NOTHING) && !getters.isEmpty()
              ? handOver(alone)
              : List.of(Turn.alone(alone.verdict(), alone.next()));
      case "get", "get_nowait" ->
          alone.verdict().outcome() instanceof Returned && !putters.isEmpty()
              ? letIn(alone)
              : List.of(Turn.alone(alone.verdict(), alone.next()));
      case "task_done" -> List.of(releaseJoiners(alone, Map.of(), alone.next(), "QUE-14"));
      case "shutdown" -> List.of(end(alone));
      default -> List.of(Turn.alone(alone.verdict(), alone.next()));
    };
  }

  private static Optional<Pending> waits(String thread, Call call, Verdict alone) {
    Outcome outcome = alone.outcome();
    if (outcome.equals(BLOCKED)) {
      return Optional.of(new Pending(thread, alone.rule(), Optional.empty()));
    }
    boolean inVain = outcome.equals(raises(EMPTY, "")) || outcome.equals(raises(FULL, ""));
    return inVain && mayBlock(call) && call.timeout().orElse(0) > 0
        ? Optional.of(new Pending(thread, alone.rule(), Optional.of(outcome)))
        : Optional.empty();
  }

  private static boolean mayBlock(Call call) {
    List<Object> arguments = call.arguments();
    return arguments.size() < 2 || (Boolean) arguments.get(arguments.size() - 2);
  }

  private QueueModel joinedBy(Pending pending, Call call) {
    return switch (call.method()) {
      case "put" -> {
        List<Putter> longer = new ArrayList<>(putters);
        longer.add(new Putter(pending, call.arguments().get(0)));
        yield withLines(getters, longer, joiners);
      }
      case "get" -> withLines(Pending.with(getters, pending), putters, joiners);
      default -> withLines(getters, putters, Pending.with(joiners, pending));
    };
  }

  /* Python leaves open which getter gets the item. */
  private List<Turn<QueueModel>> handOver(Step<QueueModel> put) {
    List<Turn<QueueModel>> turns = new ArrayList<>();
    Object item = put.next().items.get(0);
    for (Pending getter : getters) {
      QueueModel next =
          put.next()
              .with(List.of(), put.next().unfinished, over)
              .withLines(Pending.without(getters, List.of(getter)), putters, joiners);
      Verdict got = Verdict.of(order.rule("QUE-05"), new Returned(value(item)));
      turns.add(new Turn<>(put.verdict(), Map.of(getter.thread(), got), next));
    }
    return turns;
  }

  /* Python leaves open which putter gets the place. */
  private List<Turn<QueueModel>> letIn(Step<QueueModel> get) {
    List<Turn<QueueModel>> turns = new ArrayList<>();
    for (Putter putter : putters) {
      List<Putter> left = putters.stream().filter(each -> !each.equals(putter)).toList();
      Step<QueueModel> put = get.next().add(putter.item, "QUE-04");
      QueueModel next = put.next().withLines(getters, left, joiners);
      turns.add(new Turn<>(get.verdict(), Map.of(putter.pending.thread(), put.verdict()), next));
    }
    return turns;
  }

  private Turn<QueueModel> end(Step<QueueModel> shutdown) {
    Map<String, Verdict> completions = new HashMap<>();
    Verdict end = Verdict.of(order.rule("QUE-15"), raises(SHUT_DOWN, ""));
    getters.forEach(getter -> completions.put(getter.thread(), end));
    putters.forEach(putter -> completions.put(putter.pending.thread(), end));
    QueueModel next = shutdown.next().withLines(List.of(), List.of(), joiners);
    return releaseJoiners(shutdown, completions, next, "QUE-16");
  }

  private Turn<QueueModel> releaseJoiners(
      Step<QueueModel> step, Map<String, Verdict> others, QueueModel after, String rule) {
    Map<String, Verdict> completions = new HashMap<>(others);
    if (after.unfinished > 0) {
      return new Turn<>(step.verdict(), completions, after);
    }
    joiners.forEach(
        joiner -> completions.put(joiner.thread(), Verdict.of(order.rule(rule), NOTHING)));
    return new Turn<>(
        step.verdict(), completions, after.withLines(after.getters, after.putters, List.of()));
  }

  @Override
  public List<Turn<QueueModel>> expire(String thread) {
    List<Turn<QueueModel>> turns =
        Pending.expire(getters, thread, left -> withLines(left, putters, joiners));
    if (!turns.isEmpty()) {
      return turns;
    }
    return Pending.expire(
        putters.stream().map(Putter::pending).toList(),
        thread,
        left ->
            withLines(
                getters,
                putters.stream().filter(putter -> left.contains(putter.pending)).toList(),
                joiners));
  }

  @Override
  public Step<QueueModel> apply(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "put" -> put(arguments, interrupted);
      case "put_nowait" -> put(List.of(arguments.get(0), false), interrupted);
      case "get" -> get(arguments, interrupted);
      case "get_nowait" -> get(List.of(false), interrupted);
      case "qsize" -> stay("QUE-12", new Returned((long) items.size()));
      case "empty" -> stay("QUE-12", new Returned(items.isEmpty()));
      case "full" -> stay("QUE-12", new Returned(isFull()));
      case "maxsize" -> stay("QUE-01", new Returned(maxsize));
      case "unfinished_tasks" -> stay("QUE-13", new Returned(unfinished));
      case "is_shutdown" -> stay("QUE-17", new Returned(over));
      case "task_done" -> taskDone();
      case "join" -> join(interrupted);
      case "shutdown" -> shutdown(!arguments.isEmpty() && (Boolean) arguments.get(0));
      default -> throw new IllegalArgumentException(order.python + " has no " + call);
    };
  }

  private Step<QueueModel> put(List<Object> arguments, boolean interrupted) {
    Object item = arguments.get(0);
    boolean block = arguments.size() < 2 || (Boolean) arguments.get(1);
    Optional<Double> timeout = timeout(arguments, 2);
    if (timeout.isPresent() && timeout.get().isNaN()) {
      List<Object> without = List.of(item, block);
      return notANumber(put(without, interrupted).verdict());
    }
    if (over) {
      return stay(timeout.isPresent() || isFull() ? "QUE-18" : "QUE-15", raises(SHUT_DOWN, ""));
    }
    if (block && maxsize > 0 && timeout.orElse(0.0) < 0) {
      return negative();
    }
    if (!isFull()) {
      return add(item, "QUE-02");
    }
    return block ? block("QUE-04", FULL, timeout, interrupted) : stay("QUE-06", raises(FULL, ""));
  }

  private Step<QueueModel> get(List<Object> arguments, boolean interrupted) {
    boolean block = arguments.isEmpty() || (Boolean) arguments.get(0);
    Optional<Double> timeout = timeout(arguments, 1);
    if (timeout.isPresent() && timeout.get().isNaN()) {
      return notANumber(get(List.of(block), interrupted).verdict());
    }
    if (items.isEmpty() && over) {
      return stay(block && timeout.isEmpty() ? "QUE-15" : "QUE-18", raises(SHUT_DOWN, ""));
    }
    if (block && timeout.orElse(0.0) < 0) {
      return negative();
    }
    if (!items.isEmpty()) {
      QueueModel next = with(items.subList(1, items.size()), unfinished, over);
      return new Step<>(Verdict.of(order.rule("QUE-03"), new Returned(value(items.get(0)))), next);
    }
    return block ? block("QUE-05", EMPTY, timeout, interrupted) : stay("QUE-07", raises(EMPTY, ""));
  }

  private static Optional<Double> timeout(List<Object> arguments, int index) {
    return arguments.size() > index ? Optional.of((Double) arguments.get(index)) : Optional.empty();
  }

  /* Ours refuses NaN at once; CPython ignores it, or never comes back. */
  private Step<QueueModel> notANumber(Verdict without) {
    Verdict verdict =
        new Verdict(
            order.rule("QUE-10"), raises(VALUE_ERROR, ModelTimeouts.NAN), without.reference());
    return new Step<>(verdict, this);
  }

  private Step<QueueModel> negative() {
    return stay("QUE-09", raises(VALUE_ERROR, "'timeout' must be a non-negative number"));
  }

  private Step<QueueModel> block(
      String rule, PyError inVain, Optional<Double> timeout, boolean interrupted) {
    if (timeout.isPresent() && timeout.get() == 0) {
      return stay("QUE-08", raises(inVain, ""));
    }
    if (timeout.isPresent() && !ModelTimeouts.fits(timeout.get())) {
      return stay("QUE-11", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stay("QUE-21", raises(KEYBOARD_INTERRUPT, ""));
    }
    if (timeout.isEmpty()) {
      return stay(rule, BLOCKED);
    }
    return stay("QUE-08", ModelTimeouts.expires(timeout.get()) ? raises(inVain, "") : BLOCKED);
  }

  /* There is room. */
  private Step<QueueModel> add(Object item, String rule) {
    List<Object> more = new ArrayList<>(items);
    switch (order) {
      case FIFO -> more.add(item);
      case LIFO -> more.add(0, item);
      case PRIORITY -> {
        if (!items.isEmpty() && !areComparable(item, items.get(0))) {
          return new Step<>(notComparable(item, items.get(0)), this);
        }
        int place = 0;
        while (place < more.size() && compare(more.get(place), item) <= 0) {
          place++;
        }
        more.add(place, item);
      }
    }
    return new Step<>(Verdict.of(order.rule(rule), NOTHING), with(more, unfinished + 1, over));
  }

  private static boolean areComparable(Object left, Object right) {
    return left.getClass() == right.getClass() && !left.equals(NONE) && !right.equals(NONE);
  }

  private static int compare(Object left, Object right) {
    return left instanceof Long number
        ? number.compareTo((Long) right)
        : ((String) left).compareTo((String) right);
  }

  /* CPython names its own classes, and keeps the item. */
  private static Verdict notComparable(Object item, Object other) {
    String text = "'<' not supported between instances of '%s' and '%s'";
    return new Verdict(
        "PRI-04",
        raises(TYPE_ERROR, String.format(text, javaClass(item), javaClass(other))),
        raises(TYPE_ERROR, String.format(text, pythonClass(item), pythonClass(other))));
  }

  private static String javaClass(Object item) {
    return item.equals(NONE) ? "NoneType" : item.getClass().getSimpleName();
  }

  private static String pythonClass(Object item) {
    if (item.equals(NONE)) {
      return "NoneType";
    }
    return item instanceof Long ? "int" : "str";
  }

  private Step<QueueModel> taskDone() {
    return unfinished == 0
        ? stay("QUE-13", raises(VALUE_ERROR, "task_done() called too many times"))
        : new Step<>(Verdict.of(order.rule("QUE-13"), NOTHING), with(items, unfinished - 1, over));
  }

  private Step<QueueModel> join(boolean interrupted) {
    if (unfinished == 0) {
      return stay("QUE-14", NOTHING);
    }
    return interrupted ? stay("QUE-21", raises(KEYBOARD_INTERRUPT, "")) : stay("QUE-14", BLOCKED);
  }

  private Step<QueueModel> shutdown(boolean immediate) {
    String rule = over && !immediate ? "QUE-17" : immediate ? "QUE-16" : "QUE-15";
    QueueModel next =
        immediate
            ? with(List.of(), Math.max(0, unfinished - items.size()), true)
            : with(items, unfinished, true);
    return new Step<>(Verdict.of(order.rule(rule), NOTHING), next);
  }

  private QueueModel with(List<Object> nextItems, long nextUnfinished, boolean nextOver) {
    return new QueueModel(
        order, maxsize, nextItems, nextUnfinished, nextOver, getters, putters, joiners);
  }

  private QueueModel withLines(
      List<Pending> nextGetters, List<Putter> nextPutters, List<Pending> nextJoiners) {
    return new QueueModel(
        order, maxsize, items, unfinished, over, nextGetters, nextPutters, nextJoiners);
  }

  private Step<QueueModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(order.rule(rule), outcome), this);
  }
}
