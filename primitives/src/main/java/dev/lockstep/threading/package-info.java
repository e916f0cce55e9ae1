/**
 * Python's {@code threading}, with Python's behaviour: every rule has an id and its evidence.
 *
 * <p>Memory effects: what a thread did before it released a {@link dev.lockstep.threading.Lock},
 * the last level of an {@link dev.lockstep.threading.RLock} or a permit of a {@link
 * dev.lockstep.threading.Semaphore} happens-before what the thread does that acquires next because
 * of that release; what it did before it set an {@link dev.lockstep.threading.Event}, or notified a
 * waiter of a {@link dev.lockstep.threading.Condition}, happens-before what a thread does that has
 * waited for it; and what it did before it arrived at a {@link
 * dev.lockstep.threading.Barrier} happens-before what any thread does that has passed it in the same
 * generation. What it did before it started a {@link dev.lockstep.threading.PyThread} happens-before
 * what that does, and what that did happens-before what a thread does that has joined it.
 *
 * <p>Timeouts are seconds as a {@code double}, or a {@link java.time.Duration}. They are lower
 * bounds: no call returns early. A thread that is interrupted while it is blocked, or about to
 * block, gets a {@link dev.lockstep.errors.KeyboardInterrupt} and its interrupt status is cleared;
 * a call that can proceed without blocking proceeds and leaves the status alone.
 *
 * <p>Everything works the same from platform threads and from virtual threads.
 */
@NullMarked
package dev.lockstep.threading;

import org.jspecify.annotations.NullMarked;
