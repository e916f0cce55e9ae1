package dev.lockstep.kit.subject;

import dev.lockstep.threading.Local;
import dev.lockstep.threading.PyThread;
import dev.lockstep.threading.Threading;
import dev.lockstep.threading.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Our threads. */
@SuppressWarnings("NullAway") // on JDK 17 it takes whatever an AtomicReference holds for nullable
final class LockstepThreading implements ThreadingSubject {
  @Override
  public ThreadSubject newThread(@Nullable Runnable target) {
    return new ThreadAdapter(new PyThread(target));
  }

  @Override
  public ThreadSubject newThread(
      @Nullable Runnable target, String name, boolean daemon, boolean virtual) {
    return new ThreadAdapter(
        virtual
            ? new PyThread(target, name, daemon, PyThread.virtualThreads())
            : new PyThread(target, name, daemon));
  }

  @Override
  public ThreadSubject newThreadThatCannotStart(Runnable target, Supplier<Boolean> fails) {
    return new ThreadAdapter(
        new PyThread(
            target,
            "never",
            true,
            body ->
                new Thread(body) {
                  @Override
                  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // calls it
                  public void start() {
                    if (fails.get()) {
                      throw new OutOfMemoryError("unable to create native thread");
                    }
                    super.start();
                  }
                }));
  }

  @Override
  public ThreadSubject newThreadThatOverridesRun(Runnable run) {
    return new ThreadAdapter(
        new PyThread() {
          @Override
          public void run() {
            run.run();
          }
        });
  }

  @Override
  public TimerSubject newTimer(double interval, Runnable function, boolean virtual) {
    return new TimerAdapter(
        virtual
            ? new Timer(interval, function, PyThread.virtualThreads())
            : new Timer(interval, function));
  }

  @Override
  public LocalSubject newLocal() {
    return new LocalAdapter(new Local<>());
  }

  @Override
  public LocalSubject newLocal(Supplier<? extends @Nullable Object> initial) {
    return new LocalAdapter(new Local<>(initial));
  }

  @Override
  public double timeoutMax() {
    return Threading.TIMEOUT_MAX;
  }

  @Override
  public long getIdent() {
    return Threading.getIdent();
  }

  @Override
  public ThreadSubject currentThread() {
    return new ThreadAdapter(Threading.currentThread());
  }

  @Override
  public ThreadSubject mainThread() {
    return new ThreadAdapter(Threading.mainThread());
  }

  @Override
  public int activeCount() {
    return Threading.activeCount();
  }

  @Override
  public List<ThreadSubject> enumerate() {
    return Threading.enumerate().stream().<ThreadSubject>map(ThreadAdapter::new).toList();
  }

  @Override
  public void setExcepthook(BiConsumer<ThreadSubject, Throwable> hook) {
    Threading.setExcepthook((thread, thrown) -> hook.accept(new ThreadAdapter(thread), thrown));
  }

  @Override
  public void resetExcepthook() {
    Threading.setExcepthook(Threading.originalExcepthook());
  }

  /* No records: the model checker cannot look into them, and takes what they hold for local. */
  private static class ThreadAdapter implements ThreadSubject {
    private final PyThread thread;

    ThreadAdapter(PyThread thread) {
      this.thread = thread;
    }

    @Override
    public void start() {
      thread.start();
    }

    @Override
    public void run() {
      thread.run();
    }

    @Override
    public void join() {
      thread.join();
    }

    @Override
    public void join(double timeout) {
      thread.join(timeout);
    }

    @Override
    public void join(Duration timeout) {
      thread.join(timeout);
    }

    @Override
    public boolean isAlive() {
      return thread.isAlive();
    }

    @Override
    public String name() {
      return thread.name();
    }

    @Override
    public void setName(String name) {
      thread.setName(name);
    }

    @Override
    public @Nullable Long ident() {
      return thread.ident();
    }

    @Override
    public boolean daemon() {
      return thread.daemon();
    }

    @Override
    public void setDaemon(boolean daemon) {
      thread.setDaemon(daemon);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very thread
    public boolean is(ThreadSubject other) {
      return other instanceof ThreadAdapter adapter && adapter.thread == thread;
    }
  }

  private static final class TimerAdapter extends ThreadAdapter implements TimerSubject {
    private final Timer timer;

    TimerAdapter(Timer timer) {
      super(timer);
      this.timer = timer;
    }

    @Override
    public void cancel() {
      timer.cancel();
    }
  }

  private static final class LocalAdapter implements LocalSubject {
    private final Local<@Nullable Object> local;

    LocalAdapter(Local<@Nullable Object> local) {
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
