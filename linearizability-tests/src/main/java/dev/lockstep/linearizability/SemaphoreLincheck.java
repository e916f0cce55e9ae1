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
 * Linearizability of a {@code Semaphore(1)} and a {@code BoundedSemaphore(2)} against their
 * sequential model. Each rule has histories of its own, so that a failure is put down to it; the
 * generated ones come on top. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.SEMAPHORE, checker = Checker.LINCHECK)
public class SemaphoreLincheck {
  private static final Histories UNBOUNDED =
      new Histories(
          "SEM-16", SemaphoreOperations.Unbounded.class, SemaphoreSpecification.Unbounded.class);

  private static final Histories BOUNDED =
      new Histories(
          "SEM-16", SemaphoreOperations.Bounded.class, SemaphoreSpecification.Bounded.class);

  /** Permits that are there for the whole of a call are acquired, in every form. */
  @Test
  @Rule("SEM-02")
  void sem02_anAvailablePermitIsAcquired() {
    UNBOUNDED.explore("SEM-02", calls(), calls("acquireNonBlocking"), calls("release"));
    UNBOUNDED.explore("SEM-02", calls(), calls("acquireTimeoutZero"), calls("release"));
    UNBOUNDED.explore("SEM-02", calls(), calls("acquire"), calls("release"));
    BOUNDED.explore("SEM-02", calls(), calls("acquireNonBlocking"), calls("acquireTimeoutZero"));
  }

  /** Non-blocking attempts against a release: false only while no permit is available. */
  @Test
  @Rule("SEM-04")
  void sem04_aNonBlockingAcquireIsFalseOnlyWithoutAPermit() {
    UNBOUNDED.explore(
        "SEM-04",
        calls("acquire"),
        calls("release"),
        calls("acquireNonBlocking", "acquireNonBlocking"));
    UNBOUNDED.explore(
        "SEM-04",
        calls("acquire"),
        calls("releaseTwo"),
        calls("acquireNonBlocking"),
        calls("acquireTimeoutZero"));
  }

  /** A release of two makes both permits available in one step, and no release is lost. */
  @Test
  @Rule({"SEM-07", "SEM-16"})
  void sem07_aReleaseOfTwoIsOneStep() {
    UNBOUNDED.explore(
        "SEM-07",
        calls("acquire"),
        calls("releaseTwo"),
        calls("acquireNonBlocking", "acquireNonBlocking", "acquireNonBlocking"));
    UNBOUNDED.explore(
        "SEM-07",
        calls("acquire"),
        calls("releaseTwo", "acquireNonBlocking"),
        calls("release", "acquireNonBlocking", "acquireNonBlocking"));
    UNBOUNDED.explore(
        "SEM-07", calls("acquire"), calls("releaseTwo", "acquireNonBlocking"), calls("acquire"));
  }

  /** Racing releases of a BoundedSemaphore: as many succeed as the bound allows. */
  @Test
  @Rule("SEM-12")
  void sem12_ofRacingReleasesAsManySucceedAsTheBoundAllows() {
    BOUNDED.explore(
        "SEM-12", calls("acquire"), calls("release"), calls("release"), calls("release"));
    BOUNDED.explore("SEM-12", calls("acquire"), calls("releaseTwo"), calls("release"));
    BOUNDED.explore(
        "SEM-12",
        calls("acquire", "acquire"),
        calls("release"),
        calls("releaseTwo"),
        calls("acquireNonBlocking"));
  }

  /** Racing attempts: as many succeed as there are permits. */
  @Test
  @Rule("SEM-14")
  void sem14_ofRacingAcquiresAsManySucceedAsThereArePermits() {
    UNBOUNDED.explore("SEM-14", calls(), calls("acquireNonBlocking"), calls("acquireTimeoutZero"));
    BOUNDED.explore(
        "SEM-14",
        calls(),
        calls("acquireNonBlocking"),
        calls("acquireTimeoutZero"),
        calls("acquireNonBlocking"));
  }

  /** Blocking calls: each thread acquires and releases, and everybody comes to the end. */
  @Test
  @NoTwin("Twins die with two threads already; this adds a third.")
  @Rule({"SEM-14", "SEM-16"})
  void sem14_threeThreadsTakeTurnsWithOnePermit() {
    UNBOUNDED.explore(
        "SEM-14",
        calls(),
        calls("acquire", "release"),
        calls("acquire", "release"),
        calls("acquire", "release"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @NoTwin("It names many rules; a twin dies by the check of its own.")
  @Rule({"SEM-14", "SEM-02", "SEM-04", "SEM-07", "SEM-16"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    UNBOUNDED.exploreGenerated("SEM-14", directed());
  }

  /** The same with a bound. */
  @Test
  @Rule({"SEM-12", "SEM-02", "SEM-04", "SEM-07", "SEM-14", "SEM-16"})
  void whateverIsCalledOfABoundedSemaphoreIsLinearizable() {
    BOUNDED.exploreGenerated("SEM-12", directed());
  }

  private List<Runnable> directed() {
    return List.of(
        this::sem14_ofRacingAcquiresAsManySucceedAsThereArePermits,
        this::sem12_ofRacingReleasesAsManySucceedAsTheBoundAllows,
        this::sem04_aNonBlockingAcquireIsFalseOnlyWithoutAPermit,
        this::sem07_aReleaseOfTwoIsOneStep,
        this::sem02_anAvailablePermitIsAcquired);
  }
}
