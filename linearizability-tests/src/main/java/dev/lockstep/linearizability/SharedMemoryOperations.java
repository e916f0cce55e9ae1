package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SharedMemoryModel;
import dev.lockstep.kit.subject.LinearMemorySubject;
import dev.lockstep.kit.subject.LinearMemorySubject.Modification;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** The calls of a WebAssembly memory that can grow, as Lincheck makes them. */
public class SharedMemoryOperations {
  static final int PAGES = 1;
  static final int MAXIMUM = 3;

  private final LinearMemorySubject memory;

  /** Creates a memory: once for each execution. */
  public SharedMemoryOperations() {
    Executions.one();
    memory = Subjects.ACTIVE.newSharedMemory(PAGES, MAXIMUM);
  }

  /** Calls {@code memory.size}. */
  @Operation
  public Outcome size() {
    return Actor.outcomeOf(() -> (long) memory.size());
  }

  /** Calls {@code memory.grow 1}. */
  @Operation
  public Outcome growBy1() {
    return Actor.outcomeOf(() -> (long) memory.grow(1));
  }

  /** Calls {@code memory.grow 2}. */
  @Operation
  public Outcome growBy2() {
    return Actor.outcomeOf(() -> (long) memory.grow(2));
  }

  /** Calls {@code i32.atomic.rmw.add}. */
  @Operation
  public Outcome addToNextPage() {
    return Actor.outcomeOf(() -> memory.modify(Modification.ADD, 32, SharedMemoryModel.PAGE, 1));
  }

  /** Calls {@code i32.atomic.rmw8.add_u}. */
  @Operation
  public Outcome addToByte() {
    return Actor.outcomeOf(() -> memory.modify(Modification.ADD, 8, 0, 255));
  }

  /** Calls {@code i32.atomic.rmw8.add_u}. */
  @Operation
  public Outcome addToNextByte() {
    return Actor.outcomeOf(() -> memory.modify(Modification.ADD, 8, 1, 1));
  }

  /** Calls {@code i32.atomic.rmw16.sub_u}. */
  @Operation
  public Outcome subFromHalf() {
    return Actor.outcomeOf(() -> memory.modify(Modification.SUB, 16, 0, 1));
  }

  /** Calls {@code i32.atomic.rmw.add}. */
  @Operation
  public Outcome addToWord() {
    return Actor.outcomeOf(() -> memory.modify(Modification.ADD, 32, 0, 1));
  }

  /** Calls {@code i64.atomic.rmw.sub}. */
  @Operation
  public Outcome subFromLong() {
    return Actor.outcomeOf(() -> memory.modify(Modification.SUB, 64, 0, 1));
  }

  /** Calls {@code i32.atomic.rmw.xchg}. */
  @Operation
  public Outcome exchangeWord() {
    return Actor.outcomeOf(() -> memory.modify(Modification.EXCHANGE, 32, 0, 7));
  }

  /** Calls {@code i32.atomic.rmw16.cmpxchg_u}. */
  @Operation
  public Outcome compareExchangeHalf() {
    return Actor.outcomeOf(() -> memory.compareExchange(16, 0, 0, 3));
  }

  /** Calls {@code i64.atomic.rmw.cmpxchg}. */
  @Operation
  public Outcome compareExchangeLong() {
    return Actor.outcomeOf(() -> memory.compareExchange(64, 0, 0, 1));
  }

  /** Calls {@code i32.atomic.load}. */
  @Operation
  public Outcome loadWord() {
    return Actor.outcomeOf(() -> memory.atomicLoad(32, 0));
  }

  /** Calls {@code i64.atomic.load}. */
  @Operation
  public Outcome loadLong() {
    return Actor.outcomeOf(() -> memory.atomicLoad(64, 0));
  }
}
