package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code threading.Semaphore} and {@code BoundedSemaphore}.
 *
 * @param permits how many can be acquired without waiting
 * @param bound how many there may be at most: {@link #UNBOUNDED} for a Semaphore
 * @param waiting the calls that wait for a permit
 */
public record SemaphoreModel(long permits, long bound, List<Pending> waiting)
    implements SequentialModel<SemaphoreModel>, ThreadedModel<SemaphoreModel> {
  /** The bound of a Semaphore: none. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /** How many permits a counter can hold. */
  private static final long MOST_PERMITS = Integer.MAX_VALUE;

  /** Copies the calls. */
  public SemaphoreModel {
    waiting = List.copyOf(waiting);
  }

  /** Creates a semaphore that nobody waits for. */
  public SemaphoreModel(long permits, long bound) {
    this(permits, bound, List.of());
  }

  /** Returns the model of {@code Semaphore(value)}. */
  public static SemaphoreModel semaphore(long value) {
    return new SemaphoreModel(value, UNBOUNDED);
  }

  /** Returns the model of {@code BoundedSemaphore(value)}. */
  public static SemaphoreModel bounded(long value) {
    return new SemaphoreModel(value, value);
  }

  /**
   * Judges the creation.
   *
   * @param value the initial value
   */
  public static Verdict create(long value) {
    return value < 0
        ? Verdict.of("SEM-01", raises(VALUE_ERROR, "semaphore initial value must be >= 0"))
        : Verdict.of("SEM-01", NOTHING);
  }

  /* Who of those that wait get the permits, Python leaves open. */
  @Override
  public List<Turn<SemaphoreModel>> apply(String thread, Call call) {
    Step<SemaphoreModel> alone = apply(call);
    Optional<Pending> waits = Pending.of(thread, call, alone.verdict());
    if (waits.isPresent()) {
      List<Pending> longer = Pending.with(waiting, waits.get());
      return List.of(Turn.alone(waits.get().verdict(), new SemaphoreModel(permits, bound, longer)));
    }
    return Pending.choices(waiting, alone.next().permits).stream()
        .map(choice -> alone.next().handOut(alone.verdict(), choice))
        .toList();
  }

  private Turn<SemaphoreModel> handOut(Verdict verdict, List<Pending> to) {
    Map<String, Verdict> completions = new HashMap<>();
    to.forEach(pending -> completions.put(pending.thread(), Verdict.of("SEM-07", TRUE)));
    List<Pending> left = Pending.without(waiting, to);
    return new Turn<>(verdict, completions, new SemaphoreModel(permits - to.size(), bound, left));
  }

  @Override
  public List<Turn<SemaphoreModel>> expire(String thread) {
    return Pending.expire(waiting, thread, left -> new SemaphoreModel(permits, bound, left));
  }

  @Override
  public Step<SemaphoreModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "acquire" ->
          switch (call.arguments().size()) {
            case 0 -> acquire(true, interrupted);
            case 1 -> acquire((Boolean) call.arguments().get(0), interrupted);
            default ->
                acquire(
                    (Boolean) call.arguments().get(0),
                    (Double) call.arguments().get(1),
                    interrupted);
          };
      case "release" -> release(call.arguments().isEmpty() ? 1 : (Long) call.arguments().get(0));
      default -> throw new IllegalArgumentException("Semaphore has no " + call);
    };
  }

  private Step<SemaphoreModel> acquire(boolean blocking, boolean interrupted) {
    if (permits > 0) {
      return take();
    }
    if (!blocking) {
      return stay("SEM-04", FALSE);
    }
    if (interrupted) {
      return stay("SEM-17", raises(KEYBOARD_INTERRUPT, ""));
    }
    return stay("SEM-03", BLOCKED);
  }

  private Step<SemaphoreModel> acquire(boolean blocking, double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      return notANumber(blocking);
    }
    if (!blocking) {
      return stay("SEM-06", raises(VALUE_ERROR, "can't specify timeout for non-blocking acquire"));
    }
    if (permits > 0) {
      return take();
    }
    if (timeout <= 0) {
      return stay("SEM-05", FALSE);
    }
    if (!ModelTimeouts.fits(timeout)) {
      return stay("SEM-11", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stay("SEM-17", raises(KEYBOARD_INTERRUPT, ""));
    }
    return stay("SEM-05", ModelTimeouts.expires(timeout) ? FALSE : BLOCKED);
  }

  /* Ours refuses NaN at once; CPython takes a permit if there is one and else never comes back. */
  private Step<SemaphoreModel> notANumber(boolean blocking) {
    Outcome reference;
    if (!blocking) {
      reference = raises(VALUE_ERROR, "can't specify timeout for non-blocking acquire");
    } else {
      reference = permits > 0 ? TRUE : BLOCKED;
    }
    Verdict verdict = new Verdict("SEM-10", raises(VALUE_ERROR, ModelTimeouts.NAN), reference);
    return new Step<>(verdict, this);
  }

  private Step<SemaphoreModel> release(long n) {
    if (n < 1) {
      return stay("SEM-08", raises(VALUE_ERROR, "n must be one or more"));
    }
    if (permits + n > bound) {
      return stay("SEM-12", raises(VALUE_ERROR, "Semaphore released too many times"));
    }
    if (permits + n > MOST_PERMITS) {
      Outcome ours = raises(OVERFLOW_ERROR, "semaphore value too large");
      return new Step<>(new Verdict("SEM-09", ours, NOTHING), this);
    }
    return new Step<>(
        Verdict.of("SEM-07", NOTHING), new SemaphoreModel(permits + n, bound, waiting));
  }

  private Step<SemaphoreModel> take() {
    return new Step<>(Verdict.of("SEM-02", TRUE), new SemaphoreModel(permits - 1, bound, waiting));
  }

  private Step<SemaphoreModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
