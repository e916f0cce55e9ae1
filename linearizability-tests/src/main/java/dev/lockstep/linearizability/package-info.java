/**
 * Lincheck's checks: linearizability of the operations that do not block, and every interleaving of
 * small blocking scenarios.
 */
@NullMarked
package dev.lockstep.linearizability;

import org.jspecify.annotations.NullMarked;
