package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What ours allocates, takes and how fairly it serves, in two runs: what hardly varies. */
final class Amounts {
  /* What JMH itself allocates in an iteration is shared by its operations. */
  private static final double NO_BYTE = 0.5;

  /**
   * Something that differs.
   *
   * @param kind allocation, footprint or fairness
   * @param of of what
   * @param runtime the runtime's id
   * @param first what it was
   * @param second what it has become
   * @param became less or more
   * @param look how it is shown, as one of the verdicts: less is better
   */
  record Line(
      String kind,
      String of,
      String runtime,
      String first,
      String second,
      String became,
      String look) {}

  private final List<Line> lines = new ArrayList<>();
  private int compared;

  private Amounts() {}

  /** Compares what both runs have. */
  static Amounts of(Measurements first, Measurements second) {
    Amounts amounts = new Amounts();
    Map<String, Contest> contests = new LinkedHashMap<>();
    first.contests().forEach(contest -> contests.put(key(contest), contest));
    for (Contest after : second.contests()) {
      Contest before = contests.get(key(after));
      if (before != null) {
        amounts.allocation(before, after);
      }
    }
    Map<String, Footprint> footprints = new LinkedHashMap<>();
    ours(first).forEach(footprint -> footprints.put(key(footprint), footprint));
    for (Footprint after : ours(second)) {
      Footprint before = footprints.get(key(after));
      if (before != null) {
        amounts.add(
            "footprint",
            after.primitive() + ", " + after.state(),
            after.runtime(),
            Words.bytes(before.bytes()) + " B",
            Words.bytes(after.bytes()) + " B",
            Long.compare(after.bytes(), before.bytes()));
      }
    }
    for (Contest after : second.contests()) {
      Contest before = contests.get(key(after));
      if (before != null) {
        amounts.fairness(before, after);
      }
    }
    return amounts;
  }

  private static String key(Contest contest) {
    return contest.id() + " on " + contest.runtime();
  }

  private static String key(Footprint footprint) {
    return String.join(
        "/", footprint.primitive(), footprint.state(), footprint.label(), footprint.runtime());
  }

  private static List<Footprint> ours(Measurements run) {
    return run.footprints().stream().filter(each -> each.role() == Role.OURS).toList();
  }

  /** Where threads wait for each other it varies a little, as ours and ours again tell. */
  private void allocation(Contest before, Contest after) {
    List<Double> first = bytes(before);
    List<Double> second = bytes(after);
    if (!first.isEmpty() && !second.isEmpty()) {
      add(
          "allocation",
          name(after),
          after.runtime(),
          Words.bytes(first.get(0).doubleValue()) + " B/op",
          Words.bytes(second.get(0).doubleValue()) + " B/op",
          change(first, second, NO_BYTE));
    }
  }

  /** Returns the bytes of ours, and of ours again. */
  private static List<Double> bytes(Contest contest) {
    return Stream.concat(Stream.of(contest.ours()), contest.again().stream())
        .map(Contestant::bytesPerOperation)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  /** Returns 1 if all have become more, -1 if all have become less, 0 if neither. */
  private static int change(List<Double> first, List<Double> second, double slack) {
    if (Collections.min(second) > Collections.max(first) + slack) {
      return 1;
    }
    return Collections.max(second) < Collections.min(first) - slack ? -1 : 0;
  }

  private void fairness(Contest before, Contest after) {
    Contestant first = before.ours();
    Contestant second = after.ours();
    if (!first.fairness().isEmpty() && !second.fairness().isEmpty()) {
      add(
          "fairness",
          name(after),
          after.runtime(),
          Words.fairness(first),
          Words.fairness(second),
          change(first.fairness(), second.fairness(), 0));
    }
  }

  private static String name(Contest contest) {
    return contest.primitive() + ", " + Words.title(contest);
  }

  private void add(
      String kind, String of, String runtime, String first, String second, int change) {
    compared++;
    if (change != 0) {
      lines.add(
          new Line(
              kind,
              of,
              runtime,
              first,
              second,
              change < 0 ? "less" : "more",
              change < 0 ? "faster" : "slower"));
    }
  }

  /** Returns those that differ. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Returns how many were compared and how many differ; nothing if none was compared. */
  Optional<String> counts() {
    return compared == 0
        ? Optional.empty()
        : Optional.of(lines.size() + " of " + Words.count(compared, "amount") + " changed");
  }
}
