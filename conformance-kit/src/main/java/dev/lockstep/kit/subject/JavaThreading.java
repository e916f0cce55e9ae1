package dev.lockstep.kit.subject;

import dev.lockstep.kit.run.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Java's own threads: what a port of Python code gets that maps Thread to {@link Thread} and local
 * to {@link ThreadLocal}. There is nothing to map Timer to, nor a dummy.
 */
final class JavaThreading implements ThreadingSubject {
  @Override
  public ThreadSubject newThread(@Nullable Runnable target) {
    return new ThreadAdapter(new Thread(target));
  }

  @Override
  public ThreadSubject newThread(
      @Nullable Runnable target, String name, boolean daemon, boolean virtual) {
    Runnable body = target == null ? () -> {} : target;
    if (virtual) {
      return new ThreadAdapter(Threads.Kind.VIRTUAL.create(name, body));
    }
    Thread thread = new Thread(body, name);
    thread.setDaemon(daemon);
    return new ThreadAdapter(thread);
  }

  @Override
  public ThreadSubject newThreadThatCannotStart(Runnable target, Supplier<Boolean> fails) {
    throw missing("newThreadThatCannotStart", "THR-22");
  }

  @Override
  public ThreadSubject newThreadThatOverridesRun(Runnable run) {
    return new ThreadAdapter(
        new Thread() {
          @Override
          public void run() {
            run.run();
          }
        });
  }

  @Override
  public TimerSubject newTimer(double interval, Runnable function, boolean virtual) {
    throw missing("newTimer", "THR-28");
  }

  @Override
  public LocalSubject newLocal() {
    return new LocalAdapter(new ThreadLocal<>());
  }

  @Override
  public LocalSubject newLocal(Supplier<? extends @Nullable Object> initial) {
    return new LocalAdapter(ThreadLocal.withInitial(initial));
  }

  @Override
  public double timeoutMax() {
    throw missing("timeoutMax", "THR-38");
  }

  @Override
  public long getIdent() {
    return Thread.currentThread().getId();
  }

  @Override
  public ThreadSubject currentThread() {
    return new ThreadAdapter(Thread.currentThread());
  }

  @Override
  public ThreadSubject mainThread() {
    throw missing("mainThread", "THR-26");
  }

  @Override
  public int activeCount() {
    return enumerate().size();
  }

  @Override
  public List<ThreadSubject> enumerate() {
    return Thread.getAllStackTraces().keySet().stream()
        .<ThreadSubject>map(ThreadAdapter::new)
        .toList();
  }

  @Override
  public void setExcepthook(BiConsumer<ThreadSubject, Throwable> hook) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> hook.accept(new ThreadAdapter(thread), thrown));
  }

  @Override
  public void resetExcepthook() {
    Thread.setDefaultUncaughtExceptionHandler(null);
  }

  private static UnsupportedOperationException missing(String method, String gap) {
    return Gaps.missing(JavaUtilConcurrentSubject.NAME, "ThreadingSubject." + method, gap);
  }

  /* No records: the model checker cannot look into them, and takes what they hold for local. */
  private static final class ThreadAdapter implements ThreadSubject {
    private final Thread thread;

    ThreadAdapter(Thread thread) {
      this.thread = thread;
    }

    @Override
    public void start() {
      try {
        thread.start();
      } catch (IllegalThreadStateException e) {
        IllegalThreadStateException same =
            new IllegalThreadStateException("threads can only be started once");
        same.initCause(e);
        throw same;
      }
    }

    @Override
    @SuppressWarnings("DoNotCall") // it is what is asked for
    public void run() {
      thread.run();
    }

    @Override
    public void join() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public void join(double timeout) {
      joinNanos((long) Math.ceil(timeout * 1e9));
    }

    @Override
    public void join(Duration timeout) {
      joinNanos(TimeUnit.NANOSECONDS.convert(timeout));
    }

    private void joinNanos(long nanos) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public boolean isAlive() {
      return thread.isAlive();
    }

    @Override
    public String name() {
      return thread.getName();
    }

    @Override
    public void setName(String name) {
      thread.setName(name);
    }

    @Override
    public @Nullable Long ident() {
      return thread.getId();
    }

    @Override
    public boolean daemon() {
      return thread.isDaemon();
    }

    @Override
    public void setDaemon(boolean daemon) {
      thread.setDaemon(daemon);
    }

    @Override
    public boolean is(ThreadSubject other) {
      return other instanceof ThreadAdapter adapter && adapter.thread.equals(thread);
    }
  }

  private static final class LocalAdapter implements LocalSubject {
    private final ThreadLocal<@Nullable Object> local;

    LocalAdapter(ThreadLocal<@Nullable Object> local) {
      this.local = local;
    }

    @Override
    public @Nullable Object get() {
      return local.get();
    }

    @Override
    public void set(@Nullable Object value) {
      local.set(value);
    }

    @Override
    public void remove() {
      local.remove();
    }
  }
}
