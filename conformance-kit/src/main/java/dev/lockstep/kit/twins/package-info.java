/** The broken twins: patches that each plant one bug in the shipped source. */
@NullMarked
package dev.lockstep.kit.twins;

import org.jspecify.annotations.NullMarked;
