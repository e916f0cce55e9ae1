/**
 * The bytes behind buffers and linear memories, the atomic operations on them, and who waits at
 * their addresses. Internal: not exported.
 */
@NullMarked
package dev.lockstep.atomics.memory;

import org.jspecify.annotations.NullMarked;
