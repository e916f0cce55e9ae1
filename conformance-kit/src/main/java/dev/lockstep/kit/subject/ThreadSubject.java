package dev.lockstep.kit.subject;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thread of a subject; the contract is that of {@code docs/rules/thread.md}. */
public interface ThreadSubject {
  /** Python's {@code start()}. */
  void start();

  /** Python's {@code run()}: what the thread does, in the thread that calls. */
  void run();

  /** Python's {@code join()}. */
  void join();

  /** Python's {@code join(timeout)}, in seconds. */
  void join(double timeout);

  /** The same with a Duration, which Python does not have. */
  void join(Duration timeout);

  /** Python's {@code is_alive()}. */
  boolean isAlive();

  /** Python's {@code name}. */
  String name();

  /** Sets Python's {@code name}. */
  void setName(String name);

  /** Python's {@code ident}: null where that is None. */
  @Nullable Long ident();

  /** Python's {@code daemon}. */
  boolean daemon();

  /** Sets Python's {@code daemon}. */
  void setDaemon(boolean daemon);

  /** Tells whether two stand for the same thread of the subject. */
  boolean is(ThreadSubject other);
}
