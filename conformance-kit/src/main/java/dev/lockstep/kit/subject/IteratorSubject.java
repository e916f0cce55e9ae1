package dev.lockstep.kit.subject;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that waits for what it yields, and that can be closed.
 *
 * @param <E> what it yields
 */
public interface IteratorSubject<E extends @Nullable Object> extends Iterator<E>, AutoCloseable {
  /** Python's {@code close()} of a generator. */
  @Override
  void close();
}
