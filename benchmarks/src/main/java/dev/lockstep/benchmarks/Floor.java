package dev.lockstep.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a lower bound: the instructions or the exchange of cache lines that nobody can leave out
 * who does this work, without a queue, a timeout or an interrupt. What a primitive may be faster
 * than is a {@link Yardstick}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Floor {
  /** Returns what it does, such as {@code a bare compareAndSet and a store}. */
  String label();
}
