package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;

/**
 * One call in a scenario.
 *
 * @param call what is called
 * @param interrupted whether the calling thread's interrupt status is set before
 */
record Step(Call call, boolean interrupted) {
  static Step of(String method, Object... arguments) {
    return new Step(Call.of(method, arguments), false);
  }

  @Override
  public String toString() {
    return call + (interrupted ? " while interrupted" : "");
  }
}
