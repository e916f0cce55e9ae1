package dev.lockstep.gate;

import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loads the subject as the forked JVMs will, to know what it declares not to offer. */
final class SubjectLoader {
  private SubjectLoader() {}

  /**
   * Finds a subject and asks it what it lacks.
   *
   * @param name its name
   * @param path where its classes are, beside ours
   * @param limit how long that may take
   * @throws BadUse if there is none
   * @throws CouldNotRun if its classes can't be loaded, or that does not come to an end
   */
  static Gaps gaps(String name, List<Path> path, Duration limit) throws InterruptedException {
    FutureTask<Gaps> loading = new FutureTask<>(() -> load(name));
    // A stranger's static initializer may never end; then nobody waits for this thread.
    Thread thread = new Thread(loading, "subject");
    thread.setDaemon(true);
    // Not closed: the subject may load more classes when it is asked.
    thread.setContextClassLoader(
        new URLClassLoader(
            path.stream().map(SubjectLoader::url).toArray(URL[]::new),
            SubjectLoader.class.getClassLoader()));
    thread.start();
    try {
      return loading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new CouldNotRun(
          "subject \""
              + name
              + "\" was still being loaded after "
              + Amount.rounded((double) limit.toSeconds())
              + place(thread.getStackTrace()),
          e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      if (cause instanceof IllegalArgumentException unknown) {
        throw new BadUse(String.valueOf(unknown.getMessage()));
      }
      throw new CouldNotRun("subject \"" + name + "\" can't be loaded: " + root(cause), cause);
    }
  }

  private static Gaps load(String name) {
    return new Gaps(Map.copyOf(Subjects.find(name).notOffered()));
  }

  private static String root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root).lines().findFirst().orElse("") + place(root.getStackTrace());
  }

  /** Where the subject's own code was, if it was there. */
  private static String place(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(
            frame ->
                !frame.getClassName().matches("(java|jdk|sun|dev\\.lockstep\\.(kit|gate))\\..*"))
        .findFirst()
        .map(frame -> ", at " + frame)
        .orElse("");
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("A file has a URL", e);
    }
  }
}
