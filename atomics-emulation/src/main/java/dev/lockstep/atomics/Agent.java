package dev.lockstep.atomics;

/**
 * Which threads may block: what ECMAScript calls an agent is a thread here, and {@code
 * [[CanBlock]]} is its own (WAI-04). A browser's main thread may not, so that {@code Atomics.wait}
 * is a {@link TypeError} there; {@code waitAsync} works everywhere.
 */
public final class Agent {
  /* Set only for threads that may not. */
  private static final ThreadLocal<Boolean> CANNOT_BLOCK = new ThreadLocal<>();

  /* Whether any thread has ever been told so: else there is nothing to look up. Each thread needs
   * only to see its own write. */
  private static boolean used;

  private Agent() {}

  /** Tells whether the current thread may block. At first it may. */
  public static boolean canBlock() {
    return !used || CANNOT_BLOCK.get() == null;
  }

  /**
   * Says whether the current thread may block in {@code Atomics.wait} and in WebAssembly's waits.
   *
   * @param canBlock whether it may
   */
  public static void setCanBlock(boolean canBlock) {
    if (canBlock) {
      CANNOT_BLOCK.remove();
    } else {
      used = true;
      CANNOT_BLOCK.set(true);
    }
  }
}
