package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.ElementType;

/**
 * {@code Atomics} on one shared buffer, of which there is a view of each kind from its beginning to
 * its end; the contract is that of {@code docs/rules/atomics.md}. A BigUint64 is a long with the
 * same bits.
 */
public interface AtomicsSubject {
  /** JavaScript's {@code load}. */
  long load(ElementType view, long index);

  /** JavaScript's {@code store}. */
  long store(ElementType view, long index, long value);

  /** JavaScript's {@code store} of a number that may have a fraction. */
  double store(ElementType view, long index, double value);

  /** JavaScript's {@code add}. */
  long add(ElementType view, long index, long value);

  /** JavaScript's {@code sub}. */
  long sub(ElementType view, long index, long value);

  /** JavaScript's {@code and}. */
  long and(ElementType view, long index, long value);

  /** JavaScript's {@code or}. */
  long or(ElementType view, long index, long value);

  /** JavaScript's {@code xor}. */
  long xor(ElementType view, long index, long value);

  /** JavaScript's {@code exchange}. */
  long exchange(ElementType view, long index, long value);

  /** JavaScript's {@code compareExchange}. */
  long compareExchange(ElementType view, long index, long expected, long replacement);

  /** JavaScript's {@code isLockFree}. */
  boolean isLockFree(long size);

  /** JavaScript's {@code pause}. */
  void pause();
}
