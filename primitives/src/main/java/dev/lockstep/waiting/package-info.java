/**
 * The one waiting mechanism: a queue of waiters, a parker, a clock and a spin policy. Everything in
 * Lockstep that blocks goes through it. Internal: exported to {@code dev.lockstep.atomics} only.
 */
@NullMarked
package dev.lockstep.waiting;

import org.jspecify.annotations.NullMarked;
