package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.ViewName;
import java.util.concurrent.CompletionStage;

/**
 * {@code Atomics.wait}, {@code waitAsync} and {@code notify} on one shared buffer, on another, and
 * on one that is not shared; the contract is that of {@code docs/rules/wait.md}. What waits return
 * is JavaScript's string.
 */
public interface WaitSubject {
  /**
   * What {@code waitAsync} returns.
   *
   * @see #awaitAsync(ViewName, long, long)
   */
  interface Async {
    /** Tells whether the value comes later. */
    boolean isAsync();

    /** Returns what comes: its text is JavaScript's string. */
    CompletionStage<?> value();
  }

  /** JavaScript's {@code store}. */
  void store(ViewName view, long index, long value);

  /** A write in no order: {@code view[index] = value}. */
  void set(ViewName view, long index, int value);

  /** JavaScript's {@code wait}. */
  String await(ViewName view, long index, long expected);

  /** JavaScript's {@code wait} with a timeout in milliseconds. */
  String await(ViewName view, long index, long expected, double timeout);

  /** JavaScript's {@code waitAsync}. */
  Async awaitAsync(ViewName view, long index, long expected);

  /** JavaScript's {@code waitAsync} with a timeout in milliseconds. */
  Async awaitAsync(ViewName view, long index, long expected, double timeout);

  /** JavaScript's {@code notify} of all. */
  long signal(ViewName view, long index);

  /** JavaScript's {@code notify}. */
  long signal(ViewName view, long index, double count);

  /** Makes the one shared buffer longer. */
  void grow(long byteLength);

  /** Tells whether the current thread is an agent that may block. */
  boolean canBlock();

  /** Says whether the current thread is an agent that may block. */
  void setCanBlock(boolean canBlock);
}
