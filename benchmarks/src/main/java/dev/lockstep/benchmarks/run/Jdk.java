package dev.lockstep.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK that measures.
 *
 * @param home where it is
 * @param feature its feature release, such as 25
 * @param id what contests call it, such as {@code JDK 25.0.3+9}
 * @param description its own words about itself
 */
public record Jdk(Path home, int feature, String id, String description) {
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
  private static final int FIRST_WITH_UNSAFE_WARNINGS = 24;

  private static final Pattern PROPERTY = Pattern.compile("(?m)^ {4}(java\\.\\S+) = (.*)$");
  private static final Pattern NUMBERS = Pattern.compile("\\d+(?:\\.\\d+)*(?:\\+\\d+)?");

  /** Returns the one that runs this. */
  public static Jdk here() {
    return of(Path.of(System.getProperty("java.home")), System.getProperties());
  }

  /**
   * Looks at a JDK.
   *
   * @param home where it is
   * @throws IllegalArgumentException if there is none, or one that is too old; the message is one
   *     line that says so
   */
  public static Jdk at(Path home) throws InterruptedException {
    Path java = home.resolve("bin").resolve("java");
    if (!Files.isExecutable(java)) {
      throw new IllegalArgumentException("there is no JDK at " + home + ": it has no bin/java");
    }
    Jdk jdk = of(home.toAbsolutePath().normalize(), properties(home, java));
    if (jdk.feature < Entrant.ANY_JDK) {
      throw new IllegalArgumentException(
          home + " is " + jdk.id + ": a JDK, " + Entrant.ANY_JDK + " or later, is needed");
    }
    return jdk;
  }

  private static Properties properties(Path home, Path java) throws InterruptedException {
    String out;
    try {
      Process process =
          new ProcessBuilder(java.toString(), "-XshowSettings:properties", "-version")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    } catch (IOException e) {
      throw new IllegalArgumentException("the JDK at " + home + " does not run: " + e.getMessage());
    }
    Properties properties = new Properties();
    Matcher property = PROPERTY.matcher(out);
    while (property.find()) {
      properties.setProperty(property.group(1), property.group(2));
    }
    if (!properties.containsKey("java.runtime.version")) {
      throw new IllegalArgumentException(
          "the JDK at " + home + " does not run: " + out.strip().lines().findFirst().orElse(""));
    }
    return properties;
  }

  private static Jdk of(Path home, Properties properties) {
    String version = properties.getProperty("java.runtime.version");
    Matcher numbers = NUMBERS.matcher(version);
    return new Jdk(
        home,
        feature(properties.getProperty("java.specification.version")),
        "JDK " + (numbers.lookingAt() ? numbers.group() : version),
        String.join(
            ", ",
            version,
            properties.getProperty("java.vm.name"),
            properties.getProperty("java.vendor")));
  }

  /** Up to 8 it is "1.8". */
  private static int feature(String specification) {
    String number = specification.startsWith("1.") ? specification.substring(2) : specification;
    return Integer.parseInt(number);
  }

  /** Returns its launcher. */
  Path java() {
    return home.resolve("bin").resolve("java");
  }

  /** Tells whether it has what a contest needs. */
  boolean canRun(Planned contest) {
    return !contest.isVirtual() || feature >= FIRST_WITH_VIRTUAL_THREADS;
  }

  /** Returns those of a contest who can take part on it. */
  List<Entrant> entrants(Planned contest) {
    return contest.type().entrants().stream().filter(each -> feature >= each.since()).toList();
  }

  /** Returns the options of the JVMs that measure: a heap that does not grow, and no warnings. */
  List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC"));
    if (feature >= FIRST_WITH_UNSAFE_WARNINGS) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    // Agrona's queues.
    flags.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
    return flags;
  }

  /** Returns it as the measurements' environment has it. */
  Environment.Runtime runtime() {
    return new Environment.Runtime(id, description, flags());
  }
}
