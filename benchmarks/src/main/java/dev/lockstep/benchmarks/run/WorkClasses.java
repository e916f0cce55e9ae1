package dev.lockstep.benchmarks.run;

import dev.lockstep.benchmarks.Floor;
import dev.lockstep.benchmarks.Peer;
import dev.lockstep.benchmarks.Work;
import dev.lockstep.benchmarks.Yardstick;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Finds the classes of benchmarks by JMH's list and by their annotations. */
final class WorkClasses {
  private WorkClasses() {}

  /**
   * Finds them.
   *
   * @param wanted which classes count, by their names
   * @throws IllegalStateException if one lacks an annotation; the message names all that do
   */
  static List<WorkClass> find(Predicate<String> wanted) {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
    Map<String, List<BenchmarkListEntry>> byClass =
        BenchmarkList.defaultList().getAll(silent, List.of()).stream()
            .filter(entry -> wanted.test(entry.getUserClassQName()))
            .collect(
                Collectors.groupingBy(
                    BenchmarkListEntry::getUserClassQName, TreeMap::new, Collectors.toList()));
    List<WorkClass> found = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    byClass.forEach((name, entries) -> add(name, entries, found, mistakes));
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException(String.join("; ", mistakes));
    }
    return found;
  }

  private static void add(
      String name, List<BenchmarkListEntry> entries, List<WorkClass> found, List<String> mistakes) {
    Class<?> type = type(name);
    Work work = type.getAnnotation(Work.class);
    if (work == null) {
      mistakes.add(name + " has benchmarks and no @Work");
      return;
    }
    Map<String, Entrant> entrants = new LinkedHashMap<>();
    for (BenchmarkListEntry entry : entries) {
      String key = entry.getUsername().substring(name.length() + 1);
      Entrant entrant = entrant(key, entry.getUsername(), methods(type, key));
      if (entrant == null) {
        mistakes.add(
            entry.getUsername() + " is neither ours nor a @Peer, a @Yardstick or a @Floor");
      } else {
        entrants.put(key, entrant); // one that is listed for several modes is one
      }
    }
    if (!entrants.containsKey(Entrant.OURS)) {
      mistakes.add(name + " has no benchmark " + Entrant.OURS);
    }
    Class<?> top = type;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    found.add(
        new WorkClass(
            work.primitive(),
            type.getSimpleName(),
            work.unit(),
            work.contended(),
            work.latency(),
            work.shotSeconds(),
            "benchmarks/src/main/java/" + top.getName().replace('.', '/') + ".java",
            parameters(entries),
            entrants.values().stream()
                .sorted(Comparator.comparing(Entrant::role).thenComparing(Entrant::name))
                .toList()));
  }

  /** Loads a class by the name that it has in Java's source. */
  private static Class<?> type(String canonicalName) {
    String name = canonicalName;
    while (true) {
      try {
        return Class.forName(name, false, WorkClasses.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
          throw new IllegalStateException("JMH lists " + canonicalName + ", which is not there", e);
        }
        name = name.substring(0, dot) + '$' + name.substring(dot + 1);
      }
    }
  }

  /** Returns the methods of a benchmark: one, or those of a group. */
  private static List<Method> methods(Class<?> type, String key) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .filter(
            method -> {
              Group group = method.getAnnotation(Group.class);
              return (group == null ? method.getName() : group.value()).equals(key);
            })
        .toList();
  }

  private static @Nullable Entrant entrant(
      String key, String benchmark, Collection<Method> methods) {
    if (key.equals(Entrant.OURS)) {
      return new Entrant(key, benchmark, "Lockstep", "Lockstep", Role.OURS, Entrant.ANY_JDK);
    }
    for (Method method : methods) {
      Peer peer = method.getAnnotation(Peer.class);
      if (peer != null) {
        return new Entrant(
            key, benchmark, peer.label(), peer.family().text(), Role.PEER, peer.since());
      }
      Yardstick yardstick = method.getAnnotation(Yardstick.class);
      if (yardstick != null) {
        return new Entrant(
            key, benchmark, yardstick.label(), "yardstick", Role.YARDSTICK, Entrant.ANY_JDK);
      }
      Floor floor = method.getAnnotation(Floor.class);
      if (floor != null) {
        return new Entrant(key, benchmark, floor.label(), "floor", Role.FLOOR, Entrant.ANY_JDK);
      }
    }
    return null;
  }

  /** Returns all parameters; one that some entrants lack is ignored by these. */
  private static Map<String, List<String>> parameters(List<BenchmarkListEntry> entries) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (BenchmarkListEntry entry : entries) {
      if (entry.getParams().hasValue()) {
        entry.getParams().get().forEach((key, values) -> parameters.put(key, List.of(values)));
      }
    }
    return parameters;
  }

  /** Returns all names by which a user may choose: of primitives, of works, and of both. */
  static Collection<String> names(List<WorkClass> classes) {
    Collection<String> names = new TreeSet<>();
    for (WorkClass each : classes) {
      names.add(each.primitive());
      names.add(each.work());
      names.add(each.name());
    }
    return names;
  }
}
