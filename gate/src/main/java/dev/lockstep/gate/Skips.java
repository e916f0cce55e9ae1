package dev.lockstep.gate;

/** What the reasons of skipped checks begin with. */
final class Skips {
  /** There is no live interpreter of the version on this machine. */
  static final String NO_INTERPRETER = "no interpreter: ";

  private Skips() {}
}
