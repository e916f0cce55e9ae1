package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.OVERFLOW_ERROR;
import static dev.lockstep.kit.model.PyError.RUNTIME_ERROR;
import static dev.lockstep.kit.model.PyError.VALUE_ERROR;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code threading.RLock}. A sequence is made by one thread, {@link #SELF}, save the calls whose
 * name begins with {@link #BY_OTHER}: these another thread makes.
 *
 * @param owner the thread that owns it, or {@link #NOBODY}
 * @param levels how often the owner has acquired it and not yet released it
 * @param waiting the calls that wait for it
 */
public record RLockModel(String owner, long levels, List<Pending> waiting)
    implements SequentialModel<RLockModel>, ThreadedModel<RLockModel> {
  /** What the names of the other thread's calls begin with. */
  public static final String BY_OTHER = "other.";

  /** The owner of a free lock. */
  public static final String NOBODY = "";

  /** The thread that makes a sequence. */
  public static final String SELF = "self";

  /** The other thread. */
  public static final String OTHER = "other";

  /** Copies the calls. */
  public RLockModel {
    waiting = List.copyOf(waiting);
  }

  /** Creates a lock that nobody owns. */
  public RLockModel() {
    this(NOBODY, 0, List.of());
  }

  /** Returns a call under its own name, whoever makes it. */
  public static Call made(Call call) {
    return isByOther(call)
        ? new Call(call.method().substring(BY_OTHER.length()), call.arguments())
        : call;
  }

  /** Tells whether the other thread makes a call. */
  public static boolean isByOther(Call call) {
    return call.method().startsWith(BY_OTHER);
  }

  @Override
  public Step<RLockModel> apply(Call call, boolean interrupted) {
    return apply(isByOther(call) ? OTHER : SELF, made(call), interrupted);
  }

  /* Who of those that wait gets a lock that becomes free, Python leaves open. */
  @Override
  public List<Turn<RLockModel>> apply(String thread, Call call) {
    Step<RLockModel> alone = apply(thread, call, false);
    Optional<Pending> waits = Pending.of(thread, call, alone.verdict());
    if (waits.isPresent()) {
      RLockModel next = new RLockModel(owner, levels, Pending.with(waiting, waits.get()));
      return List.of(Turn.alone(waits.get().verdict(), next));
    }
    if (alone.next().levels > 0 || waiting.isEmpty()) {
      return List.of(Turn.alone(alone.verdict(), alone.next()));
    }
    return waiting.stream().map(pending -> handOn(alone.verdict(), pending)).toList();
  }

  private Turn<RLockModel> handOn(Verdict verdict, Pending to) {
    return new Turn<>(
        verdict,
        Map.of(to.thread(), Verdict.of("RLK-19", TRUE)),
        new RLockModel(to.thread(), 1, Pending.without(waiting, List.of(to))));
  }

  @Override
  public List<Turn<RLockModel>> expire(String thread) {
    return Pending.expire(waiting, thread, left -> new RLockModel(owner, levels, left));
  }

  /**
   * Judges a call by any thread, if no other thread moves.
   *
   * @param thread who calls
   * @param call what is called
   * @param interrupted whether the calling thread has been interrupted before
   */
  public Step<RLockModel> apply(String thread, Call call, boolean interrupted) {
    return switch (call.method()) {
      case "acquire" ->
          switch (call.arguments().size()) {
            case 0 -> acquire(thread, true, interrupted);
            case 1 -> acquire(thread, (Boolean) call.arguments().get(0), interrupted);
            default ->
                acquire(
                    thread,
                    (Boolean) call.arguments().get(0),
                    (Double) call.arguments().get(1),
                    interrupted);
          };
      case "release" -> release(thread);
      case "locked" -> stay("RLK-14", new Outcome.Returned(levels > 0));
      case "_is_owned" -> stay("RLK-15", new Outcome.Returned(isOwnedBy(thread)));
      case "_recursion_count" ->
          stay("RLK-16", new Outcome.Returned(isOwnedBy(thread) ? levels : 0L));
      default -> throw new IllegalArgumentException("RLock has no " + call);
    };
  }

  /** Tells whether a thread owns the lock. */
  public boolean isOwnedBy(String thread) {
    return owner.equals(thread);
  }

  private boolean isOwnedBesides(String thread) {
    return levels > 0 && !isOwnedBy(thread);
  }

  private Step<RLockModel> acquire(String thread, boolean blocking, boolean interrupted) {
    if (!isOwnedBesides(thread)) {
      return take(thread);
    }
    if (!blocking) {
      return stay("RLK-04", FALSE);
    }
    return interrupted ? stopped() : stay("RLK-03", BLOCKED);
  }

  private Step<RLockModel> acquire(
      String thread, boolean blocking, double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      return stay("RLK-07", raises(VALUE_ERROR, ModelTimeouts.NAN));
    }
    if (!ModelTimeouts.fits(timeout)) {
      return stay("RLK-08", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    boolean forEver = ModelTimeouts.isForEver(timeout);
    if (!blocking && !forEver) {
      return stay("RLK-09", raises(VALUE_ERROR, "can't specify a timeout for a non-blocking call"));
    }
    if (timeout < 0 && !forEver) {
      return stay("RLK-10", raises(VALUE_ERROR, ModelTimeouts.NEGATIVE));
    }
    if (!isOwnedBesides(thread)) {
      return take(thread);
    }
    if (!blocking) {
      return stay("RLK-06", FALSE);
    }
    if (timeout == 0) {
      return stay("RLK-05", FALSE);
    }
    if (interrupted) {
      return stopped();
    }
    if (forEver) {
      return stay("RLK-06", BLOCKED);
    }
    return stay("RLK-05", ModelTimeouts.expires(timeout) ? FALSE : BLOCKED);
  }

  private Step<RLockModel> take(String thread) {
    String rule = levels == 0 ? "RLK-01" : "RLK-02";
    return new Step<>(Verdict.of(rule, TRUE), new RLockModel(thread, levels + 1, waiting));
  }

  private Step<RLockModel> stopped() {
    return stay("RLK-20", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<RLockModel> release(String thread) {
    if (!isOwnedBy(thread)) {
      return stay("RLK-13", raises(RUNTIME_ERROR, "cannot release un-acquired lock"));
    }
    RLockModel next = new RLockModel(levels == 1 ? NOBODY : owner, levels - 1, waiting);
    return new Step<>(Verdict.of("RLK-12", NOTHING), next);
  }

  private Step<RLockModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
