package dev.lockstep.benchmarks.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A work in one configuration, to be measured.
 *
 * @param type the work
 * @param parameters what is set, by name, in the order in which it is shown
 * @param isBase whether every axis is at its base
 * @param rounds how often each contestant has its turn
 */
record Planned(WorkClass type, Map<String, String> parameters, boolean isBase, int rounds) {
  static final String THREADS = "threads";
  static final String KIND = "kind";
  static final String VIRTUAL = "virtual";

  Planned {
    parameters = new LinkedHashMap<>(parameters);
  }

  /** Returns how many threads do it, if the plan says. */
  OptionalInt threads() {
    String threads = parameters.get(THREADS);
    return threads == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(threads));
  }

  /** Tells whether virtual threads do it. */
  boolean isVirtual() {
    return VIRTUAL.equals(parameters.get(KIND));
  }

  /** Returns the parameters that the benchmark declares. */
  Map<String, String> declared() {
    Map<String, String> declared = new LinkedHashMap<>(parameters);
    declared.keySet().retainAll(type.parameters().keySet());
    return declared;
  }

  /** Returns it with what was measured. */
  Contest with(String runtime, List<Contestant> contestants) {
    return new Contest(
        type.primitive(),
        type.work(),
        parameters,
        runtime,
        type.unit(),
        type.source(),
        contestants);
  }

  /** Returns what identifies it in any run. */
  String id() {
    return with("", List.of()).id();
  }
}
