package dev.lockstep.futures;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Where what nobody else hears of is written down, under Python's name. */
final class Log {
  private static final Logger LOGGER = System.getLogger("concurrent.futures");

  private Log() {}

  static void error(String message, Throwable thrown) {
    try {
      LOGGER.log(Level.ERROR, message, thrown);
    } catch (Throwable e) {
      // a logger that fails must harm callbacks and workers as little as what it was told of
      System.err.println(message + ": " + thrown + "; and logging it failed: " + e);
    }
  }
}
