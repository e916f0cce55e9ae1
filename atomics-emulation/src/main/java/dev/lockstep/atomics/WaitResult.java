package dev.lockstep.atomics;

/** What JavaScript's {@code Atomics.wait} returns. */
public enum WaitResult {
  /** The agent was woken by a notify. */
  OK("ok"),
  /** The value was not the expected one, so the agent did not wait. */
  NOT_EQUAL("not-equal"),
  /** The timeout was over first. */
  TIMED_OUT("timed-out");

  private final String javaScript;

  WaitResult(String javaScript) {
    this.javaScript = javaScript;
  }

  /** Returns JavaScript's string. */
  @Override
  public String toString() {
    return javaScript;
  }
}
