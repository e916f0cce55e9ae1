package dev.lockstep.linearizability;

import dev.lockstep.kit.run.JvmAgent;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.jvm.agent.InstrumentationMode;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;

/**
 * Keeps Lincheck's changes to the classes from one run to the next. Left to itself it takes them
 * off after each run and makes them anew for the next, a class at a time with all threads stopped,
 * which was half of a check's time. An agent that it takes for a static one it leaves alone.
 */
final class LincheckAgent {
  private static final LincheckInstrumentation INSTRUMENTATION = LincheckInstrumentation.INSTANCE;

  /* Whether the model checker has run in this JVM. */
  private static boolean hasRun = INSTRUMENTATION.isInitialized();

  static {
    // In a JVM that runs one twin after the other an earlier one has done it.
    if (!INSTRUMENTATION.isInitialized()) {
      BufferAccess.replaceIn(JvmAgent.instrumentation());
      INSTRUMENTATION.attachJavaAgentStatically(JvmAgent.instrumentation());
      INSTRUMENTATION.install(InstrumentationMode.MODEL_CHECKING);
    }
  }

  private LincheckAgent() {}

  /**
   * Makes sure that classes are changed so that the model checker can schedule their threads. The
   * first execution in a JVM may come to something else than when it is repeated, which is reported
   * as a hang: so it is one of a program in which nothing can happen.
   */
  static void attach() {
    // the static initializer has changed the classes
    if (!hasRun) {
      hasRun = true;
      Lincheck.runConcurrentTest(1, LincheckAgent::startAndJoin);
    }
  }

  private static void startAndJoin() {
    Thread thread = new Thread(() -> {});
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts it", e);
    }
  }

  /** Runs something with the classes as they are. */
  static void runDetached(Runnable body) {
    INSTRUMENTATION.uninstall();
    try {
      body.run();
    } finally {
      INSTRUMENTATION.install(InstrumentationMode.MODEL_CHECKING);
    }
  }
}
