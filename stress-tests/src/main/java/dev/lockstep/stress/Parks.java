package dev.lockstep.stress;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test most of whose samples park a thread, wait for a clock, start a thread or allocate
 * whole chunks of memory: they take tens of microseconds each, so that fewer have to do.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Parks {
  /** How many samples a stride has; half of them do where each starts a thread. */
  int samples() default 32;
}
