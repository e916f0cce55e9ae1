package dev.lockstep.futures;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Executor#map(java.util.function.Function, Iterable)} and {@link
 * Futures#asCompleted(java.util.Collection)} return: an iterator that waits for what it yields, and
 * that should be closed if it is not asked for all of it. For one thread at a time.
 *
 * <p>{@code hasNext()} tells whether there is more to come, and does not wait for it.
 *
 * @param <E> what it yields
 */
public interface ResultIterator<E extends @Nullable Object> extends Iterator<E>, AutoCloseable {
  /**
   * Gives up what has not been yielded: it has come to its end. An iterator of a map cancels the
   * futures (EXE-22), one of {@code asCompleted} leaves them alone.
   */
  @Override
  void close();
}
