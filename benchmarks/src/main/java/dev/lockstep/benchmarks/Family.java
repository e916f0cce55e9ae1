package dev.lockstep.benchmarks;

/** Where a peer comes from. */
public enum Family {
  /** The JDK's concurrency library. */
  JUC("java.util.concurrent"),
  /** The language itself: {@code synchronized}, {@code wait} and {@code notify}. */
  LANGUAGE("Java"),
  /** JCTools' queues, which do not block. */
  JCTOOLS("JCTools"),
  /** Agrona's queues, which do not block. */
  AGRONA("Agrona"),
  /** The LMAX Disruptor. */
  DISRUPTOR("LMAX Disruptor"),
  /** Google's Guava. */
  GUAVA("Guava"),
  /** Kotlin's coroutines, called from threads that block. */
  KOTLIN("kotlinx.coroutines"),
  /** Lockstep itself, in another form. */
  LOCKSTEP("Lockstep");

  private final String text;

  Family(String text) {
    this.text = text;
  }

  /** Returns its name as people write it. */
  public String text() {
    return text;
  }
}
