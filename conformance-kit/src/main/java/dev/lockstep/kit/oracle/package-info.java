/** The oracles: real CPythons that play the same calls, live or from recorded traces. */
@NullMarked
package dev.lockstep.kit.oracle;

import org.jspecify.annotations.NullMarked;
