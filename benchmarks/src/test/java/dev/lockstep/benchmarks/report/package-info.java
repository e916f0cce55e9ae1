/** Checks that reports say what was measured, and that people can read them. */
@NullMarked
package dev.lockstep.benchmarks.report;

import org.jspecify.annotations.NullMarked;
