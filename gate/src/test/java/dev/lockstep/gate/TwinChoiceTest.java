package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.twins.Twin;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tier quick runs the twins of what changed and a sample that rotates, and says which. */
final class TwinChoiceTest {
  private static final Budgets.Twins LIMITS = new Budgets.Twins(10, 4, 6, 2);
  private static final List<Twin> TWINS =
      IntStream.range(10, 22)
          .mapToObj(i -> Made.twin("LCK-" + i + "-made", List.of(), Checker.CONTRACT))
          .toList();

  @Test
  void withoutAChangeItIsASampleOfAll() {
    TwinChoice choice = TwinChoice.quick(TWINS, Optional.of(Set.of()), LIMITS, 1);
    assertEquals(6, choice.twins().size());
    assertEquals(
        "0 of the 0 that what changed concerns, and a sample of 6 of the 12 others",
        choice.words());
  }

  @Test
  void whatChangedComesFirstAndLeavesRoomForTheSample() {
    Set<Twin> changed = new HashSet<>(TWINS.subList(0, 8));
    TwinChoice choice = TwinChoice.quick(TWINS, Optional.of(changed), LIMITS, 1);
    assertEquals(4, choice.changed());
    assertEquals(4, choice.twins().stream().filter(changed::contains).count());
    assertEquals(6, choice.twins().size());
    assertEquals(
        "4 of the 8 that what changed concerns, and a sample of 2 of the 4 others", choice.words());
  }

  @Test
  void aFewChangesAreAllRun() {
    Set<Twin> changed = new HashSet<>(TWINS.subList(0, 3));
    TwinChoice choice = TwinChoice.quick(TWINS, Optional.of(changed), LIMITS, 1);
    assertTrue(choice.twins().containsAll(changed));
    assertEquals(6, choice.twins().size());
  }

  @Test
  void whatIsLeftOutIsSaid() {
    TwinChoice choice = TwinChoice.all(TWINS, 14);
    assertEquals("12 of 14", choice.leavingOut(0, "a reason").words());
    assertEquals("12 of 14; 2 left out: a reason", choice.leavingOut(2, "a reason").words());
  }

  @Test
  void theSampleRotatesThroughAll() {
    Set<Twin> seen = new HashSet<>();
    for (long seed = 0; seed < TWINS.size(); seed++) {
      TwinChoice choice = TwinChoice.quick(TWINS, Optional.empty(), LIMITS, seed);
      assertEquals(6, new HashSet<>(choice.twins()).size());
      seen.addAll(choice.twins());
    }
    assertEquals(new HashSet<>(TWINS), seen);
  }
}
