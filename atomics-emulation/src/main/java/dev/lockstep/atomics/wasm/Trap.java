package dev.lockstep.atomics.wasm;

/** A trap of WebAssembly: the instruction cannot be executed, and nothing has happened. */
public final class Trap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the trap.
   *
   * @param message what was wrong
   */
  public Trap(String message) {
    super(message);
  }
}
