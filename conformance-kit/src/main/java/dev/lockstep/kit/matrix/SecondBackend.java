package dev.lockstep.kit.matrix;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.twins.Twin;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The primitives in shared memory, and which checks meet them in a run over Lockstep: those that
 * cost little, and those that one of their own broken twins names as its killer.
 */
public final class SecondBackend {
  private static final Set<Checker> CHEAP =
      Set.of(Checker.CONTRACT, Checker.VIRTUAL, Checker.BYTECODE);

  private final Gaps gaps;
  private final List<Twin> twins;
  private final Set<String> killers;

  /**
   * Creates it.
   *
   * @param gaps what they declare not to offer
   * @param twins all twins, also those of Lockstep's other primitives
   */
  public SecondBackend(Gaps gaps, List<Twin> twins) {
    this.gaps = gaps;
    this.twins =
        twins.stream().filter(twin -> twin.subject().equals(Subjects.SHARED_MEMORY)).toList();
    this.killers =
        this.twins.stream().flatMap(twin -> twin.killers().stream()).collect(Collectors.toSet());
  }

  /** Tells whether a check meets them: it is one of those, and they offer one of its rules. */
  public boolean meets(Inventory.Entry check) {
    return (CHEAP.contains(check.checker()) || killers.contains(check.check()))
        && check.rules().stream().anyMatch(gaps::offers);
  }

  /** Tells whether a check meets them and leaves nothing out, since they offer all its rules. */
  boolean shows(Inventory.Entry check) {
    return meets(check) && check.rules().stream().allMatch(gaps::offers);
  }

  /** Tells whether there is a primitive. */
  boolean has(Primitive primitive) {
    return gaps.offers(primitive.prefix() + "-");
  }

  /** Tells whether a rule is offered. */
  boolean offers(String rule) {
    return gaps.offers(rule);
  }

  /** Tells why a rule is not offered. */
  String reason(String rule) {
    return gaps.reasons().getOrDefault(rule, "");
  }

  /** Returns their twins. */
  List<Twin> twins() {
    return twins;
  }
}
