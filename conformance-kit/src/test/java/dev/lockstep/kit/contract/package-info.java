/** Tests of the contracts, and of what they are made of. */
@NullMarked
package dev.lockstep.kit.contract;

import org.jspecify.annotations.NullMarked;
