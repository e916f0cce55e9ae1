package dev.lockstep.futures;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function that is called once with a future that is done.
 *
 * @param <T> the future's result
 */
final class Callback<T extends @Nullable Object> {
  private final Future<T> future;
  private final Consumer<? super Future<T>> function;

  /* Of those of a future in the order added, guarded by it; then of those that a thread defers. */
  @Nullable Callback<?> next;

  Callback(Future<T> future, Consumer<? super Future<T>> function) {
    this.future = future;
    this.function = function;
  }

  /** Calls it; what it throws is logged (FUT-21). */
  private void call() {
    try {
      function.accept(future);
    } catch (Throwable e) {
      Log.error("exception calling callback for " + future, e);
    }
  }

  /**
   * Calls those of one future, in order, unless so many calls of callbacks are around this one that
   * the stack might not suffice: then the innermost of them does, once its callback has returned
   * (FUT-22).
   *
   * @param first the first of them, linked to the others
   */
  static void callAll(Callback<?> first) {
    Nesting.OF_THREAD.get().callAll(first);
  }

  /** How deep the current thread is in callbacks, and those that it has put off. */
  private static final class Nesting {
    /* Each level is some frames of ours and those of the callback. */
    private static final int DEPTH_BOUND = 64;

    static final ThreadLocal<Nesting> OF_THREAD = ThreadLocal.withInitial(Nesting::new);

    private int depth;
    private @Nullable Callback<?> firstDeferred;
    private @Nullable Callback<?> lastDeferred;

    void callAll(Callback<?> first) {
      if (depth == DEPTH_BOUND) {
        defer(first);
        return;
      }
      depth++;
      try {
        for (Callback<?> callback = first; callback != null; callback = callback.next) {
          callback.call();
          callDeferred();
        }
      } finally {
        depth--;
      }
    }

    private void callDeferred() {
      Callback<?> callback = firstDeferred;
      while (callback != null) {
        firstDeferred = callback.next;
        callback.call();
        callback = firstDeferred;
      }
    }

    private void defer(Callback<?> first) {
      Callback<?> last = lastDeferred;
      if (firstDeferred == null || last == null) {
        firstDeferred = first;
      } else {
        last.next = first;
      }
      Callback<?> end = first;
      while (end.next != null) {
        end = end.next;
      }
      lastDeferred = end;
    }
  }
}
