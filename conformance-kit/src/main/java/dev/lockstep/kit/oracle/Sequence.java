package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Calls on one object, one after another; the first is {@code new}.
 *
 * @param kind what kind of object
 * @param steps the calls
 */
public record Sequence(Kind kind, List<Step> steps) {
  /** Copies the steps. */
  public Sequence {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || !steps.get(0).call().method().equals("new")) {
      throw new OracleException("A sequence begins with new, and not so: " + steps);
    }
  }

  /**
   * A call.
   *
   * @param call what is called
   * @param interrupted whether the calling thread is interrupted: in Python when it is seen to
   *     wait, in Java before the call
   */
  public record Step(Call call, boolean interrupted) {
    @Override
    public String toString() {
      return interrupted ? call + " interrupted" : call.toString();
    }
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(Step::toString)
        .collect(Collectors.joining("; ", kind.id() + ": ", ""));
  }
}
