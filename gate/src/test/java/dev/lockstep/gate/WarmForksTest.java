package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import dev.lockstep.kit.twins.TwinBuild;
import dev.lockstep.kit.twins.TwinCatalog;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that stay: twins in them are judged as in JVMs of their own, and know nothing of others. */
final class WarmForksTest {
  private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();
  private static final String ZERO = "LCK-09-negative-is-zero";
  private static final String CHECK_THEN_ACT = "LCK-14-acquire-checks-then-acts";

  @TempDir private Path directory = Path.of("");
  private final Catalogue catalogue = Catalogues.load();
  private Forks forks = new Forks(directory, List.of(), List.of());

  @BeforeEach
  void start() {
    String path = System.getProperty("java.class.path");
    forks = new Forks(directory, List.of(path.split(File.pathSeparator, -1)), catalogue.checks());
  }

  @AfterEach
  void endAll() {
    assertEquals(List.of(), forks.endAll());
  }

  @Test
  void aTwinWithoutABugSurvivesBesideThoseThatDie() throws Exception {
    List<String> names = new ArrayList<>(List.of("lck09_negativeTimeoutsAreRefused"));
    names.add("lck10_errorsLeaveTheLockAsItWas");
    Path healthy = Files.createDirectories(directory.resolve("healthy"));
    assertEquals(Map.of("PASSED", 2L), count(run("a", Checker.CONTRACT, names, healthy)));
    ForkOutcome dead = run("b", Checker.CONTRACT, names, twin(ZERO));
    assertEquals(Map.of("PASSED", 1L, "FAILED", 1L), count(dead));
    assertEquals(Map.of("PASSED", 2L), count(run("c", Checker.CONTRACT, names, healthy)));
    assertEquals(1, warmJvms(), "one JVM has run them all");
    CheckResult failed =
        dead.results().stream().filter(r -> r.status() == Status.FAILED).findFirst().orElseThrow();
    assertEquals(List.of("LCK-09"), failed.rules());
    String message = String.valueOf(failed.message());
    assertTrue(message.contains("at dev.lockstep.kit.contract."), message);
    assertFalse(message.contains("dev.twin"), message);
  }

  @Test
  void theSchedulerSeesTheBugOfEachTwinAndOfNoOther() throws Exception {
    List<String> names = List.of("lck14_ofTwoRacingAttemptsOneSucceeds");
    Path healthy = Files.createDirectories(directory.resolve("healthy"));
    Path broken = twin(CHECK_THEN_ACT);
    assertEquals(Map.of("PASSED", 1L), count(run("a", Checker.INTERLEAVINGS, names, healthy)));
    assertEquals(Map.of("FAILED", 1L), count(run("b", Checker.INTERLEAVINGS, names, broken)));
    assertEquals(Map.of("PASSED", 1L), count(run("c", Checker.INTERLEAVINGS, names, healthy)));
    assertEquals(1, warmJvms(), "one JVM has run them all");
  }

  @Test
  void bytecodeOfATwinIsRead() throws Exception {
    List<String> names = List.of("lck15_everyAccessIsStrongEnoughToPublish");
    Path healthy = Files.createDirectories(directory.resolve("healthy"));
    Path broken = twin("LCK-15-state-read-plainly");
    assertEquals(Map.of("FAILED", 1L), count(run("a", Checker.BYTECODE, names, broken)));
    assertEquals(Map.of("PASSED", 1L), count(run("b", Checker.BYTECODE, names, healthy)));
  }

  @Test
  void afterACrashAnotherJvmGoesOn() throws Exception {
    List<String> names = List.of("lck12_releaseOfAFreeLockIsRefused");
    Path healthy = Files.createDirectories(directory.resolve("healthy"));
    count(run("a", Checker.CONTRACT, names, healthy));
    ProcessHandle jvm = ProcessHandle.current().children().findFirst().orElseThrow();
    jvm.destroyForcibly();
    jvm.onExit().get();
    assertEquals(Map.of("PASSED", 1L), count(run("b", Checker.CONTRACT, names, healthy)));
    assertEquals(2, warmJvms());
  }

  private long warmJvms() throws Exception {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("warm-")).count();
    }
  }

  private Path twin(String name) throws Exception {
    Twin twin =
        TwinCatalog.load(RuleBook.load()).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    Path classes = directory.resolve(name);
    try (TwinBuild build = new TwinBuild(SOURCES)) {
      build.compile(twin, classes);
    }
    return classes;
  }

  private ForkOutcome run(String name, Checker checker, List<String> members, Path classes)
      throws Exception {
    List<Entry> entries =
        catalogue.checks(Primitive.LOCK, checker).stream()
            .filter(entry -> members.contains(entry.member()))
            .toList();
    assertEquals(members.size(), entries.size(), "the checks of this test are there");
    Budgets budgets = Budgets.load();
    Map<String, String> properties = new TreeMap<>(budgets.twinCosts());
    properties.putAll(budgets.properties(checker));
    return forks.run(
        new ForkPlan(
            name,
            dev.lockstep.kit.run.CheckRunner.class.getName(),
            entries,
            List.of(),
            true,
            properties,
            JvmOptions.shortLived(),
            List.of(classes),
            budgets.watchdog(25),
            budgets.startLimit(),
            true),
        finished -> {});
  }

  private static Map<String, Long> count(ForkOutcome outcome) {
    assertEquals(ForkOutcome.End.DONE, outcome.end(), outcome.complaint());
    Map<String, Long> counts = new TreeMap<>();
    outcome.results().forEach(result -> counts.merge(result.status().name(), 1L, Long::sum));
    return counts;
  }
}
