package dev.lockstep.kit.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says why a check need not kill a broken twin. One that kills none and does not say why is listed
 * by the gate.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NoTwin {
  /** The reason, in a sentence. */
  String value();
}
