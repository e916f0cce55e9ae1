package dev.lockstep.kit.run;

import dev.lockstep.kit.run.Inventory.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Turns the events of the JUnit Platform into one result for each check, however many dynamic tests
 * or repetitions the check consists of.
 */
final class CheckListener implements TestExecutionListener {
  private final Map<String, Entry> awaited = new LinkedHashMap<>();
  private final Map<UniqueId, CheckRun> runs = new LinkedHashMap<>();
  private final ResultFile file;
  private final List<String> problems = new ArrayList<>();
  private @Nullable TestPlan plan;

  CheckListener(List<Entry> entries, ResultFile file) {
    entries.forEach(entry -> awaited.put(key(entry.className(), entry.member()), entry));
    this.file = file;
  }

  /**
   * To be called when the launcher has returned.
   *
   * @throws RunException if not every check has got its result
   */
  void verifyComplete() {
    for (Entry entry : awaited.values()) {
      problems.add("The launcher did not find " + entry.check());
    }
    for (CheckRun run : runs.values()) {
      if (!run.isFinished()) {
        problems.add(run.entry().check() + " was found and has no result");
      }
    }
    if (!problems.isEmpty()) {
      throw new RunException(String.join("; ", problems));
    }
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
    testPlan.getRoots().forEach(this::findChecks);
  }

  private void findChecks(TestIdentifier test) {
    Entry entry = test.getSource().map(CheckListener::key).map(awaited::remove).orElse(null);
    if (entry != null) {
      runs.put(test.getUniqueIdObject(), new CheckRun(entry));
      return; // what is below belongs to this check
    }
    plan().getChildren(test).forEach(this::findChecks);
  }

  private static @Nullable String key(TestSource source) {
    return source instanceof MethodSource method
        ? key(method.getClassName(), method.getMethodName())
        : null;
  }

  private static String key(String className, String method) {
    return className + "#" + method;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    guarded(
        () -> {
          CheckRun run = runs.get(test.getUniqueIdObject());
          if (run != null) {
            start(run);
          }
        });
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    guarded(() -> runOf(test).ifPresent(run -> run.reported(entry.getKeyValuePairs().values())));
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    guarded(
        () -> {
          Optional<CheckRun> part = runOf(test);
          if (part.isPresent()) {
            part.get().skipped(reason);
            if (runs.containsKey(test.getUniqueIdObject())) {
              finish(part.get());
            }
          } else {
            runsBelow(test).forEach(run -> finishWithout(run, () -> run.skipped(reason)));
          }
        });
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    guarded(
        () -> {
          Optional<CheckRun> part = runOf(test);
          if (part.isPresent()) {
            boolean whole = runs.containsKey(test.getUniqueIdObject());
            part.get().ended(whole ? null : test.getDisplayName(), result);
            if (whole) {
              finish(part.get());
            }
          } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            failAround(test, result);
          }
        });
  }

  /** Something around the checks failed, such as {@code @BeforeAll} or a whole engine. */
  private void failAround(TestIdentifier around, TestExecutionResult result) {
    List<CheckRun> below = runsBelow(around);
    below.forEach(run -> finishWithout(run, () -> run.ended(around.getDisplayName(), result)));
    if (below.isEmpty()) {
      // Its checks have their results already; what came after them must not be lost.
      problems.add(
          around.getDisplayName()
              + " failed: "
              + result.getThrowable().map(FailureText::of).orElse("without a reason"));
    }
  }

  private List<CheckRun> runsBelow(TestIdentifier around) {
    return runs.entrySet().stream()
        .filter(each -> each.getKey().hasPrefix(around.getUniqueIdObject()))
        .map(Map.Entry::getValue)
        .filter(run -> !run.isFinished())
        .toList();
  }

  private void finishWithout(CheckRun run, Runnable reason) {
    start(run);
    reason.run();
    finish(run);
  }

  private void start(CheckRun run) {
    file.started(run.entry().check());
    Evidence.take();
    run.start();
  }

  private void finish(CheckRun run) {
    if (!run.isStarted()) {
      start(run);
    }
    file.finished(run.finish(Evidence.take()));
  }

  /** The check that a test is, or is a part of. */
  private Optional<CheckRun> runOf(TestIdentifier test) {
    Optional<TestIdentifier> at = Optional.of(test);
    while (at.isPresent()) {
      CheckRun run = runs.get(at.get().getUniqueIdObject());
      if (run != null) {
        return Optional.of(run);
      }
      at = plan().getParent(at.get());
    }
    return Optional.empty();
  }

  private TestPlan plan() {
    return Objects.requireNonNull(plan, "the plan is known before anything runs");
  }

  /** The launcher only logs what a listener throws; here it ends in an error exit. */
  private void guarded(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      problems.add("The runner itself failed: " + FailureText.of(e));
    }
  }
}
