/**
 * Runs the benchmarks side by side, and keeps what was measured: plans, measurements, their file,
 * and the statistics that tell a difference from noise.
 */
@NullMarked
package dev.lockstep.benchmarks.run;

import org.jspecify.annotations.NullMarked;
