package dev.lockstep.futures;

import dev.lockstep.threading.PyThread;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A thread of a pool. */
final class Worker extends PyThread {
  private final Pool pool;

  /* Of those that have begun, guarded by the pool; written once. */
  @Nullable Worker next;

  /**
   * Creates a worker.
   *
   * @param pool whose tasks it carries out
   * @param name its name
   * @param factory creates its thread; null for a platform thread
   */
  Worker(Pool pool, String name, @Nullable ThreadFactory factory) {
    super(null, name, false, factory == null ? Thread::new : factory);
    this.pool = pool;
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  boolean isCurrentThread() {
    return javaThread() == Thread.currentThread();
  }

  @Override
  public void run() {
    if (pool.begin(this)) {
      boolean first = true;
      while (runNext(first)) {
        first = false;
      }
    }
  }

  /* A method of its own, so that no frame keeps a task while the worker idles (EXE-27). */
  private boolean runNext(boolean first) {
    Task<?> task = pool.take(first);
    Thread.interrupted(); // whoever meant an earlier task comes too late (EXE-25)
    if (task == null) {
      return false;
    }
    try {
      task.run();
    } catch (Throwable e) { // memory or the stack did not suffice to complete the future
      Log.error("exception in worker " + name() + " outside of its task", e);
    }
    return true;
  }
}
