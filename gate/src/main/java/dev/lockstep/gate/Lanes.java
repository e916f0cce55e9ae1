package dev.lockstep.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Runs jobs, a few at once. */
final class Lanes {
  private Lanes() {}

  /**
   * Runs all jobs to their ends.
   *
   * @param count how many at once
   * @param jobs what to run, in this order
   * @throws IOException what a job threw; the others are not waited for
   */
  static void run(int count, List<Callable<Void>> jobs) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, count));
    try {
      CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
      List<Callable<Void>> all = new ArrayList<>(jobs);
      all.forEach(ended::submit);
      for (int i = 0; i < all.size(); i++) {
        ended.take().get();
      }
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static void rethrow(@Nullable Throwable cause) throws IOException, InterruptedException {
    if (cause instanceof IOException io) {
      throw io;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
    throw new IllegalStateException(cause);
  }
}
