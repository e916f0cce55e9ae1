package dev.lockstep.gate;

/** What the reasons of skipped checks mean. */
final class Skips {
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  private Skips() {}

  /** Tells whether a live oracle was skipped because its interpreter is not on this machine. */
  static boolean isMissingInterpreter(String reason) {
    return reason.startsWith("no ") && reason.endsWith(": live oracle not run");
  }

  /** Tells whether a check was skipped because this very JDK has no virtual threads yet. */
  static boolean isMissingVirtualThreads(String reason) {
    int feature = Runtime.version().feature();
    return feature < FIRST_WITH_VIRTUAL_THREADS
        && reason.equals("Java " + feature + " has no virtual threads");
  }
}
