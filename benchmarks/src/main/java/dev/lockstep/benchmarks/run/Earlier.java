package dev.lockstep.benchmarks.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run that ended early has measured already. A contest is whole if all who take part in it
 * were measured on all JDKs; one that is not is measured again, all of it: its contestants have to
 * take turns.
 */
final class Earlier {
  /** Nothing. */
  static final Earlier NONE = new Earlier();

  private final List<Contest> contests;
  private final List<String> notMeasured;
  private final Set<Planned> whole = new HashSet<>();

  private Earlier() {
    contests = List.of();
    notMeasured = List.of();
  }

  Earlier(Measurements before, Plan plan, List<Jdk> jdks) {
    contests = before.contests();
    notMeasured = before.notMeasured();
    plan.contests().stream()
        .filter(
            planned ->
                jdks.stream()
                    .filter(jdk -> jdk.canRun(planned))
                    .allMatch(jdk -> isWhole(planned, jdk, plan)))
        .forEach(whole::add);
  }

  private boolean isWhole(Planned planned, Jdk jdk, Plan plan) {
    int samplings = plan.sampling(planned) == null ? 0 : plan.profile().rounds();
    List<Entrant> entrants = jdk.entrants(planned);
    Set<String> due =
        Stream.concat(entrants.stream(), Stream.of(entrants.get(0).again()))
            .map(Entrant::name)
            .collect(Collectors.toSet());
    return contests(planned).stream()
        .filter(contest -> contest.runtime().equals(jdk.id()))
        .flatMap(contest -> contest.contestants().stream())
        .filter(each -> each.role() == Role.AGAIN || each.latencies().size() >= samplings)
        .map(Contestant::name)
        .collect(Collectors.toSet())
        .containsAll(due);
  }

  /** Tells whether nothing of a contest is left to be measured. */
  boolean isWhole(Planned planned) {
    return whole.contains(planned);
  }

  /** Returns what was measured of a contest, for each JDK. */
  List<Contest> contests(Planned planned) {
    return contests.stream().filter(contest -> contest.id().equals(planned.id())).toList();
  }

  /** Returns who could not take part in a contest although it is whole, each with the reason. */
  List<String> notMeasured(Planned planned) {
    return notMeasured.stream()
        .filter(
            line ->
                line.startsWith(planned.id() + " in ")
                    || line.startsWith(planned.type().name() + " in "))
        .toList();
  }

  /** Throws if a run can't go on with what was measured before. */
  static void requireSame(Measurements before, String version, Environment environment) {
    String other =
        before.complete()
            ? "it is complete"
            : !before.version().equals(version)
                ? "it is of " + before.version() + ", and this is " + version
                : !before.environment().equals(environment)
                    ? "it was measured on " + before.environment() + ", and this is " + environment
                    : "";
    if (!other.isEmpty()) {
      throw new IllegalArgumentException(
          "This run can't go on: " + other + "; begin anew, without --continue.");
    }
  }
}
