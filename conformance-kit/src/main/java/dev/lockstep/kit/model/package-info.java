/**
 * The pure sequential models that judge every checker, and the calls and outcomes they speak of.
 */
@NullMarked
package dev.lockstep.kit.model;

import org.jspecify.annotations.NullMarked;
