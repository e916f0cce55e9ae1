package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Cost;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Pythons of this machine: those on the path, and pyenv's; or its Nodes: those on the path.
 *
 * @param usable one for each version from 3.11 or 16 on, in the order of their versions
 * @param ignored the others, each with the reason
 */
public record Interpreters(List<Interpreter> usable, List<String> ignored) {
  private static final int OLDEST_MINOR = 11;

  /* The first with Atomics.waitAsync. */
  private static final int OLDEST_NODE = 16;

  private static final String NODE_EXECUTABLE = "node(js)?(-?[0-9]+)?(\\.exe)?";

  private static final String NODE_QUESTION =
      "console.log('" + Interpreter.NODE + "', process.versions.node, typeof Atomics)";

  private static final String EXECUTABLE = "python3(\\.[0-9]+)?t?(\\.exe)?";

  private static final String QUESTION =
      "import platform, sys; print(platform.python_implementation(), platform.python_version(),"
          + " getattr(sys, '_is_gil_enabled', lambda: True)())";

  /** Copies the lists. */
  public Interpreters {
    usable = List.copyOf(usable);
    ignored = List.copyOf(ignored);
  }

  /** Looks for the Pythons, and asks each who it is. */
  public static Interpreters find() {
    return find(path(), pyenvRoot());
  }

  /** Looks for those that run a primitive: Nodes for what is ECMAScript's, and else Pythons. */
  public static Interpreters of(Primitive primitive) {
    return primitive.isEcmaScript() ? findNodes(path()) : find();
  }

  private static List<Path> path() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  static Interpreters findNodes(List<Path> path) {
    Set<Path> executables = new LinkedHashSet<>();
    for (Path directory : path) {
      list(directory, NODE_EXECUTABLE).forEach(executable -> add(executables, executable));
    }
    Map<String, Interpreter> usable = new LinkedHashMap<>();
    List<String> ignored = new ArrayList<>();
    for (Path executable : executables) {
      Answer answer = ask(List.of(executable.toString(), "-e", NODE_QUESTION));
      String[] words = answer.output().strip().split(" ", -1);
      if (answer.exitCode() != 0 || words.length != 3 || !words[0].equals(Interpreter.NODE)) {
        ignored.add(executable + ": does not say who it is: " + answer.output().strip());
      } else if (number(words[1].split("\\.", -1)[0]) < OLDEST_NODE) {
        ignored.add(executable + ": Node " + words[1] + " is older than " + OLDEST_NODE);
      } else {
        Interpreter found =
            new Interpreter(List.of(executable.toString()), words[0], words[1], false);
        usable.putIfAbsent(found.toString(), found);
      }
    }
    return new Interpreters(inOrder(usable.values()), ignored);
  }

  private static List<Interpreter> inOrder(Collection<Interpreter> found) {
    return found.stream()
        .sorted(Comparator.comparing(Interpreter::version, Interpreters::compareVersions))
        .toList();
  }

  static Interpreters find(List<Path> path, List<Path> pyenvRoots) {
    Map<String, Interpreter> usable = new LinkedHashMap<>();
    List<String> ignored = new ArrayList<>();
    for (Path executable : candidates(path, pyenvRoots)) {
      Answer answer = ask(List.of(executable.toString(), "-I", "-c", QUESTION));
      String[] words = answer.output().strip().split(" ", -1);
      if (answer.exitCode() != 0 || words.length != 3) {
        ignored.add(executable + ": does not say who it is: " + answer.output().strip());
      } else if (!isUsable(words[1])) {
        ignored.add(executable + ": " + words[0] + " " + words[1] + " is older than 3.11");
      } else if (!words[0].equals("CPython")) {
        ignored.add(executable + ": " + words[0] + " " + words[1] + " is not CPython");
      } else {
        Interpreter found =
            new Interpreter(
                List.of(executable.toString()), words[0], words[1], words[2].equals("True"));
        usable.putIfAbsent(found.toString(), found);
      }
    }
    return new Interpreters(inOrder(usable.values()), ignored);
  }

  /** Returns the newest of each minor version. */
  public List<Interpreter> newestOfEachMinor() {
    Map<String, Interpreter> newest = new LinkedHashMap<>();
    usable.forEach(interpreter -> newest.put(interpreter.minor(), interpreter));
    return List.copyOf(newest.values());
  }

  static boolean isUsable(String version) {
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    return major > 3 || (major == 3 && Integer.parseInt(parts[1]) >= OLDEST_MINOR);
  }

  /* Python's come first, and then Node's. */
  static int compareVersions(String left, String right) {
    int kind =
        Boolean.compare(left.startsWith(Interpreter.NODE), right.startsWith(Interpreter.NODE));
    return kind != 0 ? kind : compareNumbers(left, right);
  }

  private static int compareNumbers(String left, String right) {
    String[] lefts = left.split("[^0-9]+", -1);
    String[] rights = right.split("[^0-9]+", -1);
    for (int i = 0; i < Math.min(lefts.length, rights.length); i++) {
      int order = Integer.compare(number(lefts[i]), number(rights[i]));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(lefts.length, rights.length);
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /* pyenv's shims stand for its versions, which are asked themselves. */
  private static Set<Path> candidates(List<Path> path, List<Path> pyenvRoots) {
    Set<Path> executables = new LinkedHashSet<>();
    for (Path root : pyenvRoots) {
      for (Path version : list(root.resolve("versions"), ".*")) {
        add(executables, version.resolve("bin").resolve("python3"));
      }
    }
    for (Path directory : path) {
      if (pyenvRoots.stream().noneMatch(root -> directory.startsWith(root.resolve("shims")))) {
        list(directory, EXECUTABLE).forEach(executable -> add(executables, executable));
      }
    }
    return executables;
  }

  private static void add(Set<Path> executables, Path executable) {
    if (Files.isExecutable(executable)) {
      try {
        executables.add(executable.toRealPath());
      } catch (IOException e) {
        throw new OracleException("Cannot resolve " + executable, e);
      }
    }
  }

  private static List<Path> list(Path directory, String name) {
    if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
      return List.of();
    }
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        if (entry.getFileName().toString().matches(name)) {
          entries.add(entry);
        }
      }
    } catch (IOException e) {
      throw new OracleException("Cannot list " + directory, e);
    }
    entries.sort(Comparator.naturalOrder());
    return entries;
  }

  private static List<Path> pyenvRoot() {
    String root = System.getenv("PYENV_ROOT");
    if (root != null && !root.isEmpty()) {
      return List.of(Path.of(root));
    }
    Answer answer = ask(List.of("pyenv", "root"));
    return answer.exitCode() == 0 ? List.of(Path.of(answer.output().strip())) : List.of();
  }

  private record Answer(int exitCode, String output) {}

  private static Answer ask(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Answer(-1, "it cannot be started: " + e.getMessage());
    }
    // One that does not end closes its output when it is killed.
    process
        .onExit()
        .orTimeout(Cost.HANG_MILLISECONDS, TimeUnit.MILLISECONDS)
        .exceptionally(timeout -> process.destroyForcibly());
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    } catch (IOException e) {
      return new Answer(-1, "it cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OracleException("Interrupted while asking " + command, e);
    }
  }
}
