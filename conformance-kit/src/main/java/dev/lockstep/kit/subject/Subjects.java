package dev.lockstep.kit.subject;

import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The subject of this JVM: one only, so that the JIT compiler sees one shape. */
public final class Subjects {
  /** The system property that names the subject. */
  public static final String PROPERTY = "lockstep.subject";

  /** The subject that is checked where none is named. */
  public static final String OURS = "lockstep";

  /** Ours in shared memory: the second backend of the primitives that it offers. */
  public static final String SHARED_MEMORY = "shared-memory";

  /** The subject of this JVM. */
  public static final Subject ACTIVE = find(System.getProperty(PROPERTY, OURS));

  private Subjects() {}

  /**
   * Finds a subject.
   *
   * @param name its name
   * @throws IllegalArgumentException if no service provider has that name; the text lists them all
   */
  public static Subject find(String name) {
    return ServiceLoader.load(Subject.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no subject \"" + name + "\"; there are: " + names()));
  }

  /** Tells whether a subject is of Lockstep's own class files, which can be read. */
  public static boolean isOfLockstep(String name) {
    return name.equals(OURS) || name.equals(SHARED_MEMORY);
  }

  private static String names() {
    return ServiceLoader.load(Subject.class).stream()
        .map(provider -> provider.get().name())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
