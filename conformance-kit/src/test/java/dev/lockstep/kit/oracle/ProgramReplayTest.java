package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.KernelThread;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.LockstepSubject;
import dev.lockstep.kit.subject.SemaphoreSubject;
import dev.lockstep.kit.subject.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bugs that only several threads show. */
class ProgramReplayTest {
  private static final List<Program> PROGRAMS =
      List.of(
          Program.parse("lock: A new(); A acquire(); B acquire(); A release(); B release()"),
          Program.parse("event: A new(); B wait(); C wait(); A set(); A is_set()"),
          Program.parse("event: A new(); B wait(0.2); C wait(); B expires; A pulse(); A is_set()"));

  @BeforeAll
  static void threadsAreShown() {
    assumeTrue(KernelThread.isObservable(), "no /proc");
  }

  /** Ours, with another event. */
  private static class Other implements Subject {
    final Subject ours = new LockstepSubject();

    @Override
    public String name() {
      return "other";
    }

    @Override
    public Map<String, String> notOffered() {
      return Map.of();
    }

    @Override
    public LockSubject newLock() {
      return ours.newLock();
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

  /** An event in a monitor, in which a set wakes so many. */
  private static final class MonitorEvent implements EventSubject {
    private final boolean wakesAll;
    private boolean flag;
    private int generation;

    MonitorEvent(boolean wakesAll) {
      this.wakesAll = wakesAll;
    }

    @Override
    public synchronized boolean isSet() {
      return flag;
    }

    @Override
    public synchronized void set() {
      flag = true;
      generation++;
      if (wakesAll) {
        notifyAll();
      } else {
        notify();
      }
    }

    @Override
    public synchronized void clear() {
      flag = false;
    }

    @Override
    public boolean await() {
      return await(0);
    }

    @Override
    public synchronized boolean await(double timeout) {
      int joined = generation;
      long start = System.nanoTime();
      long nanos = (long) (timeout * 1e9);
      try {
        while (!flag && joined == generation) {
          long left = nanos - (System.nanoTime() - start);
          if (nanos > 0 && left <= 0) {
            return false;
          }
          wait(nanos > 0 ? Math.max(1, left / 1_000_000) : 0);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return true;
    }

    @Override
    public boolean await(Duration timeout) {
      throw new UnsupportedOperationException();
    }
  }

  private static Subject withEvent(boolean wakesAll) {
    return new Other() {
      @Override
      public EventSubject newEvent() {
        return new MonitorEvent(wakesAll);
      }
    };
  }

  @Test
  void oursAndAnotherThatIsRightDoWhatIsDue() {
    assertEquals(3, new ProgramReplay(new LockstepSubject()).check(PROGRAMS, "a test"));
    assertEquals(3, new ProgramReplay(withEvent(true)).check(PROGRAMS, "a test"));
  }

  @Test
  void aSetThatWakesOneBreaksItsRule() {
    RuleViolation violation =
        assertThrows(
            RuleViolation.class,
            () -> new ProgramReplay(withEvent(false)).check(PROGRAMS, "a test"));
    assertEquals("EVT-07", violation.rule());
    String text = String.valueOf(violation.getMessage());
    for (String part :
        List.of("4. A set()", "due:  None, and B True, and C True", "from: a test")) {
      assertTrue(text.contains(part), () -> part + " is missing in " + text);
    }
  }

  @Test
  void programsThatNeedWhatIsNotOfferedAreLeftOut() {
    Subject subject =
        new Other() {
          @Override
          public EventSubject newEvent() {
            return new MonitorEvent(false);
          }

          @Override
          public Map<String, String> notOffered() {
            return Map.of("EVT-07", "it wakes one");
          }
        };
    assertEquals(2, new ProgramReplay(subject).check(PROGRAMS, "a test"));
  }
}
