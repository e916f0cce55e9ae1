package dev.lockstep.benchmarks.run;

import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends the JVMs that this one started since a moment, if they take too long. */
final class ForkLimit {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "fork-limit");
            thread.setDaemon(true);
            return thread;
          });

  private final long seconds;
  private final Set<Long> before;
  private volatile boolean ended;
  private @Nullable ScheduledFuture<?> future;

  private ForkLimit(long seconds) {
    this.seconds = seconds;
    before =
        ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /** Starts to count. */
  static ForkLimit start(long seconds) {
    ForkLimit limit = new ForkLimit(seconds);
    limit.future = TIMER.schedule(limit::end, seconds, TimeUnit.SECONDS);
    return limit;
  }

  private void end() {
    ended = true;
    ProcessHandle.current()
        .descendants()
        .filter(process -> !before.contains(process.pid()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Tells whether it had to end them. */
  boolean hasEnded() {
    return ended;
  }

  /** Returns why they were ended. */
  String reason() {
    return "took more than " + seconds + " s and was ended";
  }

  /** Stops to count. */
  void cancel() {
    ScheduledFuture<?> started = future;
    if (started != null) {
      started.cancel(false);
    }
  }
}
