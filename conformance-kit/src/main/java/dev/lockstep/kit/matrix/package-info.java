/** The compatibility matrix: made from what is written down, never from a run. */
@NullMarked
package dev.lockstep.kit.matrix;

import org.jspecify.annotations.NullMarked;
