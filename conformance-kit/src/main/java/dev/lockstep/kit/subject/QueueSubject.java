package dev.lockstep.kit.subject;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One queue of a subject; the contract is that of {@code docs/rules/queue.md}, {@code lifoqueue.md}
 * or {@code priorityqueue.md}.
 */
public interface QueueSubject extends PutGetSubject {
  /** {@code put(item, timeout)} with a Duration, which Python does not have. */
  void put(@Nullable Object item, Duration timeout);

  /** Python's {@code full()}. */
  boolean full();

  /** Python's {@code maxsize}. */
  int maxsize();

  /** Python's {@code task_done()}. */
  void taskDone();

  /** Python's {@code join()}. */
  void join();

  /** Python's {@code unfinished_tasks}. */
  long unfinishedTasks();

  /** Python's {@code shutdown(immediate)}. */
  void shutdown(boolean immediate);

  /** Python's {@code is_shutdown}. */
  boolean isShutdown();
}
