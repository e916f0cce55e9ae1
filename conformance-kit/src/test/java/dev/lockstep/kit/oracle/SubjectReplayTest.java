package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.errors.ValueError;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.LockstepSubject;
import dev.lockstep.kit.subject.Scope;
import dev.lockstep.kit.subject.SemaphoreSubject;
import dev.lockstep.kit.subject.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A difference is put down to the rule that broke. */
class SubjectReplayTest {
  private static final Call ACQUIRE = Call.of("acquire");
  private static final Call LOCKED = Call.of("locked");

  /** A subject with another lock. */
  private abstract static class Broken implements Subject {
    final Subject ours = new LockstepSubject();

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Map<String, String> notOffered() {
      return Map.of();
    }

    @Override
    public SemaphoreSubject newSemaphore(int value) {
      return ours.newSemaphore(value);
    }

    @Override
    public SemaphoreSubject newBoundedSemaphore(int value) {
      return ours.newBoundedSemaphore(value);
    }

    @Override
    public EventSubject newEvent() {
      return ours.newEvent();
    }

    @Override
    public PyError errorOf(Throwable thrown) {
      return ours.errorOf(thrown);
    }
  }

  /** Our lock, to be broken in one place. */
  private static class Delegate implements LockSubject {
    final LockSubject lock = new LockstepSubject().newLock();

    @Override
    public boolean acquire() {
      return lock.acquire();
    }

    @Override
    public boolean acquire(boolean blocking) {
      return lock.acquire(blocking);
    }

    @Override
    public boolean acquire(boolean blocking, double timeout) {
      return lock.acquire(blocking, timeout);
    }

    @Override
    public boolean acquire(Duration timeout) {
      return lock.acquire(timeout);
    }

    @Override
    public void release() {
      lock.release();
    }

    @Override
    public boolean locked() {
      return lock.locked();
    }

    @Override
    public Scope enter() {
      return lock.enter();
    }
  }

  private static Subject with(Supplier<LockSubject> lock) {
    return new Broken() {
      @Override
      public LockSubject newLock() {
        return lock.get();
      }
    };
  }

  private static RuleViolation violation(Subject subject, Sequence... sequences) {
    return assertThrows(
        RuleViolation.class, () -> new SubjectReplay(subject).check(List.of(sequences), "a test"));
  }

  @Test
  void oursDoesWhatIsDue() {
    new SubjectReplay(new LockstepSubject())
        .check(
            List.of(
                Sequences.lock(ACQUIRE, Call.of("acquire", true, -2.0), LOCKED, ACQUIRE),
                Sequences.semaphore(0, Call.of("acquire", true, Double.NaN))),
            "a test");
  }

  @Test
  void anErrorWithAnEffectBreaksTheRuleThatErrorsHaveNone() {
    Subject subject =
        with(
            () ->
                new Delegate() {
                  @Override
                  public boolean acquire(boolean blocking, double timeout) {
                    try {
                      return lock.acquire(blocking, timeout);
                    } catch (ValueError e) {
                      lock.release();
                      throw e;
                    }
                  }
                });
    assertEquals(
        "LCK-10",
        violation(subject, Sequences.lock(ACQUIRE, Call.of("acquire", true, -2.0), LOCKED)).rule());
  }

  @Test
  void aMinusOneThatIsNotForEverBreaksItsOwnRule() {
    Subject subject =
        with(
            () ->
                new Delegate() {
                  @Override
                  public boolean acquire(boolean blocking, double timeout) {
                    return lock.acquire(blocking, timeout == -1 ? -3 : timeout);
                  }
                });
    assertEquals(
        "LCK-05", violation(subject, Sequences.lock(Call.of("acquire", true, -1.0))).rule());
  }

  @Test
  void everyBrokenRuleIsNamedOnce() {
    Subject subject =
        with(
            () ->
                new Delegate() {
                  @Override
                  public boolean acquire(boolean blocking) {
                    return false;
                  }

                  @Override
                  public boolean locked() {
                    return !lock.locked();
                  }
                });
    RuleViolation violation =
        violation(
            subject,
            Sequences.lock(LOCKED),
            Sequences.lock(Call.of("acquire", false)),
            Sequences.lock(Call.of("acquire", true)));
    assertEquals("LCK-13", violation.rule());
    assertEquals(
        List.of("LCK-01"),
        Arrays.stream(violation.getSuppressed())
            .map(suppressed -> ((RuleViolation) suppressed).rule())
            .toList());
    assertTrue(String.valueOf(violation.getMessage()).contains("2. locked()"));
  }

  @Test
  void whatIsNotOfferedIsLeftOut() {
    Subject subject =
        new Broken() {
          @Override
          public LockSubject newLock() {
            return new Delegate() {
              @Override
              public boolean locked() {
                throw new UnsupportedOperationException();
              }
            };
          }

          @Override
          public Map<String, String> notOffered() {
            return Map.of("LCK-13", "it cannot tell");
          }
        };
    new SubjectReplay(subject)
        .check(List.of(Sequences.lock(LOCKED, ACQUIRE, LOCKED, Call.of("release"))), "a test");
    assertEquals(
        "LCK-12",
        violation(
                with(
                    () ->
                        new Delegate() {
                          @Override
                          public void release() {}
                        }),
                Sequences.lock(Call.of("release")))
            .rule());
  }
}
