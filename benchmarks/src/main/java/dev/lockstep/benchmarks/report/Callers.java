package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.Family;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How those are called that are not simply called, or that run elsewhere. */
final class Callers {
  private static final Set<String> INTERPRETERS = Set.of("CPython", "Node", "Jython", "GraalPy");

  private Callers() {}

  /** Returns a sentence for each kind of them that took part. */
  static List<String> of(Measurements run) {
    Set<String> families =
        run.contests().stream()
            .flatMap(contest -> contest.contestants().stream())
            .map(Contestant::family)
            .collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    if (families.contains(Family.KOTLIN.text())) {
      lines.add(
          "kotlinx.coroutines: called from threads, not from coroutines. What can go on at once"
              + " does, by the function that does not suspend; only where a coroutine would be"
              + " suspended does runBlocking make one, and block the thread.");
    }
    if (families.contains(Family.JCTOOLS.text()) || families.contains(Family.AGRONA.text())) {
      lines.add(
          "JCTools and Agrona: their queues do not block. Who finds one full or empty looks again,"
              + " spinning, and now and then yielding; so nobody is put to sleep or woken up, and a"
              + " thread that waits takes its core from others.");
    }
    if (families.stream().anyMatch(INTERPRETERS::contains)) {
      lines.add(
          "Interpreters: processes of their own, one of each in each round, that do the same work"
              + " by a script, where it has that work. Starting and warming up do not count; the"
              + " script's own loop does.");
    }
    return lines;
  }
}
