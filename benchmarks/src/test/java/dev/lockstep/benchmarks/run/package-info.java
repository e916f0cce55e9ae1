@NullMarked
package dev.lockstep.benchmarks.run;

import org.jspecify.annotations.NullMarked;
