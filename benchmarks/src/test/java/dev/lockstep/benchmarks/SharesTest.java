package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What is said of the shares that threads had. */
class SharesTest {
  private final Shares.Total total = new Shares.Total();

  @Test
  void theLastThreadIsToldTheRatioOfTheMostToTheLeast() {
    total.reset(3);
    assertEquals(0, total.add(300));
    assertEquals(0, total.add(150));
    assertEquals(200, total.add(200));
  }

  @Test
  void aThreadThatWasNotServedCountsAsServedOnce() {
    total.reset(2);
    assertEquals(0, total.add(0));
    assertEquals(700, total.add(7));
  }

  @Test
  void everyIterationStartsAnew() {
    total.reset(1);
    assertEquals(100, total.add(5));
    total.reset(1);
    assertEquals(100, total.add(9));
  }
}
