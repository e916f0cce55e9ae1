package dev.lockstep.gate;

import java.nio.file.FileSystemException;

/** Says in one line why something failed. */
final class Reason {
  private Reason() {}

  /** The system's own words where there are any. */
  static String of(Exception exception) {
    String name = exception.getClass().getSimpleName();
    if (exception instanceof FileSystemException file) {
      String reason = file.getReason();
      return file.getFile() + ": " + (reason == null ? name : reason);
    }
    String message = exception.getMessage();
    return message == null ? name : message.lines().findFirst().orElse(name);
  }
}
