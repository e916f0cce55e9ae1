package dev.lockstep.benchmarks.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds floors that are none: nobody can be faster than the least that the machine allows. A tenth
 * is let pass: floors of the same instructions as ours were seen to take up to 8 % longer than
 * ours.
 */
public final class Floors {
  private static final double LET_PASS = 1.1;

  private Floors() {}

  /** Returns a line for each floor that ours or a peer beats outside the noise. */
  public static List<String> beaten(Measurements run) {
    double noiseOfRun = Noise.of(run.contests());
    List<String> lines = new ArrayList<>();
    for (Contest contest : run.contests()) {
      double noise = Noise.of(contest, noiseOfRun);
      for (Contestant floor : contest.of(Role.FLOOR)) {
        contest.contestants().stream()
            .filter(each -> each.role() == Role.OURS || each.role() == Role.PEER)
            .filter(each -> isBeaten(Ratio.of(each, floor), noise))
            .min(Comparator.comparingDouble(Contestant::mean))
            .ifPresent(fastest -> lines.add(line(contest, floor, fastest)));
      }
    }
    return lines;
  }

  private static boolean isBeaten(Ratio ratio, double noise) {
    return ratio.verdict(noise) == Verdict.FASTER && ratio.low() > LET_PASS;
  }

  private static String line(Contest contest, Contestant floor, Contestant fastest) {
    Ratio ratio = Ratio.of(fastest, floor);
    Names names = Names.in(contest);
    return String.format(
        "%s on %s: the floor \"%s\" is beaten, so it is wrong: %s is %s (%s to %s) times as fast",
        contest.id(),
        contest.runtime(),
        names.of(floor),
        names.of(fastest),
        Text.ratio(ratio.value()),
        Text.ratio(ratio.low()),
        Text.ratio(ratio.high()));
  }
}
