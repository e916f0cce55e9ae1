package dev.lockstep.linearizability;

import static dev.lockstep.kit.model.ElementType.BIG_INT64;
import static dev.lockstep.kit.model.ElementType.INT32;
import static dev.lockstep.kit.model.ElementType.UINT16;
import static dev.lockstep.kit.model.ElementType.UINT8;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.AtomicsSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** Calls of Atomics on one 64-bit word, as Lincheck makes them: each returns what it came to. */
public class AtomicsOperations {
  private final AtomicsSubject atomics;

  /** Creates a buffer of zeros: once for each execution. */
  public AtomicsOperations() {
    Executions.one();
    atomics = Subjects.ACTIVE.newAtomics(AtomicsSpecification.BYTES);
  }

  /** Calls {@code load(Uint8Array, 0)}. */
  @Operation
  public Outcome loadByte() {
    return Actor.outcomeOf(() -> atomics.load(UINT8, 0));
  }

  /** Calls {@code load(Uint8Array, 1)}. */
  @Operation
  public Outcome loadNextByte() {
    return Actor.outcomeOf(() -> atomics.load(UINT8, 1));
  }

  /** Calls {@code load(Int32Array, 0)}. */
  @Operation
  public Outcome loadWord() {
    return Actor.outcomeOf(() -> atomics.load(INT32, 0));
  }

  /** Calls {@code load(BigInt64Array, 0)}. */
  @Operation
  public Outcome loadLong() {
    return Actor.outcomeOf(() -> atomics.load(BIG_INT64, 0));
  }

  /** Calls {@code store(Uint8Array, 0, 5)}. */
  @Operation
  public Outcome storeByte() {
    return Actor.outcomeOf(() -> atomics.store(UINT8, 0, 5));
  }

  /** Calls {@code store(BigInt64Array, 0, 0x70000ffff)}. */
  @Operation
  public Outcome storeLong() {
    return Actor.outcomeOf(() -> atomics.store(BIG_INT64, 0, 0x7_0000_ffffL));
  }

  /** Calls {@code add(Uint8Array, 0, 255)}. */
  @Operation
  public Outcome addToByte() {
    return Actor.outcomeOf(() -> atomics.add(UINT8, 0, 255));
  }

  /** Calls {@code add(Uint8Array, 1, 1)}. */
  @Operation
  public Outcome addToNextByte() {
    return Actor.outcomeOf(() -> atomics.add(UINT8, 1, 1));
  }

  /** Calls {@code add(Uint16Array, 0, 1)}. */
  @Operation
  public Outcome addToHalf() {
    return Actor.outcomeOf(() -> atomics.add(UINT16, 0, 1));
  }

  /** Calls {@code add(Uint16Array, 3, 1)}. */
  @Operation
  public Outcome addToUpperHalf() {
    return Actor.outcomeOf(() -> atomics.add(UINT16, 3, 1));
  }

  /** Calls {@code add(Int32Array, 0, 1)}. */
  @Operation
  public Outcome addToWord() {
    return Actor.outcomeOf(() -> atomics.add(INT32, 0, 1));
  }

  /** Calls {@code add(BigInt64Array, 0, 0x100000001)}. */
  @Operation
  public Outcome addToLong() {
    return Actor.outcomeOf(() -> atomics.add(BIG_INT64, 0, 0x1_0000_0001L));
  }

  /** Calls {@code or(Uint8Array, 0, 8)}. */
  @Operation
  public Outcome orByte() {
    return Actor.outcomeOf(() -> atomics.or(UINT8, 0, 8));
  }

  /** Calls {@code xor(Uint8Array, 0, 1)}. */
  @Operation
  public Outcome xorByte() {
    return Actor.outcomeOf(() -> atomics.xor(UINT8, 0, 1));
  }

  /** Calls {@code and(Uint16Array, 0, 0xff0)}. */
  @Operation
  public Outcome andHalf() {
    return Actor.outcomeOf(() -> atomics.and(UINT16, 0, 0xff0));
  }

  /** Calls {@code exchange(Uint16Array, 0, 0x1234)}. */
  @Operation
  public Outcome exchangeHalf() {
    return Actor.outcomeOf(() -> atomics.exchange(UINT16, 0, 0x1234));
  }

  /** Calls {@code exchange(Int32Array, 0, 7)}. */
  @Operation
  public Outcome exchangeWord() {
    return Actor.outcomeOf(() -> atomics.exchange(INT32, 0, 7));
  }

  /** Calls {@code compareExchange(Uint8Array, 0, 0, 3)}. */
  @Operation
  public Outcome compareExchangeByte() {
    return Actor.outcomeOf(() -> atomics.compareExchange(UINT8, 0, 0, 3));
  }

  /** Calls {@code compareExchange(BigInt64Array, 0, 0, 1)}. */
  @Operation
  public Outcome compareExchangeLong() {
    return Actor.outcomeOf(() -> atomics.compareExchange(BIG_INT64, 0, 0, 1));
  }
}
