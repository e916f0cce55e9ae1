package dev.lockstep.kit.model;

/** Python's errors, as they are compared: never by a subject's own classes. */
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

  /**
   * Tells whether it says that a call was refused because of how it was made, and so had no effect.
   */
  public boolean isRefusal() {
    return switch (this) {
      case RUNTIME_ERROR, VALUE_ERROR, TYPE_ERROR, OVERFLOW_ERROR, ATTRIBUTE_ERROR -> true;
      case EMPTY, FULL, SHUT_DOWN -> true;
      case KEYBOARD_INTERRUPT, TIMEOUT_ERROR, BROKEN_BARRIER_ERROR, OTHER -> false;
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
