package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.run.Profiles.Profile;
import dev.lockstep.benchmarks.run.fixture.FixtureBenchmark;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final double A_MILLISECOND = 1e-3;

  private static final Profiles PROFILES = Profiles.load();
  private static final List<WorkClass> FIXTURES =
      WorkClasses.find(name -> name.startsWith(FixtureBenchmark.class.getName()));

  @Test
  void aClassTellsItsContestAndItsContestants() {
    WorkClass alone = FIXTURES.get(0);
    String prefix = FixtureBenchmark.class.getName() + ".Alone.";
    assertEquals("Fixture.Alone", alone.name());
    assertEquals("some arithmetic", alone.unit());
    assertTrue(alone.latency());
    assertEquals(
        List.of(
            new Entrant("lockstep", prefix + "lockstep", "Lockstep", "Lockstep", Role.OURS, 17),
            new Entrant("other", prefix + "other", "Other", "java.util.concurrent", Role.PEER, 17),
            new Entrant("nothing", prefix + "nothing", "nothing", "floor", Role.FLOOR, 17)),
        alone.entrants());
  }

  @Test
  void whatLacksAnAnnotationIsNamed() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> WorkClasses.find(name -> name.contains("UnmarkedBenchmark")));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("UnmarkedBenchmark.NoWork has benchmarks and no @Work"), message);
    assertTrue(
        message.contains(
            "UnmarkedBenchmark.NoRole.whose is neither ours nor a @Peer, a @Yardstick or a @Floor"),
        message);
    assertTrue(message.contains("UnmarkedBenchmark.NoRole has no benchmark lockstep"), message);
  }

  @Test
  void quickIsTheBase() {
    assertEquals(
        List.of(
            "Fixture.Alone",
            "Fixture.Crowd threads=8 kind=platform section=0",
            "Fixture.Failing",
            "Fixture.Pair"),
        ids(plan("quick", 2)));
  }

  @Test
  void standardVariesOneAxisAtATime() {
    assertEquals(
        List.of(
            "Fixture.Crowd threads=16 kind=platform section=0",
            "Fixture.Crowd threads=2 kind=platform section=0",
            "Fixture.Crowd threads=4 kind=platform section=0",
            "Fixture.Crowd threads=64 kind=platform section=0",
            "Fixture.Crowd threads=16 kind=virtual section=0",
            "Fixture.Crowd threads=16 kind=platform section=100",
            "Fixture.Crowd threads=16 kind=platform section=1000"),
        ids(plan("standard", 4, "Crowd")));
  }

  @Test
  void fullIsEveryCombinationOnce() {
    List<String> ids = ids(plan("full", 2, "Fixture.Crowd"));
    // Two threads are as many as cores.
    assertEquals(3 * 2 * 3, ids.size());
    assertEquals(ids.size(), Set.copyOf(ids).size());
    assertTrue(ids.contains("Fixture.Crowd threads=64 kind=virtual section=1000"), ids::toString);
  }

  @ParameterizedTest
  @CsvSource({"FIXTURE,4", "fixture.alone,1", "pair,1", "Nothing,0"})
  void aSelectionNamesPrimitivesOrWorks(String word, int contests) {
    assertEquals(contests, plan("quick", 2, word).contests().size());
  }

  @Test
  void aConfigurationSetsWhatTheBenchmarkDeclares() {
    Planned crowd = plan("quick", 2, "Crowd").contests().get(0);
    assertEquals(8, crowd.threads().orElseThrow());
    assertEquals(Map.of("section", "0"), crowd.declared());
  }

  @Test
  void timeIsThatOfAllForks() {
    // Ours, a peer, a floor, ours again; and the first three once more for single operations.
    Plan alone = plan("standard", 2, "Alone");
    Profile standard = alone.profile();
    double sampling =
        PROFILES.forkSeconds()
            + standard.warmup().seconds()
            + Objects.requireNonNull(standard.sampling()).seconds();
    assertEquals(
        3 * (4 * forkSeconds(alone) + 3 * sampling),
        alone.seconds(List.of(Made.jdk(17))),
        A_MILLISECOND);
    assertEquals(
        PROFILES.forkSeconds() + standard.warmup().seconds() + standard.measurement().seconds(),
        forkSeconds(alone),
        A_MILLISECOND);
  }

  private static double forkSeconds(Plan plan) {
    return plan.forkSeconds(plan.contests().get(0), plan.profile().measurement());
  }

  @Test
  void whatVariesMostHasMoreRounds() {
    Profile star = PROFILES.profile("standard");
    Profile made =
        new Profile(
            2,
            new Profiles.More(5, List.of("Fixture.Crowd threads={4*cores} * *")),
            star.warmup(),
            star.measurement(),
            star.configurations(),
            null);
    Profiles profiles = new Profiles(Map.of("made", made), PROFILES.axes(), PROFILES.forkSeconds());
    Plan crowd = Plan.of(profiles, "made", List.of("Crowd"), FIXTURES, 2);
    for (Planned each : crowd.contests()) {
      assertEquals(each.threads().orElseThrow() == 8 ? 5 : 2, each.rounds(), each.id());
    }
    double one = crowd.forkSeconds(crowd.contests().get(0), made.measurement());
    long rounds = crowd.contests().stream().mapToInt(Planned::rounds).sum();
    assertEquals(2 * rounds * one, crowd.seconds(List.of(Made.jdk(21))), A_MILLISECOND);
  }

  @Test
  void virtualThreadsTakeNoTimeWhereThereAreNone() {
    Plan crowd = plan("standard", 2, "Crowd");
    double with = crowd.seconds(List.of(Made.jdk(21)));
    double without = crowd.seconds(List.of(Made.jdk(17)));
    assertEquals(3 * 2 * forkSeconds(crowd), with - without, A_MILLISECOND);
    assertEquals(with + without, crowd.seconds(List.of(Made.jdk(17), Made.jdk(21))), A_MILLISECOND);
  }

  @Test
  void whoNeedsANewerJdkTakesNoTimeOnAnOlder() {
    Plan pair = plan("quick", 2, "Failing");
    double with = pair.seconds(List.of(Made.jdk(1000)));
    double without = pair.seconds(List.of(Made.jdk(17)));
    assertEquals(forkSeconds(pair), with - without, A_MILLISECOND);
  }

  @Test
  void theListSaysWhatAndHowLong() {
    List<String> lines = plan("quick", 2, "Alone").lines(List.of(Made.jdk(17)));
    assertEquals("Fixture.Alone   lockstep, other, nothing", lines.get(0));
    assertTrue(
        lines.get(1).startsWith("1 contests, profile quick, on JDK 17: about "), lines.get(1));
  }

  @Test
  void namesAreThoseOfPrimitivesAndWorks() {
    assertEquals(
        new TreeSet<>(
            List.of(
                "Alone",
                "Crowd",
                "Failing",
                "Fixture",
                "Fixture.Alone",
                "Fixture.Crowd",
                "Fixture.Failing",
                "Fixture.Pair",
                "Pair")),
        WorkClasses.names(FIXTURES));
  }

  private static Plan plan(String profile, int cores, String... selection) {
    return Plan.of(PROFILES, profile, List.of(selection), FIXTURES, cores);
  }

  private static List<String> ids(Plan plan) {
    return plan.contests().stream().map(Planned::id).toList();
  }
}
