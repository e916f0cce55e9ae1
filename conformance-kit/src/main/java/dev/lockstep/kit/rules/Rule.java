package dev.lockstep.kit.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the rules that a check gives evidence for. A check of one rule carries the rule's id in its
 * method name too: {@code sem07_releaseWakesAtMostNWaiters}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Rule {
  /** The ids, such as {@code SEM-07}. */
  String[] value();
}
