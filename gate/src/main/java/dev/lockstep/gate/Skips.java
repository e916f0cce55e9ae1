package dev.lockstep.gate;

/** What the reasons of skipped checks mean. */
final class Skips {
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  /** Why something is left out on a JDK that has no virtual threads. */
  static final String NO_VIRTUAL_THREADS =
      "Java " + Runtime.version().feature() + " has no virtual threads";

  private Skips() {}

  /** Tells whether a live oracle was skipped because its interpreter is not on this machine. */
  static boolean isMissingInterpreter(String reason) {
    return reason.startsWith("no ") && reason.endsWith(": live oracle not run");
  }

  /** Tells whether this very JDK has virtual threads. */
  static boolean hasVirtualThreads() {
    return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
  }

  /** Tells whether a check was skipped because this very JDK has no virtual threads yet. */
  static boolean isMissingVirtualThreads(String reason) {
    return !hasVirtualThreads() && reason.equals(NO_VIRTUAL_THREADS);
  }
}
