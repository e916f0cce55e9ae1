package dev.lockstep.kit.matrix;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.twins.Twin;
import java.util.Set;

/**
 * The primitives in shared memory, as far as they are run together with ours.
 *
 * @param gaps what they declare not to offer
 * @param checkers which of all checkers are run against them
 */
public record SecondBackend(Gaps gaps, Set<Checker> checkers) {
  /** Copies the set. */
  public SecondBackend {
    checkers = Set.copyOf(checkers);
  }

  /** Tells whether there is a primitive. */
  boolean has(Primitive primitive) {
    return gaps.offers(primitive.prefix() + "-");
  }

  /** Tells whether a rule is offered. */
  boolean offers(NumberedRule rule) {
    return gaps.offers(rule.id());
  }

  /** Tells whether a check is run and leaves nothing out, since each of its rules is offered. */
  boolean runs(Inventory.Entry check) {
    return checkers.contains(check.checker()) && check.rules().stream().allMatch(gaps::offers);
  }

  /** Tells whether a twin is one of these. */
  static boolean has(Twin twin) {
    return twin.subject().equals(Subjects.SHARED_MEMORY);
  }
}
