package dev.lockstep.linearizability;

import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Subjects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Explores the interleavings of a small program of real threads. */
final class Scenario {
  private static final String HUNG = "Concurrent test has hung";

  private static final Pattern VIOLATION =
      Pattern.compile(RuleViolation.class.getSimpleName() + ": ([A-Z]{3}-\\d\\d): ");

  @SuppressWarnings("unused") // written only
  private static volatile @Nullable Object shared;

  private Scenario() {}

  /**
   * Shows the model checker that several threads reach an object. It takes what a thread has
   * created for that thread's own until it sees it written to a field that others can read, and it
   * does not look into lambda expressions; in an object that it takes for a thread's own it never
   * switches threads.
   *
   * @return the object
   */
  static <T> T share(T object) {
    shared = object;
    return object;
  }

  /**
   * Explores interleavings, at most as many as the cost allows; fewer if there are no more. A loop
   * of ten rounds in one thread is taken for spinning, which forces a switch, and after a forced
   * one Lincheck looks for no more points to switch at: so a scenario has to do without before it
   * comes to what it is about, or ends after a few executions.
   *
   * @param hangs the rule that is broken if a thread of the scenario never comes to its end
   * @param scenario one execution: it starts threads, joins them and throws what it finds
   */
  static void explore(String hangs, Runnable scenario) {
    explore(hangs, Cost.INTERLEAVINGS, scenario);
  }

  /** As {@link #explore}, twice as many: for a race that takes two switches at one place each. */
  static void exploreDeeply(String hangs, Runnable scenario) {
    explore(hangs, 2 * Cost.INTERLEAVINGS, scenario);
  }

  /**
   * As {@link #explore}, eight times as many: for a race that was seen to need more than a
   * thousand, which against twins are explored, and in tier nightly; in tier ci they are not.
   */
  static void exploreThoroughly(String hangs, Runnable scenario) {
    explore(hangs, 8 * Cost.INTERLEAVINGS, scenario);
  }

  private static void explore(String hangs, int invocations, Runnable scenario) {
    LincheckAgent.attach();
    try {
      Lincheck.runConcurrentTest(
          invocations,
          () -> {
            Executions.one();
            scenario.run();
          });
    } catch (LincheckAssertionError e) {
      throw violation(hangs, e);
    } finally {
      Executions.report();
    }
  }

  /** As {@link #explore}, and perhaps once more with threads that spin. */
  static void exploreWays(boolean bothWays, String hangs, Runnable scenario) {
    if (bothWays) {
      exploreBothWays(hangs, scenario);
    } else {
      explore(hangs, scenario);
    }
  }

  /** As {@link #explore}, without spinning and then with it. */
  static void exploreBothWays(String hangs, Runnable scenario) {
    explore(hangs, scenario);
    explore(
        hangs,
        () -> {
          ModelCheckingSeam.letThreadsSpin();
          scenario.run();
        });
  }

  /**
   * Requires something inside a scenario.
   *
   * @param holds what must hold
   * @param rule the rule that is broken otherwise
   * @param message what was due and what was seen
   */
  static void require(boolean holds, String rule, String message) {
    if (!holds) {
      throw new RuleViolation(rule, message);
    }
  }

  /**
   * Skips a check that looks at parked threads or at the clock if the subject waits by other means
   * than Lockstep's waiting mechanism: Lincheck's own parker and clock cannot show it.
   *
   * @param timedWait a timed call of the subject that has to wait
   */
  static void needsOurWaiting(Runnable timedWait) {
    long before = ModelCheckingSeam.peek();
    timedWait.run();
    if (!Subjects.ACTIVE.offers(Subject.MODELLED_WAITING)) {
      NotOffered.skip(Subject.MODELLED_WAITING);
    }
    if (ModelCheckingSeam.peek() == before) {
      throw new TestAbortedException(
          "not modelled: subject "
              + Subjects.ACTIVE.name()
              + " does not wait through dev.lockstep.waiting with the seam "
              + ModelCheckingSeam.class.getName()
              + ", so Lincheck can show neither its timeouts nor its order");
    }
  }

  /** Skips a check that calls what a rule is about if the subject does not offer that. */
  static void needs(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }

  private static RuleViolation violation(String hangs, LincheckAssertionError e) {
    String trace = String.valueOf(e.getMessage());
    Matcher named = VIOLATION.matcher(trace);
    String rule = !trace.contains(HUNG) && named.find() ? named.group(1) : hangs;
    return new RuleViolation(
        rule,
        "an interleaving breaks the rule; the same check with the same"
            + " -Dlockstep.cost.interleavings.invocations="
            + Cost.INTERLEAVINGS
            + " finds it again\n"
            + trace);
  }
}
