/** Tests of the gate: it must be red whenever something is not as it has to be. */
@NullMarked
package dev.lockstep.gate;

import org.jspecify.annotations.NullMarked;
