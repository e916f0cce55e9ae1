package dev.lockstep.threading;

import dev.lockstep.errors.RuntimeError;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A thread that no {@link PyThread} has started: a dummy (THR-24), or the main thread (THR-23). */
final class ForeignThread extends PyThread {
  /* The ident of a main thread that ended before anybody asked: the JVM gives it to no other. */
  private static final Long MAIN_IDENT = 1L;

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
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    long oldestOfSystem =
        threads.stream().filter(ForeignThread::isOfSystem).mapToLong(Thread::getId).min().orElse(0);
    // the JVM numbers its threads as it creates them, and the main thread comes first
    Thread running =
        threads.stream().filter(thread -> thread.getId() < oldestOfSystem).findFirst().orElse(null);
    return new ForeignThread(running, "MainThread", true);
  }

  private static boolean isOfSystem(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null && group.getParent() == null;
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
    Thread watcher = new Thread(() -> awaitEnd(running), "lockstep-main-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  @SuppressWarnings("ThreadJoinLoop")
  private void awaitEnd(Thread running) {
    while (running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        // it waits for the end, whatever anybody wants of it
      }
    }
    setEnded();
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
    return running == null ? MAIN_IDENT : Long.valueOf(running.getId());
  }
}
