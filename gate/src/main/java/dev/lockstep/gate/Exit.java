package dev.lockstep.gate;

/** The exit codes of {@code ./lockstep}. */
final class Exit {
  /** Everything that was required ran and passed. */
  static final int PASSED = 0;

  /** A rule is broken, a twin survived, or something that was required did not run. */
  static final int FAILED = 1;

  /** The command line asks for something that there is not. */
  static final int BAD_USE = 2;

  /** The gate could not do its work: the build failed, or nothing can be written. */
  static final int COULD_NOT_RUN = 3;

  /** Ctrl-C or a termination signal has ended it; by then the JVM's own exit code counts. */
  static final int INTERRUPTED = 130;

  private Exit() {}
}
