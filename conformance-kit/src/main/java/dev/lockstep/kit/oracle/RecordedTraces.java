package dev.lockstep.kit.oracle;

import dev.lockstep.kit.matrix.TraceCounts;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleViolation;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.Resource;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The traces in the repository, and what they say about each rule. */
public final class RecordedTraces implements TraceCounts {
  /* Not one constant: the copies of this class under other names read the same files. */
  static final String DIRECTORY = String.join("/", "dev", "lockstep", "kit", "oracle", "traces");

  private final Map<String, Map<String, Tally>> tallies =
      new TreeMap<>(Comparator.comparing(version -> version, Interpreters::compareVersions));

  private RecordedTraces() {}

  /**
   * Reads all traces and judges them.
   *
   * @throws RuleViolation if an interpreter did not do what the model says
   */
  public static RecordedTraces load() {
    RecordedTraces traces = new RecordedTraces();
    ObservedRows rows = ObservedRows.load();
    for (Primitive primitive : Kind.primitives()) {
      for (Trace trace : read(primitive)) {
        traces
            .tallies
            .computeIfAbsent(
                Interpreter.minor(trace.header().identity().release()), minor -> new TreeMap<>())
            .put(primitive.prefix(), judge(trace, rows));
      }
    }
    return traces;
  }

  /** Returns the name of a trace's file. */
  static String fileName(Primitive primitive, String release) {
    String minor = Interpreter.minor(release).toLowerCase(Locale.ROOT).replace(' ', '-');
    return primitive.id() + "-" + minor + ".jsonl";
  }

  /** Reads the traces of a primitive, in the order of the versions. */
  static List<Trace> read(Primitive primitive) {
    List<Trace> traces = new ArrayList<>();
    try (ScanResult scan = new ClassGraph().acceptPathsNonRecursive(DIRECTORY).scan()) {
      for (Resource resource : scan.getResourcesWithExtension("jsonl")) {
        String name = resource.getPath().substring(resource.getPath().lastIndexOf('/') + 1);
        if (name.startsWith(primitive.id() + "-")) {
          traces.add(Trace.read(name, resource.getContentAsString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (traces.isEmpty()) {
      throw new OracleException("The kit has no recorded traces of " + primitive.id());
    }
    traces.sort(
        Comparator.comparing(
            trace -> trace.header().identity().release(), Interpreters::compareVersions));
    return traces;
  }

  /** Compares a trace with the model. */
  static Tally judge(Trace trace, ObservedRows rows) {
    Comparison comparison = comparison(trace, rows);
    judgeSequences(trace, comparison);
    judgePrograms(trace, comparison);
    return comparison.tally();
  }

  static Comparison comparison(Trace trace, ObservedRows rows) {
    return new Comparison(
        rows,
        trace.interpreter(),
        trace.header().identity().release(),
        "the trace recorded with it, seed " + trace.header().seed());
  }

  static void judgeSequences(Trace trace, Comparison comparison) {
    trace.entries().forEach(entry -> comparison.compare(entry.sequence(), entry.seen()));
  }

  static void judgePrograms(Trace trace, Comparison comparison) {
    trace.programs().forEach(play -> comparison.compare(play.program(), play.seen()));
  }

  @Override
  public List<String> versions() {
    return List.copyOf(tallies.keySet());
  }

  @Override
  public Count count(String rule, String version) {
    Tally.Count count = tallyOf(rule, version);
    return new Count(count.agreeing(), count.different());
  }

  /**
   * Counts the recorded calls that a rule decides and that could not be observed.
   *
   * @param rule the id
   * @param version one of {@link #versions()}
   */
  public long unobservable(String rule, String version) {
    return tallyOf(rule, version).unobservable();
  }

  private Tally.Count tallyOf(String rule, String version) {
    Tally tally = tallies.getOrDefault(version, Map.of()).get(Primitive.ofRule(rule).prefix());
    return tally == null ? Tally.Count.NONE : tally.of(rule);
  }
}
