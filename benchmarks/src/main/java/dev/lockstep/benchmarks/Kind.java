package dev.lockstep.benchmarks;

import dev.lockstep.threading.PyThread;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;

/** Platform threads, and virtual ones where the JDK has them. */
final class Kind {
  /** What the parameter {@code kind} calls platform threads. */
  static final String PLATFORM = "platform";

  /** What the parameter {@code kind} calls virtual threads: Java 21 and later. */
  static final String VIRTUAL = "virtual";

  private Kind() {}

  /** Returns what creates threads of a kind; none of them keeps the JVM from ending. */
  static ThreadFactory factory(String kind) {
    return switch (kind) {
      case PLATFORM ->
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          };
      case VIRTUAL -> PyThread.virtualThreads();
      default -> throw new IllegalArgumentException("no kind of thread: " + kind);
    };
  }

  /** Returns the kind of the current thread. */
  static String ofCurrentThread() {
    return isVirtual(Thread.currentThread()) ? VIRTUAL : PLATFORM;
  }

  private static boolean isVirtual(Thread thread) {
    MethodHandle question;
    try {
      question =
          MethodHandles.publicLookup()
              .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException e) {
      return false; // before Java 21 there are none
    } catch (IllegalAccessException e) {
      throw new AssertionError("a public method", e);
    }
    try {
      return (boolean) question.invokeExact(thread);
    } catch (Throwable e) {
      throw new AssertionError("it throws nothing", e);
    }
  }
}
