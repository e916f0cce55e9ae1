package dev.lockstep.kit.oracle;

import org.jspecify.annotations.Nullable;

/** An interpreter or a trace that cannot be used: it says nothing about any rule. */
public final class OracleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OracleException(String message) {
    super(message);
  }

  OracleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
