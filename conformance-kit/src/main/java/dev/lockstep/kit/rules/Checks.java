package dev.lockstep.kit.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class as a set of checks, so that the inventory finds it. Its checks are its test methods
 * that carry {@link Rule}, or its nested jcstress tests that do.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Checks {
  /** The primitive that is checked. */
  Primitive primitive();

  /** The kind of evidence. */
  Checker checker();
}
