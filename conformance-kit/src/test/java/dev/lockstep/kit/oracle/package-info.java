/** Tests of the oracles: that they would see a difference, and no other than there is. */
@NullMarked
package dev.lockstep.kit.oracle;

import org.jspecify.annotations.NullMarked;
