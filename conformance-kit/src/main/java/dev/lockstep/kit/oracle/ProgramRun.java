package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.ThreadedModel;
import dev.lockstep.kit.model.Verdict;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A program on the model, move by move. */
final class ProgramRun {
  private final Kind kind;
  private final boolean asReference;
  private @Nullable Possibilities<?> possibilities;

  private ProgramRun(Kind kind, boolean asReference) {
    this.kind = kind;
    this.asReference = asReference;
  }

  /** Creates the run of a program on the model of what a subject has to do. */
  static ProgramRun of(Kind kind) {
    return new ProgramRun(kind, false);
  }

  /** Creates the run of a program on the model of what the reference Python does. */
  static ProgramRun ofReference(Kind kind) {
    return new ProgramRun(kind, true);
  }

  /**
   * What differs in a move.
   *
   * @param rule the rule that is broken
   * @param due what was due, as text
   */
  record Difference(String rule, String due) {}

  /**
   * What a move comes to: either a difference, or the rules that it shows.
   *
   * @param difference empty if what was seen was due
   * @param rules the rules that decided it
   */
  record Judgement(Optional<Difference> difference, Set<String> rules) {}

  /** Tells whether a move can be made, whatever is so. */
  boolean allows(Program.Move move) {
    return possibilities == null ? move.isNew() : current().allows(move) && !move.isNew();
  }

  /** Tells whether a move may be possible. */
  boolean mayMove(Program.Move move) {
    return possibilities == null ? move.isNew() : current().mayAllow(move) && !move.isNew();
  }

  /** Returns all that may come of a move. */
  Set<Possibilities.Due> due(Program.Move move) {
    return move.isNew() ? Set.of(created(move)) : current().due(move, Set.of());
  }

  /** Makes a move of which nothing is seen. */
  void play(Program.Move move) {
    if (move.isNew()) {
      create(move);
    } else {
      possibilities = current().after(move, Set.of(), current().due(move, Set.of()));
    }
  }

  /**
   * Makes a move, and judges what was seen of it.
   *
   * @param move the move
   * @param observation what was seen
   * @param text what a verdict looks like among what is seen
   */
  Judgement judge(Program.Move move, Observation observation, Function<Verdict, String> text) {
    Set<Possibilities.Due> due =
        move.isNew() ? Set.of(created(move)) : current().due(move, observation.late());
    Set<Possibilities.Due> matching = new LinkedHashSet<>();
    for (Possibilities.Due each : due) {
      if (textOf(each, text).equals(textOf(observation))) {
        matching.add(each);
      }
    }
    if (matching.isEmpty()) {
      return new Judgement(Optional.of(difference(move, observation, due, text)), Set.of());
    }
    if (move.isNew()) {
      create(move);
    } else {
      possibilities = current().after(move, observation.late(), matching);
    }
    return new Judgement(Optional.empty(), matching.iterator().next().rules());
  }

  private Possibilities.Due created(Program.Move move) {
    return new Possibilities.Due(kind.create(move.call().orElseThrow()).verdict(), Map.of());
  }

  private void create(Program.Move move) {
    if (!(kind.create(move.call().orElseThrow()).model() instanceof ThreadedModel<?> model)) {
      throw new OracleException("Several threads cannot play with " + kind.id());
    }
    possibilities = asReference ? Possibilities.of(model.reference()) : Possibilities.of(model);
  }

  private Possibilities<?> current() {
    Possibilities<?> current = possibilities;
    if (current == null) {
      throw new OracleException("A program begins with new");
    }
    return current;
  }

  private static Map<String, String> textOf(Possibilities.Due due, Function<Verdict, String> text) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("", text.apply(due.verdict()));
    due.ended().forEach((thread, end) -> texts.put(thread, text.apply(end)));
    return texts;
  }

  private static Map<String, String> textOf(Observation observation) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("", text(observation.seen()));
    observation.ended().forEach((thread, end) -> texts.put(thread, text(end)));
    return texts;
  }

  /** Returns what was seen of a call as rules' documents write it. */
  static String text(Seen seen) {
    return seen instanceof Seen.Of of ? Wire.documented(of.outcome()) : seen.toString();
  }

  /* Blames the mover's rule, or that of who ended and should not have, or the other way round. */
  private Difference difference(
      Program.Move move,
      Observation observation,
      Set<Possibilities.Due> due,
      Function<Verdict, String> text) {
    Map<String, String> seen = textOf(observation);
    Possibilities.Due nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (Possibilities.Due each : due) {
      Map<String, String> texts = textOf(each, text);
      Set<String> threads = new HashSet<>(texts.keySet());
      threads.addAll(seen.keySet());
      threads.removeIf(
          thread -> seen.containsKey(thread) && seen.get(thread).equals(texts.get(thread)));
      if (threads.size() < fewest) {
        fewest = threads.size();
        nearest = each;
      }
    }
    if (nearest == null) {
      throw new OracleException("The model says nothing of " + move);
    }
    String all =
        due.stream()
            .map(each -> describe(each, text))
            .distinct()
            .collect(Collectors.joining("; or "));
    return new Difference(blame(nearest, seen, textOf(nearest, text)), all);
  }

  private String blame(Possibilities.Due due, Map<String, String> seen, Map<String, String> texts) {
    if (!String.valueOf(seen.get("")).equals(texts.get(""))) {
      return due.verdict().rule();
    }
    for (Map.Entry<String, Verdict> end : due.ended().entrySet()) {
      if (!String.valueOf(seen.get(end.getKey())).equals(texts.get(end.getKey()))) {
        return end.getValue().rule();
      }
    }
    Set<String> surplus = new TreeSet<>(seen.keySet());
    surplus.removeAll(texts.keySet());
    return current().waitOf(surplus.iterator().next()).rule();
  }

  private static String describe(Possibilities.Due due, Function<Verdict, String> text) {
    StringBuilder all = new StringBuilder(text.apply(due.verdict()));
    due.ended()
        .forEach(
            (thread, end) ->
                all.append(", and ").append(thread).append(' ').append(text.apply(end)));
    return all.toString();
  }
}
