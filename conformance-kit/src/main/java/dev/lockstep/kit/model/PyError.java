package dev.lockstep.kit.model;

/**
 * Python's errors, JavaScript's and WebAssembly's, as they are compared: never by a subject's own
 * classes. The texts of the latter two are left open, and not compared.
 */
public enum PyError {
  KEYBOARD_INTERRUPT("KeyboardInterrupt"),
  RUNTIME_ERROR("RuntimeError"),
  VALUE_ERROR("ValueError"),
  TYPE_ERROR("TypeError"),
  OVERFLOW_ERROR("OverflowError"),
  TIMEOUT_ERROR("TimeoutError"),
  BROKEN_BARRIER_ERROR("BrokenBarrierError"),
  ATTRIBUTE_ERROR("AttributeError"),
  EMPTY("Empty"),
  FULL("Full"),
  SHUT_DOWN("ShutDown"),
  CANCELLED_ERROR("CancelledError"),
  INVALID_STATE_ERROR("InvalidStateError"),
  BROKEN_THREAD_POOL("BrokenThreadPool"),
  JAVASCRIPT_TYPE_ERROR("JavaScript's TypeError"),
  RANGE_ERROR("RangeError"),
  TRAP("Trap"),
  /** Anything else: the message then begins with its class name. */
  OTHER("?");

  private final String python;

  PyError(String python) {
    this.python = python;
  }

  /** Returns Python's name of the class. */
  public String python() {
    return python;
  }

  /** Tells whether its text is left open, and not compared. */
  public boolean isTextOpen() {
    return this == JAVASCRIPT_TYPE_ERROR || this == RANGE_ERROR || this == TRAP;
  }

  /**
   * Tells whether it says that a call was refused because of how it was made, and so had no effect.
   */
  public boolean isRefusal() {
    return switch (this) {
      case RUNTIME_ERROR, VALUE_ERROR, TYPE_ERROR, OVERFLOW_ERROR, ATTRIBUTE_ERROR -> true;
      case EMPTY, FULL, SHUT_DOWN -> true;
      case INVALID_STATE_ERROR, BROKEN_THREAD_POOL -> true;
      case JAVASCRIPT_TYPE_ERROR, RANGE_ERROR, TRAP -> true;
      case KEYBOARD_INTERRUPT, TIMEOUT_ERROR, BROKEN_BARRIER_ERROR, CANCELLED_ERROR, OTHER -> false;
    };
  }

  /**
   * Finds an error by Python's name of its class.
   *
   * @param name the name
   */
  public static PyError of(String name) {
    for (PyError error : values()) {
      if (error.python.equals(name)) {
        return error;
      }
    }
    return OTHER;
  }
}
