package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of a re-entrant lock against its sequential model, which knows who calls. Each
 * rule has histories of its own, so that a failure is put down to it; the generated ones come on
 * top. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.RLOCK, checker = Checker.LINCHECK)
public class RLockLincheck {
  private static final Histories HISTORIES =
      new Histories("RLK-19", RLockOperations.class, RLockSpecification.class);

  /** A lock that is free for the whole of a call is acquired, in every form. */
  @Test
  @Rule("RLK-01")
  void rlk01_aFreeLockIsAcquired() {
    HISTORIES.explore("RLK-01", calls(), calls("acquireNonBlocking"), calls("locked"));
    HISTORIES.explore("RLK-01", calls(), calls("acquireTimeoutZero"), calls("locked"));
    HISTORIES.explore("RLK-01", calls(), calls("acquire"), calls("locked"));
  }

  /** The owner acquires in every form, whatever others try. */
  @Test
  @Rule({"RLK-02", "RLK-04"})
  void rlk02_theOwnerAcquiresAgain() {
    HISTORIES.explore(
        "RLK-02",
        calls("acquire"),
        calls("acquireNonBlocking", "acquireTimeoutZero", "acquire"),
        calls("acquireNonBlocking", "locked"));
  }

  /** Non-blocking attempts against releases: false only while another owns the lock. */
  @Test
  @Rule("RLK-04")
  void rlk04_aNonBlockingAcquireIsFalseOnlyWhileAnotherOwnsTheLock() {
    HISTORIES.explore(
        "RLK-04",
        calls("acquire"),
        calls("release"),
        calls("acquireNonBlocking", "acquireNonBlocking"));
    HISTORIES.explore(
        "RLK-04",
        calls("acquire"),
        calls("release"),
        calls("acquireNonBlocking"),
        calls("acquireTimeoutZero"));
  }

  /** The lock is free after as many releases as acquisitions, and not before. */
  @Test
  @Rule({"RLK-12", "RLK-19"})
  void rlk12_theLastReleaseFreesTheLock() {
    HISTORIES.explore(
        "RLK-12", calls("acquire", "acquire"), calls("release", "release"), calls("locked"));
    HISTORIES.explore(
        "RLK-12",
        calls("acquire", "acquire"),
        calls("release", "release"),
        calls("acquireNonBlocking", "acquireNonBlocking"));
    HISTORIES.explore(
        "RLK-12", calls("acquire", "acquire"), calls("release", "release"), calls("acquire"));
  }

  /** A release by who is not the owner is refused, whatever the owner does meanwhile. */
  @Test
  @Rule({"RLK-13", "RLK-12"})
  void rlk13_aReleaseByAnotherIsRefused() {
    HISTORIES.explore(
        "RLK-13", calls("acquire"), calls("release"), calls("release"), calls("release"));
    HISTORIES.explore(
        "RLK-13",
        calls("acquire"),
        calls("release", "release"),
        calls("release", "acquireNonBlocking", "release"));
  }

  /** {@code locked} tells the state at some moment of the call. */
  @Test
  @Rule("RLK-14")
  void rlk14_lockedTellsTheStateAtSomeMomentOfTheCall() {
    HISTORIES.explore(
        "RLK-14", calls(), calls("acquireNonBlocking", "release"), calls("locked", "locked"));
    HISTORIES.explore(
        "RLK-14",
        calls("acquire"),
        calls("locked", "release", "locked", "acquireNonBlocking"),
        calls("locked", "locked", "locked"));
  }

  /** Ownership is the owner's alone, whatever happens meanwhile. */
  @Test
  @Rule("RLK-15")
  void rlk15_onlyTheOwnerOwns() {
    HISTORIES.explore(
        "RLK-15",
        calls(),
        calls("acquireNonBlocking", "isOwned", "release", "isOwned"),
        calls("isOwned", "acquireNonBlocking", "isOwned"));
  }

  /** So is the count of levels. */
  @Test
  @Rule("RLK-16")
  void rlk16_levelsAreTheOwnersAlone() {
    HISTORIES.explore(
        "RLK-16",
        calls("acquire"),
        calls("acquireNonBlocking", "recursionCount", "release", "recursionCount"),
        calls("recursionCount", "acquireNonBlocking", "recursionCount"));
  }

  /** Of racing attempts on a free lock exactly one succeeds. */
  @Test
  @Rule("RLK-17")
  void rlk17_ofRacingAcquiresOneSucceeds() {
    HISTORIES.explore(
        "RLK-17",
        calls(),
        calls("acquireNonBlocking"),
        calls("acquireTimeoutZero"),
        calls("acquireNonBlocking"));
  }

  /** Blocking calls: each thread acquires and releases, and everybody comes to the end. */
  @Test
  @Rule({"RLK-17", "RLK-12", "RLK-16", "RLK-19"})
  void rlk17_criticalSectionsOfThreeThreadsAreInOrder() {
    HISTORIES.explore(
        "RLK-17",
        calls(),
        calls("acquire", "acquire", "recursionCount", "release", "release"),
        calls("acquire", "release"),
        calls("acquire", "release"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @Rule({
    "RLK-17", "RLK-01", "RLK-02", "RLK-04", "RLK-12", "RLK-13", "RLK-14", "RLK-15", "RLK-16",
    "RLK-19"
  })
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "RLK-17",
        List.of(
            this::rlk13_aReleaseByAnotherIsRefused,
            this::rlk17_ofRacingAcquiresOneSucceeds,
            this::rlk15_onlyTheOwnerOwns,
            this::rlk16_levelsAreTheOwnersAlone,
            this::rlk14_lockedTellsTheStateAtSomeMomentOfTheCall,
            this::rlk04_aNonBlockingAcquireIsFalseOnlyWhileAnotherOwnsTheLock,
            this::rlk02_theOwnerAcquiresAgain,
            this::rlk12_theLastReleaseFreesTheLock,
            this::rlk01_aFreeLockIsAcquired));
  }
}
