package dev.lockstep.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.run.Judgement.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Regressions that are planted in measurements. */
class JudgeTest {
  private static final String LIMITS =
      """
      contests:
        - ids: Lock.Uncontended
          bytes: 0
          ratios:
            - {peer: [slow, fast], least: 0.95}
        - ids: ['Lock.Crowd threads={4*cores} *', Lock.Other]
          fairness: 2
          ratios:
            - {peer: best-juc, least: 1}
            - {peer: floor, least: 0.5}
        - ids: Lock.Created
          bytesOf: peer
        - ids: Lock.Fenced
          ratios:
            - {peer: bare, least: 0.5, floor: fence}
      footprints:
        - {primitive: Event, state: new, most: 24}
      """;

  @Test
  void whatIsAsItShouldBeIsKept() throws IOException {
    assertEquals(
        List.of(Outcome.KEPT, Outcome.KEPT),
        outcomes(uncontended(Made.ours(100, 100, 100), Made.again(101, 101, 101))));
  }

  @Test
  void anAllocationIsBroken() throws IOException {
    Contestant ours = Made.contestant("lockstep", Role.OURS, 16.0, 100, 100, 100);
    List<Judgement> judgements = judge(uncontended(ours, Made.again(101, 101, 101)));
    assertEquals(Outcome.BROKEN, judgements.get(0).outcome());
    assertEquals(
        "BROKEN Lock.Uncontended on JDK 17: 16.0 B/op, at most 0", judgements.get(0).line());
  }

  @Test
  void whatJmhAllocatesIsNotOurs() throws IOException {
    Contestant ours = Made.contestant("lockstep", Role.OURS, 0.3, 100, 100, 100);
    assertEquals(Outcome.KEPT, outcomes(uncontended(ours, Made.again(101, 101, 101))).get(0));
  }

  @Test
  void moreThanThePeerAllocatesIsBroken() throws IOException {
    Contestant peer = Made.contestant("peer", Role.PEER, 24.0, 100);
    assertEquals(
        List.of(Outcome.BROKEN),
        outcomes(Made.contest("Created", Made.contestant("lockstep", Role.OURS, 32.0, 100), peer)));
    assertEquals(
        List.of(Outcome.KEPT),
        outcomes(Made.contest("Created", Made.contestant("lockstep", Role.OURS, 24.0, 100), peer)));
  }

  @Test
  void whatIsSlowerOutsideTheNoiseTrips() throws IOException {
    // The faster of the two that are named takes 100.
    Judgement judgement =
        judge(uncontended(Made.ours(125, 125, 125), Made.again(126, 126, 126))).get(1);
    assertEquals(Outcome.TRIPPED, judgement.outcome());
    assertTrue(
        judgement.text().startsWith("0.80 (0.80 to 0.80) times as fast as fast, due 0.95"),
        judgement.text());
  }

  @Test
  void whatIsSlowerInsideTheNoiseIsUndecided() throws IOException {
    assertEquals(
        Outcome.UNDECIDED,
        outcomes(uncontended(Made.ours(125, 125, 125), Made.again(100, 100, 100))).get(1));
  }

  @Test
  void whatMayBeSlowerByItsIntervalIsUndecided() throws IOException {
    assertEquals(
        Outcome.UNDECIDED,
        outcomes(uncontended(Made.ours(100, 150, 125), Made.again(100, 150, 125))).get(1));
  }

  @Test
  void withoutAPairNothingTrips() throws IOException {
    assertEquals(Outcome.UNDECIDED, outcomes(uncontended(Made.ours(500, 500, 500))).get(1));
  }

  @Test
  void unfairIsBroken() throws IOException {
    assertEquals(Outcome.BROKEN, outcomes(crowd("8", 3.0)).get(0));
    assertEquals(Outcome.KEPT, outcomes(crowd("8", 1.5)).get(0));
  }

  @Test
  void aLimitIsForTheConfigurationsThatItNames() throws IOException {
    assertEquals(3, outcomes(crowd("8", 1)).size());
    assertEquals(List.of(Outcome.NOT_JUDGED), outcomes(crowd("64", 9)));
  }

  @Test
  void theFloorIsComparedWithToo() throws IOException {
    assertEquals(List.of(Outcome.KEPT, Outcome.KEPT, Outcome.TRIPPED), outcomes(crowd("8", 1)));
  }

  @Test
  void whatAFloorMissesTooIsOutOfReach() throws IOException {
    Judgement judgement =
        judge(fenced(Made.contestant("fence", Role.FLOOR, null, 300, 300))).get(0);
    assertEquals(Outcome.OUT_OF_REACH, judgement.outcome());
    assertTrue(
        judgement.text().contains(" due 0.50;")
            && judgement.text().endsWith("; the floor, fence, is 0.33 (0.33 to 0.33)"),
        judgement.text());
  }

  @Test
  void whatAFloorReachesIsMissed() throws IOException {
    for (double[] floor : new double[][] {{190, 190}, {201, 201}, {150, 600}}) {
      assertEquals(
          List.of(Outcome.TRIPPED),
          outcomes(fenced(Made.contestant("fence", Role.FLOOR, null, floor))));
    }
    assertEquals(
        List.of(Outcome.TRIPPED),
        outcomes(fenced(Made.contestant("somebody", Role.FLOOR, null, 300, 300))));
  }

  private static Contest fenced(Contestant floor) {
    return Made.contest(
        "Fenced",
        Made.ours(310, 310),
        Made.again(320, 320),
        Made.contestant("bare", Role.FLOOR, null, 100, 100),
        floor);
  }

  @Test
  void anObjectThatIsTooLargeIsBroken() throws IOException {
    List<Judgement> judgements =
        Judge.judge(
            Made.run(
                List.of("Event"),
                List.of(
                    new Footprint("Event", "new", "Event", Role.OURS, "JDK 17", 32),
                    new Footprint("Event", "new", "CountDownLatch", Role.PEER, "JDK 17", 48),
                    new Footprint("Event", "held", "Event", Role.OURS, "JDK 17", 32))),
            limits());
    assertEquals(
        List.of("BROKEN Event, new, on JDK 17: 32 B, at most 24"),
        judgements.stream().map(Judgement::line).toList());
  }

  @Test
  void whatIsFastEnoughAndMayNotBeByItsIntervalIsNotCertain() throws IOException {
    Judgement judgement =
        judge(uncontended(Made.ours(99, 104, 96), Made.again(99, 104, 96))).get(1);
    assertEquals(Outcome.NOT_CERTAIN, judgement.outcome());
    assertTrue(
        judgement
            .line()
            .startsWith(
                "NOT CERTAIN Lock.Uncontended on JDK 17: 1.00 (0.91 to 1.11) times as fast"),
        judgement.line());
  }

  @Test
  void whatHasNotSettledIsUndecided() throws IOException {
    Contestant cold = ContestantTest.of("67.1 70.7 23.1 | 68.3 67.4 22.8 | 67.9 69.1 23.9");
    for (double mean : new double[] {10, 500}) {
      Contest contest =
          Made.contest(
              "Uncontended",
              Made.ours(mean, mean, mean),
              Made.again(mean, mean, mean),
              new Contestant(
                  "fast", "fast", "", Role.PEER, cold.rounds(), List.of(), null, List.of()));
      Judgement judgement = judge(contest).get(1);
      assertEquals(Outcome.UNDECIDED, judgement.outcome());
      assertTrue(judgement.text().endsWith("noise 0 %; not settled"), judgement.text());
    }
  }

  @Test
  void whatLacksTheContestOrTheObjectIsNotJudged() throws IOException {
    Measurements run = Made.run(List.of(), Made.contest("Other", Made.ours(1), Made.again(1)));
    assertEquals(
        List.of(
            "NOT JUDGED Lock.Other on JDK 17: how its threads are served was not measured",
            "NOT JUDGED Lock.Other on JDK 17: best-juc was not measured",
            "NOT JUDGED Lock.Other on JDK 17: floor was not measured",
            "NOT JUDGED Lock.Uncontended on JDK 17: the run, of profile quick, has none",
            "NOT JUDGED Lock.Crowd threads={4*cores} * on JDK 17: the run, of profile quick, has"
                + " none",
            "NOT JUDGED Lock.Created on JDK 17: the run, of profile quick, has none",
            "NOT JUDGED Lock.Fenced on JDK 17: the run, of profile quick, has none",
            "NOT JUDGED Event, new, on JDK 17: the run has no such object"),
        Judge.judge(run, limits()).stream().map(Judgement::line).toList());
  }

  @Test
  void whatWasNotAskedForIsNotMentioned() throws IOException {
    Contest other = Made.contest("Unlimited", Made.ours(1), Made.again(1));
    assertEquals(
        List.of(), Judge.judge(Made.run(List.of("unlimited"), List.of(), other), limits()));
    assertEquals(
        List.of("NOT JUDGED Lock.Created on JDK 17: the run, of profile quick, has none"),
        Judge.judge(Made.run(List.of("unlimited", "lock.created"), List.of(), other), limits())
            .stream()
            .map(Judgement::line)
            .toList());
  }

  @Test
  void whatLacksWhatItAllocatesIsNotJudged() throws IOException {
    Contestant unknown = Made.contestant("lockstep", Role.OURS, null, 100);
    assertEquals(List.of(Outcome.NOT_JUDGED), outcomes(Made.contest("Created", unknown)));
    assertEquals(List.of(Outcome.NOT_JUDGED), outcomes(Made.contest("Created", Made.ours(100))));
  }

  private static Contest uncontended(Contestant... ours) {
    List<Contestant> all = new ArrayList<>(List.of(ours));
    all.add(Made.peer("slow", 200, 200, 200));
    all.add(Made.peer("fast", 100, 100, 100));
    all.add(Made.peer("not meant", 1, 1, 1));
    return Made.contest("Uncontended", all.toArray(Contestant[]::new));
  }

  /** Ours is as fast as the peer, and takes four times as long as the floor. */
  private static Contest crowd(String threads, double fairness) {
    Contestant ours = Made.ours(100, 100, 100);
    return Made.contest(
        "Crowd",
        new TreeMap<>(Map.of("threads", threads, "zone", "0")),
        new Contestant(
            ours.name(),
            ours.label(),
            ours.family(),
            ours.role(),
            ours.rounds(),
            ours.latencies(),
            ours.bytesPerOperation(),
            List.of(fairness, fairness)),
        Made.again(100, 100, 100),
        Made.peer("peer", 100, 100, 100),
        Made.contestant("floor", Role.FLOOR, 0.0, 25, 25, 25));
  }

  private static List<Outcome> outcomes(Contest contest) throws IOException {
    return judge(contest).stream().map(Judgement::outcome).toList();
  }

  private static List<Judgement> judge(Contest contest) throws IOException {
    return Judge.judge(Made.run(List.of(contest.work()), List.of(), contest), limits());
  }

  private static Limits limits() throws IOException {
    return Limits.read(new ByteArrayInputStream(LIMITS.getBytes(UTF_8)));
  }
}
