package dev.lockstep.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Jython and GraalPy, which run on the JVM. Maven fetches them when they are asked for; they are no
 * part of Lockstep's build.
 */
public final class JvmInterpreters {
  private static final int FIRST_WITH_UNSAFE_WARNINGS = 24;

  /* What GraalPy's compiler of benchmarks/interpreters is for; elsewhere it only interprets. */
  private static final int GRAALPY_COMPILES_ON = 25;

  private final Path top;
  private final Path directory;
  private final Path java;
  private final int feature;

  /**
   * Creates it; nothing is fetched yet.
   *
   * @param top the top of Lockstep's sources
   * @param directory where files go
   * @param java the java that runs them
   * @param feature its feature release, such as 25
   */
  public JvmInterpreters(Path top, Path directory, Path java, int feature) {
    this.top = top.toAbsolutePath();
    this.directory = directory.toAbsolutePath();
    this.java = java;
    this.feature = feature;
  }

  /**
   * Fetches them.
   *
   * @param missing is told who could not be fetched, with the reason
   */
  public List<Interpreter> fetch(List<String> missing) throws InterruptedException {
    List<Interpreter> found = new ArrayList<>();
    try {
      found.add(jython());
    } catch (Interpreters.Failure | IOException e) {
      missing.add("Jython: cannot be fetched: " + e.getMessage());
    }
    try {
      found.add(graalPy());
    } catch (Interpreters.Failure | IOException e) {
      missing.add("GraalPy: cannot be fetched: " + e.getMessage());
    }
    return found;
  }

  private Interpreter jython() throws IOException, InterruptedException, Interpreters.Failure {
    List<String> flags = flags();
    return Interpreter.jython(
        command(flags, List.of("-cp", classPath("jython"), "org.python.util.jython")), flags);
  }

  private Interpreter graalPy() throws IOException, InterruptedException, Interpreters.Failure {
    List<String> flags = new ArrayList<>(flags());
    List<String> rest = new ArrayList<>();
    if (feature == GRAALPY_COMPILES_ON) {
      flags.add("-XX:+UnlockExperimentalVMOptions");
      flags.add("-XX:+EnableJVMCI");
      rest.add("--upgrade-module-path=" + classPath("graalpy-compiler"));
    }
    rest.addAll(
        List.of("-cp", classPath("graalpy"), "com.oracle.graal.python.shell.GraalPythonMain"));
    return Interpreter.graalPy(command(flags, rest), flags);
  }

  private List<String> command(List<String> flags, List<String> rest) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    command.addAll(rest);
    return command;
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("-Xms2g", "-Xmx2g"));
    if (feature >= FIRST_WITH_UNSAFE_WARNINGS) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    return flags;
  }

  /** Asks Maven for the class path of a profile of the interpreters' POM. */
  private String classPath(String profile)
      throws IOException, InterruptedException, Interpreters.Failure {
    Files.createDirectories(directory);
    Path file = directory.resolve(profile + ".classpath");
    Path log = directory.resolve(profile + ".maven.log");
    Path maven = top.resolve(File.separatorChar == '\\' ? "mvnw.cmd" : "mvnw");
    ChildProcess.run(
        List.of(
            maven.toString(),
            "-B",
            "-ntp",
            "-q",
            "-f",
            top.resolve("benchmarks").resolve("interpreters").resolve("pom.xml").toString(),
            "-P",
            profile,
            "dependency:build-classpath",
            "-DincludeTypes=jar",
            "-Dmdep.outputFile=" + file),
        top,
        log,
        directory.resolve(profile + ".maven.errors"));
    return Files.readString(file).strip();
  }
}
