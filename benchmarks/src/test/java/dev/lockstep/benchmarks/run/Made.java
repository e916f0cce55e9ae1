package dev.lockstep.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measurements that nobody measured. */
final class Made {
  static final int CORES = 2;
  private static final String JUC = "java.util.concurrent";

  private Made() {}

  /** Who took so long in each round; its iterations all took the same time. */
  static Contestant contestant(String name, Role role, @Nullable Double bytes, double... means) {
    List<List<Double>> rounds = new ArrayList<>();
    for (double mean : means) {
      rounds.add(List.of(mean, mean));
    }
    String family = role == Role.PEER ? JUC : "Lockstep";
    return new Contestant(name, name, family, role, rounds, List.of(), bytes, List.of());
  }

  static Contestant ours(double... means) {
    return contestant("lockstep", Role.OURS, 0.0, means);
  }

  static Contestant again(double... means) {
    return contestant("lockstep (again)", Role.AGAIN, 0.0, means);
  }

  static Contestant peer(String name, double... means) {
    return contestant(name, Role.PEER, 0.0, means);
  }

  static Contest contest(String work, Contestant... contestants) {
    return contest(work, Map.of(), contestants);
  }

  static Contest contest(String work, Map<String, String> parameters, Contestant... contestants) {
    return new Contest(
        "Lock", work, parameters, "JDK 17", "an operation", "", List.of(contestants));
  }

  static Measurements run(List<Footprint> footprints, Contest... contests) {
    return run(List.of(), footprints, contests);
  }

  /** What was asked for, and what came of it. */
  static Measurements run(List<String> selection, List<Footprint> footprints, Contest... contests) {
    return new Measurements(
        Measurements.FORMAT,
        "2026-01-01T00:00:00Z",
        List.of(),
        1,
        "quick",
        selection,
        true,
        "1",
        new Environment("a processor", CORES, "not readable", "a kernel", 1, 1, List.of()),
        List.of(contests),
        footprints,
        List.of());
  }

  static Jdk jdk(int feature) {
    return new Jdk(Path.of("/jdk"), feature, "JDK " + feature, "made");
  }
}
