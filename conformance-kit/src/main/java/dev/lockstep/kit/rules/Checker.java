package dev.lockstep.kit.rules;

import java.util.Locale;

/** The kinds of evidence, as they are named in the rules' documents and in the matrix. */
public enum Checker {
  /** jqwik sequences and tables against the sequential model. */
  CONTRACT,
  /** The same calls in a real interpreter: recorded traces, and live where one is found. */
  ORACLE,
  /** Lincheck data-structure tests: linearizability of operations that do not block. */
  LINCHECK,
  /** Lincheck's scheduler over real threads that block. */
  INTERLEAVINGS,
  /** Virtual threads on one carrier, and many of them; every park and unpark is counted. */
  VIRTUAL,
  /** jcstress on the real machine. */
  JCSTRESS,
  /** The access modes and forbidden instructions in the shipped class files. */
  BYTECODE;

  /** Returns the name in documents and options: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a checker by its {@link #id()}.
   *
   * @param id the name
   */
  public static Checker of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
