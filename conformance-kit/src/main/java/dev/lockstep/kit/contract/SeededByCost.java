package dev.lockstep.kit.contract;

import dev.lockstep.kit.run.Cost;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Gives properties their seed and their number of tries. */
final class SeededByCost implements AroundPropertyHook {
  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    context.attributes().setSeed(String.valueOf(Cost.SEED));
    context.attributes().setTries(Cost.CONTRACT_TRIES);
    return property.execute();
  }

  @Override
  public int aroundPropertyProximity() {
    return -100;
  }
}
