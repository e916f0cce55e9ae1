package dev.lockstep.kit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A platform thread as the kernel sees it. A thread that another has unparked is no longer asleep
 * for the kernel, though it may not run for long; for Java it still waits.
 *
 * @param status the file in which the kernel shows it
 */
public record KernelThread(Path status) {
  private static final Path SELF = Path.of("/proc/thread-self");

  private static final Path TASKS = Path.of("/proc/self/task");

  /**
   * What the kernel shows at one moment.
   *
   * @param asleep whether it waits for something
   * @param switches how often it has given up its processor, or was made to
   */
  public record Look(boolean asleep, String switches) {}

  /** Tells whether this platform shows its threads. */
  public static boolean isObservable() {
    return Files.isSymbolicLink(SELF) && Files.isDirectory(TASKS);
  }

  /** Returns the thread that calls, which must be no virtual thread. */
  public static KernelThread current() {
    try {
      Path id = Files.readSymbolicLink(SELF).getFileName();
      return new KernelThread(TASKS.resolve(id).resolve("status"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks at it; empty if it has ended. */
  public Optional<Look> look() {
    String text;
    try {
      text = Files.readString(status, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty();
    }
    int state = text.indexOf("\nState:");
    int switches = text.indexOf("\nvoluntary_ctxt_switches:");
    if (state < 0 || switches < 0) {
      throw new IllegalStateException(status + " shows neither state nor counters: " + text);
    }
    boolean asleep = text.startsWith("S", state + "\nState:\t".length());
    return Optional.of(new Look(asleep, text.substring(switches)));
  }
}
