package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void aFloorThatIsBeatenIsTold() {
    assertEquals(
        List.of(
            "Lock.Beaten on JDK 17: the floor \"floor\" is beaten, so it is wrong: peer is 2.00 (2.00"
                + " to 2.00) times as fast"),
        beaten(contest("Beaten", 80, 50)));
  }

  @Test
  void aFloorThatIsBeatenByNoMoreThanNoiseIsNot() {
    assertEquals(List.of(), beaten(contest("Held", 100, 101)));
    // Ours twice: 98 and 100.
    assertEquals(List.of(), beaten(contest("Noisy", 98, 101)));
  }

  private static Contest contest(String work, double ours, double peer) {
    return Made.contest(
        work,
        Made.ours(ours, ours, ours),
        Made.again(100, 100, 100),
        Made.peer("peer", peer, peer, peer),
        Made.contestant("floor", Role.FLOOR, 0.0, 100, 100, 100));
  }

  private static List<String> beaten(Contest contest) {
    return Floors.beaten(Made.run(List.of(), contest));
  }
}
