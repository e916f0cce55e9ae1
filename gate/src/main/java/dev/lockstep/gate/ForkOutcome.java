package dev.lockstep.gate;

import dev.lockstep.kit.run.CheckResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a forked JVM.
 *
 * @param end how it ended
 * @param exitCode its exit code
 * @param results what its checks found
 * @param running the check that had started and not finished, if any
 * @param complaint the end of what it wrote to its error stream
 * @param dump where the thread dumps of a hung one are
 * @param seconds how long it took
 */
record ForkOutcome(
    End end,
    int exitCode,
    List<CheckResult> results,
    @Nullable String running,
    String complaint,
    @Nullable String dump,
    double seconds) {

  /** How a forked JVM ended. */
  enum End {
    /** By itself, having run everything. */
    DONE,
    /** By itself, otherwise. */
    CRASHED,
    /** By the watchdog. */
    HUNG
  }

  /** Tells whether it had to be killed before it had begun any check. */
  boolean hungAtItsStart() {
    return end == End.HUNG && running == null && results.isEmpty();
  }

  /** Tells in a few lines how it went wrong. */
  String describe(Duration limit) {
    String where = running == null ? "outside of any check" : "in " + running;
    String how =
        switch (end) {
          case DONE -> "The forked JVM ended well";
          case CRASHED -> "The forked JVM died with exit code " + exitCode + " " + where;
          case HUNG ->
              (hungAtItsStart()
                      ? "The forked JVM had begun no check after " + Amount.rounded(seconds)
                      : "The forked JVM was still running after "
                          + Amount.rounded((double) limit.toSeconds())
                          + " "
                          + where)
                  + ", and was killed; thread dump: "
                  + dump;
        };
    return complaint.isBlank() ? how : how + "\n" + complaint;
  }
}
