package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import org.jspecify.annotations.Nullable;

/** The operations of {@link ConditionOperations} without any concurrency. */
public class ConditionSpecification {
  private long items;

  /** Creates an empty stock. */
  public ConditionSpecification() {}

  /** Puts one item in. */
  public Outcome put() {
    return new Outcome.Returned(++items);
  }

  /** Puts two items in. */
  public Outcome putTwo() {
    items += 2;
    return new Outcome.Returned(items);
  }

  /** Counts the items. */
  public Outcome count() {
    return new Outcome.Returned(items);
  }

  /** Takes an item if there is one. */
  public Outcome takeInTime() {
    return new Outcome.Returned(items > 0 ? --items : -1L);
  }

  /** Takes an item, and there is one. */
  public Outcome take() {
    if (items == 0) {
      throw new Histories.WouldBlock();
    }
    return new Outcome.Returned(--items);
  }

  /** Takes an item, and there is one. */
  public Outcome takeInALoop() {
    return take();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConditionSpecification specification && specification.items == items;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(items);
  }
}
