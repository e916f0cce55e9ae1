package dev.lockstep.gate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Starts the JVMs of the checkers, each with its own directory for what it writes. */
final class Forks {
  private static final long LOOK_MILLIS = 200;
  private static final int COMPLAINT_LINES = 30;

  private final Path directory;
  private final List<String> classPath;
  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Creates it.
   *
   * @param directory where the JVMs write
   * @param classPath the class path of all of them
   */
  Forks(Path directory, List<String> classPath) {
    this.directory = directory.toAbsolutePath();
    this.classPath = List.copyOf(classPath);
  }

  /**
   * Runs a JVM to its end, or to the watchdog's.
   *
   * @param plan what to start
   * @param finished is told again and again how many checks have finished
   * @throws IOException if it can't be started, or its files can't be read or written
   */
  ForkOutcome run(ForkPlan plan, IntConsumer finished) throws IOException, InterruptedException {
    Path home = directory.resolve(plan.name());
    Deletion.recursively(home);
    Files.createDirectories(home);
    Path events = home.resolve("events.jsonl");
    long begin = System.nanoTime();
    Process process = start(plan, home, events);
    try {
      boolean ended = await(process, plan.limit(), events, finished);
      Path dump = home.resolve("threads.txt");
      if (!ended) {
        Watchdog.end(process, dump);
      }
      process.waitFor();
      return outcome(process, ended, dump, home, events, begin);
    } finally {
      Watchdog.kill(process);
      alive.remove(process);
    }
  }

  /** Kills every JVM that is running, and lets none start any more. */
  void killAll() {
    closed = true;
    alive.forEach(Watchdog::kill);
  }

  private Process start(ForkPlan plan, Path home, Path events) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(plan, events))
            .directory(home.toFile())
            .redirectOutput(home.resolve("out.txt").toFile())
            .redirectError(home.resolve("err.txt").toFile());
    Process process = builder.start();
    alive.add(process);
    if (closed) {
      Watchdog.kill(process);
    }
    process.getOutputStream().close();
    return process;
  }

  private List<String> command(ForkPlan plan, Path events) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(plan.jvmOptions());
    plan.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
    List<String> path = new ArrayList<>();
    plan.inFront().forEach(entry -> path.add(entry.toAbsolutePath().toString()));
    path.addAll(classPath);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, path));
    command.add(plan.mainClass());
    command.add("--checks");
    command.add(String.join(",", plan.toRun()));
    if (!plan.rules().isEmpty()) {
      command.add("--rules");
      command.add(String.join(",", plan.rules()));
    }
    command.add("--out");
    command.add(events.toString());
    return command;
  }

  private static boolean await(Process process, Duration limit, Path events, IntConsumer finished)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      finished.accept(EventFile.read(events).results().size());
    }
    return true;
  }

  private ForkOutcome outcome(
      Process process, boolean ended, Path dump, Path home, Path events, long begin)
      throws IOException {
    EventFile.Content content = EventFile.read(events);
    int code = process.exitValue();
    ForkOutcome.End end =
        !ended ? ForkOutcome.End.HUNG : code == 0 ? ForkOutcome.End.DONE : ForkOutcome.End.CRASHED;
    return new ForkOutcome(
        end,
        code,
        content.results(),
        content.running(),
        end == ForkOutcome.End.DONE ? "" : complaint(home),
        ended ? null : dump.toString(),
        (System.nanoTime() - begin) / 1e9);
  }

  private static String complaint(Path home) throws IOException {
    List<String> lines = Files.readString(home.resolve("err.txt")).lines().toList();
    int from = Math.max(0, lines.size() - COMPLAINT_LINES);
    return String.join("\n", lines.subList(from, lines.size()));
  }
}
