/**
 * Python's {@code concurrent.futures}, with Python's behaviour: every rule has an id and its
 * evidence.
 *
 * <p>Memory effects: what a thread did before it submitted a task happens-before what the task
 * does, and what was done before a {@link dev.lockstep.futures.Future} was completed or cancelled
 * happens-before what a thread does that sees it done.
 *
 * <p>Timeouts are seconds as a {@code double}, or a {@link java.time.Duration}. They are lower
 * bounds: no call returns early. A thread that is interrupted while it is blocked, or about to
 * block, gets a {@link dev.lockstep.errors.KeyboardInterrupt} and its interrupt status is cleared;
 * a call that can proceed without blocking proceeds and leaves the status alone.
 *
 * <p>Everything works the same from platform threads and from virtual threads.
 */
@NullMarked
package dev.lockstep.futures;

import org.jspecify.annotations.NullMarked;
