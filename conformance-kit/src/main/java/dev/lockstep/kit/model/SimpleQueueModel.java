package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.EMPTY;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import dev.lockstep.kit.model.Outcome.Returned;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code queue.SimpleQueue}.
 *
 * @param items what is in it, the next first: Longs, strings, and {@link QueueModel#NONE}
 * @param getters the calls of {@code get} that wait
 */
public record SimpleQueueModel(List<Object> items, List<Pending> getters)
    implements SequentialModel<SimpleQueueModel>, ThreadedModel<SimpleQueueModel> {
  private static final double NANOS = 1e9;

  /** Copies the lists. */
  public SimpleQueueModel {
    items = List.copyOf(items);
    getters = List.copyOf(getters);
  }

  /** Creates an empty queue that nobody waits for. */
  public SimpleQueueModel() {
    this(List.of(), List.of());
  }

  @Override
  public List<Turn<SimpleQueueModel>> apply(String thread, Call call) {
    Step<SimpleQueueModel> alone = apply(call);
    Optional<Pending> waits = waits(thread, call, alone.verdict());
    if (waits.isPresent()) {
      SimpleQueueModel next = new SimpleQueueModel(items, Pending.with(getters, waits.get()));
      return List.of(Turn.alone(waits.get().verdict(), next));
    }
    boolean puts = call.method().startsWith("put");
    return puts && !getters.isEmpty()
        ? handOver(alone)
        : List.of(Turn.alone(alone.verdict(), alone.next()));
  }

  private static Optional<Pending> waits(String thread, Call call, Verdict alone) {
    if (alone.outcome().equals(BLOCKED)) {
      return Optional.of(new Pending(thread, alone.rule(), Optional.empty()));
    }
    return alone.rule().equals("SQU-06")
            && alone.outcome().equals(raises(EMPTY, ""))
            && call.timeout().orElse(0) > 0
        ? Optional.of(new Pending(thread, alone.rule(), Optional.of(alone.outcome())))
        : Optional.empty();
  }

  /* Python leaves open which getter gets the item. */
  private List<Turn<SimpleQueueModel>> handOver(Step<SimpleQueueModel> put) {
    List<Turn<SimpleQueueModel>> turns = new ArrayList<>();
    Object item = put.next().items.get(0);
    for (Pending getter : getters) {
      Verdict got = Verdict.of("SQU-04", new Returned(QueueModel.value(item)));
      turns.add(
          new Turn<>(
              put.verdict(),
              Map.of(getter.thread(), got),
              new SimpleQueueModel(List.of(), Pending.without(getters, List.of(getter)))));
    }
    return turns;
  }

  @Override
  public List<Turn<SimpleQueueModel>> expire(String thread) {
    return Pending.expire(getters, thread, left -> new SimpleQueueModel(items, left));
  }

  @Override
  public Step<SimpleQueueModel> apply(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "put", "put_nowait" -> put(arguments.get(0));
      case "get" -> get(arguments, interrupted);
      case "get_nowait" -> get(List.of(false), interrupted);
      case "qsize" -> stay("SQU-01", new Returned((long) items.size()));
      case "empty" -> stay("SQU-01", new Returned(items.isEmpty()));
      default -> throw new IllegalArgumentException("SimpleQueue has no " + call);
    };
  }

  private Step<SimpleQueueModel> put(Object item) {
    List<Object> more = new ArrayList<>(items);
    more.add(item);
    return new Step<>(Verdict.of("SQU-02", NOTHING), new SimpleQueueModel(more, getters));
  }

  private Step<SimpleQueueModel> get(List<Object> arguments, boolean interrupted) {
    boolean block = arguments.isEmpty() || (Boolean) arguments.get(0);
    if (arguments.size() < 2) {
      return getWithin(block, interrupted);
    }
    double timeout = (Double) arguments.get(1);
    if (Double.isNaN(timeout)) {
      Outcome ours = raises(VALUE_ERROR, ModelTimeouts.NAN);
      Outcome reference = block ? ours : getWithin(false, interrupted).verdict().reference();
      return new Step<>(new Verdict("SQU-08", ours, reference), this);
    }
    if (!block) {
      return getWithin(false, interrupted);
    }
    return getWithin(timeout, interrupted);
  }

  private Step<SimpleQueueModel> getWithin(double timeout, boolean interrupted) {
    if (Double.isInfinite(timeout * NANOS) || nanos(timeout).bitLength() >= Long.SIZE) {
      return stay("SQU-09", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (nanos(timeout).signum() < 0) {
      return stay("SQU-07", raises(VALUE_ERROR, "'timeout' must be a non-negative number"));
    }
    if (!items.isEmpty()) {
      return take();
    }
    if (timeout <= 0) {
      return stay("SQU-06", raises(EMPTY, ""));
    }
    if (interrupted) {
      return stay("SQU-12", raises(KEYBOARD_INTERRUPT, ""));
    }
    return stay("SQU-06", ModelTimeouts.expires(timeout) ? raises(EMPTY, "") : BLOCKED);
  }

  /* Rounded up, not away from zero as elsewhere. */
  private static BigInteger nanos(double seconds) {
    return new BigDecimal(seconds * NANOS).setScale(0, RoundingMode.CEILING).toBigInteger();
  }

  private Step<SimpleQueueModel> getWithin(boolean block, boolean interrupted) {
    if (!items.isEmpty()) {
      return take();
    }
    if (!block) {
      return stay("SQU-05", raises(EMPTY, ""));
    }
    return interrupted ? stay("SQU-12", raises(KEYBOARD_INTERRUPT, "")) : stay("SQU-04", BLOCKED);
  }

  private Step<SimpleQueueModel> take() {
    return new Step<>(
        Verdict.of("SQU-03", new Returned(QueueModel.value(items.get(0)))),
        new SimpleQueueModel(items.subList(1, items.size()), getters));
  }

  private Step<SimpleQueueModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
