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
 * Linearizability of a future against its sequential model. Each rule has histories of its own, so
 * that a failure is put down to it; the generated ones come on top. A call that has to wait makes a
 * future what it is until it is completed, so most histories come with and without one before. Runs
 * with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.FUTURE, checker = Checker.LINCHECK)
public class FutureLincheck {
  private static final Histories HISTORIES =
      new Histories("FUT-14", FutureOperations.class, FutureSpecification.class);

  /** The state is told as it is at some moment of the call. */
  @Test
  @Rule("FUT-01")
  void fut01_theStateIsToldAsItIsAtSomeMoment() {
    HISTORIES.explore("FUT-01", calls(), calls("begin", "setResult"), calls("running", "done"));
    HISTORIES.explore(
        "FUT-01", calls("exceptionInATick"), calls("begin", "setResult"), calls("running", "done"));
    HISTORIES.explore("FUT-01", calls(), calls("cancel", "begin"), calls("cancelled", "done"));
    HISTORIES.explore(
        "FUT-01", calls("exceptionInATick"), calls("cancel", "begin"), calls("cancelled", "done"));
  }

  /** Either it is cancelled or it begins. */
  @Test
  @Rule({"FUT-02", "FUT-07"})
  void fut02_beginningRacesWithCancelling() {
    HISTORIES.explore("FUT-02", calls(), calls("begin", "running"), calls("cancel", "cancelled"));
    HISTORIES.explore(
        "FUT-02",
        calls("exceptionInATick"),
        calls("begin", "running"),
        calls("cancel", "cancelled"));
    HISTORIES.explore("FUT-02", calls(), calls("begin"), calls("begin"), calls("running"));
    HISTORIES.explore("FUT-02", calls("cancel"), calls("begin"), calls("begin"));
    HISTORIES.explore(
        "FUT-02", calls("exceptionInATick", "cancel"), calls("begin"), calls("begin"));
  }

  /** Either it is cancelled or it is completed. */
  @Test
  @Rule({"FUT-03", "FUT-07"})
  void fut03_cancellingRacesWithCompleting() {
    HISTORIES.explore("FUT-03", calls(), calls("cancel", "look"), calls("setResult", "look"));
    HISTORIES.explore(
        "FUT-03", calls("exceptionInATick"), calls("cancel", "look"), calls("setResult", "look"));
    HISTORIES.explore("FUT-03", calls("begin"), calls("cancel", "look"), calls("setException"));
  }

  /** One of two results wins. */
  @Test
  @Rule({"FUT-04", "FUT-05", "FUT-07"})
  void fut04_ofTwoCompletionsOneWins() {
    HISTORIES.explore("FUT-07", calls(), calls("setResult", "look"), calls("setException", "look"));
    HISTORIES.explore(
        "FUT-07",
        calls("exceptionInATick", "begin"),
        calls("setResult", "look"),
        calls("setException", "look"));
    HISTORIES.explore(
        "FUT-07", calls("begin"), calls("setResult"), calls("setException"), calls("look", "look"));
  }

  /** A call that waits ends with what the future came to, whoever comes first. */
  @Test
  @Rule({"FUT-08", "FUT-14"})
  void fut08_resultReturnsWhatTheFutureComesTo() {
    HISTORIES.explore("FUT-08", calls(), calls("setResult", "done"), calls("result", "done"));
    HISTORIES.explore("FUT-08", calls(), calls("begin", "setResult"), calls("result"));
    HISTORIES.explore(
        "FUT-08", calls(), calls("cancel", "begin"), calls("result"), calls("result"));
  }

  /** The same of the exception. */
  @Test
  @Rule({"FUT-09", "FUT-14"})
  void fut09_exceptionReturnsWhatTheFutureComesTo() {
    HISTORIES.explore("FUT-09", calls(), calls("setException"), calls("exception", "done"));
    HISTORIES.explore(
        "FUT-09", calls("exceptionInATick"), calls("cancel"), calls("exception", "look"));
  }

  /** One look tells the state at some moment of the call. */
  @Test
  @Rule("FUT-11")
  void fut11_oneLookTellsTheStateAtSomeMoment() {
    HISTORIES.explore("FUT-11", calls(), calls("begin", "setResult"), calls("look", "look"));
    HISTORIES.explore(
        "FUT-11", calls("exceptionInATick"), calls("begin", "setResult"), calls("look", "look"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It meets bugs by chance: the histories of the rules kill their twins.")
  @Rule({"FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-07", "FUT-11"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "FUT-07",
        List.of(
            this::fut01_theStateIsToldAsItIsAtSomeMoment,
            this::fut02_beginningRacesWithCancelling,
            this::fut03_cancellingRacesWithCompleting,
            this::fut04_ofTwoCompletionsOneWins,
            this::fut11_oneLookTellsTheStateAtSomeMoment));
  }
}
