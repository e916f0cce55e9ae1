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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code threading.Condition}.
 *
 * <p>The predicate of {@code wait_for} is a number: how often it is false before it is true; {@link
 * #NEVER} for one that never is.
 *
 * @param reentrant whether it is over an RLock
 * @param owner the thread that owns the RLock; {@link #NOBODY} if it is free, and of a Lock
 * @param levels how often the lock is held
 * @param waiters who waits to be notified, longest first
 * @param arrivals who waits for the lock
 */
public record ConditionModel(
    boolean reentrant, String owner, int levels, List<Waiter> waiters, List<Arrival> arrivals)
    implements SequentialModel<ConditionModel>, ThreadedModel<ConditionModel> {
  /** The predicate that is never true. */
  public static final long NEVER = -1;

  /** Who owns a free lock. */
  public static final String NOBODY = "";

  /** The thread that makes a sequence. */
  private static final String SELF = "self";

  /**
   * One that waits to be notified.
   *
   * @param thread who
   * @param rule the rule that lets it wait
   * @param predicate what {@code wait_for} still waits for; empty for {@code wait}
   * @param expires whether its timeout is over some time
   * @param levels how often it holds the lock afterwards
   */
  public record Waiter(
      String thread, String rule, Optional<Long> predicate, boolean expires, int levels) {
    /* What the call comes to if it is not notified. */
    private Verdict expired() {
      return Verdict.of(rule, new Outcome.Returned(predicate.equals(Optional.of(0L))));
    }

    /* The same wait, after the predicate was looked at and was false. */
    private Waiter again() {
      long left = predicate.orElseThrow();
      return new Waiter(
          thread, rule, Optional.of(left == NEVER ? NEVER : left - 1), expires, levels);
    }
  }

  /**
   * One that waits for the lock: to acquire it, or to take it back.
   *
   * @param thread who
   * @param rule the rule that lets it wait
   * @param end what its call comes to once it has the lock
   * @param expired what it comes to when its timeout is over; empty if that ends it no more
   * @param levels how often it holds the lock then
   * @param notified of {@code wait_for}: who looks at its predicate again
   */
  public record Arrival(
      String thread,
      String rule,
      Verdict end,
      Optional<Outcome> expired,
      int levels,
      Optional<Waiter> notified) {
    private boolean waitsAgain() {
      return notified.isPresent() && !notified.get().predicate.equals(Optional.of(0L));
    }
  }

  /** Copies the lists. */
  public ConditionModel {
    waiters = List.copyOf(waiters);
    arrivals = List.copyOf(arrivals);
  }

  private ConditionModel(boolean reentrant) {
    this(reentrant, NOBODY, 0, List.of(), List.of());
  }

  /** Returns the model of {@code Condition()}. */
  public static ConditionModel overRLock() {
    return new ConditionModel(true);
  }

  /** Returns the model of {@code Condition(Lock())}. */
  public static ConditionModel overLock() {
    return new ConditionModel(false);
  }

  /** How often a thread holds the lock; a Lock has no owner, and counts as everybody's. */
  private int levelsOf(String thread) {
    return !reentrant || owner.equals(thread) ? levels : 0;
  }

  private ConditionModel with(List<Waiter> newWaiters, List<Arrival> newArrivals) {
    return new ConditionModel(reentrant, owner, levels, newWaiters, newArrivals);
  }

  private ConditionModel held(String thread, int newLevels) {
    String newOwner = reentrant && newLevels > 0 ? thread : NOBODY;
    return new ConditionModel(reentrant, newOwner, newLevels, waiters, arrivals);
  }

  private static <T> List<T> plus(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  private static <T> List<T> minus(List<T> list, T gone) {
    return list.stream().filter(each -> !each.equals(gone)).toList();
  }

  @Override
  public List<Turn<ConditionModel>> apply(String thread, Call call) {
    Step<ConditionModel> alone = apply(thread, call, false);
    Verdict verdict = alone.verdict();
    if (verdict.outcome() instanceof Outcome.Raised) {
      return List.of(Turn.alone(verdict, this));
    }
    return switch (call.method()) {
      case "acquire" -> List.of(acquireBesideOthers(thread, call, alone));
      case "release" -> alone.next().handOn(thread, verdict);
      case "notify" -> {
        long n = call.arguments().isEmpty() ? 1 : (Long) call.arguments().get(0);
        yield List.of(Turn.alone(verdict, notified(n, verdict.rule())));
      }
      case "notify_all" -> List.of(Turn.alone(verdict, notified(Long.MAX_VALUE, verdict.rule())));
      case "wait" -> giveUp(thread, call, Optional.empty(), verdict);
      case "wait_for" -> {
        long predicate = (Long) call.arguments().get(0);
        yield predicate == 0
            ? List.of(Turn.alone(verdict, this))
            : giveUp(thread, call, Optional.of(predicate), verdict);
      }
      default -> List.of(Turn.alone(verdict, alone.next()));
    };
  }

  private Turn<ConditionModel> acquireBesideOthers(
      String thread, Call call, Step<ConditionModel> alone) {
    return Pending.of(thread, call, alone.verdict())
        .map(
            pending -> {
              Arrival arrival =
                  new Arrival(
                      thread,
                      pending.rule(),
                      Verdict.of("CND-01", TRUE),
                      pending.expired(),
                      1,
                      Optional.empty());
              return Turn.alone(pending.verdict(), with(waiters, plus(arrivals, arrival)));
            })
        .orElseGet(() -> Turn.alone(alone.verdict(), alone.next()));
  }

  /* Those that have waited longest wait for the lock from now on. */
  private ConditionModel notified(long limit, String rule) {
    List<Arrival> more = new ArrayList<>(arrivals);
    List<Waiter> others = new ArrayList<>(waiters);
    for (long n = limit; n > 0 && !others.isEmpty(); n--) {
      Waiter first = others.remove(0);
      Verdict end = Verdict.of(first.predicate.isPresent() ? first.rule : rule, TRUE);
      Optional<Waiter> looks = first.predicate.isPresent() ? Optional.of(first) : Optional.empty();
      more.add(new Arrival(first.thread, first.rule, end, Optional.empty(), first.levels, looks));
    }
    return with(others, more);
  }

  private List<Turn<ConditionModel>> giveUp(
      String thread, Call call, Optional<Long> predicate, Verdict alone) {
    int mine = levelsOf(thread);
    Waiter waiter =
        new Waiter(
            thread,
            alone.rule(),
            predicate,
            call.timeout().isPresent() && ModelTimeouts.expires(call.timeout().getAsDouble()),
            mine);
    Waiter waiting = predicate.isPresent() ? waiter.again() : waiter;
    Verdict blocked = Verdict.of(alone.rule(), BLOCKED);
    if (call.timeout().orElse(1) > 0) {
      return held(thread, 0).with(plus(waiters, waiting), arrivals).handOn(thread, blocked);
    }
    Arrival back =
        new Arrival(thread, alone.rule(), alone, Optional.empty(), mine, Optional.empty());
    return held(thread, 0).with(waiters, plus(arrivals, back)).handOn(thread, blocked);
  }

  /* Who of those that wait gets a lock that is free, Python leaves open. */
  private List<Turn<ConditionModel>> handOn(String mover, Verdict verdict) {
    if (levels > 0 || arrivals.isEmpty()) {
      return List.of(Turn.alone(verdict, this));
    }
    Set<Turn<ConditionModel>> turns = new LinkedHashSet<>();
    for (Arrival arrival : arrivals) {
      ConditionModel left = with(waiters, minus(arrivals, arrival));
      if (arrival.waitsAgain()) {
        Waiter again = arrival.notified.orElseThrow().again();
        turns.addAll(left.with(plus(waiters, again), left.arrivals).handOn(mover, verdict));
      } else {
        turns.add(left.held(arrival.thread, arrival.levels).ended(arrival, mover, verdict));
      }
    }
    return List.copyOf(turns);
  }

  private Turn<ConditionModel> ended(Arrival arrival, String mover, Verdict verdict) {
    if (arrival.thread.equals(mover)) {
      return Turn.alone(arrival.end, this);
    }
    Map<String, Verdict> ends = new TreeMap<>(Map.of(arrival.thread, arrival.end));
    return new Turn<>(verdict, ends, this);
  }

  @Override
  public List<Turn<ConditionModel>> expire(String thread) {
    for (Arrival arrival : arrivals) {
      if (arrival.thread.equals(thread) && arrival.expired.isPresent()) {
        Verdict verdict = Verdict.of(arrival.rule, arrival.expired.get());
        return List.of(Turn.alone(verdict, with(waiters, minus(arrivals, arrival))));
      }
    }
    for (Waiter waiter : waiters) {
      if (waiter.thread.equals(thread) && waiter.expires) {
        Arrival back =
            new Arrival(
                thread,
                waiter.rule,
                waiter.expired(),
                Optional.empty(),
                waiter.levels,
                Optional.empty());
        return with(minus(waiters, waiter), plus(arrivals, back))
            .handOn(thread, Verdict.of(waiter.rule, BLOCKED));
      }
    }
    return List.of();
  }

  @Override
  public Step<ConditionModel> apply(Call call, boolean interrupted) {
    return apply(SELF, call, interrupted);
  }

  private Step<ConditionModel> apply(String thread, Call call, boolean interrupted) {
    int mine = levelsOf(thread);
    return switch (call.method()) {
      case "acquire" -> acquire(thread, call, interrupted);
      case "release" -> release(thread);
      case "locked" -> stay("CND-02", new Outcome.Returned(levels > 0));
      case "_is_owned" -> stay("CND-28", new Outcome.Returned(mine > 0));
      case "notify" -> signal(mine, "CND-10");
      case "notify_all" -> signal(mine, "CND-11");
      case "wait" ->
          call.timeout().isPresent()
              ? await(mine, call.timeout().getAsDouble(), interrupted)
              : await(mine, "CND-05", interrupted);
      case "wait_for" -> {
        long predicate = (Long) call.arguments().get(0);
        yield call.timeout().isPresent()
            ? awaitFor(mine, predicate, call.timeout().getAsDouble(), interrupted)
            : awaitFor(mine, predicate, interrupted);
      }
      default -> throw new IllegalArgumentException("Condition has no " + call);
    };
  }

  /* An RLock is as good as free for its owner; a timeout is looked at by both kinds alike. */
  private Step<ConditionModel> acquire(String thread, Call call, boolean interrupted) {
    boolean free = levels == 0 || (reentrant && owner.equals(thread));
    Verdict verdict = new LockModel(!free, List.of()).apply(call, interrupted).verdict();
    String rule =
        switch (verdict.rule()) {
          case "LCK-06" -> "CND-08";
          case "LCK-07" -> "CND-09";
          case "LCK-09" -> "CND-29";
          case "LCK-17" -> "CND-19";
          default -> "CND-01";
        };
    return verdict.outcome().equals(TRUE)
        ? new Step<>(Verdict.of(rule, TRUE), held(thread, levels + 1))
        : stay(rule, verdict.outcome());
  }

  private Step<ConditionModel> release(String thread) {
    if (levelsOf(thread) > 0) {
      return new Step<>(Verdict.of("CND-01", NOTHING), held(thread, levels - 1));
    }
    String message = reentrant ? "cannot release un-acquired lock" : "release unlocked lock";
    return stay("CND-01", raises(RUNTIME_ERROR, message));
  }

  private Step<ConditionModel> signal(int mine, String rule) {
    return mine > 0
        ? stay(rule, NOTHING)
        : stay("CND-04", raises(RUNTIME_ERROR, "cannot notify on un-acquired lock"));
  }

  private Step<ConditionModel> await(int mine, String rule, boolean interrupted) {
    if (mine == 0) {
      return unowned();
    }
    return interrupted ? stopped() : stay(rule, BLOCKED);
  }

  private Step<ConditionModel> await(int mine, double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      return notANumber(mine > 0 ? FALSE : unowned().verdict().outcome());
    }
    if (mine > 0 && timeout <= 0) {
      return stay("CND-07", FALSE);
    }
    return await(mine, "CND-06", timeout, FALSE, interrupted);
  }

  private Step<ConditionModel> awaitFor(int mine, long predicate, boolean interrupted) {
    return predicate == 0 ? stay("CND-16", TRUE) : await(mine, "CND-16", interrupted);
  }

  private Step<ConditionModel> awaitFor(
      int mine, long predicate, double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      Outcome reference = predicate == NEVER ? BLOCKED : TRUE;
      return notANumber(mine > 0 || predicate == 0 ? reference : unowned().verdict().outcome());
    }
    if (predicate == 0) {
      return stay("CND-17", TRUE);
    }
    Outcome secondLook = new Outcome.Returned(predicate == 1);
    if (mine > 0 && timeout <= 0) {
      return stay("CND-17", secondLook);
    }
    return await(mine, "CND-17", timeout, secondLook, interrupted);
  }

  private Step<ConditionModel> await(
      int mine, String rule, double timeout, Outcome afterwards, boolean interrupted) {
    if (mine == 0) {
      return unowned();
    }
    if (!ModelTimeouts.fits(timeout)) {
      return stay("CND-09", raises(OVERFLOW_ERROR, ModelTimeouts.TOO_LARGE));
    }
    if (interrupted) {
      return stopped();
    }
    return stay(rule, ModelTimeouts.expires(timeout) ? afterwards : BLOCKED);
  }

  private Step<ConditionModel> notANumber(Outcome reference) {
    Outcome ours = raises(VALUE_ERROR, ModelTimeouts.NAN);
    return new Step<>(new Verdict("CND-08", ours, reference), this);
  }

  private Step<ConditionModel> unowned() {
    return stay("CND-03", raises(RUNTIME_ERROR, "cannot wait on un-acquired lock"));
  }

  private Step<ConditionModel> stopped() {
    return stay("CND-19", raises(KEYBOARD_INTERRUPT, ""));
  }

  private Step<ConditionModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
