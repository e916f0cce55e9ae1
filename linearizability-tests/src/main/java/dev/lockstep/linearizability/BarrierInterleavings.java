package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreBothWays;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.BarrierModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.BarrierSubject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.waiting.Seam;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that wait for each other at a barrier. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.BARRIER, checker = Checker.INTERLEAVINGS)
public class BarrierInterleavings {
  private static final Outcome REFUSED = BarrierModel.REFUSED;

  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  private static final Outcome ACTION_FAILED = new Outcome.Returned(BarrierModel.ACTION_ERROR);

  /* In seconds: over at the third look at the clock. */
  private static final double TWO_TICKS = 2e-9;

  private static BarrierSubject newBarrier(int parties) {
    return share(Subjects.ACTIVE.newBarrier(parties));
  }

  private static BarrierSubject newBarrier(int parties, Runnable action) {
    return share(Subjects.ACTIVE.newBarrier(parties, action));
  }

  /* The model checker does not look into lambda expressions: actions are of ordinary classes. */

  /** Counts its calls, in a plain field. */
  private static final class Counting implements Runnable {
    int calls;

    @Override
    public void run() {
      calls++;
    }
  }

  /** Does what it is told, once; it knows its barrier. */
  private static final class Doing implements Runnable {
    private final Consumer<BarrierSubject> body;
    private @Nullable BarrierSubject own;
    private int calls;

    Doing(Consumer<BarrierSubject> body) {
      this.body = body;
    }

    BarrierSubject newBarrier(int parties) {
      BarrierSubject barrier = BarrierInterleavings.newBarrier(parties, this);
      own = barrier;
      return barrier;
    }

    @Override
    public void run() {
      BarrierSubject barrier = own;
      calls++;
      if (calls == 1 && barrier != null) {
        body.accept(barrier);
      }
    }
  }

  /** What an action throws. */
  private static final class ActionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> Actor.outcomeOf(() -> newBarrier(2).await(TWO_TICKS)));
  }

  /** Loads every class that waits, outside the model checker. */
  @BeforeAll
  static void load() {
    BarrierSubject barrier = newBarrier(2, new Counting());
    Actor.outcomeOf(() -> barrier.await(TWO_TICKS));
    barrier.reset();
    newBarrier(1, new Counting()).await();
  }

  private static Outcome arrive(BarrierSubject barrier) {
    return Actor.outcomeOf(barrier::await);
  }

  private static Outcome arrive(BarrierSubject barrier, double timeout) {
    return Actor.outcomeOf(() -> barrier.await(timeout));
  }

  private static boolean isPassed(Outcome outcome) {
    return outcome instanceof Outcome.Returned;
  }

  private static void requireIndex(Outcome seen, int due, String rule, String who) {
    require(
        seen.equals(new Outcome.Returned(due)),
        rule,
        who + " was due to return " + due + ", and " + seen);
  }

  /** Two that were in one generation: 0 and 1. */
  private static void requirePair(String rule, Outcome one, Outcome other) {
    Outcome zero = new Outcome.Returned(0);
    Outcome first = new Outcome.Returned(1);
    require(
        (one.equals(zero) && other.equals(first)) || (one.equals(first) && other.equals(zero)),
        rule,
        "due: one returns 0 and the other 1; seen: " + one + " and " + other);
  }

  /** Two that passed together, or were both refused. */
  private static void requireAllOrNone(String rule, Outcome one, Outcome other) {
    if (one.equals(REFUSED) && other.equals(REFUSED)) {
      return;
    }
    require(
        isPassed(one) && isPassed(other),
        rule,
        "due: both pass or both are refused; seen: " + one + " and " + other);
    requirePair("BAR-03", one, other);
  }

  private static void requireState(
      BarrierSubject barrier, boolean broken, int waiting, String rule, String when) {
    require(
        barrier.broken() == broken && barrier.nWaiting() == waiting,
        rule,
        "due "
            + when
            + ": broken "
            + broken
            + ", n_waiting "
            + waiting
            + "; seen: broken "
            + barrier.broken()
            + ", n_waiting "
            + barrier.nWaiting());
  }

  /** Nobody passes before both have arrived. */
  @Test
  @Rule({"BAR-02", "BAR-03", "BAR-17"})
  void bar02_nobodyPassesBeforeTheLastHasArrived() {
    exploreBothWays(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          boolean[] arrives = share(new boolean[2]);
          Actor other = Actor.start(() -> party(barrier, arrives, 1));
          Outcome one = Actor.outcomeOf(() -> party(barrier, arrives, 0));
          requirePair("BAR-02", one, other.join());
          requireState(barrier, false, 0, "BAR-16", "once all have passed");
        });
  }

  private static Object party(BarrierSubject barrier, boolean[] arrives, int who) {
    arrives[who] = true;
    int index = barrier.await();
    for (boolean each : arrives) {
      require(each, "BAR-02", "wait() returned before all had arrived");
    }
    return index;
  }

  /** Three of one generation. */
  @Test
  @Rule({"BAR-03", "BAR-17"})
  void bar03_eachNumberIsGivenOnce() {
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(3);
          Actor first = Actor.start(barrier::await);
          Actor second = Actor.start(barrier::await);
          Outcome own = arrive(barrier);
          List<Outcome> seen = List.of(first.join(), second.join(), own);
          for (int i = 0; i < 3; i++) {
            require(
                seen.contains(new Outcome.Returned(i)),
                "BAR-03",
                "due: each of 0, 1 and 2 once; seen: " + seen);
          }
        });
  }

  /** A timed waiter against the last arrival: both pass, or it is broken for both; never early. */
  @Test
  @Rule({"BAR-04", "BAR-13", "BAR-17"})
  void bar04_aTimeoutBreaksTheBarrierForBothOrComesTooLate() {
    needsOurWaiting();
    exploreBothWays(
        "BAR-04",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor timed =
              Actor.start(
                  () -> {
                    long start = ModelCheckingSeam.peek();
                    Outcome seen = arrive(barrier, TWO_TICKS);
                    long ticks = ModelCheckingSeam.peek() - start;
                    require(
                        isPassed(seen) || (seen.equals(REFUSED) && ticks > 2),
                        "BAR-04",
                        "due: passes, or refused after 2 ticks from the first look at the clock on,"
                            + " which is a tick itself; seen: "
                            + seen
                            + " after "
                            + ticks
                            + " ticks in all");
                    return seen;
                  });
          Outcome last = arrive(barrier);
          requireAllOrNone("BAR-13", outcome(timed), last);
          requireState(barrier, last.equals(REFUSED), 0, "BAR-04", "after a race with a timeout");
        });
  }

  /* An actor's body that returns an outcome. */
  private static Outcome outcome(Actor actor) {
    Outcome joined = actor.join();
    return joined instanceof Outcome.Returned returned && returned.value() instanceof Outcome inner
        ? inner
        : joined;
  }

  /** The last arrives just before a waiter finds that its time is over. */
  @Test
  @Rule({"BAR-13", "BAR-02"})
  void bar13_aLastArrivalBeforeTheTimeIsOverIsNotUndone() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          ModelCheckingSeam.stopClock();
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", () -> barrier.await(TWO_TICKS));
          ModelCheckingSeam.atNextLookAtTheClock(
              () -> requireIndex(arrive(barrier), 1, "BAR-13", "the last to arrive"));
          ModelCheckingSeam.letTimeoutsPass();
          waiter.joinReturning(0, "BAR-13");
          requireState(barrier, false, 0, "BAR-13", "when the last came in time");
        });
  }

  /** A wait without time finds another waiting. */
  @Test
  @Rule({"BAR-05", "BAR-17"})
  void bar05_aWaitWithoutTimeBreaksTheBarrierForTheWaiters() {
    needsOurWaiting();
    explore(
        "BAR-05",
        () -> {
          BarrierSubject barrier = newBarrier(3);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          Outcome own = arrive(barrier, 0);
          require(own.equals(REFUSED), "BAR-05", "due: refused, seen: " + own);
          requireState(barrier, true, 0, "BAR-05", "after wait(0)");
          Outcome seen = waiter.join();
          require(seen.equals(REFUSED), "BAR-17", "due: the waiter is refused, seen: " + seen);
        });
  }

  /** Two come without time when one is missing: one passes as the last, the other breaks. */
  @Test
  @Rule({"BAR-05", "BAR-13", "BAR-17"})
  void bar05_aWaitWithoutTimePassesOnlyAsTheLast() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          Actor other = Actor.start(() -> arrive(barrier, 0));
          Outcome one = arrive(barrier, 0);
          Outcome two = outcome(other);
          waiter.join();
          Outcome last = new Outcome.Returned(1);
          require(
              (one.equals(last) && two.equals(REFUSED))
                  || (one.equals(REFUSED) && two.equals(last)),
              "BAR-05",
              "due: one passes as the last, the other is refused; seen: " + one + " and " + two);
          waiter.joinReturning(0, "BAR-13");
          requireState(barrier, true, 0, "BAR-05", "after a second wait(0)");
        });
  }

  /** The action runs once, before anybody passes. */
  @Test
  @Rule({"BAR-09", "BAR-03", "BAR-17"})
  void bar09_theActionRunsOnceBeforeAnybodyPasses() {
    exploreBothWays(
        "BAR-17",
        () -> {
          Counting action = share(new Counting());
          BarrierSubject barrier = newBarrier(2, action);
          Actor other = Actor.start(() -> partyWithAction(barrier, action));
          Outcome own = Actor.outcomeOf(() -> partyWithAction(barrier, action));
          requirePair("BAR-03", own, other.join());
          require(action.calls == 1, "BAR-09", "the action was called " + action.calls + " times");
        });
  }

  private static Object partyWithAction(BarrierSubject barrier, Counting action) {
    int index = barrier.await();
    require(action.calls == 1, "BAR-09", "passed after " + action.calls + " calls of the action");
    return index;
  }

  /** The action throws: one gets that, the other is refused. */
  @Test
  @Rule({"BAR-10", "BAR-17"})
  void bar10_anActionThatThrowsBreaksTheBarrier() {
    exploreBothWays(
        "BAR-17",
        () -> {
          BarrierSubject barrier =
              new Doing(
                      own -> {
                        throw new ActionFailure();
                      })
                  .newBarrier(2);
          Actor other = Actor.start(() -> failing(barrier));
          Object own = failing(barrier);
          Outcome seen = outcome(other);
          boolean due =
              own.equals(ACTION_FAILED)
                  ? seen.equals(REFUSED)
                  : own.equals(REFUSED) && seen.equals(ACTION_FAILED);
          require(
              due,
              "BAR-10",
              "due: one gets what the action throws, the other is refused; seen: "
                  + own
                  + " and "
                  + seen);
          requireState(barrier, true, 0, "BAR-10", "after an action that throws");
        });
  }

  private static Outcome failing(BarrierSubject barrier) {
    boolean[] failed = new boolean[1];
    Outcome seen =
        Actor.outcomeOf(
            () -> {
              try {
                return barrier.await();
              } catch (ActionFailure e) {
                failed[0] = true;
                return null;
              }
            });
    return failed[0] ? ACTION_FAILED : seen;
  }

  /** The action touches its own barrier, which is an error and does no harm. */
  @Test
  @Rule({"BAR-11", "BAR-17"})
  void bar11_anActionThatTouchesItsBarrierDoesNoHarm() {
    for (Consumer<BarrierSubject> touch :
        List.<Consumer<BarrierSubject>>of(
            BarrierSubject::await, BarrierSubject::reset, BarrierSubject::abort)) {
      explore("BAR-11", () -> touched(touch));
    }
  }

  private static void touched(Consumer<BarrierSubject> touch) {
    Outcome[] seen = share(new Outcome[1]);
    BarrierSubject barrier =
        new Doing(
                own ->
                    seen[0] =
                        Actor.outcomeOf(
                            () -> {
                              touch.accept(own);
                              return null;
                            }))
            .newBarrier(2);
    Actor other = Actor.start(barrier::await);
    Outcome own = arrive(barrier);
    requirePair("BAR-11", own, other.join());
    require(
        seen[0] instanceof Outcome.Raised raised && raised.error() == PyError.RUNTIME_ERROR,
        "BAR-11",
        "due: RuntimeError in the action; seen: " + seen[0]);
    requireState(barrier, false, 0, "BAR-11", "after an action that touches its barrier");
  }

  /** Two threads through two generations: both times they pass together. */
  @Test
  @Rule({"BAR-12", "BAR-03", "BAR-17"})
  void bar12_twoGenerationsDoNotMix() {
    exploreBothWays("BAR-12", () -> twoGenerations(newBarrier(2)));
  }

  /** The same with an action, for which early arrivals wait. */
  @Test
  @Rule({"BAR-12", "BAR-03", "BAR-17"})
  void bar12_twoGenerationsWithAnActionDoNotMix() {
    explore("BAR-12", () -> twoGenerations(newBarrier(2, share(new Counting()))));
  }

  private static void twoGenerations(BarrierSubject barrier) {
    int[] arrivals = share(new int[2]);
    Object[] indices = share(new Object[2]);
    Actor other =
        Actor.start(
            () -> {
              indices[0] = generation(barrier, arrivals, 0, 1);
              return generation(barrier, arrivals, 0, 2);
            });
    Object first = generation(barrier, arrivals, 1, 1);
    Object second = generation(barrier, arrivals, 1, 2);
    Outcome otherSecond = other.join();
    requirePair("BAR-03", new Outcome.Returned(first), new Outcome.Returned(indices[0]));
    requirePair("BAR-03", new Outcome.Returned(second), otherSecond);
  }

  private static Object generation(BarrierSubject barrier, int[] arrivals, int who, int number) {
    arrivals[who] = number;
    Object index = barrier.await();
    require(
        arrivals[1 - who] >= number,
        "BAR-12",
        "passed generation " + number + ", and the other had arrived in " + arrivals[1 - who]);
    return index;
  }

  /**
   * One looks, sees no action, and arrives when another has become the last and runs it: it is of
   * the next generation all the same.
   */
  @Test
  @Rule({"BAR-12", "BAR-03", "BAR-17"})
  void bar12_anArrivalThatMeetsTheActionIsOfTheNextGeneration() {
    needsOurWaiting();
    explore(
        "BAR-12",
        () -> {
          Thread own = Thread.currentThread();
          Doing action =
              share(
                  new Doing(
                      self -> {
                        if (!isCurrent(own)) {
                          ModelCheckingSeam.awaitParked(own);
                        }
                      }));
          BarrierSubject barrier = action.newBarrier(3);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          Actor first = Actor.start(() -> untilTheSecondGeneration(barrier, action));
          Actor second = Actor.start(() -> untilTheSecondGeneration(barrier, action));
          untilTheSecondGeneration(barrier, action);
          waiter.joinReturning(0, "BAR-12");
          first.join();
          second.join();
          requireState(barrier, false, 0, "BAR-12", "after two generations");
        });
  }

  /* Of three, two are of the first generation, and meet the third in the second. */
  private static Object untilTheSecondGeneration(BarrierSubject barrier, Doing action) {
    int index = barrier.await();
    require(index < 3, "BAR-12", "due: 0 to 2 in a generation of three; seen: " + index);
    if (action.calls == 1) {
      barrier.await();
    }
    return index;
  }

  @SuppressWarnings("ReferenceEquality") // nothing of Thread is called under the model checker
  private static boolean isCurrent(Thread thread) {
    return thread == Thread.currentThread();
  }

  /** Four threads make two generations of two, whoever is with whom. */
  @Test
  @Rule({"BAR-12", "BAR-17"})
  void bar12_fourArrivalsMakeTwoGenerations() {
    explore("BAR-12", () -> fourArrivals(newBarrier(2)));
  }

  /** The same with an action, once in each generation. */
  @Test
  @Rule({"BAR-12", "BAR-09", "BAR-17"})
  void bar12_fourArrivalsMakeTwoGenerationsWithAnAction() {
    explore(
        "BAR-12",
        () -> {
          Counting action = share(new Counting());
          fourArrivals(newBarrier(2, action));
          require(
              action.calls == 2,
              "BAR-09",
              "the action was called " + action.calls + " times in two generations");
        });
  }

  private static void fourArrivals(BarrierSubject barrier) {
    Actor first = Actor.start(barrier::await);
    Actor second = Actor.start(barrier::await);
    Actor third = Actor.start(barrier::await);
    Outcome own = arrive(barrier);
    List<Outcome> seen = List.of(first.join(), second.join(), third.join(), own);
    for (int i = 0; i < 2; i++) {
      Outcome index = new Outcome.Returned(i);
      require(
          seen.stream().filter(index::equals).count() == 2,
          "BAR-12",
          "due: two generations of 0 and 1; seen: " + seen);
    }
    requireState(barrier, false, 0, "BAR-12", "after two generations");
  }

  /** One of the next generation parks before the last of this one has woken anybody. */
  @Test
  @Rule({"BAR-12", "BAR-02", "BAR-17"})
  void bar12_theEndOfAGenerationLetsNobodyOfTheNextGo() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          Actor one = Actor.start(barrier::await);
          Actor other = Actor.start(barrier::await);
          waiter.joinReturning(0, "BAR-12");
          boolean oneWaits = one.awaitParkedOrEnded();
          boolean otherWaits = other.awaitParkedOrEnded();
          require(
              oneWaits != otherWaits,
              "BAR-12",
              "due: one is of the next generation, and waits; seen: "
                  + (oneWaits ? "both wait" : "none waits"));
          requireIndex(arrive(barrier), 1, "BAR-12", "the last of the next generation");
          requirePair("BAR-12", one.join(), other.join());
        });
  }

  /** Who arrives while the action runs waits for its end, and is of the next generation. */
  @Test
  @Rule({"BAR-12", "BAR-02", "BAR-17"})
  void bar12_aLateArrivalWaitsForTheAction() {
    needsOurWaiting();
    explore(
        "BAR-12",
        () -> {
          Actor[] late = share(new Actor[1]);
          BarrierSubject barrier =
              new Doing(own -> late[0] = Actor.startParked("BAR-12", own::await)).newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          requireIndex(arrive(barrier), 1, "BAR-12", "the last to arrive");
          waiter.joinReturning(0, "BAR-12");
          Outcome next = arrive(barrier);
          requirePair("BAR-12", next, late[0].join());
        });
  }

  /** The clock of a late arrival begins at the end of the action. */
  @Test
  @Rule({"BAR-12", "BAR-02", "BAR-17"})
  void bar12_theTimeOfALateArrivalBeginsAfterTheAction() {
    needsOurWaiting();
    explore(
        "BAR-12",
        () -> {
          Actor[] late = share(new Actor[1]);
          long[] over = share(new long[1]);
          long[] end = share(new long[1]);
          BarrierSubject barrier =
              new Doing(
                      own -> {
                        late[0] =
                            Actor.startParked(
                                "BAR-12",
                                () -> {
                                  Outcome seen = arrive(own, TWO_TICKS);
                                  over[0] = ModelCheckingSeam.peek();
                                  return seen;
                                });
                        ModelCheckingSeam.tick(3);
                        end[0] = ModelCheckingSeam.peek();
                      })
                  .newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          requireIndex(arrive(barrier), 1, "BAR-12", "the last to arrive");
          waiter.joinReturning(0, "BAR-12");
          Outcome seen = outcome(late[0]);
          long ticks = over[0] - end[0];
          require(
              seen.equals(REFUSED) && barrier.broken() && ticks > 2,
              "BAR-12",
              "due: the late one is refused 2 ticks after its first look at the clock, which comes"
                  + " after the action; seen: "
                  + seen
                  + " after "
                  + ticks
                  + " ticks in all");
        });
  }

  /** Reset by another while the action runs: it waits, and comes too late for the generation. */
  @Test
  @Rule({"BAR-12", "BAR-13", "BAR-17"})
  void bar12_aResetDuringTheActionWaitsForItsEnd() {
    needsOurWaiting();
    explore("BAR-12", () -> duringTheAction(BarrierSubject::reset, false));
  }

  /** Abort, the same. */
  @Test
  @Rule({"BAR-12", "BAR-13", "BAR-17"})
  void bar12_anAbortDuringTheActionWaitsForItsEnd() {
    needsOurWaiting();
    explore("BAR-12", () -> duringTheAction(BarrierSubject::abort, true));
  }

  private static void duringTheAction(Consumer<BarrierSubject> call, boolean breaks) {
    Actor[] other = share(new Actor[1]);
    BarrierSubject barrier =
        new Doing(own -> other[0] = Actor.startParked("BAR-12", doing(() -> call.accept(own))))
            .newBarrier(2);
    Actor waiter = Actor.startParked("BAR-02", barrier::await);
    requireIndex(arrive(barrier), 1, "BAR-13", "the last to arrive");
    waiter.joinReturning(0, "BAR-13");
    other[0].joinReturning(null, "BAR-12");
    requireState(barrier, breaks, 0, "BAR-12", "afterwards");
  }

  private static Supplier<@Nullable Object> doing(Runnable body) {
    return () -> {
      body.run();
      return null;
    };
  }

  /** The last arrives while another is about to abort: it refuses both, or comes too late. */
  @Test
  @Rule({"BAR-13", "BAR-15", "BAR-17"})
  void bar13_anAbortThatComesTooLateRefusesNobody() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          Actor aborter = Actor.run(barrier::abort);
          Outcome last = arrive(barrier);
          requireAllOrNone("BAR-13", waiter.join(), last);
          aborter.joinReturning(null, "BAR-15");
          requireState(barrier, true, 0, "BAR-15", "after abort()");
        });
  }

  /** A waiter's time is over, or it is interrupted, while the action runs: it passes. */
  @Test
  @Rule({"BAR-13", "BAR-02", "BAR-17"})
  void bar13_aWaiterDoesNotLeaveDuringTheAction() {
    needsOurWaiting();
    for (boolean interrupt : new boolean[] {false, true}) {
      explore(
          "BAR-17",
          () -> {
            ModelCheckingSeam.stopClock();
            Actor[] waiter = share(new Actor[1]);
            BarrierSubject barrier =
                new Doing(
                        own -> {
                          waiter[0].end(interrupt);
                          waiter[0].awaitParkedOrEnded();
                        })
                    .newBarrier(2);
            waiter[0] = Actor.startParked("BAR-02", () -> barrier.await(TWO_TICKS));
            requireIndex(arrive(barrier), 1, "BAR-13", "the last to arrive");
            waiter[0].joinReturning(0, "BAR-13");
            require(
                waiter[0].endedInterrupted() == interrupt,
                "BAR-13",
                "the interrupt status was due to be " + interrupt);
            requireState(barrier, false, 0, "BAR-13", "after a generation that passed");
          });
    }
  }

  /** An interrupt against the last arrival: withdrawn, or passed, never both. */
  @Test
  @Rule({"BAR-19", "BAR-13", "BAR-17"})
  void bar19_anInterruptedWaiterIsWithdrawnOrPasses() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          waiter.interrupt();
          Outcome last = arrive(barrier, TWO_TICKS);
          Outcome seen = waiter.join();
          if (seen.equals(KEYBOARD_INTERRUPT)) {
            require(!waiter.endedInterrupted(), "BAR-19", "KeyboardInterrupt with the status set");
            require(
                last.equals(REFUSED),
                "BAR-19",
                "due: nobody passes with one that was withdrawn; seen: " + last);
          } else {
            requireIndex(seen, 0, "BAR-19", "a waiter that was not withdrawn");
            requireIndex(last, 1, "BAR-13", "the last to arrive");
            require(waiter.endedInterrupted(), "BAR-19", "the waiter passed and ate the interrupt");
          }
        });
  }

  /** The last arrives while an interrupted waiter is about to leave. */
  @Test
  @Rule({"BAR-19", "BAR-13", "BAR-02"})
  void bar19_aWaiterThatIsAboutToLeavePassesIfTheLastIsFaster() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          ModelCheckingSeam.stopClock();
          Actor[] last = share(new Actor[1]);
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", () -> barrier.await(TWO_TICKS));
          ModelCheckingSeam.atNextLookAtTheClock(
              () -> last[0] = Actor.start(() -> arrive(barrier, 0)));
          waiter.interrupt();
          Outcome seen = waiter.join();
          Outcome other = outcome(last[0]);
          boolean withdrawn = seen.equals(KEYBOARD_INTERRUPT);
          require(
              withdrawn ? other.equals(REFUSED) : isPassed(seen) && isPassed(other),
              "BAR-19",
              "due: one is withdrawn and the other refused, or both pass; seen: "
                  + seen
                  + " and "
                  + other);
          requireState(barrier, withdrawn, 0, "BAR-19", "after a race with an interrupt");
        });
  }

  /** An interrupt reaches a waiter although nobody comes; its number is given again. */
  @Test
  @Rule({"BAR-19", "BAR-17"})
  void bar19_anInterruptEndsTheWaitAndWithdrawsTheArrival() {
    exploreBothWays(
        "BAR-19",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.start(barrier::await);
          waiter.interrupt();
          Outcome seen = waiter.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT) && !waiter.endedInterrupted(),
              "BAR-19",
              "due: KeyboardInterrupt and a clear status; seen: " + seen);
          requireState(barrier, false, 0, "BAR-19", "after the only waiter was withdrawn");
          Actor next = Actor.start(barrier::await);
          requirePair("BAR-19", arrive(barrier), next.join());
        });
  }

  /** An interrupt of one who waits for the action, against its end. */
  @Test
  @Rule({"BAR-19", "BAR-12", "BAR-17"})
  void bar19_anInterruptReachesWhoWaitsForTheAction() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          Actor[] late = share(new Actor[1]);
          BarrierSubject barrier =
              new Doing(
                      own -> {
                        late[0] = Actor.startParked("BAR-12", own::await);
                        late[0].interrupt();
                      })
                  .newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          requireIndex(arrive(barrier), 1, "BAR-12", "the last to arrive");
          waiter.joinReturning(0, "BAR-12");
          Outcome seen = late[0].join();
          require(
              seen.equals(KEYBOARD_INTERRUPT) && !late[0].endedInterrupted(),
              "BAR-19",
              "due: KeyboardInterrupt and a clear status; seen: " + seen);
          requireState(barrier, false, 0, "BAR-19", "after a late arrival was withdrawn");
        });
  }

  /** A reset against two arrivals: both pass, or the reset parts them, and nobody is stranded. */
  @Test
  @Rule({"BAR-14", "BAR-13", "BAR-17"})
  void bar14_aResetRefusesTheWaitersOfItsGenerationOnly() {
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.start(barrier::await);
          Actor resetter = Actor.run(barrier::reset);
          resetter.joinReturning(null, "BAR-14");
          Outcome last = arrive(barrier, 0);
          Outcome seen = waiter.join();
          if (isPassed(last)) {
            requirePair("BAR-13", seen, last);
            requireState(barrier, false, 0, "BAR-14", "after a generation that passed");
          } else {
            require(
                last.equals(REFUSED) && seen.equals(REFUSED),
                "BAR-14",
                "due: both are refused, or pass together; seen: " + seen + " and " + last);
          }
        });
  }

  /** A reset of parked waiters, and then a generation that passes. */
  @Test
  @Rule({"BAR-14", "BAR-17"})
  void bar14_aResetLeavesAUsableBarrier() {
    needsOurWaiting();
    explore(
        "BAR-14",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          Actor resetter = Actor.run(barrier::reset);
          resetter.joinReturning(null, "BAR-14");
          Actor next = Actor.start(barrier::await);
          Outcome own = arrive(barrier);
          Outcome seen = waiter.join();
          require(seen.equals(REFUSED), "BAR-14", "due: the waiter is refused; seen: " + seen);
          requirePair("BAR-14", own, next.join());
          requireState(barrier, false, 0, "BAR-14", "after reset and a generation");
        });
  }

  /** An abort against two arrivals: both pass, and then it is broken, or both are refused. */
  @Test
  @Rule({"BAR-15", "BAR-13", "BAR-17"})
  void bar15_anAbortRefusesAllOrNone() {
    exploreBothWays(
        "BAR-15",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.start(barrier::await);
          Actor aborter = Actor.run(barrier::abort);
          Outcome own = arrive(barrier);
          aborter.joinReturning(null, "BAR-15");
          requireAllOrNone("BAR-13", waiter.join(), own);
          requireState(barrier, true, 0, "BAR-15", "after abort()");
          Outcome after = arrive(barrier);
          require(after.equals(REFUSED), "BAR-15", "due after abort(): refused; seen: " + after);
        });
  }

  /** One that has arrived, and is not yet parked, looks while another aborts. */
  @Test
  @Rule({"BAR-15", "BAR-17"})
  void bar15_anAbortRefusesWhoStillLooks() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          ModelCheckingSeam.letThreadsSpin();
          ModelCheckingSeam.stopClock();
          BarrierSubject barrier = newBarrier(2);
          ModelCheckingSeam.atNextLookAtTheClock(() -> Seam.ACTIVE.park(barrier));
          Actor waiter = Actor.startParked("BAR-02", () -> barrier.await(TWO_TICKS));
          waiter.wakeForNoReason();
          barrier.abort();
          Outcome seen = waiter.join();
          require(seen.equals(REFUSED), "BAR-15", "due: refused by abort(); seen: " + seen);
        });
  }

  /** An abort that races with a reset: every waiter is told, once. */
  @Test
  @Rule({"BAR-15", "BAR-14", "BAR-17"})
  void bar15_anAbortThatRacesWithAResetStrandsNobody() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.startParked("BAR-02", barrier::await);
          Actor resetter = Actor.run(barrier::reset);
          barrier.abort();
          boolean broken = barrier.broken();
          resetter.joinReturning(null, "BAR-14");
          Outcome seen = waiter.join();
          require(seen.equals(REFUSED), "BAR-15", "due: the waiter is refused; seen: " + seen);
          boolean afterwards = barrier.broken();
          require(
              broken || !afterwards,
              "BAR-15",
              "broken was false, and then true, and nobody has aborted in between");
        });
  }

  /** All that are parked are woken. */
  @Test
  @Rule({"BAR-17", "BAR-02"})
  void bar17_theLastArrivalReachesAllThatAreParked() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(4);
          Actor first = Actor.startParked("BAR-02", barrier::await);
          Actor second = Actor.startParked("BAR-02", barrier::await);
          Actor third = Actor.startParked("BAR-02", barrier::await);
          requireIndex(arrive(barrier), 3, "BAR-03", "the last to arrive");
          first.joinReturning(0, "BAR-03");
          second.joinReturning(1, "BAR-03");
          third.joinReturning(2, "BAR-03");
        });
  }

  /** One that has arrived parks while the last is about to end the generation. */
  @Test
  @Rule({"BAR-17", "BAR-02"})
  void bar17_theLastArrivalReachesWhoIsAboutToPark() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          ModelCheckingSeam.stopClock();
          BarrierSubject barrier = newBarrier(2);
          ModelCheckingSeam.atNextLookAtTheClock(() -> Seam.ACTIVE.park(barrier));
          Actor waiter = Actor.startParked("BAR-02", () -> barrier.await(TWO_TICKS));
          waiter.wakeForNoReason();
          requireIndex(arrive(barrier), 1, "BAR-02", "the last to arrive");
          waiter.joinReturning(0, "BAR-02");
        });
  }

  /** A single party waits for the action of another one, and is woken by its end. */
  @Test
  @Rule({"BAR-17", "BAR-12", "BAR-09"})
  void bar17_theEndOfTheActionReachesWhoWaitsForIt() {
    exploreBothWays(
        "BAR-17",
        () -> {
          Counting action = share(new Counting());
          BarrierSubject barrier = newBarrier(1, action);
          Actor other = Actor.start(barrier::await);
          requireIndex(arrive(barrier), 0, "BAR-12", "a single party");
          other.joinReturning(0, "BAR-12");
          require(action.calls == 2, "BAR-09", "two passed, and it was called " + action.calls);
        });
  }

  /** Both are the first to use the barrier. */
  @Test
  @Rule({"BAR-17", "BAR-15"})
  void bar17_anAbortReachesTheFirstToArrive() {
    Scenario.needs("BAR-15");
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor waiter = Actor.start(barrier::await);
          barrier.abort();
          Outcome seen = waiter.join();
          require(seen.equals(REFUSED), "BAR-15", "due: refused after abort(); seen: " + seen);
        });
  }

  /** After a waiter has left by an interrupt there is nobody to be woken. */
  @Test
  @Rule({"BAR-21", "BAR-02"})
  void bar21_anInterruptedWaiterLeavesNothingBehind() {
    needsOurWaiting();
    explore(
        "BAR-21",
        () -> {
          BarrierSubject barrier = newBarrier(2);
          Actor leaver = Actor.startParked("BAR-02", barrier::await);
          leaver.interrupt();
          leaver.join();
          int before = ModelCheckingSeam.unparks();
          barrier.abort();
          requireNoUnparks(before, "abort()");
        });
  }

  /** The same after a timeout, which has broken the barrier. */
  @Test
  @NoTwin(
      "A refusal takes out all of its generation, who leaves too: only an interrupt can leave one behind.")
  @Rule({"BAR-21", "BAR-02"})
  void bar21_aTimedOutWaiterLeavesNothingBehind() {
    needsOurWaiting();
    explore(
        "BAR-21",
        () -> {
          ModelCheckingSeam.stopClock();
          BarrierSubject barrier = newBarrier(2);
          Actor leaver = Actor.startParked("BAR-02", () -> barrier.await(TWO_TICKS));
          ModelCheckingSeam.letTimeoutsPass();
          leaver.join();
          int before = ModelCheckingSeam.unparks();
          barrier.reset();
          requireNoUnparks(before, "reset()");
        });
  }

  private static void requireNoUnparks(int before, String by) {
    int unparks = ModelCheckingSeam.unparks() - before;
    require(unparks == 0, "BAR-21", "the only waiter had left, and " + by + " unparked " + unparks);
  }

  /** The last arrival unparks each once, an earlier one nobody. */
  @Test
  @Rule({"BAR-22", "BAR-02"})
  void bar22_theEndUnparksEachOnceAndAnArrivalNobody() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(3);
          int before = ModelCheckingSeam.unparks();
          Actor first = Actor.startParked("BAR-02", barrier::await);
          Actor second = Actor.startParked("BAR-02", barrier::await);
          requireUnparks(before, 0, "two arrivals of three");
          arrive(barrier);
          first.join();
          second.join();
          requireUnparks(before, 2, "the third");
          barrier.reset();
          barrier.abort();
          requireUnparks(before, 2, "reset() and abort() without waiters");
        });
  }

  /** The same wherever they are on their way to being parked. */
  @Test
  @Rule({"BAR-22", "BAR-17"})
  void bar22_nobodyIsUnparkedTwice() {
    needsOurWaiting();
    explore(
        "BAR-17",
        () -> {
          BarrierSubject barrier = newBarrier(3);
          int before = ModelCheckingSeam.unparks();
          Actor first = Actor.start(barrier::await);
          Actor second = Actor.start(barrier::await);
          arrive(barrier);
          first.join();
          second.join();
          requireUnparks(before, 2, "a generation of three");
        });
  }

  private static void requireUnparks(int before, int most, String after) {
    int unparks = ModelCheckingSeam.unparks() - before;
    require(
        unparks <= most,
        "BAR-22",
        "after " + after + ": " + most + " unparks at most, seen: " + unparks);
  }
}
