/**
 * The gate: runs the checkers in JVMs of their own, weighs what they found, and writes the
 * evidence, the report and the matrix.
 */
@NullMarked
package dev.lockstep.gate;

import org.jspecify.annotations.NullMarked;
