package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.rules.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random programs from a seed, guided by the model: each move first draws one of the rules that
 * some move could show at that point, and then one of those moves. Only what can be done whatever
 * has happened so far is done; nothing deviates from Python.
 */
final class ProgramGenerator {
  private static final List<String> THREADS = List.of("A", "B", "C", "D");

  private static final int FEWEST_THREADS = 2;

  private static final int FEWEST_MOVES = 5;

  private static final int MOST_MOVES = 12;

  private final List<Kind> kinds;
  private final Random random;

  /**
   * Creates a generator.
   *
   * @param primitive what it is about
   * @param seed determines all of its programs
   */
  ProgramGenerator(Primitive primitive, long seed) {
    kinds = Kind.ofThreads(primitive);
    random = new Random(seed * 37 + primitive.prefix().hashCode());
  }

  /**
   * Returns a number of programs; none if several threads cannot play with the primitive.
   *
   * @param count how many
   */
  List<Program> next(int count) {
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < count && !kinds.isEmpty(); i++) {
      programs.add(next());
    }
    return programs;
  }

  private Program next() {
    Kind kind = any(kinds);
    List<String> threads =
        THREADS.subList(0, FEWEST_THREADS + random.nextInt(THREADS.size() - FEWEST_THREADS + 1));
    ProgramRun run = ProgramRun.of(kind);
    List<Program.Move> moves = new ArrayList<>();
    Call created = any(kind.newForThreads());
    add(moves, run, Program.Move.of("A", created));
    int length = FEWEST_MOVES + random.nextInt(MOST_MOVES - FEWEST_MOVES + 1);
    while (moves.size() < length) {
      Map<String, List<Program.Move>> byRule = candidates(run, kind, created, threads);
      if (byRule.isEmpty()) {
        break; // all wait for ever
      }
      add(moves, run, any(any(List.copyOf(byRule.values()))));
    }
    return new Program(kind, moves);
  }

  private static void add(List<Program.Move> moves, ProgramRun run, Program.Move move) {
    moves.add(move);
    run.play(move);
  }

  private static Map<String, List<Program.Move>> candidates(
      ProgramRun run, Kind kind, Call created, List<String> threads) {
    Map<String, List<Program.Move>> byRule = new TreeMap<>();
    boolean clockRuns =
        threads.stream().anyMatch(thread -> run.mayMove(Program.Move.expiry(thread)));
    for (String thread : threads) {
      addIfPlayable(byRule, run, Program.Move.expiry(thread));
      for (Call call : kind.callsOfThreads(created)) {
        if (!clockRuns || !isOverSoon(kind, call)) {
          addIfPlayable(byRule, run, Program.Move.of(thread, call));
        }
      }
    }
    return byRule;
  }

  /* While one waits for such a timeout, nobody else does: the order would be the clock's. */
  private static boolean isOverSoon(Kind kind, Call call) {
    double timeout = kind.timeout(call).orElse(0);
    return timeout > 0 && ModelTimeouts.expires(timeout);
  }

  private static void addIfPlayable(
      Map<String, List<Program.Move>> byRule, ProgramRun run, Program.Move move) {
    if (!run.allows(move)) {
      return;
    }
    Set<Possibilities.Due> due = run.due(move);
    if (due.stream().anyMatch(Possibilities.Due::deviates)) {
      return;
    }
    for (Possibilities.Due each : due) {
      for (String rule : each.rules()) {
        List<Program.Move> moves = byRule.computeIfAbsent(rule, key -> new ArrayList<>());
        if (!moves.contains(move)) {
          moves.add(move);
        }
      }
    }
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
