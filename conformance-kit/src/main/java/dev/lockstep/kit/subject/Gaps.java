package dev.lockstep.kit.subject;

import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a subject declares not to offer.
 *
 * @param reasons as {@link Subject#notOffered} returns them
 */
public record Gaps(Map<String, String> reasons) {
  /**
   * Tells whether a rule is offered.
   *
   * @param rule its id, or {@link Subject#MODELLED_WAITING}
   */
  public boolean offers(String rule) {
    return !reasons.containsKey(rule) && !reasons.containsKey(primitive(rule));
  }

  /**
   * Tells why a rule is not offered: what is declared, the rule or its whole primitive, and why.
   *
   * @param rule its id, or {@link Subject#MODELLED_WAITING}
   * @return empty if it is offered
   */
  public Optional<String> reason(String rule) {
    String key = reasons.containsKey(rule) ? rule : primitive(rule);
    return Optional.ofNullable(reasons.get(key)).map(reason -> key + ": " + reason);
  }

  /**
   * Returns what is declared and is neither a rule nor a primitive: a slip of the pen would excuse
   * nothing, and nobody would know.
   *
   * @param rules all rules
   */
  public List<String> unknown(List<NumberedRule> rules) {
    Set<String> known = new HashSet<>(Set.of(Subject.MODELLED_WAITING));
    rules.forEach(rule -> known.add(rule.id()));
    Arrays.stream(Primitive.values()).forEach(primitive -> known.add(primitive.prefix()));
    return reasons.keySet().stream().filter(key -> !known.contains(key)).sorted().toList();
  }

  /**
   * Returns what a subject throws where it has nothing to call.
   *
   * @param subject its name
   * @param method what it does not have
   * @param gap what it declares then: a rule or a primitive
   */
  static UnsupportedOperationException missing(String subject, String method, String gap) {
    return new UnsupportedOperationException(
        "The subject "
            + subject
            + " does not have this: implement "
            + method
            + ", or declare \""
            + gap
            + "\" and the reason in Subject.notOffered");
  }

  private static String primitive(String rule) {
    return rule.substring(0, Math.max(0, rule.indexOf('-')));
  }
}
