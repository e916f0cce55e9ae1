package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Short ways to write sequences, what was seen of them, and what rules they are about. */
final class Sequences {
  private static final Map<Primitive, Set<String>> PROGRAMS = new EnumMap<>(Primitive.class);

  private static final Map<Primitive, Set<String>> SEQUENCES = new EnumMap<>(Primitive.class);

  private Sequences() {}

  static Sequence lock(Call... calls) {
    return of(Kind.LOCK, Call.of("new"), calls);
  }

  static Sequence semaphore(long value, Call... calls) {
    return of(Kind.SEMAPHORE, Call.of("new", value), calls);
  }

  private static Sequence of(Kind kind, Call create, Call... calls) {
    Sequence.Step[] steps =
        Arrays.stream(calls)
            .map(call -> new Sequence.Step(call, false))
            .toArray(Sequence.Step[]::new);
    return with(kind, create, steps);
  }

  static Sequence with(Kind kind, Call create, Sequence.Step... steps) {
    List<Sequence.Step> all = new ArrayList<>();
    all.add(new Sequence.Step(create, false));
    all.addAll(Arrays.asList(steps));
    return new Sequence(kind, all);
  }

  /** Returns the rules of a primitive that need the evidence of an oracle. */
  static Set<String> rulesOfTheOracle(Primitive primitive) {
    return RuleBook.load().rules(primitive).stream()
        .filter(rule -> rule.evidence().contains(Checker.ORACLE))
        .map(NumberedRule::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the rules that the programs of a primitive were seen to show, in any version. */
  static Set<String> rulesOfPrograms(Primitive primitive) {
    return new TreeSet<>(PROGRAMS.computeIfAbsent(primitive, Sequences::shownByPrograms));
  }

  /** Returns the rules that the sequences of a primitive were seen to show, in any version. */
  static Set<String> rulesOfSequences(Primitive primitive) {
    return new TreeSet<>(SEQUENCES.computeIfAbsent(primitive, Sequences::shownBySequences));
  }

  private static Set<String> shownByPrograms(Primitive primitive) {
    return shown(primitive, RecordedTraces::judgePrograms);
  }

  private static Set<String> shownBySequences(Primitive primitive) {
    return shown(primitive, RecordedTraces::judgeSequences);
  }

  private static Set<String> shown(Primitive primitive, BiConsumer<Trace, Comparison> judge) {
    ObservedRows rows = ObservedRows.load();
    Set<String> rules = new TreeSet<>();
    for (Trace trace : RecordedTraces.read(primitive)) {
      Comparison comparison = RecordedTraces.comparison(trace, rows);
      judge.accept(trace, comparison);
      rules.addAll(comparison.tally().rules());
    }
    rules.retainAll(rulesOfTheOracle(primitive));
    return rules;
  }

  static List<Seen> seen(Outcome... outcomes) {
    return Arrays.stream(outcomes).<Seen>map(Seen.Of::new).toList();
  }
}
