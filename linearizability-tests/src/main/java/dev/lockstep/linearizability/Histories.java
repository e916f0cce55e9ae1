package dev.lockstep.linearizability;

import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Cost;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * Runs the operations of a class in several threads and requires that the results are those of some
 * sequential order that a specification allows.
 */
final class Histories {
  private final Class<?> operations;
  private final Class<?> specification;
  private final String hangs;

  /**
   * Creates the histories of a class.
   *
   * @param hangs the rule that is broken if a call never comes to its end
   * @param operations the class with the operations
   * @param specification the same operations, sequential; one that would block throws {@link
   *     WouldBlock}, which is no result of a call, so that order is rejected
   */
  Histories(String hangs, Class<?> operations, Class<?> specification) {
    this.hangs = hangs;
    this.operations = operations;
    this.specification = specification;
  }

  /** What an operation of a specification throws if the call would block there. */
  static final class WouldBlock extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Names operations, one after the other: without parameters, or with the number of the thread.
   */
  static List<String> calls(String... names) {
    return List.of(names);
  }

  /**
   * Explores the interleavings of given calls.
   *
   * @param rule the rule that is broken if a result is none of the specification's
   * @param before what is called before, by the first thread
   * @param threads what each thread calls, in order
   */
  @SafeVarargs
  final void explore(String rule, List<String> before, List<String>... threads) {
    List<List<Actor>> parallel = new ArrayList<>();
    for (List<String> thread : threads) {
      parallel.add(actors(thread, parallel.size() + 1));
    }
    ExecutionScenario scenario =
        new ExecutionScenario(actors(before, 1), parallel, List.of(), null);
    check(
        rule,
        new ModelCheckingOptions()
            .iterations(0)
            .addCustomScenario(scenario)
            .invocationsPerIteration(Cost.LINCHECK_INVOCATIONS));
  }

  /**
   * Explores generated calls of two and of three threads, and runs them at full speed too.
   *
   * @param otherwise the rule that is broken if the results are wrong and no directed history says
   *     which rule it is
   * @param directed the histories of single rules
   */
  void exploreGenerated(String otherwise, List<Runnable> directed) {
    try {
      check(otherwise, generated(new ModelCheckingOptions(), 2));
      check(otherwise, generated(new ModelCheckingOptions(), 3));
      LincheckAgent.runDetached(() -> check(otherwise, generated(new StressOptions(), 2)));
    } catch (RuleViolation e) {
      throw directed.stream()
          .flatMap(history -> violation(history).stream())
          .findFirst()
          .map(found -> new RuleViolation(found.rule(), String.valueOf(e.getMessage())))
          .orElse(e);
    }
  }

  private boolean numbersThreads() {
    return Arrays.stream(operations.getMethods())
        .anyMatch(
            method ->
                method.isAnnotationPresent(Operation.class) && method.getParameterCount() > 0);
  }

  private static Optional<RuleViolation> violation(Runnable history) {
    try {
      history.run();
      return Optional.empty();
    } catch (RuleViolation e) {
      return Optional.of(e);
    }
  }

  /* Lincheck gives calls before and after a number that is not that of the thread which makes them. */
  private <T extends Options<T, ?>> Options<T, ?> generated(T options, int threads) {
    int around = numbersThreads() ? 0 : 1;
    return options
        .iterations((Cost.LINCHECK_ITERATIONS + 1) / 2)
        .threads(threads)
        .actorsBefore(around)
        .actorsPerThread((threads == 2 ? 4 : 3) - around)
        .actorsAfter(around)
        .invocationsPerIteration(Cost.LINCHECK_INVOCATIONS);
  }

  private void check(String rule, Options<?, ?> options) {
    LincheckAgent.attach();
    try {
      options
          .sequentialSpecification(specification)
          .minimizeFailedScenario(false)
          .check(operations);
    } catch (LincheckAssertionError e) {
      String trace = String.valueOf(e.getMessage());
      throw new RuleViolation(
          trace.contains(" has hung") ? hangs : rule,
          "a history that no sequential order explains, or that hangs; the same check with the same"
              + " -Dlockstep.cost.lincheck.iterations="
              + Cost.LINCHECK_ITERATIONS
              + " -Dlockstep.cost.lincheck.invocations="
              + Cost.LINCHECK_INVOCATIONS
              + " finds it again\n"
              + trace);
    } finally {
      Executions.report();
    }
  }

  private List<Actor> actors(List<String> names, int thread) {
    return names.stream().map(name -> actor(name, thread)).toList();
  }

  /* An operation may want to know which thread calls it. */
  private Actor actor(String name, int thread) {
    for (Method operation : operations.getMethods()) {
      if (operation.getName().equals(name)) {
        return new Actor(
            operation, operation.getParameterCount() == 0 ? List.of() : List.of(thread));
      }
    }
    throw new IllegalArgumentException(operations + " has no operation " + name);
  }
}
