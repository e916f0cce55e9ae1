package dev.lockstep.gate;

import dev.lockstep.kit.run.CheckServer;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.run.Parent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Starts the JVMs of the checkers, each with its own directory for what it writes. */
final class Forks {
  private static final long LOOK_MILLIS = 200;
  private static final int COMPLAINT_LINES = 30;
  private static final int KILLED = 137;
  private static final int PROBE_BYTES = 1 << 16;
  private static final String EVENTS = "events.jsonl";
  private static final String ERRORS = "err.txt";
  private static final String DUMP = "threads.txt";

  /** A JVM with a directory for its temporary files, which is removed with it. */
  private static final class Running {
    private final Process process;
    private final Path temporary;

    Running(Process process, Path temporary) {
      this.process = process;
      this.temporary = temporary;
    }

    /* One after the other: whoever ends it finds it ended, and its files gone. */
    synchronized void end() throws IOException {
      Watchdog.kill(process);
      Deletion.recursively(temporary);
    }
  }

  /** What plans must have in common to be run by one JVM. */
  private record WarmKind(List<String> jvmOptions, Map<String, String> properties) {}

  private final Path directory;
  private final List<String> classPath;
  private final List<Entry> checks;
  private final Map<Process, Running> alive = new ConcurrentHashMap<>();
  private final Map<WarmKind, Queue<WarmJvm>> idle = new ConcurrentHashMap<>();
  private final AtomicInteger started = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Creates it.
   *
   * @param directory where the JVMs write
   * @param classPath the class path of all of them
   * @param checks all checks there are, for the JVMs to know them
   */
  Forks(Path directory, List<String> classPath, List<Entry> checks) {
    this.directory = directory.toAbsolutePath();
    this.classPath = List.copyOf(classPath);
    this.checks = List.copyOf(checks);
  }

  /**
   * Runs a plan to its end, or to the watchdog's: in a JVM of its own or, if the plan allows that,
   * in one that has served before.
   *
   * @param plan what to run
   * @param finished is told again and again how many checks have finished
   * @throws IOException if it can't be started, or its files can't be read or written
   */
  ForkOutcome run(ForkPlan plan, IntConsumer finished) throws IOException, InterruptedException {
    Path home = directory.resolve(plan.name());
    Deletion.recursively(home);
    Files.createDirectories(home);
    ForkOutcome outcome =
        plan.warm() ? runWarm(plan, home, finished) : runCold(plan, home, finished);
    if (outcome.end() == ForkOutcome.End.CRASHED) {
      requireWritable(home); // a full disk is nothing that the checks are to blame for
    }
    return outcome;
  }

  private static void requireWritable(Path home) throws IOException {
    Path probe = home.resolve("probe");
    Files.write(probe, new byte[PROBE_BYTES]);
    Files.delete(probe);
  }

  private ForkOutcome runCold(ForkPlan plan, Path home, IntConsumer finished)
      throws IOException, InterruptedException {
    Path events = home.resolve(EVENTS);
    long begin = System.nanoTime();
    Process process = start(command(plan, home, events), home, home.resolve("out.txt").toFile());
    try {
      boolean ended = await(process, new Limits(plan), events, finished);
      Path dump = home.resolve(DUMP);
      if (!ended) {
        Watchdog.end(process, dump);
      }
      process.waitFor();
      String complaint = Files.readString(home.resolve(ERRORS));
      return outcome(process.exitValue(), ended, dump, events, complaint, begin);
    } finally {
      end(process);
    }
  }

  private ForkOutcome runWarm(ForkPlan plan, Path home, IntConsumer finished)
      throws IOException, InterruptedException {
    Path events = home.resolve(EVENTS);
    long begin = System.nanoTime();
    WarmKind kind = new WarmKind(plan.jvmOptions(), plan.properties());
    String twin =
        plan.inFront().isEmpty() ? null : plan.inFront().get(0).toAbsolutePath().toString();
    WarmJvm jvm = warm(kind, twin);
    boolean reusable = false;
    try {
      jvm.send(
          new CheckServer.Request(
              twin,
              plan.properties(),
              plan.mainClass(),
              inventory().toString(),
              arguments(plan, events)));
      Limits limits = new Limits(plan);
      Integer code = jvm.reply(LOOK_MILLIS);
      while (code == null && !limits.areOver(EventFile.read(events), finished)) {
        code = jvm.reply(LOOK_MILLIS);
      }
      Path dump = home.resolve(DUMP);
      if (code == null) {
        Watchdog.end(jvm.process(), dump);
      }
      reusable = code != null && !jvm.isWorn();
      return outcome(
          code == null ? KILLED : code, code != null, dump, events, jvm.complaint(), begin);
    } finally {
      if (reusable) {
        idle.computeIfAbsent(kind, key -> new ConcurrentLinkedQueue<>()).add(jvm);
      } else {
        end(jvm.process());
      }
    }
  }

  /** Takes one that waits for work, best one that knows the twin; if there is none, starts one. */
  private WarmJvm warm(WarmKind kind, @Nullable String twin)
      throws IOException, InterruptedException {
    Queue<WarmJvm> queue = idle.computeIfAbsent(kind, key -> new ConcurrentLinkedQueue<>());
    Optional<WarmJvm> knowing =
        queue.stream().filter(jvm -> Objects.equals(jvm.twin(), twin) && !jvm.isWorn()).findFirst();
    if (knowing.isPresent() && queue.remove(knowing.get())) {
      return knowing.get();
    }
    for (WarmJvm any = queue.poll(); any != null; any = queue.poll()) {
      if (!any.isWorn()) {
        return any;
      }
      end(any.process());
    }
    Path home = directory.resolve("warm-" + started.incrementAndGet());
    Deletion.recursively(home);
    Path copies = Files.createDirectories(home.resolve("copies"));
    List<String> command = java(home, kind.jvmOptions(), kind.properties(), List.of());
    command.add(CheckServer.class.getName());
    command.add(copies.toString());
    Process process = start(command, home, null);
    return new WarmJvm(process, home.resolve("out.txt"), home.resolve(ERRORS));
  }

  /**
   * Ends the JVMs that wait for work.
   *
   * @throws IOException if what they leave can't be removed
   */
  void endIdle() throws IOException {
    List<WarmJvm> jvms = idle.values().stream().flatMap(Queue::stream).toList();
    idle.clear();
    jvms.forEach(jvm -> Watchdog.close(jvm.process()));
    for (WarmJvm jvm : jvms) {
      end(jvm.process());
    }
  }

  /**
   * Ends every JVM that is running, and lets none start any more: whoever tries is interrupted.
   *
   * @return what they leave that can't be removed and why, a line each
   */
  List<String> endAll() {
    closed = true;
    List<String> problems = new ArrayList<>();
    alive.keySet().forEach(Watchdog::close);
    for (Process process : alive.keySet()) {
      try {
        end(process);
      } catch (IOException e) {
        problems.add("can't remove " + Reason.of(e));
      }
    }
    return problems;
  }

  private void end(Process process) throws IOException {
    Running running = alive.get(process);
    if (running != null) {
      running.end();
      alive.remove(process);
    }
  }

  private Process start(List<String> command, Path home, @Nullable File out)
      throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("all JVMs were ended");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectError(home.resolve(ERRORS).toFile());
    if (out != null) {
      builder.redirectOutput(out);
    }
    Path temporary = Files.createDirectories(temporary(home));
    Process process = builder.start();
    alive.put(process, new Running(process, temporary));
    if (closed) { // meanwhile, by one who has not seen this one
      end(process);
    }
    return process;
  }

  private static Path temporary(Path home) {
    return home.resolve("tmp");
  }

  private List<String> java(
      Path home, List<String> options, Map<String, String> properties, List<Path> front) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-D" + Parent.PROPERTY + "=true"); // its standard input ends with the gate
    command.add("-Djava.io.tmpdir=" + temporary(home));
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    List<String> path = new ArrayList<>();
    front.forEach(entry -> path.add(entry.toAbsolutePath().toString()));
    path.addAll(classPath);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, path));
    return command;
  }

  private List<String> command(ForkPlan plan, Path home, Path events) throws IOException {
    List<String> command = java(home, plan.jvmOptions(), plan.properties(), plan.inFront());
    command.add(plan.mainClass());
    command.addAll(arguments(plan, events));
    command.add("--inventory");
    command.add(inventory().toString());
    return command;
  }

  private static List<String> arguments(ForkPlan plan, Path events) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--checks");
    arguments.add(String.join(",", plan.toRun()));
    if (!plan.rules().isEmpty()) {
      arguments.add("--rules");
      arguments.add(String.join(",", plan.rules()));
    }
    arguments.add("--out");
    arguments.add(events.toString());
    return arguments;
  }

  /** Returns the file that lists all checks, so that no JVM has to search the class path. */
  private synchronized Path inventory() throws IOException {
    Path file = directory.resolve("inventory.json");
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      Inventory.write(checks, file);
    }
    return file;
  }

  private static boolean await(Process process, Limits limits, Path events, IntConsumer finished)
      throws IOException, InterruptedException {
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (limits.areOver(EventFile.read(events), finished)) {
        return false;
      }
    }
    return true;
  }

  /** Until when a plan has to have begun, and to have come to its end. */
  private static final class Limits {
    private final long begin = System.nanoTime();
    private final ForkPlan plan;

    Limits(ForkPlan plan) {
      this.plan = plan;
    }

    boolean areOver(EventFile.Content content, IntConsumer finished) {
      finished.accept(content.results().size());
      boolean begun = content.running() != null || !content.results().isEmpty();
      Duration limit = begun ? plan.limit() : plan.startLimit();
      return System.nanoTime() - begin > limit.toNanos();
    }
  }

  private static ForkOutcome outcome(
      int code, boolean ended, Path dump, Path events, String errors, long begin)
      throws IOException {
    EventFile.Content content = EventFile.read(events);
    ForkOutcome.End end =
        !ended ? ForkOutcome.End.HUNG : code == 0 ? ForkOutcome.End.DONE : ForkOutcome.End.CRASHED;
    return new ForkOutcome(
        end,
        code,
        content.results(),
        content.running(),
        end == ForkOutcome.End.DONE ? "" : complaint(errors),
        ended ? null : dump.toString(),
        (System.nanoTime() - begin) / 1e9);
  }

  private static String complaint(String errors) {
    List<String> lines = CheckServer.originalNames(errors).lines().toList();
    if (lines.size() <= COMPLAINT_LINES) {
      return String.join("\n", lines);
    }
    // The beginning names the error, the end is the last that was heard.
    List<String> shown = new ArrayList<>(lines.subList(0, COMPLAINT_LINES / 2));
    shown.add("[…]");
    shown.addAll(lines.subList(lines.size() - COMPLAINT_LINES / 2, lines.size()));
    return String.join("\n", shown);
  }
}
