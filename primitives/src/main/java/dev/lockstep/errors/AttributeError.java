package dev.lockstep.errors;

/** Python's {@code AttributeError}: an attribute that is not there. */
public class AttributeError extends PyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public AttributeError(String message) {
    super(message);
  }
}
