package dev.lockstep.kit.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged under the name {@code concurrent.futures}, which is shown nowhere else. */
public final class FutureLog {
  /* Kept, for the log manager refers to it weakly only. */
  private static final Logger LOGGER = Logger.getLogger("concurrent.futures");

  private static final List<String> ERRORS = new ArrayList<>();

  static {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getLevel().equals(Level.SEVERE)) {
              add(record.getMessage() + " " + record.getThrown());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  private FutureLog() {}

  /** Lets it be shown nowhere else: to be called before something is logged. */
  public static void listen() {
    // the class is initialized now
  }

  private static synchronized void add(String text) {
    ERRORS.add(text);
  }

  /** Returns what has been logged at level ERROR so far, and forgets it. */
  public static synchronized List<String> takeErrors() {
    List<String> taken = List.copyOf(ERRORS);
    ERRORS.clear();
    return taken;
  }
}
