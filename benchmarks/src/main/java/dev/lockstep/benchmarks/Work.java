package dev.lockstep.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class of benchmarks that all do the same work: a contest, whose contestants are its
 * methods. The one named {@code lockstep} is ours; each other is a {@link Peer}, a {@link
 * Yardstick} or a {@link Floor}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Work {
  /** Returns whose operation it is, such as {@code Lock}. */
  String primitive();

  /** Returns what one operation is, in words, such as {@code acquire and release}. */
  String unit();

  /**
   * Returns whether any number of threads may do it at once: it is run with several numbers of
   * threads, on platform and virtual ones, and its fairness is looked at.
   */
  boolean contended() default false;

  /** Returns whether single operations are timed too, for percentiles. */
  boolean latency() default false;

  /**
   * Returns how many seconds a fork takes whose operation is too long to be repeated: it is done
   * once, and warms up by itself. 0 if it is repeated.
   */
  double shotSeconds() default 0;
}
