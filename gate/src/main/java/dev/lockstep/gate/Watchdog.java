package dev.lockstep.gate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends JVMs that hang, and first looks where. */
final class Watchdog {
  private static final int PATIENCE_SECONDS = 20;
  private static final int END_SECONDS = 3;

  private Watchdog() {}

  /**
   * Writes the thread dumps of a process and of all that it has started, and kills them.
   *
   * @param process the process
   * @param dump the file for the dumps
   * @throws IOException if the dumps can't be written
   */
  static void end(Process process, Path dump) throws IOException, InterruptedException {
    List<ProcessHandle> tree = tree(process).toList();
    Files.createDirectories(dump.toAbsolutePath().getParent());
    Files.writeString(dump, "");
    for (ProcessHandle each : tree) {
      appendDump(each, dump);
    }
    kill(process);
  }

  /**
   * Ends a process and all that it has started, and returns when they are gone. A JVM that ends by
   * itself also removes what it keeps for others in the system's directory of temporary files: so
   * its standard input is closed first, at which each of ours ends, and only one that does not is
   * killed.
   */
  static void kill(Process process) {
    List<ProcessHandle> tree = tree(process).toList();
    close(process);
    await(tree);
    tree.forEach(ProcessHandle::destroyForcibly);
    // What was started between the look and the kill.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    await(tree);
  }

  /** Tells a process to end, and does not wait for it. */
  static void close(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroyForcibly(); // a broken pipe: nobody listens there any more
    }
  }

  /* Not by what an interrupt would end: who is interrupted has to clean up, too. */
  private static void await(Collection<ProcessHandle> processes) {
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static Stream<ProcessHandle> tree(Process process) {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
  }

  private static void appendDump(ProcessHandle process, Path dump)
      throws IOException, InterruptedException {
    String command = process.info().commandLine().orElse("(command unknown)");
    append(dump, "=== process " + process.pid() + ": " + command + "\n");
    if (!process.info().command().map(Watchdog::isJava).orElse(true)) {
      append(dump, "(not a JVM)\n");
      return;
    }
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd) || !jcmdDump(jcmd, process.pid(), dump)) {
      quit(process.pid());
      append(dump, "(no answer to jcmd; asked by SIGQUIT, see the end of the JVM's own output)\n");
    }
  }

  private static boolean isJava(String command) {
    return new File(command).getName().startsWith("java");
  }

  private static boolean jcmdDump(Path jcmd, long pid, Path dump)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print", "-l")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dump.toFile()))
            .start();
    if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      return process.exitValue() == 0;
    }
    process.destroyForcibly();
    return false;
  }

  /** The JVM answers with a dump on its standard output, if it still can. */
  private static void quit(long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start();
    if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, java.nio.file.StandardOpenOption.APPEND);
  }
}
