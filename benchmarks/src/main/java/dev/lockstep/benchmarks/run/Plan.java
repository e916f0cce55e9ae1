package dev.lockstep.benchmarks.run;

import dev.lockstep.benchmarks.run.Profiles.Axis;
import dev.lockstep.benchmarks.run.Profiles.Configurations;
import dev.lockstep.benchmarks.run.Profiles.Iterations;
import dev.lockstep.benchmarks.run.Profiles.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a run measures, and how long that takes. */
public final class Plan {
  private static final String CORES = "cores";
  private static final String TIMES_CORES = "*" + CORES;

  private final String name;
  private final Profile profile;
  private final double forkSeconds;
  private final List<String> selection;
  private final List<Planned> contests;

  private Plan(
      String name,
      Profile profile,
      double forkSeconds,
      List<String> selection,
      List<Planned> contests) {
    this.name = name;
    this.profile = profile;
    this.forkSeconds = forkSeconds;
    this.selection = List.copyOf(selection);
    this.contests = List.copyOf(contests);
  }

  /**
   * Plans a run over all benchmarks on the class path.
   *
   * @param profile {@code quick}, {@code standard} or {@code full}
   * @param selection names of primitives ({@code Lock}), works ({@code HandOff}) or both ({@code
   *     Lock.HandOff}), in any case, as in {@link #names}; empty for everything
   * @throws IllegalStateException if a benchmark lacks an annotation
   */
  public static Plan of(String profile, List<String> selection) {
    return of(
        Profiles.load(),
        profile,
        selection,
        WorkClasses.find(name -> true),
        Runtime.getRuntime().availableProcessors());
  }

  static Plan of(
      Profiles profiles, String name, List<String> selection, List<WorkClass> classes, int cores) {
    Profile profile = profiles.profile(name);
    Predicate<WorkClass> selected =
        each ->
            selection.isEmpty()
                || selection.stream()
                    .anyMatch(
                        word ->
                            word.equalsIgnoreCase(each.primitive())
                                || word.equalsIgnoreCase(each.work())
                                || word.equalsIgnoreCase(each.name()));
    List<Planned> contests = new ArrayList<>();
    for (WorkClass each : classes) {
      if (selected.test(each)) {
        // The base comes first.
        boolean isBase = true;
        for (Map<String, String> parameters :
            combinations(axes(each, profiles, cores), profile.configurations())) {
          int rounds = profile.rounds(Contest.id(each.name(), parameters), cores);
          contests.add(new Planned(each, parameters, isBase, rounds));
          isBase = false;
        }
      }
    }
    return new Plan(name, profile, profiles.forkSeconds(), selection, contests);
  }

  /** Returns the names that a selection may consist of. */
  public static Collection<String> names() {
    return WorkClasses.names(WorkClasses.find(name -> true));
  }

  /** Returns the values of each axis, its base first. */
  private static Map<String, List<String>> axes(WorkClass work, Profiles profiles, int cores) {
    Map<String, List<String>> declared = new LinkedHashMap<>();
    if (work.contended()) {
      declared.put(Planned.THREADS, List.of());
      declared.put(Planned.KIND, List.of());
    }
    declared.putAll(work.parameters());
    Map<String, List<String>> axes = new LinkedHashMap<>();
    declared.forEach(
        (parameter, values) -> {
          Axis axis = profiles.axis(parameter);
          List<String> all = axis.values() == null ? values : axis.values();
          Set<String> baseFirst = new LinkedHashSet<>();
          if (axis.base() != null && all.contains(axis.base())) {
            baseFirst.add(evaluated(axis.base(), cores));
          }
          all.forEach(value -> baseFirst.add(evaluated(value, cores)));
          axes.put(parameter, List.copyOf(baseFirst));
        });
    return axes;
  }

  /** Replaces {@code cores} and {@code 4*cores} by the number. */
  static String evaluated(String value, int cores) {
    if (value.equals(CORES)) {
      return Integer.toString(cores);
    }
    return value.endsWith(TIMES_CORES)
        ? Integer.toString(
            Integer.parseInt(value.substring(0, value.length() - TIMES_CORES.length())) * cores)
        : value;
  }

  private static List<Map<String, String>> combinations(
      Map<String, List<String>> axes, Configurations which) {
    Map<String, String> base = new LinkedHashMap<>();
    axes.forEach((parameter, values) -> base.put(parameter, values.get(0)));
    List<Map<String, String>> combinations = new ArrayList<>();
    combinations.add(base);
    if (which == Configurations.BASE) {
      return combinations;
    }
    axes.forEach(
        (parameter, values) -> {
          List<Map<String, String>> around =
              which == Configurations.STAR ? List.of(base) : List.copyOf(combinations);
          for (String value : values.subList(1, values.size())) {
            for (Map<String, String> each : around) {
              Map<String, String> other = new LinkedHashMap<>(each);
              other.put(parameter, value);
              combinations.add(other);
            }
          }
        });
    return combinations;
  }

  /** Returns the profile's name. */
  public String name() {
    return name;
  }

  /** Returns how much it is. */
  Profile profile() {
    return profile;
  }

  /** Returns what was asked for; empty for everything. */
  List<String> selection() {
    return selection;
  }

  /** Returns what is measured, in this order. */
  List<Planned> contests() {
    return contests;
  }

  /** Returns how long it takes on some JDKs, without what is outside the JVM. */
  public double seconds(Collection<Jdk> jdks) {
    return contests.stream().mapToDouble(each -> seconds(each, jdks)).sum();
  }

  /** Returns how long a contest takes on those of some JDKs that can run it, likewise. */
  double seconds(Planned contest, Collection<Jdk> jdks) {
    return jdks.stream()
        .filter(jdk -> jdk.canRun(contest))
        .mapToDouble(jdk -> seconds(contest, jdk))
        .sum();
  }

  /** Returns how long a contest takes on a JDK that can run it, likewise. */
  double seconds(Planned contest, Jdk jdk) {
    return seconds(contest, jdk.entrants(contest).size());
  }

  /** Ours takes part twice, save where single operations are timed. */
  private double seconds(Planned contest, int entrants) {
    double seconds =
        contest.rounds() * (entrants + 1) * forkSeconds(contest, profile.measurement());
    Iterations sampling = sampling(contest);
    if (sampling != null) {
      seconds += profile.rounds() * entrants * forkSeconds(contest, sampling);
    }
    return seconds;
  }

  /** Returns what is measured of single operations of a contest; null if nothing is. */
  @Nullable Iterations sampling(Planned contest) {
    return contest.type().latency() && isInDepth(contest) ? profile.sampling() : null;
  }

  /**
   * Tells whether single operations are timed too, and those outside the JVM take part: around the
   * base of a star neither is, for a run would take twice as long.
   */
  boolean isInDepth(Planned contest) {
    return contest.isBase() || profile.configurations() == Configurations.ALL;
  }

  /** Returns how long a fork takes that measures so much. */
  double forkSeconds(Planned contest, Iterations measured) {
    return forkSeconds + profile.seconds(contest.type(), measured);
  }

  /** Returns a line for each contest, and the estimated time. */
  public List<String> lines(Collection<Jdk> jdks) {
    List<String> lines = new ArrayList<>();
    int width = contests.stream().mapToInt(each -> each.id().length()).max().orElse(0);
    for (Planned each : contests) {
      String entrants =
          String.join(", ", each.type().entrants().stream().map(Entrant::name).toList());
      lines.add(String.format("%-" + width + "s   %s", each.id(), entrants));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%d contests, profile %s, on %s: about %s",
            contests.size(),
            name,
            String.join(", ", jdks.stream().map(Jdk::id).toList()),
            Text.duration(seconds(jdks))));
    return lines;
  }
}
