package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.KernelThread;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.LockstepSubject;
import dev.lockstep.kit.subject.SemaphoreSubject;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.WaitSubject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Waits that join, leave or are counted wrongly break the rule that they are about. */
class WaitReplayTest {
  /** What is wrong. */
  private enum Bug {
    NONE,
    JOINS_WITHOUT_A_LOOK,
    JOINS_AT_THE_HEAD,
    JOINS_A_LIST_OF_ITS_WIDTH,
    JOINS_WHATEVER_THE_MEMORY,
    JOINS_UNWRAPPED,
    NEIGHBOURS_ARE_WOKEN,
    STORES_WAKE,
    COUNTS_WHAT_WAS_ASKED,
    STAYS_WHEN_TIME_IS_OVER,
    STAGES_COME_LATE
  }

  @BeforeAll
  static void threadsAreShown() {
    assumeTrue(KernelThread.isObservable(), "no /proc");
  }

  private record Place(Object memory, long address) {}

  private static final class Waiter {
    final CompletableFuture<String> end = new CompletableFuture<>();
    final Place place;
    final boolean async;

    Waiter(Place place, boolean async) {
      this.place = place;
      this.async = async;
    }
  }

  /** A simple one, right or with a bug. It holds Int32s and the lower halves of BigInt64s. */
  private static final class SimpleWait implements WaitSubject {
    private final Bug bug;
    private final Map<Place, Long> values = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private CompletableFuture<Void> completer = CompletableFuture.completedFuture(null);

    SimpleWait(Bug bug) {
      this.bug = bug;
    }

    private Place place(ViewName view, long index) {
      Object memory = bug == Bug.JOINS_WHATEVER_THE_MEMORY ? "all" : view.memory();
      return new Place(memory, view.byteOffset() + index * view.type().size());
    }

    private Place list(ViewName view, long index) {
      return bug == Bug.JOINS_A_LIST_OF_ITS_WIDTH && view.type() == ElementType.BIG_INT64
          ? new Place(view, index)
          : place(view, index);
    }

    @Override
    public synchronized void store(ViewName view, long index, long value) {
      values.put(place(view, index), value);
      if (bug == Bug.STORES_WAKE) {
        signal(view, index);
      }
    }

    @Override
    public void set(ViewName view, long index, int value) {
      throw new UnsupportedOperationException();
    }

    private synchronized Waiter join(ViewName view, long index, long expected, boolean async) {
      Waiter waiter = new Waiter(list(view, index), async);
      boolean wraps = view.type() == ElementType.INT32 && bug != Bug.JOINS_UNWRAPPED;
      long wrapped = wraps ? (int) expected : expected;
      if (values.getOrDefault(place(view, index), 0L) != wrapped
          && bug != Bug.JOINS_WITHOUT_A_LOOK) {
        waiter.end.complete("not-equal");
      } else {
        waiters.add(bug == Bug.JOINS_AT_THE_HEAD ? 0 : waiters.size(), waiter);
      }
      return waiter;
    }

    private synchronized void leave(Waiter waiter) {
      if (bug != Bug.STAYS_WHEN_TIME_IS_OVER) {
        waiters.remove(waiter);
      }
      waiter.end.complete("timed-out");
    }

    @Override
    public String await(ViewName view, long index, long expected) {
      return await(view, index, expected, Double.NaN);
    }

    @Override
    public String await(ViewName view, long index, long expected, double timeout) {
      Waiter waiter = join(view, index, expected, false);
      try {
        if (timeout <= 1e9) {
          CompletableFuture.delayedExecutor((long) (timeout * 1e6), TimeUnit.NANOSECONDS)
              .execute(() -> leave(waiter));
        }
        return waiter.end.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Async awaitAsync(ViewName view, long index, long expected) {
      return awaitAsync(view, index, expected, Double.NaN);
    }

    @Override
    public Async awaitAsync(ViewName view, long index, long expected, double timeout) {
      Waiter waiter = join(view, index, expected, true);
      boolean async = !waiter.end.isDone();
      if (timeout <= 1e9) {
        CompletableFuture.delayedExecutor((long) (timeout * 1e6), TimeUnit.NANOSECONDS)
            .execute(() -> leave(waiter));
      }
      return new Async() {
        @Override
        public boolean isAsync() {
          return async;
        }

        @Override
        public CompletionStage<?> value() {
          return waiter.end;
        }
      };
    }

    @Override
    public long signal(ViewName view, long index) {
      return signal(view, index, Double.POSITIVE_INFINITY);
    }

    @Override
    public synchronized long signal(ViewName view, long index, double count) {
      Place place = list(view, index);
      long ended = 0;
      for (Waiter waiter : List.copyOf(waiters)) {
        boolean here =
            bug == Bug.NEIGHBOURS_ARE_WOKEN
                ? waiter.place.address / Long.BYTES == place.address / Long.BYTES
                : waiter.place.equals(place);
        if (here && ended + 1 <= count) {
          ended++;
          waiters.remove(waiter);
          end(waiter);
        }
      }
      return bug == Bug.COUNTS_WHAT_WAS_ASKED && count < 9 ? (long) count : ended;
    }

    /* As ours, a thread of its own ends what is no thread: here one that takes its time. */
    private void end(Waiter waiter) {
      if (waiter.async && bug == Bug.STAGES_COME_LATE) {
        completer = completer.thenRunAsync(() -> completeLate(waiter));
      } else {
        waiter.end.complete("ok");
      }
    }

    private static void completeLate(Waiter waiter) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(50)) {
        Thread.onSpinWait();
      }
      waiter.end.complete("ok");
    }

    @Override
    public void grow(long byteLength) {}

    @Override
    public boolean canBlock() {
      return true;
    }

    @Override
    public void setCanBlock(boolean canBlock) {}
  }

  private static Subject with(Bug bug) {
    Subject ours = new LockstepSubject();
    return new Subject() {
      @Override
      public String name() {
        return bug.name();
      }

      @Override
      public Map<String, String> notOffered() {
        return Map.of("WAI-02", "it checks nothing");
      }

      @Override
      public WaitSubject newWait(int byteLength, int maxByteLength) {
        return new SimpleWait(bug);
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
    };
  }

  private static final String LINE =
      "wait: A new(16); B wait(Int32Array, 0, 0); C waitAsync.value(Int32Array, 0, 0);"
          + " D wait(Int32Array, 0, 0); A notify(Int32Array, 0, 1.0); A notify(Int32Array, 0, 1.0);"
          + " A notify(Int32Array, 0)";

  private static final String VIEWS =
      "wait: A new(16); B wait(Int32Array, 0, 0); C wait(BigInt64Array, 0, 0);"
          + " A notify(Int32Array, 0, 2.0)";

  private static final String MEMORIES =
      "wait: A new(16); B wait(Int32Array, 0, 0); A notify(other Int32Array, 0)";

  private static final String STORES =
      "wait: A new(16); B wait(Int32Array, 0, 0); A store(Int32Array, 0, 1);"
          + " C wait(Int32Array, 0, 0); C wait(Int32Array, 0, 4294967297); A notify(Int32Array, 0)";

  private static final String HALVES =
      "wait: A new(16); B wait(Int32Array, 0, 0); A notify(Int32Array, 1)";

  private static final String TIME =
      "wait: A new(16); B wait(Int32Array, 0, 0, 200.0); C wait(Int32Array, 0, 0); B expires;"
          + " A notify(Int32Array, 0, 1.0); A notify(Int32Array, 0)";

  private static final List<Program> ALL =
      List.of(LINE, VIEWS, MEMORIES, STORES, HALVES, TIME).stream().map(Program::parse).toList();

  @Test
  void oursAndAnotherThatIsRightDoWhatIsDue() {
    assertEquals(ALL.size(), new ProgramReplay(new LockstepSubject()).check(ALL, "a test"));
    assertEquals(ALL.size(), new ProgramReplay(with(Bug.NONE)).check(ALL, "a test"));
  }

  /* A promise may be settled by a thread that nobody watches: its waiter comes before the next move. */
  @Test
  void aStageThatComesLateComesBeforeTheNextMove() {
    List<Program> line = List.of(Program.parse(LINE));
    assertEquals(1, new ProgramReplay(with(Bug.STAGES_COME_LATE)).check(line, "a test"));
  }

  @Test
  void whatJoinsLeavesOrIsCountedWronglyBreaksItsRule() {
    assertRule("WAI-01", Bug.JOINS_WITHOUT_A_LOOK, STORES);
    assertRule("WAI-09", Bug.JOINS_AT_THE_HEAD, LINE);
    assertRule("WAI-07", Bug.JOINS_A_LIST_OF_ITS_WIDTH, VIEWS);
    assertRule("WAI-14", Bug.JOINS_WHATEVER_THE_MEMORY, MEMORIES);
    assertRule("WAI-05", Bug.JOINS_UNWRAPPED, STORES);
    assertRule("WAI-14", Bug.NEIGHBOURS_ARE_WOKEN, HALVES);
    assertRule("WAI-01", Bug.STORES_WAKE, STORES);
    assertRule(
        "WAI-07", Bug.COUNTS_WHAT_WAS_ASKED, "wait: A new(16); A notify(Int32Array, 0, 2.0)");
    assertRule("WAI-01", Bug.STAYS_WHEN_TIME_IS_OVER, TIME);
  }

  private static void assertRule(String rule, Bug bug, String program) {
    RuleViolation violation =
        assertThrows(
            RuleViolation.class,
            () -> new ProgramReplay(with(bug)).check(List.of(Program.parse(program)), "a test"),
            bug.name());
    assertEquals(rule, violation.rule(), () -> bug + ": " + violation.getMessage());
  }

  @Test
  void theListedProgramsCatchThemAll() {
    List<Program> listed =
        Scenarios.of(Primitive.WAIT).stream()
            .filter(program -> !program.toString().contains("expires"))
            .toList();
    for (Bug bug : Bug.values()) {
      if (!Set.of(Bug.NONE, Bug.STAGES_COME_LATE, Bug.STAYS_WHEN_TIME_IS_OVER).contains(bug)) {
        assertThrows(
            RuleViolation.class,
            () -> new ProgramReplay(with(bug)).check(listed, "a test"),
            bug.name());
      }
    }
  }
}
