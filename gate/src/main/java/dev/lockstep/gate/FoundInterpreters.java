package dev.lockstep.gate;

import dev.lockstep.benchmarks.run.Interpreter;
import dev.lockstep.benchmarks.run.Interpreters.Finder;
import dev.lockstep.benchmarks.run.JvmInterpreters;
import dev.lockstep.kit.oracle.Interpreters;
import dev.lockstep.kit.rules.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The interpreters that are measured: the newest of those that the oracles ask, with an interpreter
 * lock and without one, and the Pythons that run on the JVM.
 */
final class FoundInterpreters implements Finder {
  private final JvmInterpreters onJvm;

  FoundInterpreters(JvmInterpreters onJvm) {
    this.onJvm = onJvm;
  }

  @Override
  public List<Interpreter> find(List<String> missing) throws InterruptedException {
    List<dev.lockstep.kit.oracle.Interpreter> pythons = Interpreters.of(Primitive.LOCK).usable();
    List<dev.lockstep.kit.oracle.Interpreter> nodes = Interpreters.of(Primitive.ATOMICS).usable();
    List<Interpreter> found = new ArrayList<>();
    add(
        "CPython",
        last(pythons.stream().filter(each -> each.gil()).toList()),
        Interpreter::cpython,
        found,
        missing);
    add(
        "CPython without an interpreter lock",
        last(pythons.stream().filter(each -> !each.gil()).toList()),
        Interpreter::freeThreaded,
        found,
        missing);
    add("Node", last(nodes), Interpreter::node, found, missing);
    found.addAll(onJvm.fetch(missing));
    return found;
  }

  private static Optional<dev.lockstep.kit.oracle.Interpreter> last(
      List<dev.lockstep.kit.oracle.Interpreter> inOrder) {
    return inOrder.isEmpty() ? Optional.empty() : Optional.of(inOrder.get(inOrder.size() - 1));
  }

  private static void add(
      String name,
      Optional<dev.lockstep.kit.oracle.Interpreter> chosen,
      Function<List<String>, Interpreter> of,
      List<Interpreter> found,
      List<String> missing) {
    chosen.ifPresentOrElse(
        each -> found.add(of.apply(each.command())),
        () -> missing.add(name + ": none was found on the PATH or among pyenv's versions"));
  }
}
