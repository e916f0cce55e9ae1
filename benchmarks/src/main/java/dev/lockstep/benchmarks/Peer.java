package dev.lockstep.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the benchmark of somebody else's class that does the same work as ours. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Peer {
  /** Returns what people call it, such as {@code ReentrantLock}. */
  String label();

  /** Returns where it comes from. */
  Family family();

  /** Returns the first JDK that has it. */
  int since() default 17;
}
