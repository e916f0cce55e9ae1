/**
 * The numbered rules: their text in docs/rules, the annotation that ties a check to them, and what
 * a check throws when one is broken.
 */
@NullMarked
package dev.lockstep.kit.rules;

import org.jspecify.annotations.NullMarked;
