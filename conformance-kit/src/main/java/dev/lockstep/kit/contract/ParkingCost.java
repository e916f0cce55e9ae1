package dev.lockstep.kit.contract;

import dev.lockstep.kit.contract.CountingSeam.Counts;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.waiting.Seam;
import java.util.function.BooleanSupplier;

/** What it costs to wait and to wake, in parks, unparks and bytes; with real threads. */
final class ParkingCost {
  /** So many waiters show what one costs. */
  static final int FEW = 50;

  /* A virtual thread that only parks takes about 2 KiB. */
  private static final long BYTES_EACH = 4096;

  private final String virtualRule;
  private final String unparksRule;
  private final String parksRule;

  /**
   * Creates it.
   *
   * @param virtualRule the rule about virtual threads
   * @param unparksRule the rule about unparks
   * @param parksRule the rule about parks
   */
  ParkingCost(String virtualRule, String unparksRule, String parksRule) {
    this.virtualRule = virtualRule;
    this.unparksRule = unparksRule;
    this.parksRule = parksRule;
  }

  /** Skips a check whose subject waits by means that the seam does not see. */
  static void requireCounted() {
    if (!isCounted()) {
      NotOffered.skip(Subject.MODELLED_WAITING);
    }
    if (!(Seam.ACTIVE instanceof CountingSeam)) {
      throw new IllegalStateException(
          "Parks are counted only with -D" + Seam.PROPERTY + "=" + CountingSeam.class.getName());
    }
  }

  private static boolean isCounted() {
    return Subjects.ACTIVE.offers(Subject.MODELLED_WAITING);
  }

  /**
   * Calls that neither wait nor have a waiter: they park and unpark nobody.
   *
   * @param what the calls in words
   */
  void ofNobody(String what, Runnable calls) {
    Counts before = CountingSeam.counts();
    calls.run();
    Counts cost = CountingSeam.counts().since(before);
    require(cost.unparks() == 0, unparksRule, what + ": no unpark", cost);
    require(cost.parks() + cost.timedParks() == 0, parksRule, what + ": no park", cost);
    Evidence.executed(1);
  }

  /**
   * Serves waiters one by one, each at the cost of an unpark.
   *
   * @param waiters who wait
   * @param what what serves one, in words
   * @param serving serves one
   */
  void oneByOne(ManyWaiters waiters, String what, Runnable serving) {
    Counts before = CountingSeam.counts();
    for (int served = 1; served <= waiters.count(); served++) {
      serving.run();
      waiters.awaitEnded(served, served + " times " + what);
      requireUnparks(served, before);
    }
  }

  /**
   * Requires that so many waiters who were served so far cost no more unparks.
   *
   * @param served how many
   * @param before the counts before the first was served
   */
  void requireUnparks(int served, Counts before) {
    if (isCounted()) {
      Counts cost = CountingSeam.counts().since(before);
      String text = "when waiter " + served + " was served: ";
      require(cost.unparks() <= served, unparksRule, text + served + " unparks at most", cost);
    }
  }

  /** What wakes them. */
  interface Waking {
    /** Wakes all of them in the end. */
    void wake(ManyWaiters waiters);
  }

  /**
   * Threads that wait for ever, each parked once, until something wakes them.
   *
   * @param kind of the threads
   * @param count how many
   * @param call what they call, in words
   * @param body the call
   * @param what what wakes them, in words
   * @param waking wakes them
   * @param unparksEach how many unparks that may cost for each of them
   */
  void of(
      Kind kind,
      int count,
      String call,
      BooleanSupplier body,
      String what,
      Waking waking,
      int unparksEach) {
    Counts before = CountingSeam.counts();
    try (ManyWaiters waiters = new ManyWaiters(kind, count, call, body)) {
      waiters.startInTurn();
      wake(waiters, what, waking, unparksEach, before);
    }
  }

  /** As many virtual threads as the cost allows: the same, and they take little memory. */
  void ofMany(String call, BooleanSupplier body, String what, Waking waking, int unparksEach) {
    int count = Cost.VIRTUAL_WAITERS;
    Counts before = CountingSeam.counts();
    long bytes = Heap.usedBytes();
    try (ManyWaiters waiters = new ManyWaiters(Kind.VIRTUAL, count, call, body)) {
      waiters.startAtOnce();
      requireSmall(call, count, Heap.usedBytes() - bytes);
      wake(waiters, what, waking, unparksEach, before);
    }
  }

  private void wake(
      ManyWaiters waiters, String what, Waking waking, int unparksEach, Counts before) {
    int count = waiters.count();
    if (isCounted()) {
      requireAtRest(waiters, before);
    }
    waking.wake(waiters);
    waiters.awaitEnded(count, what);
    if (isCounted()) {
      Counts cost = CountingSeam.counts().since(before);
      String text = what + " with " + count + " waiters: ";
      long unparks = (long) unparksEach * count;
      require(cost.unparks() <= unparks, unparksRule, text + unparks + " unparks at most", cost);
      requireParks(text, count + cost.unparks(), cost);
    }
    Evidence.executed(count);
  }

  /* A park may end for no reason; that seldom happens, and does not happen to half of them. */
  private void requireAtRest(ManyWaiters waiters, Counts before) {
    int count = waiters.count();
    String text = count + " waiters: ";
    boolean parked = Threads.poll(() -> CountingSeam.parked() == count);
    Counts cost = CountingSeam.counts().since(before);
    require(parked, parksRule, text + "all parked at once", cost);
    require(cost.unparks() == 0, unparksRule, text + "no unpark", cost);
    requireParks(text, 2L * count, cost);
  }

  private void requireParks(String text, long most, Counts cost) {
    require(cost.timedParks() == 0, parksRule, text + "no park with a timeout", cost);
    require(cost.parks() <= most, parksRule, text + most + " parks at most", cost);
  }

  private void requireSmall(String call, int count, long bytes) {
    if (bytes > BYTES_EACH * count) {
      throw new RuleViolation(
          virtualRule,
          count
              + " virtual threads that wait in "
              + call
              + " were due to take "
              + BYTES_EACH
              + " bytes each at most, and take "
              + bytes / count);
    }
  }

  private static void require(boolean holds, String rule, String text, Counts seen) {
    if (!holds) {
      throw new RuleViolation(rule, text + " were due; seen: " + seen);
    }
  }
}
