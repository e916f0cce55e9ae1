package dev.lockstep.benchmarks.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What contestants are called where they stand beside each other: the label; where others have that
 * label too, with where it comes from, as in {@code Semaphore (kotlinx.coroutines)}; and where that
 * does not tell them apart either, with the benchmark's method.
 */
public final class Names {
  /* By label: where those come from that have it. */
  private final Map<String, Set<String>> families = new HashMap<>();

  /* By label: what the methods are called, in one of the contests, of those that have it. */
  private final Map<String, Set<String>> methods = new HashMap<>();

  private Names(Collection<Contest> contests) {
    for (Contest contest : contests) {
      Map<List<String>, Set<String>> alike = new HashMap<>();
      for (Contestant each : contest.contestants()) {
        families.computeIfAbsent(each.label(), any -> new HashSet<>()).add(each.family());
        alike
            .computeIfAbsent(List.of(each.label(), each.family()), any -> new HashSet<>())
            .add(each.name());
      }
      alike.forEach(
          (labelAndFamily, names) -> {
            if (names.size() > 1) {
              methods.computeIfAbsent(labelAndFamily.get(0), any -> new HashSet<>()).addAll(names);
            }
          });
    }
  }

  /** Returns the names in one contest, where they are unique. */
  public static Names in(Contest contest) {
    return new Names(List.of(contest));
  }

  /** Returns the names in several contests: who is called the same in two of them is the same. */
  public static Names in(Collection<Contest> contests) {
    return new Names(contests);
  }

  /** Returns what one of the contestants is called. */
  public String of(Contestant contestant) {
    boolean byMethod =
        methods.getOrDefault(contestant.label(), Set.of()).contains(contestant.name());
    boolean byFamily = families.getOrDefault(contestant.label(), Set.of()).size() > 1;
    if (byMethod) {
      return contestant.label() + " (" + contestant.family() + ", " + contestant.name() + ")";
    }
    return byFamily ? contestant.label() + " (" + contestant.family() + ")" : contestant.label();
  }
}
