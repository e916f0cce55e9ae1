/**
 * Python's {@code queue}, with Python's behaviour: every rule has an id and its evidence.
 *
 * <p>Memory effects: what a thread did before it put an item happens-before what the thread does
 * that gets it; before a {@code get}, what the thread does whose {@code put} it made room for;
 * before the {@code taskDone} that ends the work, what a thread does that has joined; and before a
 * {@code shutdown}, what a thread does that got a {@link dev.lockstep.queue.ShutDown}.
 *
 * <p>Timeouts are seconds as a {@code double}, or a {@link java.time.Duration}. They are lower
 * bounds: no call returns early. A thread that is interrupted while it is blocked, or about to
 * block, gets a {@link dev.lockstep.errors.KeyboardInterrupt} and its interrupt status is cleared;
 * a call that can proceed without blocking proceeds and leaves the status alone.
 *
 * <p>Null is an item like any other. Everything works the same from platform threads and from
 * virtual threads.
 */
@NullMarked
package dev.lockstep.queue;

import org.jspecify.annotations.NullMarked;
