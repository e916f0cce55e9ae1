package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecordedTracesTest {
  private static final int MOST_BYTES = 200_000;

  private static final String WITHOUT_THREADS = "3.14";

  /** Of queues in a Python that has no {@code shutdown}. */
  private static final Set<String> SHUTDOWN = Set.of("QUE-15", "QUE-16", "QUE-17", "QUE-18");

  /** Of these, what is only seen after a call that such a Python does not have. */
  private static final Set<String> AFTERWARDS = Set.of("QUE-18");

  /** What a version cannot show: 3.14 is recorded without threads, so that nothing can block. */
  private static final Map<String, Set<String>> NOT_OBSERVABLE =
      Map.of(
          "3.11",
          SHUTDOWN,
          "3.12",
          SHUTDOWN,
          "3.14",
          Set.of(
              "LCK-02", "LCK-17", "CND-05", "CND-19", "SEM-03", "SEM-17", "EVT-10", "BAR-19",
              "QUE-05", "QUE-21", "SQU-04", "SQU-12", "FUT-16"));

  /* Whose sequences start threads: recorded without threads, there is nothing to record of them. */
  private static final Set<Primitive> STARTING_THREADS =
      Set.of(Primitive.THREAD, Primitive.EXECUTOR);

  private final RecordedTraces traces = RecordedTraces.load();

  @Test
  void fourPythonsAndANodeAreRecorded() {
    assertEquals(List.of("3.11", "3.12", "3.13", "3.14", "Node 20"), traces.versions());
    for (Primitive primitive : Kind.primitives()) {
      int pythons = STARTING_THREADS.contains(primitive) ? 3 : 4;
      int versions = primitive.isEcmaScript() ? 1 : pythons;
      assertEquals(versions, RecordedTraces.read(primitive).size(), primitive.id());
    }
  }

  @Test
  void everyRuleThatNeedsTheOracleIsShownByEveryVersion() {
    for (String version : traces.versions()) {
      for (Primitive primitive : Kind.primitives()) {
        boolean withoutThreads = version.equals(WITHOUT_THREADS);
        if (primitive.isEcmaScript() != version.startsWith(Interpreter.NODE)
            || (STARTING_THREADS.contains(primitive) && withoutThreads)) {
          continue;
        }
        for (String rule : Sequences.rulesOfTheOracle(primitive)) {
          long shown =
              traces.count(rule, version).agreeing() + traces.count(rule, version).different();
          boolean observable =
              !NOT_OBSERVABLE.getOrDefault(version, Set.of()).contains(rule)
                  && (!withoutThreads || isShownBySequences(primitive, rule));
          String counts = rule + " in " + version + ": " + shown + " observed";
          assertEquals(observable, shown > 0, counts);
          assertTrue(
              observable
                  || traces.unobservable(rule, version) > 0
                  || AFTERWARDS.contains(rule)
                  || !isShownBySequences(primitive, rule),
              counts);
        }
      }
    }
  }

  private static boolean isShownBySequences(Primitive primitive, String rule) {
    return Sequences.rulesOfSequences(primitive).contains(rule);
  }

  @Test
  void programsAreRecordedWhereThereAreThreads() {
    for (Primitive primitive : Kind.primitives()) {
      boolean threads = !Kind.ofThreads(primitive).isEmpty();
      for (Trace trace : RecordedTraces.read(primitive)) {
        boolean due = threads && trace.header().identity().unobservable().isEmpty();
        assertEquals(due, !trace.programs().isEmpty(), primitive + " " + trace.interpreter());
        assertTrue(trace.programs().stream().noneMatch(Trace.Play::isLate), primitive.id());
      }
    }
  }

  @Test
  void differencesAreCountedWhereTheDocumentHasThem() {
    assertTrue(traces.count("LCK-09", "3.11").different() > 0);
    assertEquals(0, traces.count("LCK-09", "3.11").agreeing());
    assertEquals(0, traces.count("LCK-09", "3.13").different());
    assertTrue(traces.count("SEM-10", "3.13").different() > 0, "a deviation is a difference");
    assertTrue(traces.count("SEM-09", "3.14").different() > 0, "a deviation is a difference");
    assertTrue(traces.count("RLK-14", "3.13").different() > 0, "3.14 is the first that has it");
    assertEquals(0, traces.count("RLK-14", "3.14").different());
    assertTrue(traces.count("EVT-05", "3.14").different() > 0, "a deviation is a difference");
    assertTrue(traces.count("BAR-07", "3.14").different() > 0, "a deviation is a difference");
    assertTrue(traces.count("BAR-25", "3.11").different() > 0);
    assertTrue(traces.count("BAR-25", "3.13").different() > 0);
    assertEquals(0, traces.count("BAR-25", "3.14").different());
    assertTrue(traces.count("THR-25", "3.12").different() > 0);
    assertEquals(0, traces.count("THR-25", "3.13").different());
    for (String rule : List.of("SAB-03", "SAB-05", "SAB-13")) {
      assertTrue(traces.count(rule, "Node 20").different() > 0, rule);
      assertTrue(traces.count(rule, "Node 20").agreeing() > 0, rule);
    }
    assertTrue(traces.count("SAB-14", "Node 20").different() > 0, "a deviation is a difference");
    assertEquals(0, traces.count("SAB-14", "Node 20").agreeing());
  }

  @Test
  void theChecksNameTheRulesThatTheyShow() {
    verifyRules(LockOracle.class, Primitive.LOCK);
    verifyRules(RLockOracle.class, Primitive.RLOCK);
    verifyRules(SemaphoreOracle.class, Primitive.SEMAPHORE);
    verifyRules(EventOracle.class, Primitive.EVENT);
    verifyRules(BarrierOracle.class, Primitive.BARRIER);
    verifyRules(ThreadOracle.class, Primitive.THREAD);
    verifyRules(QueueOracle.class, Primitive.QUEUE);
    verifyRules(LifoQueueOracle.class, Primitive.LIFOQUEUE);
    verifyRules(PriorityQueueOracle.class, Primitive.PRIORITYQUEUE);
    verifyRules(SimpleQueueOracle.class, Primitive.SIMPLEQUEUE);
    verifyRules(FutureOracle.class, Primitive.FUTURE);
    verifyRules(ExecutorOracle.class, Primitive.EXECUTOR);
    verifyRules(AtomicsOracle.class, Primitive.ATOMICS);
    verifyRules(WaitOracle.class, Primitive.WAIT);
    verifyRules(SharedArrayBufferOracle.class, Primitive.SHAREDARRAYBUFFER);
  }

  private static void verifyRules(Class<?> checks, Primitive primitive) {
    for (Method check : checks.getDeclaredMethods()) {
      Rule annotation = check.getAnnotation(Rule.class);
      if (annotation != null) {
        String name = check.getName();
        assertEquals(
            name.startsWith("recorded")
                ? Sequences.rulesOfTheOracle(primitive)
                : name.matches(".*Several(Threads|Agents)")
                    ? Sequences.rulesOfPrograms(primitive)
                    : Sequences.rulesOfSequences(primitive),
            new TreeSet<>(List.of(annotation.value())),
            checks.getSimpleName() + "." + name);
      }
    }
  }

  @Test
  void filesAreSmall() {
    for (Primitive primitive : Kind.primitives()) {
      for (Trace trace : RecordedTraces.read(primitive)) {
        int bytes = trace.write().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < MOST_BYTES, trace.interpreter() + ": " + bytes);
      }
    }
  }
}
