package dev.lockstep.gate;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in one line why something failed. */
final class Reason {
  private Reason() {}

  /** The system's own words where there are any. */
  static String of(Exception exception) {
    String name = exception.getClass().getSimpleName();
    if (exception instanceof FileSystemException file) {
      String reason = file.getReason() == null ? words(file) : file.getReason();
      return file.getFile() + ": " + reason;
    }
    String message = exception.getMessage();
    return message == null ? name : message.lines().findFirst().orElse(name);
  }

  /* What the system says, and Java has made a class of. */
  private static String words(FileSystemException exception) {
    if (exception instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (exception instanceof FileAlreadyExistsException) {
      return "File exists";
    }
    if (exception instanceof AccessDeniedException) {
      return "Permission denied";
    }
    return exception.getClass().getSimpleName();
  }
}
