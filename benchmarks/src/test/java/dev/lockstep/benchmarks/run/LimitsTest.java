package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.Footprints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A limit that is about nothing would be kept for ever. */
class LimitsTest {
  @Test
  void aPatternIsAboutAnyWordWhereItHasAStar() {
    assertTrue(matches("Lock.Contended threads={4*cores} *", "Lock.Contended threads=8 section=0"));
    assertFalse(matches("Atomics.*16", "Atomics.WakeAll kind=platform waiters=16"));
    assertTrue(matches("Lock.Contended threads={cores}", "Lock.Contended threads=2"));
    assertFalse(matches("Lock.Contended threads={cores}", "Lock.Contended threads=20"));
    assertFalse(matches("Lock.*", "RLock.Uncontended"));
    assertFalse(matches("Lock.Uncontended", "LockXUncontended"));
  }

  @Test
  void aYardstickIsMeantByItsNameAlone() {
    assertFalse(isMeant("best-juc"));
    assertFalse(isMeant("best-peer"));
    assertFalse(isMeant("floor"));
    assertTrue(isMeant("parkAndUnpark"));
  }

  private static boolean isMeant(String peer) {
    return new Limits.OfRatio(List.of(peer), 1, null)
        .isMeant("parkAndUnpark", "java.util.concurrent", Role.YARDSTICK);
  }

  @Test
  void everyLimitIsAboutAContest() {
    List<WorkClass> works = WorkClasses.find(name -> !name.contains(".fixture."));
    List<Planned> full = Plan.of(Profiles.load(), "full", List.of(), works, Made.CORES).contests();
    List<String> idle = new ArrayList<>();
    for (Limits.OfContests limit : Limits.load().contests()) {
      for (String pattern : limit.ids()) {
        List<Planned> matched =
            full.stream()
                .filter(each -> Limits.pattern(pattern, Made.CORES).matcher(each.id()).matches())
                .toList();
        if (matched.isEmpty()) {
          idle.add(pattern + " is the id of no contest");
        }
        for (Planned contest : matched) {
          idle.addAll(missing(limit, contest));
        }
      }
    }
    assertEquals(List.of(), idle);
  }

  @Test
  void everyFootprintIsThatOfAnObject() {
    List<Footprint> all = Footprints.measure("here");
    assertEquals(
        List.of(),
        Limits.load().footprints().stream()
            .filter(limit -> all.stream().noneMatch(limit::matches))
            .toList());
  }

  @Test
  void aSelectionNamesPrimitivesOrWorks() {
    String pattern = "Queue.PingPong* kind=platform";
    for (String word : List.of("queue", "PINGPONG", "Queue.PingPong", "pingPongOfThree")) {
      assertTrue(Limits.isSelected(pattern, List.of("Other", word)), word);
    }
    for (String word : List.of("SimpleQueue", "Ping", "SimpleQueue.PingPong")) {
      assertFalse(Limits.isSelected(pattern, List.of(word)), word);
    }
    assertTrue(Limits.isSelected(pattern, List.of()));
    assertTrue(Limits.isSelected("Local.*", List.of("local")));
    assertFalse(Limits.isSelected("Local.*", List.of("Lock", "Contended", "Lock.Contended")));
  }

  /** Returns whom a limit names and a contest lacks. */
  private static List<String> missing(Limits.OfContests limit, Planned contest) {
    List<String> missing = new ArrayList<>();
    for (Limits.OfRatio ratio : limit.ratios()) {
      if (!has(contest, each -> ratio.isMeant(each.name(), each.family(), each.role()))
          && !isPlayedByNode(ratio, contest)) {
        missing.add(contest.id() + " has none of " + ratio.peer());
      }
      String floor = ratio.floor();
      if (floor != null
          && !has(contest, each -> each.role() == Role.FLOOR && each.name().equals(floor))) {
        missing.add(contest.id() + " has no floor " + floor);
      }
    }
    String allocates = limit.bytesOf();
    if (allocates != null && !has(contest, each -> each.name().equals(allocates))) {
      missing.add(contest.id() + " has no " + allocates);
    }
    if (limit.fairness() != null && !contest.type().contended()) {
      missing.add(contest.id() + " is not contended");
    }
    return missing;
  }

  /* Node comes in by the work that its script knows. */
  private static boolean isPlayedByNode(Limits.OfRatio ratio, Planned contest) {
    try (InputStream script =
        Objects.requireNonNull(Limits.class.getResourceAsStream("interpreted.js"))) {
      return ratio.peer().equals(List.of("node"))
          && new String(script.readAllBytes(), StandardCharsets.UTF_8)
              .contains("found['" + contest.id() + "']");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean has(Planned contest, Predicate<Entrant> test) {
    return contest.type().entrants().stream().anyMatch(test);
  }

  private static boolean matches(String pattern, String id) {
    return Limits.pattern(pattern, Made.CORES).matcher(id).matches();
  }
}
