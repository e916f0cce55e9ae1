package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of an event against its sequential model. Each rule has histories of its own, so
 * that a failure is put down to it; the generated ones come on top. A call that has to wait makes
 * an event what it is for good, so most histories come with and without one before. Runs with
 * {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.EVENT, checker = Checker.LINCHECK)
public class EventLincheck {
  private static final Histories HISTORIES =
      new Histories("EVT-07", EventOperations.class, EventSpecification.class);

  /** The flag is what the last call made it. */
  @Test
  @Rule("EVT-01")
  void evt01_theFlagIsWhatTheLastCallMadeIt() {
    HISTORIES.explore("EVT-01", calls(), calls("set", "isSet"), calls("clear", "isSet"));
    HISTORIES.explore(
        "EVT-01", calls("awaitATick"), calls("set", "isSet"), calls("clear", "isSet"));
    HISTORIES.explore("EVT-01", calls("set"), calls("clear", "set"), calls("isSet", "isSet"));
    HISTORIES.explore(
        "EVT-01", calls("awaitATick", "set"), calls("clear", "set"), calls("isSet", "isSet"));
    HISTORIES.explore(
        "EVT-01", calls("set"), calls("clear"), calls("set", "isSet"), calls("clear"));
  }

  /** A wait ends once the flag is set, whether the first waiter or the setter comes first. */
  @Test
  @Rule({"EVT-02", "EVT-07"})
  void evt02_waitReturnsTrueOnceTheFlagIsSet() {
    HISTORIES.explore("EVT-02", calls(), calls("set", "isSet"), calls("await", "isSet"));
    HISTORIES.explore("EVT-02", calls("awaitATick"), calls("set"), calls("await", "look"));
    HISTORIES.explore("EVT-02", calls(), calls("set"), calls("await"), calls("await"));
  }

  /** One look tells the flag at some moment of the call. */
  @Test
  @NoTwin("A look that is wrong is so without a race too, and dies by the contract.")
  @Rule("EVT-04")
  void evt04_oneLookTellsTheFlagAtSomeMomentOfTheCall() {
    HISTORIES.explore("EVT-04", calls(), calls("set", "clear"), calls("look", "look"));
    HISTORIES.explore("EVT-04", calls("awaitATick"), calls("set", "clear"), calls("look", "look"));
    HISTORIES.explore("EVT-04", calls("set"), calls("clear", "isSet"), calls("look", "look"));
  }

  /** A timed wait is false only if the flag is clear at some moment of it. */
  @Test
  @NoTwin(
      "What misses a set at the last moment dies by the interleavings: a history does not order the two.")
  @Rule({"EVT-09", "EVT-07"})
  void evt09_aTimedWaitIsFalseOnlyIfTheFlagIsClear() {
    HISTORIES.explore("EVT-09", calls(), calls("set", "isSet"), calls("awaitATick", "awaitATick"));
    HISTORIES.explore("EVT-09", calls("set"), calls("clear", "set"), calls("awaitATick", "isSet"));
    HISTORIES.explore("EVT-09", calls(), calls("set", "clear"), calls("awaitATick", "look"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @Rule({"EVT-01", "EVT-02", "EVT-04", "EVT-07", "EVT-09"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "EVT-01",
        List.of(
            this::evt01_theFlagIsWhatTheLastCallMadeIt,
            this::evt04_oneLookTellsTheFlagAtSomeMomentOfTheCall,
            this::evt02_waitReturnsTrueOnceTheFlagIsSet,
            this::evt09_aTimedWaitIsFalseOnlyIfTheFlagIsClear));
  }
}
