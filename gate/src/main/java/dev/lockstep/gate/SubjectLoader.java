package dev.lockstep.gate;

import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Subjects;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Finds the subject as the forked JVMs will, to know it and what it declares not to offer. */
final class SubjectLoader {
  private SubjectLoader() {}

  /**
   * Finds a subject.
   *
   * @param name its name
   * @param path where its classes are, beside ours
   * @throws BadUse if there is none
   */
  static Subject find(String name, List<Path> path) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Not closed: the subject may load more classes when it is asked.
    thread.setContextClassLoader(
        new URLClassLoader(
            path.stream().map(SubjectLoader::url).toArray(URL[]::new),
            SubjectLoader.class.getClassLoader()));
    try {
      return Subjects.find(name);
    } catch (IllegalArgumentException e) {
      throw new BadUse(String.valueOf(e.getMessage()));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("A file has a URL", e);
    }
  }
}
