package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.ThreadedModel;
import dev.lockstep.kit.model.ThreadedModel.Turn;
import dev.lockstep.kit.model.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that may be so at one point of a program, by the model. Usually that is one state; there are
 * more where Python leaves open what happens, until an observation shows what it was.
 *
 * @param <M> the model
 */
final class Possibilities<M extends ThreadedModel<M>> {
  /**
   * What may be so.
   *
   * @param model the object
   * @param waiting the verdicts on the calls that wait, by thread
   */
  private record State<M>(M model, Map<String, Verdict> waiting) {}

  /**
   * What may come of a move.
   *
   * @param verdict on the call of the thread that moves
   * @param ended the verdicts on other threads' calls that end by it
   */
  record Due(Verdict verdict, Map<String, Verdict> ended) {
    /** Returns the rules that decide it. */
    Set<String> rules() {
      Set<String> rules = new TreeSet<>();
      rules.add(verdict.rule());
      ended.values().forEach(end -> rules.add(end.rule()));
      return rules;
    }

    boolean deviates() {
      return verdict.deviates() || ended.values().stream().anyMatch(Verdict::deviates);
    }
  }

  private record Result<M>(Due due, State<M> next) {}

  /* On the way through a move: who has come back so far. */
  private record Partial<M>(State<M> state, Map<String, Verdict> ended) {}

  private final Set<State<M>> states;

  private Possibilities(Set<State<M>> states) {
    this.states = states;
  }

  /** Creates those of a new object. */
  static <M extends ThreadedModel<M>> Possibilities<M> of(ThreadedModel<M> created) {
    // A ThreadedModel<M> is an M: that is what its bound is for.
    @SuppressWarnings("unchecked")
    M model = (M) created;
    return new Possibilities<>(Set.of(new State<>(model, Map.of())));
  }

  /** Tells whether a move can be made, whatever is so. */
  boolean allows(Program.Move move) {
    return states.stream().allMatch(state -> allows(state, move));
  }

  /** Tells whether a move may be possible. */
  boolean mayAllow(Program.Move move) {
    return states.stream().anyMatch(state -> allows(state, move));
  }

  private static <M extends ThreadedModel<M>> boolean allows(State<M> state, Program.Move move) {
    return move.call().isPresent()
        ? !state.waiting.containsKey(move.thread())
        : !state.model.expire(move.thread()).isEmpty();
  }

  /**
   * Returns the verdict on the call in which a thread waits.
   *
   * @throws IllegalArgumentException if it waits in none, whatever is so
   */
  Verdict waitOf(String thread) {
    return states.stream()
        .filter(state -> state.waiting.containsKey(thread))
        .map(state -> state.waiting.get(thread))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(thread + " does not wait"));
  }

  /**
   * Returns all that may come of a move.
   *
   * @param move the move
   * @param late whose timeouts may be over as well
   */
  Set<Due> due(Program.Move move, Set<String> late) {
    Set<Due> due = new LinkedHashSet<>();
    results(move, late).forEach(result -> due.add(result.due));
    return due;
  }

  /**
   * Returns what may be so after a move.
   *
   * @param move the move
   * @param late whose timeouts may be over as well
   * @param matching what may have come of it
   */
  Possibilities<M> after(Program.Move move, Set<String> late, Set<Due> matching) {
    Set<State<M>> next = new LinkedHashSet<>();
    for (Result<M> result : results(move, late)) {
      if (matching.contains(result.due)) {
        next.add(result.next);
      }
    }
    return new Possibilities<>(next);
  }

  private List<Result<M>> results(Program.Move move, Set<String> late) {
    Set<Partial<M>> before = new LinkedHashSet<>();
    states.forEach(state -> before.add(new Partial<>(state, Map.of())));
    Set<Partial<M>> after = new LinkedHashSet<>();
    for (Partial<M> partial : orExpired(before, late)) {
      for (Turn<M> turn : turns(partial.state, move)) {
        after.add(apply(partial, move.thread(), turn));
      }
    }
    List<Result<M>> results = new ArrayList<>();
    for (Partial<M> partial : orExpired(after, late)) {
      Map<String, Verdict> ended = new TreeMap<>(partial.ended);
      Verdict own = ended.remove(move.thread());
      Verdict verdict = own == null ? partial.state.waiting.get(move.thread()) : own;
      if (verdict == null) {
        throw new OracleException("By the model, " + move.thread() + " neither ends nor waits");
      }
      results.add(new Result<>(new Due(verdict, ended), partial.state));
    }
    return results;
  }

  /* Where the timeout was over before, and the thread waits for something else, nothing happens. */
  private static <M extends ThreadedModel<M>> List<Turn<M>> turns(
      State<M> state, Program.Move move) {
    if (move.call().isPresent()) {
      return state.model.apply(move.thread(), move.call().get());
    }
    List<Turn<M>> turns = state.model.expire(move.thread());
    Verdict waiting = state.waiting.get(move.thread());
    return turns.isEmpty() && waiting != null ? List.of(Turn.alone(waiting, state.model)) : turns;
  }

  /* Each as it is, and with any of the late timeouts over, in any order. */
  private static <M extends ThreadedModel<M>> Set<Partial<M>> orExpired(
      Set<Partial<M>> partials, Set<String> late) {
    Set<Partial<M>> all = new LinkedHashSet<>(partials);
    List<Partial<M>> unseen = new ArrayList<>(partials);
    while (!unseen.isEmpty()) {
      Partial<M> partial = unseen.remove(unseen.size() - 1);
      for (String thread : late) {
        for (Turn<M> turn : partial.state.model.expire(thread)) {
          Partial<M> expired = apply(partial, thread, turn);
          if (all.add(expired)) {
            unseen.add(expired);
          }
        }
      }
    }
    return all;
  }

  private static <M> Partial<M> apply(Partial<M> before, String thread, Turn<M> turn) {
    Map<String, Verdict> waiting = new TreeMap<>(before.state.waiting);
    Map<String, Verdict> ended = new TreeMap<>(before.ended);
    waiting.keySet().removeAll(turn.completions().keySet());
    ended.putAll(turn.completions());
    if (turn.verdict().outcome().equals(Outcome.BLOCKED)) {
      waiting.put(thread, turn.verdict());
    } else {
      waiting.remove(thread);
      ended.put(thread, turn.verdict());
    }
    return new Partial<>(new State<>(turn.next(), waiting), ended);
  }
}
