package dev.lockstep.kit.subject;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all queues of a subject have in common: items are put in and taken out. */
public interface PutGetSubject {
  /** Python's {@code put(item)}. */
  void put(@Nullable Object item);

  /** Python's {@code put(item, block)}. */
  void put(@Nullable Object item, boolean block);

  /** Python's {@code put(item, block, timeout)}, in seconds. */
  void put(@Nullable Object item, boolean block, double timeout);

  /** Python's {@code put_nowait(item)}. */
  void putNowait(@Nullable Object item);

  /** Python's {@code get()}. */
  @Nullable Object get();

  /** Python's {@code get(block)}. */
  @Nullable Object get(boolean block);

  /** Python's {@code get(block, timeout)}, in seconds. */
  @Nullable Object get(boolean block, double timeout);

  /** The same with a Duration, which Python does not have. */
  @Nullable Object get(Duration timeout);

  /** Python's {@code get_nowait()}. */
  @Nullable Object getNowait();

  /** Python's {@code qsize()}. */
  int qsize();

  /** Python's {@code empty()}. */
  boolean empty();
}
