package dev.lockstep.gate;

import dev.lockstep.benchmarks.run.Interpreter;
import dev.lockstep.benchmarks.run.JvmInterpreters;
import dev.lockstep.benchmarks.run.Outside;
import dev.lockstep.kit.oracle.Interpreters;
import dev.lockstep.kit.rules.Primitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The interpreters that do the benchmarks' work beside Lockstep: the newest of each kind. */
final class BenchInterpreters {
  private BenchInterpreters() {}

  /**
   * Returns what looks for them once it is asked.
   *
   * @param directory where their files go
   * @param java the java that runs those that need one
   * @param feature its feature release, such as 25
   */
  static Outside of(Project project, Path directory, Path java, int feature) {
    JvmInterpreters onJvm = new JvmInterpreters(project.top(), directory, java, feature);
    return new dev.lockstep.benchmarks.run.Interpreters(
        directory,
        missing -> {
          List<Interpreter> found = new ArrayList<>(withoutJvm(missing));
          found.addAll(onJvm.fetch(missing));
          return found;
        });
  }

  /** Returns those that need no JVM. */
  private static List<Interpreter> withoutJvm(List<String> missing) {
    List<Interpreter> found = new ArrayList<>();
    List<dev.lockstep.kit.oracle.Interpreter> pythons = Interpreters.find().usable();
    add(
        found,
        newest(pythons, python -> python.gil()),
        Interpreter::cpython,
        missing,
        "CPython: none from 3.11 on is on the path or pyenv's");
    add(
        found,
        newest(pythons, python -> !python.gil()),
        Interpreter::freeThreaded,
        missing,
        "CPython, free-threaded: none is on the path or pyenv's");
    add(
        found,
        newest(Interpreters.of(Primitive.ATOMICS).usable(), node -> true),
        Interpreter::node,
        missing,
        "Node: none from 16 on is on the path");
    return found;
  }

  /** They are in the order of their versions. */
  private static Optional<dev.lockstep.kit.oracle.Interpreter> newest(
      List<dev.lockstep.kit.oracle.Interpreter> all,
      Predicate<dev.lockstep.kit.oracle.Interpreter> wanted) {
    return all.stream().filter(wanted).reduce((older, newer) -> newer);
  }

  private static void add(
      List<Interpreter> found,
      Optional<dev.lockstep.kit.oracle.Interpreter> newest,
      Function<List<String>, Interpreter> kind,
      List<String> missing,
      String otherwise) {
    newest.ifPresentOrElse(
        one -> found.add(kind.apply(one.command())), () -> missing.add(otherwise));
  }
}
