package dev.lockstep.futures;

import java.util.Collections;
import java.util.Set;

/**
 * What {@link Futures#wait(java.util.Collection)} returns: Python's named tuple of two sets, which
 * do not change (FUT-25).
 *
 * @param done those that are completed
 * @param notDone those that are not
 * @param <F> the futures
 */
public record DoneAndNotDone<F extends Future<?>>(Set<F> done, Set<F> notDone) {
  /** Makes the sets unmodifiable. */
  public DoneAndNotDone {
    done = Collections.unmodifiableSet(done);
    notDone = Collections.unmodifiableSet(notDone);
  }
}
