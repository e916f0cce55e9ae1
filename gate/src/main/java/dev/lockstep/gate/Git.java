package dev.lockstep.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What Git tells of the sources: the commit, and what changed. */
final class Git {
  private final Path directory;

  Git(Path directory) {
    this.directory = directory;
  }

  /** Returns the commit; with a plus sign if the work tree differs from it; empty without Git. */
  Optional<String> commit() {
    Optional<String> head = run("rev-parse", "HEAD");
    boolean clean = run("status", "--porcelain").filter(String::isEmpty).isPresent();
    return head.map(commit -> clean ? commit : commit + "+");
  }

  /**
   * Returns the files that differ from where this branch left the main one; on the main one itself,
   * from its last commit but one. Paths count from the top of the repository.
   *
   * @return empty if Git cannot tell
   */
  Optional<Set<String>> changed() {
    Optional<String> head = run("rev-parse", "HEAD");
    if (head.isEmpty()) {
      return Optional.empty();
    }
    String base = base(head.get()).orElse(head.get());
    Optional<String> differing = run("diff", "--name-only", base);
    Optional<String> untracked = run("ls-files", "--others", "--exclude-standard", "--full-name");
    return differing.map(
        files -> {
          Set<String> changed = new TreeSet<>(files.lines().toList());
          untracked.ifPresent(more -> changed.addAll(more.lines().toList()));
          return changed;
        });
  }

  private Optional<String> base(String head) {
    for (String branch : List.of("origin/HEAD", "origin/main", "main", "master")) {
      Optional<String> base = run("merge-base", "HEAD", branch);
      if (base.isPresent() && !base.get().equals(head)) {
        return base;
      }
    }
    return run("rev-parse", "--verify", "HEAD~1");
  }

  /** Returns what a command prints; empty if there is no Git, no repository or no such thing. */
  private Optional<String> run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(out.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Git is not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
