package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ConditionModel;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleViolation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records the traces in the repository anew, with the newest Python or Node of each version found,
 * and with Pyodide where its directory is given. The same seed and version give the same file.
 */
public final class Recorder {
  private static final String USAGE =
      "usage: record --out DIR [--only PRIMITIVE] [--pyodide DIR] [--seed N] [--sequences N]";

  private static final int SEQUENCES_TO_A_PROGRAM = 5;

  /* Whose sequences start threads. */
  private static final Set<Primitive> STARTING_THREADS =
      Set.of(Primitive.THREAD, Primitive.EXECUTOR);

  private final Path out;
  private final List<Primitive> primitives;
  private final @Nullable Path pyodide;
  private final long seed;
  private final int count;
  private final PrintStream report;

  Recorder(
      Path out,
      List<Primitive> primitives,
      @Nullable Path pyodide,
      long seed,
      int count,
      PrintStream report) {
    this.out = out;
    this.primitives = List.copyOf(primitives);
    this.pyodide = pyodide;
    this.seed = seed;
    this.count = count;
    this.report = report;
  }

  /**
   * Records.
   *
   * @param arguments {@code --out DIR} where the traces go; {@code --only PRIMITIVE}, else those of
   *     all; {@code --pyodide DIR} where {@code npm install pyodide} was run; {@code --seed N};
   *     {@code --sequences N} for each file
   */
  public static void main(String[] arguments) {
    try {
      of(arguments, System.out).record();
    } catch (OracleException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  static Recorder of(String[] arguments, PrintStream report) {
    Path out = null;
    List<Primitive> primitives = Kind.primitives();
    Path pyodide = null;
    long seed = 2014;
    int count = 150;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new OracleException(arguments[i] + " needs a value; " + USAGE);
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--out" -> out = Path.of(value);
        case "--only" -> primitives = List.of(primitive(value));
        case "--pyodide" -> pyodide = Path.of(value);
        case "--seed" -> seed = number(value);
        case "--sequences" -> count = (int) number(value);
        default -> throw new OracleException("There is no option " + arguments[i] + "; " + USAGE);
      }
    }
    if (out == null) {
      throw new OracleException("--out is missing; " + USAGE);
    }
    return new Recorder(out, primitives, pyodide, seed, count, report);
  }

  private static Primitive primitive(String id) {
    return Primitive.of(id)
        .filter(Kind.primitives()::contains)
        .orElseThrow(
            () -> new OracleException("No interpreter plays a primitive " + id + "; " + USAGE));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new OracleException("Not a number: " + text + "; " + USAGE, e);
    }
  }

  void record() {
    recordAll(primitives.stream().filter(primitive -> !primitive.isEcmaScript()).toList(), pyodide);
    recordAll(primitives.stream().filter(Primitive::isEcmaScript).toList(), null);
  }

  /* All of them in the same interpreters. */
  private void recordAll(List<Primitive> chosen, @Nullable Path ofPyodide) {
    if (chosen.isEmpty()) {
      return;
    }
    Interpreters interpreters = Interpreters.of(chosen.get(0));
    interpreters.ignored().forEach(reason -> report.println("ignored: " + reason));
    if (interpreters.usable().isEmpty()) {
      report.println(OracleChecks.missing(chosen.get(0)));
    }
    for (Interpreter interpreter : interpreters.newestOfEachMinor()) {
      try (LiveOracle oracle = LiveOracle.of(interpreter)) {
        record(chosen, oracle);
      }
    }
    if (ofPyodide != null) {
      try (LiveOracle oracle = LiveOracle.ofPyodide(ofPyodide)) {
        record(chosen, oracle);
      }
    }
  }

  private void record(List<Primitive> chosen, LiveOracle oracle) {
    for (Primitive primitive : chosen) {
      if (STARTING_THREADS.contains(primitive) && oracle.identity().unobservable().isPresent()) {
        report.println("not recorded: " + primitive.id() + ", for there are no threads");
        continue;
      }
      List<Trace.Entry> entries = new ArrayList<>();
      for (Sequence sequence : sequences(primitive)) {
        entries.add(new Trace.Entry(sequence, oracle.play(sequence)));
      }
      List<Trace.Play> plays = new ArrayList<>();
      if (oracle.identity().unobservable().isEmpty()) {
        for (Program program : programs(primitive)) {
          plays.add(new Trace.Play(program, oracle.play(program)));
        }
      }
      write(primitive, new Trace(new Trace.Header(oracle.identity(), seed), entries, plays));
    }
  }

  private List<Program> programs(Primitive primitive) {
    Set<Program> programs = new LinkedHashSet<>(Scenarios.of(primitive));
    programs.addAll(new ProgramGenerator(primitive, seed).next(count / SEQUENCES_TO_A_PROGRAM));
    return List.copyOf(programs);
  }

  private List<Sequence> sequences(Primitive primitive) {
    List<Sequence> sequences = SequenceGenerator.forTraces(primitive, seed).next(count);
    // Random sequences never do this, for it makes an end of the process.
    if (primitive == Primitive.SEMAPHORE) {
      sequences.add(spinning(Kind.SEMAPHORE));
      sequences.add(spinning(Kind.BOUNDED));
    } else if (primitive == Primitive.BARRIER) {
      sequences.add(
          new Sequence(
              Kind.BARRIER,
              List.of(
                  new Sequence.Step(Call.of("new", 2L), false),
                  new Sequence.Step(Call.of("wait", Double.NaN), false))));
    }
    if (primitive == Primitive.SHAREDARRAYBUFFER) {
      // What some Node does otherwise, and is too rare to be met by chance.
      sequences.add(ofBuffers(SequenceGenerator.LARGEST_BUFFER));
      sequences.add(ofBuffers(Call.of("new", 0L), Call.of("slice", 0L, 0L)));
    }
    if (primitive == Primitive.CONDITION) {
      sequences.add(spinningWaitFor());
      sequences.add(waiting());
    }
    return sequences;
  }

  private static Sequence ofBuffers(Call... calls) {
    return new Sequence(
        Kind.SHAREDARRAYBUFFER,
        Arrays.stream(calls).map(call -> new Sequence.Step(call, false)).toList());
  }

  /** Returns the sequence that CPython never comes back from. */
  static Sequence spinning(Kind kind) {
    return new Sequence(
        kind,
        List.of(
            new Sequence.Step(Call.of("new", 0L), false),
            new Sequence.Step(Call.of("acquire", true, Double.NaN), false)));
  }

  /** Returns the same of a condition: it looks at the predicate again and again. */
  private static Sequence spinningWaitFor() {
    return new Sequence(
        Kind.CONDITION,
        List.of(
            new Sequence.Step(Call.of("new"), false),
            new Sequence.Step(Call.of("acquire"), false),
            new Sequence.Step(Call.of("wait_for", ConditionModel.NEVER, Double.NaN), false)));
  }

  /** Returns the sequence that waits for ever, which random ones of a condition rarely end with. */
  static Sequence waiting() {
    return new Sequence(
        Kind.CONDITION,
        List.of(
            new Sequence.Step(Call.of("new"), false),
            new Sequence.Step(Call.of("acquire"), false),
            new Sequence.Step(Call.of("wait"), false)));
  }

  private void write(Primitive primitive, Trace trace) {
    Path file =
        out.resolve(RecordedTraces.fileName(primitive, trace.header().identity().release()));
    try {
      Files.createDirectories(out);
      Files.writeString(file, trace.write(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new OracleException("Cannot write " + file + ": " + e.getMessage(), e);
    }
    report.println(
        file
            + ": "
            + trace.interpreter()
            + ", "
            + trace.entries().size()
            + " sequences, "
            + trace.programs().size()
            + " programs");
    long late = trace.programs().stream().filter(Trace.Play::isLate).count();
    if (late > 0) {
      report.println(
          late
              + " programs were played too slowly for their timeouts: record on a quieter"
              + " machine.");
    }
    try {
      RecordedTraces.judge(trace, ObservedRows.load());
    } catch (RuleViolation e) {
      report.println("It differs from the model. " + e.getMessage());
    }
  }
}
