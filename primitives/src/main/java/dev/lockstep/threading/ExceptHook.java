package dev.lockstep.threading;

/** What is told of every exception that ends a {@link PyThread} (THR-20). */
@FunctionalInterface
public interface ExceptHook {
  /**
   * Takes note of an exception. Runs in the thread that it ended, which is still alive. What the
   * hook throws is reported on {@link System#err}, and does no harm (THR-21).
   *
   * @param thread whose {@code run} has thrown
   * @param thrown what it threw, also an {@link Error} or a {@code KeyboardInterrupt}
   */
  void accept(PyThread thread, Throwable thrown);
}
