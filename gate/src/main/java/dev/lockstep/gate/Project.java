package dev.lockstep.gate;

import java.nio.file.Path;

/**
 * The work tree that the gate belongs to.
 *
 * @param top its top, where {@code ./lockstep} is
 */
record Project(Path top) {
  /** Finds it by what the launcher says; without it, where the gate was started. */
  static Project here() {
    return new Project(Path.of(System.getProperty("lockstep.home", "")).toAbsolutePath());
  }

  /** Returns what Git knows of it. */
  Git git() {
    return new Git(top);
  }

  /** Returns the matrix. */
  Path matrix() {
    return top.resolve("compat-matrix.md");
  }
}
