/** Tests of the launcher: that it finds what is broken, and that it drops nothing. */
@NullMarked
package dev.lockstep.stress;

import org.jspecify.annotations.NullMarked;
