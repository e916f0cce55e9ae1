package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreWays;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.subject.PutGetSubject;
import java.util.function.Supplier;

/** Small programs with threads that wait for an item of a queue, of whatever kind. */
final class GetterPrograms {
  static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");
  static final Outcome EMPTY = Outcome.raises(PyError.EMPTY, "");
  static final Outcome ONE = new Outcome.Returned(1L);
  static final Outcome TWO = new Outcome.Returned(2L);

  /* In seconds: over at the third look at the clock. */
  static final double TWO_TICKS = 2e-9;

  private final Supplier<? extends PutGetSubject> created;
  private final boolean bothWays;

  /**
   * Creates the programs.
   *
   * @param created creates an empty queue
   * @param bothWays whether to let threads spin, too
   */
  GetterPrograms(Supplier<? extends PutGetSubject> created, boolean bothWays) {
    this.created = created;
    this.bothWays = bothWays;
  }

  private PutGetSubject queue() {
    return share(created.get());
  }

  /** Skips a check that looks at parked threads or at the clock if that cannot be shown. */
  void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> Actor.outcomeOf(() -> queue().get(true, TWO_TICKS)));
  }

  /** Loads every class that waits for an item, outside the model checker. Never waits for ever. */
  void load() {
    PutGetSubject waits = created.get();
    Actor.outcomeOf(() -> waits.get(true, TWO_TICKS));
    PutGetSubject passes = created.get();
    passes.put(1L);
    Actor.outcomeOf(passes::getNowait);
  }

  static void requireItems(PutGetSubject queue, int due, String rule) {
    require(queue.qsize() == due, rule, "items in the end: due " + due + ", seen " + queue.qsize());
  }

  /** A get blocks until there is an item. */
  void getBlocksUntilPut(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor getter = Actor.start(queue::get);
          queue.put(1L);
          getter.joinReturning(1L, rule);
          requireItems(queue, 0, rule);
        });
  }

  /** Two getters and two putters: each item is taken once, and nobody waits on. */
  void eachItemIsTakenOnce(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor first = Actor.start(queue::get);
          Actor second = Actor.start(queue::get);
          Actor putter = Actor.run(() -> queue.put(1L));
          queue.put(2L);
          putter.joinReturning(null, rule);
          // No set: under the model checker, on JDK 17, one does not find a record equal to its
          // own.
          Outcome one = first.join();
          Outcome other = second.join();
          boolean each = one.equals(ONE) ? other.equals(TWO) : one.equals(TWO) && other.equals(ONE);
          require(each, rule, "due: 1 and 2, seen: " + one + " and " + other);
          requireItems(queue, 0, rule);
        });
  }

  /** A timed get against a put: the item is taken, or it is still there. */
  void aTimedGetTakesTheItemOrLeavesIt(String rule) {
    explore(
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor getter = Actor.start(() -> queue.get(true, TWO_TICKS));
          queue.put(1L);
          requireTakenOrLeft(queue, getter.join(), EMPTY, rule);
        });
  }

  private static void requireTakenOrLeft(
      PutGetSubject queue, Outcome seen, Outcome inVain, String rule) {
    require(
        seen.equals(ONE) || seen.equals(inVain), rule, "due: 1, or " + inVain + "; seen: " + seen);
    requireItems(queue, seen.equals(ONE) ? 0 : 1, rule);
  }

  /** A timed get without a put gives up once its time is over, and not before. */
  void aTimedGetGivesUpInTime(String rule) {
    explore(
        rule,
        () -> {
          PutGetSubject queue = queue();
          long before = ModelCheckingSeam.peek();
          Actor getter = Actor.start(() -> queue.get(true, TWO_TICKS));
          Outcome seen = getter.join();
          require(seen.equals(EMPTY), rule, "due: Empty, seen: " + seen);
          require(ModelCheckingSeam.peek() - before >= 2, rule, "Empty before the time was over");
        });
  }

  /** One of two getters leaves while an item comes: it takes it, or the other does. */
  void anItemIsNotLostToOneWhoLeaves(String rule, boolean interrupt) {
    explore(
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor leaver = Actor.start(() -> interrupt ? queue.get() : queue.get(true, TWO_TICKS));
          Actor stayer = Actor.start(queue::get);
          if (interrupt) {
            leaver.interrupt();
          }
          queue.put(1L);
          Outcome left = leaver.join();
          if (left.equals(ONE)) {
            queue.put(2L);
          }
          Outcome due = left.equals(ONE) ? TWO : ONE;
          Outcome seen = stayer.join();
          require(seen.equals(due), rule, "who stayed: due " + due + ", seen " + seen);
          requireItems(queue, 0, rule);
        });
  }

  /** The same with an item that comes between a getter's last look and its decision to leave. */
  void anItemIsNotLostAtTheLastMoment(String rule, String blocks, boolean interrupt) {
    explore(
        rule,
        () -> {
          ModelCheckingSeam.stopClock();
          PutGetSubject queue = queue();
          Actor leaver = Actor.startParked(blocks, () -> queue.get(true, TWO_TICKS));
          ModelCheckingSeam.atNextLookAtTheClock(
              () -> {
                queue.put(1L);
                leaver.end(interrupt);
              });
          leaver.wakeForNoReason();
          Outcome inVain = interrupt ? KEYBOARD_INTERRUPT : EMPTY;
          requireTakenOrLeft(queue, leaver.join(), inVain, rule);
        });
  }

  /** An interrupted getter has not called. */
  void anInterruptEndsAWait(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor getter = Actor.start(queue::get);
          getter.interrupt();
          Outcome seen = getter.join();
          require(seen.equals(KEYBOARD_INTERRUPT), rule, "due: KeyboardInterrupt; seen: " + seen);
          require(!getter.endedInterrupted(), rule, "KeyboardInterrupt with the status still set");
        });
  }

  /** An interrupt and then a put: the getter has the item and its status, or has not called. */
  void anInterruptedGetterHasTheItemOrHasNotCalled(String rule, String blocks) {
    explore(
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor getter = Actor.startParked(blocks, queue::get);
          getter.interrupt();
          queue.put(1L);
          Outcome seen = getter.join();
          requireTakenOrLeft(queue, seen, KEYBOARD_INTERRUPT, rule);
          require(
              getter.endedInterrupted() == seen.equals(ONE),
              rule,
              "the interrupt was to be consumed by a KeyboardInterrupt, and only by that");
        });
  }

  /** A put and then an interrupt, between a getter's last two looks: it was served. */
  void aServedGetterIsNotInterrupted(String rule, String blocks) {
    explore(
        rule,
        () -> {
          ModelCheckingSeam.stopClock();
          PutGetSubject queue = queue();
          Actor getter = Actor.startParked(blocks, () -> queue.get(true, TWO_TICKS));
          ModelCheckingSeam.atNextLookAtTheClock(
              () -> {
                queue.put(1L);
                getter.interrupt();
              });
          getter.wakeForNoReason();
          getter.joinReturning(1L, rule);
          require(getter.endedInterrupted(), rule, "get() returned and ate the interrupt");
        });
  }

  /** Getters are served in the order in which they have joined. */
  void gettersAreServedInOrder(String rule, String blocks) {
    explore(
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor first = Actor.startParked(blocks, queue::get);
          Actor second = Actor.startParked(blocks, queue::get);
          queue.put(1L);
          queue.put(2L);
          first.joinReturning(1L, rule);
          second.joinReturning(2L, rule);
        });
  }

  /** A newcomer takes nothing that a getter that waits is due. */
  void aNewcomerTakesNothing(String rule, String blocks) {
    explore(
        rule,
        () -> {
          PutGetSubject queue = queue();
          Actor getter = Actor.startParked(blocks, queue::get);
          Actor newcomer = Actor.start(queue::getNowait);
          queue.put(1L);
          getter.joinReturning(1L, rule);
          Outcome seen = newcomer.join();
          require(seen.equals(EMPTY), rule, "a newcomer was due to get Empty, and got " + seen);
        });
  }

  /** Who has left is not served. */
  void whoHasLeftIsNotServed(String rule, String blocks, boolean interrupted) {
    explore(
        rule,
        () -> {
          ModelCheckingSeam.stopClock();
          PutGetSubject queue = queue();
          Actor leaver = Actor.startParked(blocks, () -> queue.get(true, TWO_TICKS));
          leaver.end(interrupted);
          leaver.join();
          int before = ModelCheckingSeam.unparks();
          queue.put(1L);
          require(
              ModelCheckingSeam.unparks() == before,
              rule,
              "the only getter had left, and put() unparked somebody");
          requireItems(queue, 1, rule);
        });
  }
}
