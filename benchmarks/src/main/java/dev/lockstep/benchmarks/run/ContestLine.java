package dev.lockstep.benchmarks.run;

import java.util.ArrayList;
import java.util.List;

/** A contest in one line, for a terminal. */
final class ContestLine {
  private static final String GAP = "   ";

  private ContestLine() {}

  /**
   * Returns it: how many times as fast ours is as each other one, and the noise.
   *
   * @param noise the contest's noise floor
   * @param withRuntime whether to say what ran it
   */
  static String of(Contest contest, double noise, boolean withRuntime) {
    Names names = Names.in(contest);
    List<String> parts = new ArrayList<>();
    parts.add(withRuntime ? contest.id() + " on " + contest.runtime() : contest.id());
    for (Contestant peer : contest.of(Role.PEER)) {
      parts.add(names.of(peer) + " " + comparison(contest, peer, noise));
    }
    for (Contestant yardstick : contest.of(Role.YARDSTICK)) {
      parts.add("yardstick " + names.of(yardstick) + " " + comparison(contest, yardstick, noise));
    }
    for (Contestant floor : contest.of(Role.FLOOR)) {
      parts.add("floor " + names.of(floor) + " " + comparison(contest, floor, noise));
    }
    parts.add("noise " + Text.percent(noise));
    return String.join(GAP, parts);
  }

  private static String comparison(Contest contest, Contestant other, double noise) {
    Ratio ratio = Ratio.of(contest.ours(), other);
    double half = (ratio.high() - ratio.low()) / 2;
    // An interval that is wider than that is not symmetric.
    String interval =
        half < ratio.value()
            ? "± " + Text.ratio(half)
            : "(" + Text.ratio(ratio.low()) + " to " + Text.ratio(ratio.high()) + ")";
    return String.join(" ", Text.ratio(ratio.value()), interval, ratio.verdict(noise).words());
  }
}
