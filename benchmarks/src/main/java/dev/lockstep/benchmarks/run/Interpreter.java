package dev.lockstep.benchmarks.run;

import java.util.List;
import java.util.Set;

/**
 * An interpreter that can be started.
 *
 * @param name what its contestants are called, such as {@code cpython}
 * @param family what people call it, such as {@code CPython}
 * @param script the resource that it runs
 * @param command how it is started; the script and its argument come after
 * @param flags what of that makes it fast or slow
 * @param warmUpMillis how long it runs before it is measured
 */
public record Interpreter(
    String name,
    String family,
    String script,
    List<String> command,
    List<String> flags,
    int warmUpMillis) {
  static final String FREE_THREADED = "cpythonFreeThreaded";

  private static final String PYTHON = "interpreted.py";
  private static final String JAVASCRIPT = "interpreted.js";

  /* CPython compiles nothing; V8 does so within milliseconds; the JVM takes its time. */
  private static final int CPYTHON_MILLIS = 100;
  private static final int NODE_MILLIS = 500;
  private static final int JYTHON_MILLIS = 2_000;
  /* Its compiler is Java, and has to be compiled first: after 2 s it is 30 times as slow. */
  private static final int GRAALPY_MILLIS = 10_000;

  /** Copies the lists. */
  public Interpreter {
    command = List.copyOf(command);
    flags = List.copyOf(flags);
  }

  /** What those do that need seconds to become fast: a run of everything is long enough. */
  static final Set<String> WORKS_OF_SLOW =
      Set.of(
          "Uncontended",
          "HandOff",
          "PingPong",
          "Unbounded",
          "CreateCompleteResult",
          "SubmitAndResult");

  /** Tells whether it takes part in a work that it can do. */
  boolean takesPartIn(Contest contest) {
    return !isSlow() || WORKS_OF_SLOW.contains(contest.work());
  }

  /** Tells whether it needs seconds to become fast. */
  boolean isSlow() {
    return warmUpMillis >= JYTHON_MILLIS;
  }

  /** Returns a CPython with its global interpreter lock. */
  public static Interpreter cpython(List<String> command) {
    return new Interpreter("cpython", "CPython", PYTHON, command, List.of(), CPYTHON_MILLIS);
  }

  /** Returns a CPython without a global interpreter lock. */
  public static Interpreter freeThreaded(List<String> command) {
    return new Interpreter(FREE_THREADED, "CPython", PYTHON, command, List.of(), CPYTHON_MILLIS);
  }

  /** Returns a Node. */
  public static Interpreter node(List<String> command) {
    return new Interpreter("node", "Node", JAVASCRIPT, command, List.of(), NODE_MILLIS);
  }

  /** Returns a Jython. */
  static Interpreter jython(List<String> command, List<String> flags) {
    return new Interpreter("jython", "Jython", PYTHON, command, flags, JYTHON_MILLIS);
  }

  /** Returns a GraalPy. */
  static Interpreter graalPy(List<String> command, List<String> flags) {
    return new Interpreter("graalPy", "GraalPy", PYTHON, command, flags, GRAALPY_MILLIS);
  }
}
