package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param tier how much
 * @param only the primitives; empty for all
 * @param checkers the checkers; empty for those of the tier
 * @param rules the rules; empty for all
 * @param twins the twins; empty for those of the tier
 * @param subject the subject's name
 * @param subjectPath where the subject's classes are, beside ours
 * @param seed what everything random is derived from
 * @param budget how long to go on with new rounds; null for one round
 * @param requireOracles whether a missing interpreter is a failure
 * @param out where the evidence goes
 */
record Selection(
    Tier tier,
    Set<Primitive> only,
    Set<Checker> checkers,
    Set<String> rules,
    Set<String> twins,
    String subject,
    List<Path> subjectPath,
    long seed,
    @Nullable Duration budget,
    boolean requireOracles,
    Path out) {

  /** Tells whether nothing was left out by choice: only such a run may write the matrix. */
  boolean isWhole() {
    return only.isEmpty() && checkers.isEmpty() && rules.isEmpty() && twins.isEmpty();
  }

  /** The same with another seed. */
  Selection withSeed(long other) {
    return with(subject, other);
  }

  /** The same with another subject. */
  Selection withSubject(String other) {
    return with(other, seed);
  }

  private Selection with(String otherSubject, long otherSeed) {
    return new Selection(
        tier,
        only,
        checkers,
        rules,
        twins,
        otherSubject,
        subjectPath,
        otherSeed,
        budget,
        requireOracles,
        out);
  }
}
