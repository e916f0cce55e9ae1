/**
 * The primitives on the real machine: jcstress tests of the shipped classes, one nested class for
 * each claim, and the launcher that runs them and writes what they found.
 */
@NullMarked
package dev.lockstep.stress;

import org.jspecify.annotations.NullMarked;
