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
 * Linearizability of a lock against its sequential model. Each rule has histories of its own, so
 * that a failure is put down to it; the generated ones come on top. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.LOCK, checker = Checker.LINCHECK)
public class LockLincheck {
  private static final Histories HISTORIES =
      new Histories("LCK-16", LockOperations.class, LockSpecification.class);

  /** A lock that is free for the whole of a call is acquired, in every form. */
  @Test
  @Rule("LCK-01")
  void lck01_aFreeLockIsAcquired() {
    HISTORIES.explore("LCK-01", calls(), calls("acquireNonBlocking"), calls("locked"));
    HISTORIES.explore("LCK-01", calls(), calls("acquireTimeoutZero"), calls("locked"));
    HISTORIES.explore("LCK-01", calls(), calls("acquire"), calls("locked"));
  }

  /** Non-blocking attempts against a release: false only while the lock is held. */
  @Test
  @Rule("LCK-03")
  void lck03_aNonBlockingAcquireIsFalseOnlyWhileTheLockIsHeld() {
    HISTORIES.explore(
        "LCK-03",
        calls("acquire"),
        calls("release"),
        calls("acquireNonBlocking", "acquireNonBlocking"));
    HISTORIES.explore(
        "LCK-03",
        calls("acquire"),
        calls("release"),
        calls("acquireNonBlocking"),
        calls("acquireTimeoutZero"));
  }

  /** A release frees the lock for whoever comes next, while others try and wait. */
  @Test
  @NoTwin(
      "What refuses the release of another thread dies by the contract: a history does not order the threads.")
  @Rule({"LCK-11", "LCK-16"})
  void lck11_aReleaseByAnyThreadFreesTheLock() {
    HISTORIES.explore(
        "LCK-11", calls("acquire"), calls("release", "acquireNonBlocking"), calls("locked"));
    HISTORIES.explore("LCK-11", calls("acquire"), calls("release"), calls("acquire", "release"));
    HISTORIES.explore("LCK-11", calls("acquire"), calls("release", "locked"), calls("acquire"));
  }

  /** Of racing releases of one acquisition exactly one succeeds. */
  @Test
  @Rule("LCK-12")
  void lck12_ofRacingReleasesOneSucceeds() {
    HISTORIES.explore("LCK-12", calls("acquire"), calls("release"), calls("release"));
    HISTORIES.explore(
        "LCK-12", calls("acquire"), calls("release"), calls("release"), calls("release"));
    HISTORIES.explore(
        "LCK-12",
        calls("acquire"),
        calls("release"),
        calls("release"),
        calls("acquireNonBlocking"));
  }

  /** {@code locked} tells the state at some moment of the call. */
  @Test
  @Rule("LCK-13")
  void lck13_lockedTellsTheStateAtSomeMomentOfTheCall() {
    HISTORIES.explore(
        "LCK-13", calls(), calls("acquireNonBlocking", "release"), calls("locked", "locked"));
    HISTORIES.explore(
        "LCK-13",
        calls("acquire"),
        calls("release", "acquireNonBlocking"),
        calls("locked", "locked", "locked"));
  }

  /** Of racing attempts on a free lock exactly one succeeds. */
  @Test
  @Rule("LCK-14")
  void lck14_ofRacingAcquiresOneSucceeds() {
    HISTORIES.explore(
        "LCK-14",
        calls(),
        calls("acquireNonBlocking"),
        calls("acquireTimeoutZero"),
        calls("acquireNonBlocking"));
  }

  /** Blocking calls: each thread acquires and releases, and everybody comes to the end. */
  @Test
  @Rule({"LCK-14", "LCK-16"})
  void lck14_criticalSectionsOfThreeThreadsAreInOrder() {
    HISTORIES.explore(
        "LCK-14",
        calls(),
        calls("acquire", "locked", "release"),
        calls("acquire", "release"),
        calls("acquire", "release"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @Rule({"LCK-14", "LCK-01", "LCK-03", "LCK-11", "LCK-12", "LCK-13", "LCK-16"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "LCK-14",
        List.of(
            this::lck12_ofRacingReleasesOneSucceeds,
            this::lck14_ofRacingAcquiresOneSucceeds,
            this::lck13_lockedTellsTheStateAtSomeMomentOfTheCall,
            this::lck03_aNonBlockingAcquireIsFalseOnlyWhileTheLockIsHeld,
            this::lck11_aReleaseByAnyThreadFreesTheLock,
            this::lck01_aFreeLockIsAcquired));
  }
}
