/** Comparisons in which the contestants take turns in one process. */
@NullMarked
package dev.lockstep.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
