package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.run.Profiles.Configurations;
import dev.lockstep.benchmarks.run.Profiles.Iterations;
import dev.lockstep.benchmarks.run.Profiles.Profile;
import dev.lockstep.benchmarks.run.fixture.FixtureBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real runs of JMH, as short as can be. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunTest {
  private static final String BENCHMARK_LINE = "# Benchmark: ";
  private static final int ROUNDS = 2;
  private static final int ITERATIONS = 2;
  private static final Profiles PROFILES =
      new Profiles(
          Map.of(
              "tiny",
              new Profile(
                  ROUNDS,
                  null,
                  new Iterations(1, 20),
                  new Iterations(ITERATIONS, 40),
                  Configurations.BASE,
                  new Iterations(1, 30))),
          Map.of(),
          1);

  private final Recorder recorder = new Recorder();

  @TempDir private Path directory = Path.of("");

  /** What a user would have seen. */
  private static final class Recorder implements Watcher {
    private final List<String> lines = new ArrayList<>();
    private double expected;
    private double done;

    @Override
    public void begin(double seconds) {
      expected = seconds;
    }

    @Override
    public void advance(double seconds) {
      done += seconds;
    }

    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public void ended(String line) {
      lines.add(line);
    }
  }

  @Test
  void contestantsTakeTurnsAndAllIsKept() throws Exception {
    Run.Result result = run("Alone", Outside.nobody(), (jdk, log) -> List.of());
    assertEquals(List.of(), result.failures());
    assertEquals(
        List.of(
            // Round by round, ours first and last; then each once more for single operations.
            "lockstep",
            "other",
            "nothing",
            "lockstep",
            "lockstep",
            "other",
            "nothing",
            "lockstep",
            "other",
            "nothing",
            "lockstep",
            "lockstep",
            "other",
            "nothing"),
        ran());
    assertEquals(recorder.expected, recorder.done, 1e-6);

    Measurements kept = MeasurementsFile.read(directory.resolve("measurements.json"));
    assertEquals(result.measurements(), kept);
    assertTrue(kept.complete());
    assertEquals(List.of("Alone"), kept.selection());
    Contest alone = kept.contests().get(0);
    assertEquals("Fixture.Alone", alone.id());
    assertEquals(Jdk.here().id(), alone.runtime());
    assertEquals(
        List.of("lockstep", "other", "nothing", "lockstep (again)"),
        alone.contestants().stream().map(Contestant::name).toList());
    for (Contestant each : alone.contestants()) {
      assertEquals(ROUNDS, each.rounds().size(), each.name());
      assertEquals(ITERATIONS, each.rounds().get(0).size(), each.name());
      assertEquals(
          each.role() == Role.AGAIN
              ? List.of()
              : Collections.nCopies(ROUNDS, Set.of("50", "99", "99.9")),
          each.latencies().stream().map(Map::keySet).toList(),
          each.name());
    }
    double bytes = Objects.requireNonNull(alone.of(Role.PEER).get(0).bytesPerOperation());
    assertTrue(bytes >= 1016 && bytes < 1100, "an array of 1000 bytes: " + bytes);
    assertEquals(Jdk.here().flags(), kept.environment().runtimes().get(0).flags());
    double tokens = kept.environment().tokensPerMicrosecond();
    assertTrue(tokens > 1 && tokens < 100_000, "tokens of a microsecond: " + tokens);
    assertEquals(
        ran().size(),
        Files.readString(directory.resolve("jmh.log"))
            .lines()
            .filter(line -> line.startsWith("# VM options: "))
            .filter(line -> line.contains("-Dlockstep.tokensPerMicrosecond=" + tokens))
            .count());

    try (Stream<Path> raw = Files.list(directory.resolve("jmh"))) {
      assertEquals(
          List.of("001-Fixture.Alone.json"),
          raw.map(file -> file.getFileName().toString()).toList());
    }
    assertTrue(
        recorder.lines.get(0).startsWith("Fixture.Alone   Other "), recorder.lines::toString);
    assertFalse(Files.exists(directory.resolve("reserve")));
  }

  @Test
  void whatFailsIsListedAndTheRestIsMeasured() throws Exception {
    Run.Result result =
        run(
            "Failing",
            outside(),
            (jdk, log) -> {
              throw new IOException("no footprints");
            });
    String on = " on " + Jdk.here().id();
    assertEquals(
        List.of(
            "footprints" + on + ": no footprints",
            "Fixture.Failing" + on + ", crash: forked VM failed with exit code 7",
            "Fixture.Failing" + on + ", fails: java.lang.IllegalStateException: planted"),
        result.failures());
    // Who failed once does not run again.
    assertEquals(List.of("lockstep", "crash", "fails", "lockstep", "lockstep", "lockstep"), ran());
    Measurements kept = MeasurementsFile.read(directory.resolve("measurements.json"));
    assertFalse(kept.complete());
    assertEquals(
        List.of("lockstep", "lockstep (again)", "someone outside"),
        kept.contests().get(0).contestants().stream().map(Contestant::name).toList());
    List<String> notMeasured = new ArrayList<>();
    notMeasured.add("Future: " + Jdk.here().id() + " has none, JDK 1000 has");
    notMeasured.addAll(result.failures());
    notMeasured.add("an interpreter that is not there");
    assertEquals(notMeasured, kept.notMeasured());
    assertEquals(
        List.of(Jdk.here().runtime(), new Environment.Runtime("outside", "made", List.of())),
        kept.environment().runtimes());
  }

  @Test
  void aRunThatGoesOnMeasuresOnlyWhatIsNotThere() throws Exception {
    Measurements first = run("Pair", outside(), (jdk, log) -> List.of()).measurements();
    List<String> ranFirst = ran();
    Measurements ended = endedEarly(first, first.contests());
    Measurements whole = goOn(ended, "1").measurements();
    assertEquals(ranFirst, ran(), "nothing was measured again");
    assertEquals(first.contests(), whole.contests());
    assertTrue(whole.complete());
    assertEquals(first.started(), whole.started());
    assertEquals(first.environment(), whole.environment(), "the same work for a microsecond");
    assertEquals(1, whole.continued().size());
    assertTrue(whole.seconds() > ended.seconds());
    assertEquals(
        List.of("Fixture.Pair in Somebody 1: too slow", "an interpreter that is not there"),
        whole.notMeasured());
    assertEquals(0, recorder.expected, "seconds that are left");
    double done = recorder.done;

    assertEquals(
        "This run can't go on: it is of 1, and this is 2; begin anew, without --continue.",
        assertThrows(IllegalArgumentException.class, () -> goOn(ended, "2")).getMessage());
    assertEquals(
        "This run can't go on: it is complete; begin anew, without --continue.",
        assertThrows(IllegalArgumentException.class, () -> goOn(first, "1")).getMessage());

    // A contest that lacks somebody is measured again, all of it.
    Contest pair = first.contests().get(0);
    Contest lacking =
        new Contest(
            pair.primitive(),
            pair.work(),
            pair.parameters(),
            pair.runtime(),
            pair.unit(),
            pair.source(),
            pair.contestants().stream().filter(each -> each.role() != Role.AGAIN).toList());
    Measurements again = goOn(endedEarly(first, List.of(lacking)), "1").measurements();
    assertEquals(2 * ranFirst.size(), ran().size());
    assertEquals(recorder.expected, recorder.done - done, 1e-6);
    assertEquals(
        pair.contestants().stream().map(Contestant::name).toList(),
        again.contests().get(0).contestants().stream().map(Contestant::name).toList());

    // One that ends early, too, before it comes to what is whole, loses nothing of that.
    try (Output output = Output.reopen(directory)) {
      Run run =
          runOf(List.of("Alone", "Pair"), outside(), (jdk, log) -> List.of(), output, "1", ended);
      run.stop();
      assertThrows(InterruptedException.class, run::measure);
    }
    Measurements kept = MeasurementsFile.read(directory.resolve("measurements.json"));
    assertEquals(first.contests(), kept.contests());
  }

  private static Measurements endedEarly(Measurements run, List<Contest> contests) {
    return new Measurements(
        run.format(),
        run.started(),
        run.continued(),
        run.seconds(),
        run.profile(),
        run.selection(),
        false,
        run.version(),
        run.environment(),
        contests,
        run.footprints(),
        List.of("Fixture.Pair in Somebody 1: too slow", "Fixture.Other: it failed"));
  }

  private Run.Result goOn(Measurements before, String version)
      throws IOException, InterruptedException {
    try (Output output = Output.reopen(directory)) {
      return runOf(List.of("Pair"), outside(), (jdk, log) -> List.of(), output, version, before)
          .measure();
    }
  }

  @Test
  void aStoppedRunStartsNothingMore() throws Exception {
    try (Output output = Output.open(directory)) {
      Run run = runOf(List.of("Alone"), Outside.nobody(), (jdk, log) -> List.of(), output);
      run.stop();
      assertThrows(InterruptedException.class, run::measure);
    }
    assertEquals(List.of(), ran());
    assertFalse(MeasurementsFile.read(directory.resolve("measurements.json")).complete());
  }

  private Run.Result run(String work, Outside outside, Run.Footprints footprints)
      throws IOException, InterruptedException {
    try (Output output = Output.open(directory)) {
      return runOf(List.of(work), outside, footprints, output).measure();
    }
  }

  private Run runOf(List<String> works, Outside outside, Run.Footprints footprints, Output output)
      throws IOException, InterruptedException {
    return runOf(works, outside, footprints, output, "1", null);
  }

  private Run runOf(
      List<String> works,
      Outside outside,
      Run.Footprints footprints,
      Output output,
      String version,
      @Nullable Measurements before)
      throws IOException, InterruptedException {
    List<WorkClass> fixtures =
        WorkClasses.find(name -> name.startsWith(FixtureBenchmark.class.getName()));
    Plan plan = Plan.of(PROFILES, "tiny", works, fixtures, 2);
    return new Run(
        plan, List.of(Jdk.here()), outside, footprints, output, version, before, recorder);
  }

  /** Returns the methods that JMH has run, in order. */
  private List<String> ran() throws IOException {
    Path log = directory.resolve("jmh.log");
    if (!Files.exists(log)) {
      return List.of();
    }
    return Files.readString(log)
        .lines()
        .filter(line -> line.startsWith(BENCHMARK_LINE))
        .map(line -> line.substring(line.lastIndexOf('.') + 1))
        .toList();
  }

  private static Outside outside() {
    return new Outside() {
      @Override
      public List<Environment.Runtime> runtimes() {
        return List.of(new Environment.Runtime("outside", "made", List.of()));
      }

      @Override
      public Turns turns(Contest contest) {
        return new Turns() {
          private int rounds;

          @Override
          public void round() {
            rounds++;
          }

          @Override
          public List<Contestant> contestants() {
            assertEquals(ROUNDS, rounds);
            return List.of(Made.peer("someone outside", 1, 1));
          }
        };
      }

      @Override
      public List<String> notMeasured() {
        return List.of("an interpreter that is not there");
      }
    };
  }
}
