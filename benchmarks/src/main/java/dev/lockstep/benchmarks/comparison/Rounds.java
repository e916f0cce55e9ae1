package dev.lockstep.benchmarks.comparison;

import java.util.Arrays;

/** Lets contestants take turns, so that a machine that changes its mind changes it for all. */
final class Rounds {
  private static final int WARM_UPS = 3;

  private Rounds() {}

  /**
   * Prints the median of the rounds and, as a ratio with its quartiles, how much faster the first
   * contestant was than each.
   */
  static void compare(String title, int rounds, Contestant... contestants)
      throws InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      for (Contestant contestant : contestants) {
        contestant.run();
      }
    }
    double[][] perSecond = new double[contestants.length][rounds];
    double[] leastServed = new double[contestants.length];
    Arrays.fill(leastServed, 1);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.length; i++) {
        int turn = (i + round) % contestants.length;
        Contestant.Score score = contestants[turn].run();
        perSecond[turn][round] = score.perSecond();
        leastServed[turn] = Math.min(leastServed[turn], score.leastServed());
      }
    }
    System.out.println(title);
    for (int i = 0; i < contestants.length; i++) {
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = perSecond[0][round] / perSecond[i][round];
      }
      Arrays.sort(ratios);
      Arrays.sort(perSecond[i]);
      System.out.printf(
          "  %-28s %9.1f ns   %s is %.2f× as fast [%.2f–%.2f]   least served %.2f%n",
          contestants[i].name(),
          1e9 / perSecond[i][rounds / 2],
          contestants[0].name(),
          ratios[rounds / 2],
          ratios[rounds / 4],
          ratios[rounds * 3 / 4],
          leastServed[i]);
    }
  }
}
