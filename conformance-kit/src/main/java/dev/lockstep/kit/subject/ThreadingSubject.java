package dev.lockstep.kit.subject;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A subject's threads; the contract is that of {@code docs/rules/thread.md}. */
public interface ThreadingSubject {
  /**
   * Creates a platform thread of which nothing is said but what it runs.
   *
   * @param target what it runs; null for nothing
   */
  ThreadSubject newThread(@Nullable Runnable target);

  /**
   * Creates a thread.
   *
   * @param target what it runs; null for nothing
   * @param name its name
   * @param daemon whether it is one
   * @param virtual whether it is to be a virtual thread
   */
  ThreadSubject newThread(@Nullable Runnable target, String name, boolean daemon, boolean virtual);

  /**
   * Creates a thread that the machine cannot start as long as something is so.
   *
   * @param fails tells whether it is
   */
  ThreadSubject newThreadThatCannotStart(Runnable target, Supplier<Boolean> fails);

  /**
   * Creates a thread that does what overrides {@code run}.
   *
   * @param run what it does
   */
  ThreadSubject newThreadThatOverridesRun(Runnable run);

  /** Creates a timer. */
  TimerSubject newTimer(double interval, Runnable function, boolean virtual);

  /** Creates a thread-local variable without an initial value. */
  LocalSubject newLocal();

  /** Creates a thread-local variable whose value begins with what the supplier returns. */
  LocalSubject newLocal(Supplier<? extends @Nullable Object> initial);

  /** Python's {@code TIMEOUT_MAX}. */
  double timeoutMax();

  /** Python's {@code get_ident()}. */
  long getIdent();

  /** Python's {@code current_thread()}. */
  ThreadSubject currentThread();

  /** Python's {@code main_thread()}. */
  ThreadSubject mainThread();

  /** Python's {@code active_count()}. */
  int activeCount();

  /** Python's {@code enumerate()}. */
  List<ThreadSubject> enumerate();

  /** Sets Python's {@code excepthook}. */
  void setExcepthook(BiConsumer<ThreadSubject, Throwable> hook);

  /** Sets Python's {@code excepthook} to what it was in the beginning. */
  void resetExcepthook();
}
