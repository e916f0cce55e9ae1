package dev.lockstep.waiting;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where waiting meets the machine: the clock, the parker, the number of spins and the kind of the
 * current thread. One provider is chosen when this class is initialized, and the JIT compiler then
 * sees a constant. A test that needs another clock or parker names its provider in the system
 * property {@value #PROPERTY} and runs in a JVM of its own.
 */
public abstract class Seam {
  /** The system property that names the class of a provider to use instead of the shipped one. */
  public static final String PROPERTY = "dev.lockstep.waiting.seam";

  /** The provider of this JVM. */
  public static final Seam ACTIVE = choose();

  /** For providers. */
  protected Seam() {}

  /**
   * Returns the reading of a monotonic clock in nanoseconds. It may be negative and may wrap: only
   * differences mean anything.
   */
  public abstract long nanoTime();

  /**
   * Blocks the current thread until it is unparked or interrupted, or for no reason. A permit that
   * an earlier {@link #unpark} left is consumed and the call returns at once.
   *
   * @param blocker what the thread waits for, shown in thread dumps
   */
  public abstract void park(Object blocker);

  /**
   * As {@link #park}, and also returns once the time is over.
   *
   * @param blocker what the thread waits for, shown in thread dumps
   * @param nanos how long to block at most, in nanoseconds, positive
   */
  public abstract void parkNanos(Object blocker, long nanos);

  /**
   * Lets a parked thread continue, or the next park of that thread return at once.
   *
   * @param thread the thread
   */
  public abstract void unpark(Thread thread);

  /**
   * Hands over a task for which nobody waits, and which the calling thread must not run.
   *
   * @param threads where it is due to run
   * @param task the task
   */
  public void execute(Executor threads, Runnable task) {
    threads.execute(task);
  }

  /** Returns how often a waiter looks before it parks, at most; 0 if waiters must not spin. */
  public abstract int spinLimit();

  /** Returns how many threads of this JVM may spin at the same time. */
  public abstract int spinnerLimit();

  /** Returns how often a waiter that is first in line may be passed by newcomers. */
  public int bargingBound() {
    return 1 << 18;
  }

  /** Tells whether the current thread may spin: a virtual thread would hold up its carrier. */
  public abstract boolean currentThreadMaySpin();

  /** Creates the shipped provider: for another one that adds something to it. */
  protected static Seam machine() {
    return new Machine();
  }

  private static Seam choose() {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      return machine();
    }
    return ServiceLoader.load(Seam.class).stream()
        .filter(provider -> provider.type().getName().equals(name))
        .findFirst()
        .map(ServiceLoader.Provider::get)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "System property "
                        + PROPERTY
                        + " names "
                        + name
                        + ", which is no service provider of "
                        + Seam.class.getName()
                        + " on the class path: add it, or remove the property."));
  }

  /** The shipped provider: the real clock and the real parker. */
  private static final class Machine extends Seam {
    /* About as long as a park and an unpark take: spinning longer cannot pay (0001). */
    private static final int SPIN_LIMIT = 1 << 10;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /* Thread.isVirtual of Java 21, or null where every thread is a platform thread. */
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void park(Object blocker) {
      LockSupport.park(blocker);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      LockSupport.parkNanos(blocker, nanos);
    }

    @Override
    public void unpark(Thread thread) {
      LockSupport.unpark(thread);
    }

    @Override
    public int spinLimit() {
      return CORES > 1 ? SPIN_LIMIT : 0;
    }

    @Override
    public int spinnerLimit() {
      return CORES - 1;
    }

    @Override
    public boolean currentThreadMaySpin() {
      MethodHandle isVirtual = IS_VIRTUAL;
      if (isVirtual == null) {
        return true;
      }
      try {
        return !(boolean) isVirtual.invokeExact(Thread.currentThread());
      } catch (Throwable e) {
        throw new AssertionError("Thread.isVirtual throws nothing", e);
      }
    }

    private static @Nullable MethodHandle findIsVirtual() {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
      } catch (NoSuchMethodException e) {
        return null;
      } catch (IllegalAccessException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
