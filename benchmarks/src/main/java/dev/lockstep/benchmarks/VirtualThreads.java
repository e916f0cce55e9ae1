package dev.lockstep.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, which JDK 17 does not have. */
final class VirtualThreads {
  private static final int FIRST_JDK = 21;

  private VirtualThreads() {}

  /** Starts one that runs this. */
  static Thread start(Runnable target) {
    return (Thread)
        call(
            Thread.class,
            "startVirtualThread",
            MethodType.methodType(Thread.class, Runnable.class),
            target);
  }

  /** Returns an executor that starts one for each task. */
  static ExecutorService perTaskExecutor() {
    return (ExecutorService)
        call(
            Executors.class,
            "newVirtualThreadPerTaskExecutor",
            MethodType.methodType(ExecutorService.class));
  }

  private static Object call(Class<?> owner, String method, MethodType type, Object... arguments) {
    if (Runtime.version().feature() < FIRST_JDK) {
      throw new UnsupportedOperationException("Virtual threads need JDK " + FIRST_JDK);
    }
    try {
      MethodHandle handle = MethodHandles.publicLookup().findStatic(owner, method, type);
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("No virtual thread can be started", e);
    }
  }
}
