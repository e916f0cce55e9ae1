package dev.lockstep.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the least that the machine lets anybody do for this work, without a queue, a timeout or an
 * interrupt: what no primitive can be faster than.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Floor {
  /** Returns what it does, such as {@code a bare compareAndSet and a store}. */
  String label();
}
