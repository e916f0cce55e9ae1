package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Short ways to write sequences, what was seen of them, and what rules they are about. */
final class Sequences {
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

  static List<Seen> seen(Outcome... outcomes) {
    return Arrays.stream(outcomes).<Seen>map(Seen.Of::new).toList();
  }
}
