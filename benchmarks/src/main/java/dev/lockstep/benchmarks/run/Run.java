package dev.lockstep.benchmarks.run;

import dev.lockstep.benchmarks.run.Profiles.Iterations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/**
 * Measures what a plan says. All contestants of a contest take turns: a round is one JVM of each,
 * on each JDK, so that whatever slows the machine down for a while slows all of them. Ours comes
 * first and last of them: these two differ by noise only. To a round belong also a JVM of each that
 * times single operations, and a process of each interpreter, on each JDK once more.
 *
 * <p>A JVM that dies or a benchmark that throws costs one contestant, or its contest if it is ours,
 * and the run goes on.
 */
public final class Run {
  /** Looks at what objects take. */
  @FunctionalInterface
  interface Footprints {
    /**
     * Returns what they take on a JDK.
     *
     * @throws IOException if that fails, with the reason
     */
    List<Footprint> on(Jdk jdk, Path log) throws IOException, InterruptedException;
  }

  /**
   * What came of it.
   *
   * @param measurements all that was measured, as in the file
   * @param failures what should have been measured and failed, a line each
   */
  public record Result(Measurements measurements, List<String> failures) {}

  private final Plan plan;
  private final List<Jdk> jdks;
  private final Outside outside;
  private final Footprints footprintsOf;
  private final Output output;
  private final Watcher watcher;

  private final String version;
  private final @Nullable Measurements before;
  private final String started =
      OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
  private final long begin = System.nanoTime();
  private final Environment environment;

  /** Those of each planned one, in the order of the plan. */
  private final Map<Planned, List<Contest>> contests = new LinkedHashMap<>();

  private final List<Footprint> footprints = new ArrayList<>();
  private final Set<String> notMeasured = new LinkedHashSet<>();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Creates it.
   *
   * @param plan what is measured
   * @param jdks what it is measured on
   * @param outside who else does it
   * @param output where it is kept
   * @param version Lockstep's version and the commit
   * @param before the run that it goes on with; null if it begins anew
   * @param watcher is told how it goes on
   * @throws IllegalArgumentException if the run before was of something else: another version,
   *     machine or JDK, or if it is complete
   * @throws IOException if it can't be measured how much work stands for a microsecond
   */
  public Run(
      Plan plan,
      List<Jdk> jdks,
      Outside outside,
      Output output,
      String version,
      @Nullable Measurements before,
      Watcher watcher)
      throws IOException, InterruptedException {
    this(plan, jdks, outside, FootprintFork::run, output, version, before, watcher);
  }

  Run(
      Plan plan,
      List<Jdk> jdks,
      Outside outside,
      Footprints footprintsOf,
      Output output,
      String version,
      @Nullable Measurements before,
      Watcher watcher)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.jdks = List.copyOf(jdks);
    this.outside = outside;
    this.footprintsOf = footprintsOf;
    this.output = output;
    this.version = version;
    this.before = before;
    this.watcher = watcher;
    environment =
        Here.environment(
            before == null
                ? Calibration.on(jdks.get(0), output.log())
                : before.environment().tokensPerMicrosecond(),
            Stream.concat(jdks.stream().map(Jdk::runtime), outside.runtimes().stream()).toList());
    if (before != null) {
      Earlier.requireSame(before, version, environment);
    }
  }

  /**
   * Measures everything. After each contest the file of measurements is replaced.
   *
   * @throws IOException if that can't be written; what was measured before is kept
   */
  public Result measure() throws IOException, InterruptedException {
    Earlier earlier = before == null ? Earlier.NONE : new Earlier(before, plan, jdks);
    watcher.begin(secondsBeside(earlier));
    noteWhatIsMissing();
    takeOver(earlier);
    measureFootprints();
    int number = 0;
    for (Planned contest : plan.contests()) {
      number++;
      if (!earlier.isWhole(contest)) {
        measure(number, contest);
        output.keep(measurements(false));
      }
    }
    notMeasured.addAll(outside.notMeasured());
    Measurements all = measurements(failures.isEmpty());
    output.keep(all);
    return new Result(all, List.copyOf(failures));
  }

  /** Returns how long it takes to measure what is not there yet. */
  private double secondsBeside(Earlier earlier) {
    return plan.contests().stream()
        .filter(contest -> !earlier.isWhole(contest))
        .mapToDouble(contest -> plan.seconds(contest, jdks))
        .sum();
  }

  /** Takes over all that is whole at once, as this run may end early, too. */
  private void takeOver(Earlier earlier) {
    for (Planned contest : plan.contests()) {
      contests.put(contest, List.of());
      if (earlier.isWhole(contest)) {
        contests.put(contest, earlier.contests(contest));
        notMeasured.addAll(earlier.notMeasured(contest));
      }
    }
  }

  private List<Contest> allContests() {
    return contests.values().stream().flatMap(List::stream).toList();
  }

  /** Ends the run from another thread: no JVM that measures is left, and none will be started. */
  public void stop() {
    stopped = true;
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private void goOn() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("the run was stopped");
    }
  }

  /** Returns all that was measured until now. */
  private Measurements measurements(boolean complete) {
    return new Measurements(
        Measurements.FORMAT,
        before == null ? started : before.started(),
        before == null
            ? List.of()
            : Stream.concat(before.continued().stream(), Stream.of(started)).toList(),
        (before == null ? 0 : before.seconds()) + (System.nanoTime() - begin) / 1e9,
        plan.name(),
        plan.selection(),
        complete,
        version,
        environment,
        allContests(),
        List.copyOf(footprints),
        List.copyOf(notMeasured));
  }

  private void noteWhatIsMissing() {
    for (Jdk jdk : jdks) {
      long virtual = plan.contests().stream().filter(each -> !jdk.canRun(each)).count();
      if (virtual > 0) {
        notMeasured.add(virtual + " contests of virtual threads: " + jdk.id() + " has none");
      }
      plan.contests().stream()
          .flatMap(each -> each.type().entrants().stream())
          .filter(each -> jdk.feature() < each.since())
          .map(each -> each.label() + ": " + jdk.id() + " has none, JDK " + each.since() + " has")
          .distinct()
          .forEach(notMeasured::add);
    }
  }

  private void measureFootprints() throws IOException, InterruptedException {
    Set<String> primitives =
        plan.contests().stream()
            .map(contest -> contest.type().primitive())
            .collect(Collectors.toSet());
    for (Jdk jdk : jdks) {
      try {
        footprintsOf.on(jdk, output.log()).stream()
            .filter(each -> plan.selection().isEmpty() || primitives.contains(each.primitive()))
            .forEach(footprints::add);
      } catch (IOException e) {
        goOn();
        fail("footprints on " + jdk.id(), e.getMessage());
      }
    }
    output.keep(measurements(false));
  }

  private void fail(String what, @Nullable String why) {
    String line = what + ": " + why;
    notMeasured.add(line);
    failures.add(line);
    watcher.say("FAILED " + line);
  }

  private void measure(int number, Planned contest) throws IOException, InterruptedException {
    List<Sheet> sheets =
        jdks.stream()
            .filter(jdk -> jdk.canRun(contest))
            .map(jdk -> new Sheet(contest, jdk))
            .toList();
    List<RunResult> raw = new ArrayList<>();
    try (OutputStream log = output.openLog()) {
      for (int round = 0; round < contest.rounds(); round++) {
        for (Sheet sheet : sheets) {
          sheet.round(round < plan.profile().rounds(), log, raw);
        }
      }
    }
    output.keep(number, contest.id(), raw);
    List<Contest> measured = sheets.stream().filter(Sheet::hasOurs).map(Sheet::contest).toList();
    contests.put(contest, measured);
    for (Contest each : measured) {
      watcher.ended(ContestLine.of(each, Noise.of(each, Noise.of(allContests())), jdks.size() > 1));
    }
  }

  /** What is measured of one contest on one JDK. */
  private final class Sheet {
    private final Planned contest;
    private final Jdk jdk;
    private final Map<Entrant, List<Fork.Measured>> forks = new LinkedHashMap<>();
    private final Map<Entrant, List<Map<String, Double>>> latencies = new LinkedHashMap<>();
    private final Outside.Turns others;
    private final Set<Entrant> failed = new HashSet<>();
    private final Set<Entrant> failedSampling = new HashSet<>();

    Sheet(Planned contest, Jdk jdk) {
      this.contest = contest;
      this.jdk = jdk;
      List<Entrant> entrants = jdk.entrants(contest);
      entrants.forEach(each -> forks.put(each, new ArrayList<>()));
      forks.put(entrants.get(0).again(), new ArrayList<>());
      entrants.forEach(each -> latencies.put(each, new ArrayList<>()));
      others =
          plan.isInDepth(contest)
              ? outside.turns(contest.with(jdk.id(), List.of()))
              : Outside.NO_TURNS;
    }

    /**
     * Has each take its turn.
     *
     * @param inDepth whether it is one of the rounds that every contest has: further ones are for
     *     the averages alone
     */
    void round(boolean inDepth, OutputStream log, List<RunResult> raw)
        throws IOException, InterruptedException {
      average(log, raw);
      if (!inDepth) {
        return;
      }
      Iterations sampling = plan.sampling(contest);
      if (sampling != null) {
        sample(sampling, log, raw);
      }
      if (hasOurs()) {
        goOn();
        others.round();
      }
    }

    /** Runs one JVM of each. */
    private void average(OutputStream log, List<RunResult> raw)
        throws IOException, InterruptedException {
      for (Map.Entry<Entrant, List<Fork.Measured>> each : forks.entrySet()) {
        goOn();
        if (takesPart(each.getKey())) {
          try {
            Fork.Measured measured = fork(each.getKey()).average(log);
            raw.add(measured.raw());
            each.getValue().add(measured);
          } catch (Fork.Failure e) {
            fail(each.getKey(), e);
          }
        }
        watcher.advance(plan.forkSeconds(contest, plan.profile().measurement()));
      }
    }

    /** Runs one JVM of each that times single operations. */
    private void sample(Iterations iterations, OutputStream log, List<RunResult> raw)
        throws IOException, InterruptedException {
      for (Map.Entry<Entrant, List<Map<String, Double>>> each : latencies.entrySet()) {
        goOn();
        if (takesPart(each.getKey()) && !failedSampling.contains(each.getKey())) {
          try {
            Fork.Sampled sampled = fork(each.getKey()).samples(iterations, log);
            raw.add(sampled.raw());
            each.getValue().add(sampled.percentiles());
          } catch (Fork.Failure e) {
            failedSampling.add(each.getKey());
            report(each.getKey(), e); // its averages stay
          }
        }
        watcher.advance(plan.forkSeconds(contest, iterations));
      }
    }

    private Fork fork(Entrant entrant) {
      return new Fork(jdk, contest, entrant, plan.profile(), environment.tokensPerMicrosecond());
    }

    private void fail(Entrant entrant, Fork.Failure failure) throws InterruptedException {
      failed.add(entrant);
      report(entrant, failure);
    }

    private void report(Entrant entrant, Fork.Failure failure) throws InterruptedException {
      goOn();
      Run.this.fail(contest.id() + " on " + jdk.id() + ", " + entrant.name(), failure.getMessage());
    }

    private boolean takesPart(Entrant entrant) {
      return hasOurs() && !failed.contains(entrant);
    }

    /** Without ours there is nothing to compare. */
    boolean hasOurs() {
      return failed.stream().noneMatch(each -> each.role() == Role.OURS);
    }

    /** Returns those who did not fail, and those from outside. */
    Contest contest() {
      return contest.with(
          jdk.id(),
          Stream.concat(
                  forks.keySet().stream().filter(this::takesPart).map(this::contestant),
                  others.contestants().stream())
              .toList());
    }

    private Contestant contestant(Entrant entrant) {
      List<Fork.Measured> all = forks.getOrDefault(entrant, List.of());
      List<Double> bytes = all.stream().flatMap(fork -> fork.bytes().stream()).sorted().toList();
      return new Contestant(
          entrant.name(),
          entrant.label(),
          entrant.family(),
          entrant.role(),
          all.stream().map(Fork.Measured::nanoseconds).toList(),
          List.copyOf(latencies.getOrDefault(entrant, List.of())),
          // The median: an iteration may also count what the JVM itself allocates.
          bytes.isEmpty() ? null : bytes.get(bytes.size() / 2),
          all.stream().flatMap(fork -> fork.fairness().stream()).toList());
    }
  }
}
