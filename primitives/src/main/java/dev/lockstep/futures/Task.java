package dev.lockstep.futures;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A future and what is to be done for it, in a pool's queue: 24 bytes.
 *
 * @param <T> the result
 */
final class Task<T extends @Nullable Object> extends Future<T> {
  /* Forgotten once it is called or dropped: who keeps the future does not keep it (EXE-27). */
  private @Nullable Callable<? extends T> function;

  /* In the pool's queue, guarded by it. */
  @Nullable Task<?> next;

  Task(Callable<? extends T> function) {
    this.function = function;
  }

  /** Returns the next in the queue, which this task leaves. */
  @Nullable Task<?> unlink() {
    Task<?> following = next;
    next = null;
    return following;
  }

  @SuppressWarnings("ReferenceEquality") // this very task
  boolean is(Task<?> other) {
    return this == other;
  }

  /** Calls the function and completes the future, unless somebody else has (EXE-01, EXE-08). */
  void run() {
    Callable<? extends T> called = function;
    function = null;
    if (called == null || begin() != Begin.BEGUN) {
      return;
    }
    T result;
    try {
      result = called.call();
    } catch (Throwable e) {
      finish(failure(e));
      return;
    }
    finish(success(result));
  }

  /** Completes the future of a task that is not called; notifies it if it is cancelled. */
  void drop(Throwable reason) {
    function = null;
    if (!finish(failure(reason))) {
      begin();
    }
  }

  /** Cancels the future of a task that is not called, and notifies it. */
  void dropCancelled() {
    function = null;
    cancel();
    begin();
  }
}
