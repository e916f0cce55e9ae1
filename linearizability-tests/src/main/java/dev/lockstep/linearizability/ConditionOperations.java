package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.ConditionSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.function.IntSupplier;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * What a condition is for: a stock of items that is guarded by its lock. A wait takes effect in two
 * steps, so that by itself it is no operation that could be linearized; that of the stock is one.
 */
public class ConditionOperations {
  private final ConditionSubject condition;
  private int items;

  /** Creates an empty stock: once for each execution. */
  public ConditionOperations() {
    Executions.one();
    condition = Subjects.ACTIVE.newCondition();
  }

  /** Puts one item in, and notifies one. */
  @Operation
  public Outcome put() {
    return inside(
        () -> {
          condition.signal();
          return ++items;
        });
  }

  /** Puts two items in, and notifies two. */
  @Operation
  public Outcome putTwo() {
    return inside(
        () -> {
          items += 2;
          condition.signal(2);
          return items;
        });
  }

  /** Counts the items. */
  @Operation
  public Outcome count() {
    return inside(() -> items);
  }

  /** Takes an item if there is one before long; -1 if not. */
  @Operation
  public Outcome takeInTime() {
    return inside(() -> condition.awaitFor(() -> items > 0, Executions.ONE_TICK) ? --items : -1);
  }

  /** Takes an item; only in histories in which somebody puts enough of them in. */
  public Outcome take() {
    return inside(
        () -> {
          condition.awaitFor(() -> items > 0);
          return --items;
        });
  }

  /** The same, as it is written without {@code wait_for}. */
  public Outcome takeInALoop() {
    return inside(
        () -> {
          while (items == 0) {
            condition.await();
          }
          return --items;
        });
  }

  private Outcome inside(IntSupplier section) {
    return Actor.outcomeOf(
        () -> {
          condition.acquire();
          long result = section.getAsInt();
          condition.release();
          return result;
        });
  }
}
