package dev.lockstep.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what does less than our work, or something near it, for a reader to hold ours against:
 * neither a {@link Peer}, which does the same work, nor a {@link Floor}, which nobody can be faster
 * than.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Yardstick {
  /** Returns what it does, such as {@code park and unpark}. */
  String label();
}
