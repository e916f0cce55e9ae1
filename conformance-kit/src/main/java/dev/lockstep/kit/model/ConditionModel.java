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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code threading.Condition}. Who makes a sequence is the only thread, and notified by nobody.
 *
 * <p>The predicate of {@code wait_for} is a number: how often it is false before it is true; {@link
 * #NEVER} for one that never is.
 *
 * @param reentrant whether it is over an RLock
 * @param levels how often the lock is held
 * @param owner the thread that holds it; without meaning of a Lock, or if nobody does
 * @param contending the calls that wait for the lock, in no order
 * @param waiters the calls that wait to be notified, those that came first at the front
 * @param asReference whether it does what CPython does where CND-14 deviates: a waiter whose time
 *     is over is notified as long as it waits for the lock, and so keeps the notification from
 *     others
 */
public record ConditionModel(
    boolean reentrant,
    int levels,
    String owner,
    List<Contender> contending,
    List<Waiter> waiters,
    boolean asReference)
    implements SequentialModel<ConditionModel>, ThreadedModel<ConditionModel> {
  /** The predicate that is never true. */
  public static final long NEVER = -1;

  private static final String NOBODY = "";

  /* As those see an RLock who do not own it: one to wait for, and none to release. */
  private static final ConditionModel HELD_BY_OTHER = overLock().with(1, NOBODY);
  private static final ConditionModel NOT_OWNED = overRLock();

  /**
   * A call that waits for the lock.
   *
   * @param call the call
   * @param outcome what it comes to once it has the lock
   * @param levels how often it then holds it
   */
  public record Contender(Pending call, Outcome outcome, int levels) {
    private Verdict verdict() {
      return Verdict.of(call.rule(), outcome);
    }
  }

  /**
   * A call that waits to be notified.
   *
   * @param call the call
   * @param levels how often it held the lock
   * @param isOver whether its time is over, and it waits for the lock only
   */
  public record Waiter(Pending call, int levels, boolean isOver) {}

  /** Copies the calls. */
  public ConditionModel {
    contending = List.copyOf(contending);
    waiters = List.copyOf(waiters);
  }

  /** Returns the model of {@code Condition()}. */
  public static ConditionModel overRLock() {
    return new ConditionModel(true, 0, NOBODY, List.of(), List.of(), false);
  }

  /** Returns the model of {@code Condition(Lock())}. */
  public static ConditionModel overLock() {
    return new ConditionModel(false, 0, NOBODY, List.of(), List.of(), false);
  }

  @Override
  public ConditionModel reference() {
    return new ConditionModel(reentrant, levels, owner, contending, waiters, true);
  }

  private ConditionModel with(int nextLevels, String nextOwner) {
    return new ConditionModel(reentrant, nextLevels, nextOwner, contending, waiters, asReference);
  }

  private ConditionModel with(List<Contender> nextContending, List<Waiter> nextWaiters) {
    return new ConditionModel(reentrant, levels, owner, nextContending, nextWaiters, asReference);
  }

  private ConditionModel contended(Contender more) {
    return with(Stream.concat(contending.stream(), Stream.of(more)).toList(), waiters);
  }

  @Override
  public List<Turn<ConditionModel>> apply(String thread, Call call) {
    Step<ConditionModel> alone = asSeenBy(thread, call.method()).apply(call);
    Verdict verdict = alone.verdict();
    Optional<Pending> waits = Pending.of(thread, call, verdict);
    boolean proceeds = !(verdict.outcome() instanceof Outcome.Raised);
    return switch (call.method()) {
      case "acquire" -> {
        if (waits.isPresent()) {
          Contender contender = new Contender(waits.get(), TRUE, 1);
          yield List.of(Turn.alone(waits.get().verdict(), contended(contender)));
        }
        boolean acquired = verdict.outcome().equals(TRUE);
        yield List.of(Turn.alone(verdict, acquired ? with(levels + 1, thread) : this));
      }
      case "release" ->
          proceeds ? releasedTo(verdict, levels - 1) : List.of(Turn.alone(verdict, this));
      case "wait" ->
          waits.isPresent()
              ? joined(waits.get())
              : proceeds ? glanced(thread, verdict) : List.of(Turn.alone(verdict, this));
      case "notify" ->
          List.of(Turn.alone(verdict, proceeds ? notified(count(call), verdict) : this));
      case "notify_all" ->
          List.of(Turn.alone(verdict, proceeds ? notified(waiters.size(), verdict) : this));
      case "locked", "_is_owned" -> List.of(Turn.alone(verdict, this));
      default -> throw new IllegalArgumentException("Several threads do not play " + call);
    };
  }

  private ConditionModel asSeenBy(String thread, String method) {
    if (!reentrant || levels == 0 || owner.equals(thread) || method.equals("locked")) {
      return this;
    }
    return method.equals("acquire") ? HELD_BY_OTHER : NOT_OWNED;
  }

  private static long count(Call call) {
    return call.arguments().isEmpty() ? 1 : (Long) call.arguments().get(0);
  }

  private List<Turn<ConditionModel>> joined(Pending call) {
    Waiter waiter = new Waiter(call, levels, false);
    List<Waiter> longer = Stream.concat(waiters.stream(), Stream.of(waiter)).toList();
    return with(contending, longer).releasedTo(call.verdict(), 0);
  }

  /* It gives the lock up for a moment, in which somebody may take it. */
  private List<Turn<ConditionModel>> glanced(String thread, Verdict verdict) {
    List<Turn<ConditionModel>> turns = new ArrayList<>();
    turns.add(Turn.alone(verdict, this));
    if (!contending.isEmpty()) {
      Pending call = new Pending(thread, verdict.rule(), Optional.empty());
      Contender self = new Contender(call, verdict.outcome(), levels);
      for (Turn<ConditionModel> turn : releasedTo(call.verdict(), 0)) {
        turns.add(new Turn<>(turn.verdict(), turn.completions(), turn.next().contended(self)));
      }
    }
    return turns;
  }

  /* Who of those that wait gets a lock that becomes free, Python leaves open. */
  private List<Turn<ConditionModel>> releasedTo(Verdict verdict, int left) {
    ConditionModel next = with(left, left == 0 ? NOBODY : owner);
    if (left > 0 || contending.isEmpty()) {
      return List.of(Turn.alone(verdict, next));
    }
    return contending.stream().map(contender -> next.handOn(verdict, contender)).toList();
  }

  private Turn<ConditionModel> handOn(Verdict verdict, Contender to) {
    String thread = to.call().thread();
    List<Contender> left = contending.stream().filter(each -> !each.equals(to)).toList();
    return new Turn<>(
        verdict,
        Map.of(thread, to.verdict()),
        with(left, without(thread)).with(to.levels(), thread));
  }

  private List<Waiter> without(String thread) {
    return waiters.stream().filter(waiter -> !waiter.call().thread().equals(thread)).toList();
  }

  /* Those who waited longest now wait for the lock. */
  private ConditionModel notified(long count, Verdict verdict) {
    ConditionModel next = this;
    for (Waiter waiter : waiters.subList(0, (int) Math.max(0, Math.min(count, waiters.size())))) {
      String thread = waiter.call().thread();
      next = next.with(next.contending, next.without(thread));
      if (!waiter.isOver()) {
        Pending call = new Pending(thread, verdict.rule(), Optional.empty());
        next = next.contended(new Contender(call, TRUE, waiter.levels()));
      }
    }
    return next;
  }

  @Override
  public List<Turn<ConditionModel>> expire(String thread) {
    for (Contender contender : contending) {
      if (contender.call().thread().equals(thread) && contender.call().expired().isPresent()) {
        List<Contender> left = contending.stream().filter(each -> !each.equals(contender)).toList();
        Verdict verdict = Verdict.of(contender.call().rule(), FALSE);
        return List.of(Turn.alone(verdict, with(left, waiters)));
      }
    }
    for (Waiter waiter : waiters) {
      if (waiter.call().thread().equals(thread)
          && waiter.call().expired().isPresent()
          && !waiter.isOver()) {
        return List.of(expire(waiter));
      }
    }
    return List.of();
  }

  private Turn<ConditionModel> expire(Waiter waiter) {
    String thread = waiter.call().thread();
    if (levels == 0) {
      Verdict verdict = Verdict.of(waiter.call().rule(), FALSE);
      return Turn.alone(verdict, with(contending, without(thread)).with(waiter.levels(), thread));
    }
    Pending call = new Pending(thread, waiter.call().rule(), Optional.empty());
    Waiter over = new Waiter(waiter.call(), waiter.levels(), true);
    List<Waiter> left =
        asReference
            ? waiters.stream().map(each -> each.equals(waiter) ? over : each).toList()
            : without(thread);
    Contender contender = new Contender(call, FALSE, waiter.levels());
    return Turn.alone(call.verdict(), with(contending, left).contended(contender));
  }

  @Override
  public Step<ConditionModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "acquire" -> acquire(call, interrupted);
      case "release" -> release();
      case "locked" -> stay("CND-02", new Outcome.Returned(levels > 0));
      case "_is_owned" -> stay("CND-28", new Outcome.Returned(levels > 0));
      case "notify" -> signal("CND-10");
      case "notify_all" -> signal("CND-11");
      case "wait" ->
          call.timeout().isPresent()
              ? await(call.timeout().getAsDouble(), interrupted)
              : await("CND-05", interrupted);
      case "wait_for" -> {
        long predicate = (Long) call.arguments().get(0);
        yield call.timeout().isPresent()
            ? awaitFor(predicate, call.timeout().getAsDouble(), interrupted)
            : awaitFor(predicate, interrupted);
      }
      default -> throw new IllegalArgumentException("Condition has no " + call);
    };
  }

  /* What CND-01 refers to; all that is refused otherwise has a rule of the condition, too. */
  @Override
  public List<String> reliesOn(Call call) {
    boolean refers = call.method().equals("acquire") && ofLock(call, false).rule().equals("LCK-08");
    return refers ? List.of(reentrant ? "RLK-09" : "LCK-08") : List.of();
  }

  /* An RLock is as good as free for the only thread; a timeout is looked at by both alike. */
  private Verdict ofLock(Call call, boolean interrupted) {
    return new LockModel(levels > 0 && !reentrant, List.of()).apply(call, interrupted).verdict();
  }

  private Step<ConditionModel> acquire(Call call, boolean interrupted) {
    Verdict verdict = ofLock(call, interrupted);
    String rule =
        switch (verdict.rule()) {
          case "LCK-06" -> "CND-08";
          case "LCK-07" -> "CND-09";
          case "LCK-09" -> "CND-29";
          case "LCK-17" -> "CND-19";
          default -> "CND-01";
        };
    return verdict.outcome().equals(TRUE)
        ? become(rule, TRUE, levels + 1)
        : stay(rule, verdict.outcome());
  }

  private Step<ConditionModel> release() {
    if (levels > 0) {
      return become("CND-01", NOTHING, levels - 1);
    }
    String message = reentrant ? "cannot release un-acquired lock" : "release unlocked lock";
    return stay("CND-01", raises(RUNTIME_ERROR, message));
  }

  private Step<ConditionModel> signal(String rule) {
    return levels > 0
        ? stay(rule, NOTHING)
        : stay("CND-04", raises(RUNTIME_ERROR, "cannot notify on un-acquired lock"));
  }

  private Step<ConditionModel> await(String rule, boolean interrupted) {
    if (levels == 0) {
      return unowned();
    }
    return interrupted ? stopped() : stay(rule, BLOCKED);
  }

  private Step<ConditionModel> await(double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      return notANumber(levels > 0 ? FALSE : unowned().verdict().outcome());
    }
    if (levels > 0 && timeout <= 0) {
      return stay("CND-07", FALSE);
    }
    return await("CND-06", timeout, FALSE, interrupted);
  }

  private Step<ConditionModel> awaitFor(long predicate, boolean interrupted) {
    return predicate == 0 ? stay("CND-16", TRUE) : await("CND-16", interrupted);
  }

  private Step<ConditionModel> awaitFor(long predicate, double timeout, boolean interrupted) {
    if (Double.isNaN(timeout)) {
      Outcome reference = predicate == NEVER ? BLOCKED : TRUE;
      return notANumber(levels > 0 || predicate == 0 ? reference : unowned().verdict().outcome());
    }
    if (predicate == 0) {
      return stay("CND-17", TRUE);
    }
    Outcome secondLook = new Outcome.Returned(predicate == 1);
    if (levels > 0 && timeout <= 0) {
      return stay("CND-17", secondLook);
    }
    return await("CND-17", timeout, secondLook, interrupted);
  }

  private Step<ConditionModel> await(
      String rule, double timeout, Outcome afterwards, boolean interrupted) {
    if (levels == 0) {
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

  private Step<ConditionModel> become(String rule, Outcome outcome, int next) {
    return new Step<>(Verdict.of(rule, outcome), with(next, owner));
  }

  private Step<ConditionModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
