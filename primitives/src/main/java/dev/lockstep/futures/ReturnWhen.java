package dev.lockstep.futures;

/** What {@link Futures#wait(java.util.Collection)} waits for (FUT-25). */
public enum ReturnWhen {
  /** One of the futures at least is completed. */
  FIRST_COMPLETED,
  /** One of the futures at least has finished with an exception, or all are completed. */
  FIRST_EXCEPTION,
  /** All futures are completed. */
  ALL_COMPLETED
}
