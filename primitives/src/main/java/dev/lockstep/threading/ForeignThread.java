package dev.lockstep.threading;

import dev.lockstep.errors.RuntimeError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A thread that no {@link PyThread} has started: a dummy (THR-24), or the main thread (THR-23). */
final class ForeignThread extends PyThread {
  /* The number that the JVM gives to the thread that runs main. */
  static final long MAIN_IDENT = 1;

  private final boolean main;

  private final AtomicBoolean watched = new AtomicBoolean();

  private ForeignThread(@Nullable Thread running, String name, boolean main) {
    super(running, name, !main);
    this.main = main;
  }

  /** Creates the one of the current thread, which is not the main thread. */
  static ForeignThread dummy() {
    return new ForeignThread(Thread.currentThread(), Threading.nextName("Dummy-"), false);
  }

  /** Creates the one of the main thread, which may have ended. */
  static ForeignThread main() {
    Thread running =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getId() == MAIN_IDENT)
            .findFirst()
            .orElse(null);
    return new ForeignThread(running, "MainThread", true);
  }

  @Override
  void requireJoinable() {
    if (!main) {
      throw new RuntimeError("cannot join a dummy thread");
    }
    super.requireJoinable();
    Thread running = javaThread();
    if (running == null || !running.isAlive()) {
      setEnded();
    } else if (watched.compareAndSet(false, true)) {
      watch(running);
    }
  }

  /* Nobody tells us of the end of the main thread: the first who joins it lets a thread wait. */
  private void watch(Thread running) {
    Thread watcher =
        new Thread(
            () -> {
              while (running.isAlive()) {
                try {
                  running.join();
                } catch (InterruptedException e) {
                  // nobody's business: it waits for the end
                }
              }
              setEnded();
            },
            "lockstep-main-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Tells whether the java.lang.Thread runs. */
  @Override
  public boolean isAlive() {
    Thread running = javaThread();
    return running != null && running.isAlive();
  }

  /** Gives the thread another name, and leaves that of the java.lang.Thread to whom it belongs. */
  @Override
  void rename(Thread running, String name) {}

  @Override
  public Long ident() {
    Thread running = javaThread();
    return running == null ? Long.valueOf(MAIN_IDENT) : Long.valueOf(running.getId());
  }
}
