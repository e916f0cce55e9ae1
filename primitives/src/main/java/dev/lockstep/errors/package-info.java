/**
 * Python's built-in exceptions as unchecked exceptions: the same names, the same hierarchy and the
 * same message texts.
 */
@NullMarked
package dev.lockstep.errors;

import org.jspecify.annotations.NullMarked;
