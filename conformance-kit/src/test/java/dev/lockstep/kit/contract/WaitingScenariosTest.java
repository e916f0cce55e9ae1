package dev.lockstep.kit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.kit.run.Threads.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is the business of the rule that virtual threads see what platform threads see. */
class WaitingScenariosTest {
  private final Map<Kind, Integer> runs = new EnumMap<>(Kind.class);

  @BeforeEach
  void virtualThreads() {
    assumeTrue(Kind.available().contains(Kind.VIRTUAL), "there are none before Java 21");
  }

  private int run(Kind kind) {
    return runs.merge(kind, 1, Integer::sum);
  }

  @Test
  void whatFailsOnVirtualThreadsAloneIs() {
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () ->
                WaitingScenarios.alikeOnVirtualThreads(
                    kind -> {
                      run(kind);
                      if (kind == Kind.VIRTUAL) {
                        throw new AssertionError("on virtual threads");
                      }
                    }));
    assertEquals("on virtual threads", failure.getMessage());
    assertEquals(1, runs.get(Kind.VIRTUAL));
  }

  @Test
  void aRaceThatPlatformThreadsShowNowAndThenIsNot() {
    WaitingScenarios.alikeOnVirtualThreads(
        kind -> {
          if (run(kind) == 5 || kind == Kind.VIRTUAL) {
            throw new AssertionError("a race on " + kind);
          }
        });
    assertEquals(Map.of(Kind.VIRTUAL, 1, Kind.PLATFORM, 5), runs);
  }
}
