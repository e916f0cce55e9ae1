/**
 * The oracles: real CPythons, and Nodes for what is JavaScript's, that play the same calls, live or
 * from recorded traces.
 */
@NullMarked
package dev.lockstep.kit.oracle;

import org.jspecify.annotations.NullMarked;
