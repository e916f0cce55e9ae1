/** Tests of what a subject declares. */
@NullMarked
package dev.lockstep.kit.subject;

import org.jspecify.annotations.NullMarked;
