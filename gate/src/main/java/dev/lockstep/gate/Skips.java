package dev.lockstep.gate;

/** What the reasons of skipped checks mean. */
final class Skips {
  private Skips() {}

  /** Tells whether a live oracle was skipped because its interpreter is not on this machine. */
  static boolean isMissingInterpreter(String reason) {
    return reason.startsWith("no ") && reason.endsWith(": live oracle not run");
  }
}
