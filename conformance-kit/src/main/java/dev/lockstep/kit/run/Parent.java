package dev.lockstep.kit.run;

import java.io.IOException;
import java.io.InputStream;

/** Keeps this JVM from outliving the gate that has started it, however the gate ended. */
public final class Parent {
  /** The system property by which the gate says that it holds this JVM's standard input open. */
  public static final String PROPERTY = "lockstep.parent";

  private static final int ORPHANED = 4;

  private Parent() {}

  /** From now on this JVM and all that it has started end as soon as its standard input does. */
  public static void endWithIt() {
    if (Boolean.getBoolean(PROPERTY)) {
      Thread watch = new Thread(() -> drain(System.in), "end of the gate");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private static void drain(InputStream in) {
    try {
      while (in.read() >= 0) {
        // nothing is said there
      }
    } catch (IOException e) {
      System.err.println("The pipe from the gate broke: " + e);
    }
    end();
  }

  /** Ends this JVM and all that it has started, at once. */
  static void end() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(ORPHANED);
  }
}
