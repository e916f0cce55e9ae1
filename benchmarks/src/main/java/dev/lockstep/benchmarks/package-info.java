/**
 * Speed, size and allocation, with the peers beside each primitive. Only ratios within one run mean
 * anything: the same hand-off takes several times as long when the machine places its threads
 * differently.
 */
@NullMarked
package dev.lockstep.benchmarks;

import org.jspecify.annotations.NullMarked;
