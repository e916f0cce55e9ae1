package dev.lockstep.gate;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * What the user sees while the gate runs: a line for whatever has ended, and how long it will still
 * take. On a terminal a bar stays below the lines.
 */
final class Progress implements AutoCloseable {
  private static final String BACK_AND_ERASE = "\r\u001b[2K";
  private static final double ENOUGH_TO_TELL = 0.05;
  private static final int UPDATE_MILLIS = 500;

  private final String task;
  private final PrintStream out;
  private final PrintStream terminal;
  private final boolean isTerminal;
  private @Nullable ProgressBar bar;
  private double total = 1;
  private double done;
  private int lanes = 1;
  private long begin = System.nanoTime();

  /**
   * Creates it.
   *
   * @param task what is done, in a word
   * @param out where lines go
   * @param terminal where the bar goes
   * @param isTerminal whether that shows a bar
   */
  Progress(String task, PrintStream out, PrintStream terminal, boolean isTerminal) {
    this.task = task;
    this.out = out;
    this.terminal = terminal;
    this.isTerminal = isTerminal;
  }

  /**
   * To be called before the work begins.
   *
   * @param seconds how long all jobs are expected to take, one after the other
   * @param jobsAtOnce how many run at once
   */
  synchronized void begin(double seconds, int jobsAtOnce) {
    close();
    total = Math.max(1, seconds);
    done = 0;
    lanes = jobsAtOnce;
    begin = System.nanoTime();
    if (isTerminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(Math.round(total))
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .hideEta()
              .showSpeed()
              .build();
    }
  }

  /**
   * Notes that a part of the work is done.
   *
   * @param seconds how long it was expected to take
   */
  synchronized void advance(double seconds) {
    done = Math.min(total, done + seconds);
    ProgressBar shown = bar;
    if (shown != null) {
      shown.stepTo(Math.round(done));
      shown.setExtraMessage(left());
    }
  }

  /** Prints a line. */
  synchronized void say(String line) {
    if (bar != null) {
      terminal.print(BACK_AND_ERASE);
      terminal.flush();
    }
    out.println(line);
    out.flush();
    ProgressBar shown = bar;
    if (shown != null) {
      shown.refresh();
    }
  }

  /** Prints a line about something that has ended and, where there is no bar, the time left. */
  synchronized void ended(String line) {
    say(bar == null ? line + "   (" + left() + ")" : line);
  }

  /** Returns how long it will still take, going by what was expected and by how fast it went. */
  private String left() {
    double fraction = done / total;
    double elapsed = (System.nanoTime() - begin) / 1e9;
    double seconds =
        fraction < ENOUGH_TO_TELL ? (total - done) / lanes : elapsed * (1 - fraction) / fraction;
    return "about " + Amount.rounded(seconds) + " left";
  }

  @Override
  public synchronized void close() {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.close();
      terminal.print(BACK_AND_ERASE);
      terminal.flush();
      bar = null;
    }
  }
}
