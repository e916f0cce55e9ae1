/** Runs checks in this JVM and writes what they found as evidence. */
@NullMarked
package dev.lockstep.kit.run;

import org.jspecify.annotations.NullMarked;
