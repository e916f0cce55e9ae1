package dev.lockstep.atomics;

/**
 * What ECMAScript calls an agent is a thread here. A browser's main thread may not block:
 * {@link Atomics#wait(TypedArray, long, long)} is a {@link TypeError} there (WAI-04).
 */
public final class Agent {
  /* Only of threads that may not. */
  private static final ThreadLocal<Boolean> CAN_BLOCK = new ThreadLocal<>();

  private Agent() {}

  /** Tells whether the current thread may block: its {@code [[CanBlock]]}, true at first. */
  public static boolean canBlock() {
    return CAN_BLOCK.get() == null;
  }

  /**
   * Says whether the current thread may block.
   *
   * @param canBlock whether it may
   */
  public static void setCanBlock(boolean canBlock) {
    if (canBlock) {
      CAN_BLOCK.remove();
    } else {
      CAN_BLOCK.set(false);
    }
  }
}
