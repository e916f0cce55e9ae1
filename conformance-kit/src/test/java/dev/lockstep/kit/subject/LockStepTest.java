package dev.lockstep.kit.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.ThreadModel;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.KernelThread;
import dev.lockstep.kit.run.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The driver itself: it must not see waiting where there is none, nor miss who was woken. */
class LockStepTest {
  private static final Subject SUBJECT = new LockstepSubject();

  private static final int ROUNDS = 10;

  private static final long NAP_NANOS = 50_000;

  @BeforeAll
  static void threadsAreShown() {
    assumeTrue(KernelThread.isObservable(), "no /proc");
  }

  private static LockStep.Observation call(
      LockStep threads, String thread, Callable<? extends @Nullable Object> body) {
    return call(threads, thread, body, 0);
  }

  private static LockStep.Observation call(
      LockStep threads, String thread, Callable<? extends @Nullable Object> body, double timeout) {
    return threads.move(thread, () -> threads.observe(body, false, timeout));
  }

  private static LockStep.Observation alone(Outcome outcome) {
    return new LockStep.Observation(outcome, Map.of(), Set.of());
  }

  /* Looks as if it waited, and does not. */

  private static boolean spin(int millis) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis)) {
      Thread.onSpinWait();
    }
    return true;
  }

  private static boolean nap(int times) {
    for (int i = 0; i < times; i++) {
      LockSupport.parkNanos(NAP_NANOS);
    }
    return true;
  }

  /* Waits at a gate; then computes, naps, and opens the next. */
  private static boolean relay(Semaphore[] gates, int gate) {
    return relay(gates, gate, 2);
  }

  private static boolean relay(Semaphore[] gates, int gate, int millis) {
    gates[gate].acquireUninterruptibly();
    spin(millis);
    nap(5);
    gates[gate + 1].release();
    return true;
  }

  private static Semaphore[] gates() {
    return new Semaphore[] {new Semaphore(0), new Semaphore(0), new Semaphore(0), new Semaphore(0)};
  }

  /** Tells whether everything that only looks like waiting was seen to be none. */
  private static boolean isRight(LockStep threads) {
    Semaphore[] gates = gates();
    boolean right =
        call(threads, "A", () -> spin(5)).equals(alone(Outcome.TRUE))
            && call(threads, "A", () -> nap(100)).equals(alone(Outcome.TRUE));
    for (int i = 0; right && i < 3; i++) {
      int gate = i;
      right =
          call(threads, List.of("B", "C", "D").get(i), () -> relay(gates, gate))
              .equals(alone(Outcome.BLOCKED));
    }
    return right
        && call(threads, "A", () -> nothing(gates[0]::release))
            .equals(
                new LockStep.Observation(
                    Outcome.NOTHING,
                    Map.of("B", Outcome.TRUE, "C", Outcome.TRUE, "D", Outcome.TRUE),
                    Set.of()));
  }

  /* Whoever calls waits for a thread that makes no calls, and that only looks as if it waited. */
  private static boolean isRightWithABystander(LockStep threads) {
    Semaphore[] gates = gates();
    AtomicBoolean takesPart = new AtomicBoolean();
    Thread bystander =
        Threads.Kind.PLATFORM.create(
            "bystander",
            () -> {
              threads.takePart();
              takesPart.set(true);
              relay(gates, 0, 20);
              relay(gates, 2, 20);
            });
    bystander.start();
    assertTrue(Threads.poll(takesPart::get));
    boolean right =
        call(threads, "A", () -> relay(gates, 1)).equals(alone(Outcome.BLOCKED))
            && call(threads, "B", () -> handOver(gates[0], gates[3]))
                .equals(
                    new LockStep.Observation(Outcome.TRUE, Map.of("A", Outcome.TRUE), Set.of()));
    boolean ends = Threads.poll(() -> !bystander.isAlive());
    return ends && right && call(threads, "A", () -> nap(5)).equals(alone(Outcome.TRUE));
  }

  private static boolean handOver(Semaphore first, Semaphore last) {
    first.release();
    last.acquireUninterruptibly();
    return true;
  }

  @Test
  void aThreadThatMakesNoCallsHasToComeToRestToo() {
    for (int i = 0; i < ROUNDS; i++) {
      try (LockStep threads = new LockStep(SUBJECT)) {
        assertTrue(isRightWithABystander(threads));
      }
    }
  }

  @Test
  void aThreadThatIsPlayedOnIsWatched() {
    Set<String> watched = new TreeSet<>();
    try (LockStep threads =
        new LockStep(
            SUBJECT,
            LockStep.LOOKS,
            (thread, kernel) -> {
              watched.add(thread.getName());
              return LockStep.look(thread, kernel);
            },
            Cost.HANG_MILLISECONDS)) {
      ThreadPlayer player = new ThreadPlayer(threads, false);
      play(threads, player, "A", "new");
      play(threads, player, "A", "start");
      assertInstanceOf(Outcome.Raised.class, play(threads, player, "A", "join_itself").outcome());
      assertEquals(alone(Outcome.BLOCKED), play(threads, player, "B", "join"));
      assertTrue(watched.contains(ThreadModel.NAME), watched::toString);
      assertEquals(
          new LockStep.Observation(Outcome.NOTHING, Map.of("B", Outcome.NOTHING), Set.of()),
          play(threads, player, "A", "end"));
    }
  }

  private static LockStep.Observation play(
      LockStep threads, Player player, String thread, String method) {
    return threads.move(thread, () -> player.play(Call.of(method)));
  }

  @Test
  void aDriverThatWatchesOnlyThoseWhoCallIsCaught() {
    assertCaught(
        LockStep.LOOKS,
        (thread, kernel) ->
            thread.getName().equals("bystander")
                ? Optional.of(new KernelThread.Look(true, ""))
                : LockStep.look(thread, kernel),
        LockStepTest::isRightWithABystander);
  }

  private static @Nullable Object nothing(Runnable body) {
    body.run();
    return null;
  }

  @Test
  void onlyThreadsThatWaitAreReportedAsBlocked() {
    assertRight();
  }

  private static void assertRight() {
    for (int i = 0; i < ROUNDS; i++) {
      try (LockStep threads = new LockStep(SUBJECT)) {
        assertTrue(isRight(threads));
      }
    }
  }

  @Test
  void underLoadTheSameIsSeen() {
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> load = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread =
          Threads.Kind.PLATFORM.create(
              "load-" + i,
              () -> {
                while (!stop.get()) {
                  Thread.onSpinWait();
                }
              });
      thread.start();
      load.add(thread);
    }
    try {
      assertRight();
    } finally {
      stop.set(true);
    }
    assertTrue(Threads.poll(() -> load.stream().noneMatch(Thread::isAlive)));
  }

  @Test
  void aDriverThatLooksOnceIsCaught() {
    assertCaught(0, LockStep::look);
  }

  /** Asleep at every look, and awake between any two. */
  private static final class Restless {
    private static final int TIMES = 5 * LockStep.LOOKS;

    private final Semaphore wake = new Semaphore(0);
    private volatile int awake;

    boolean call() {
      for (int i = 0; i < TIMES; i++) {
        wake.acquireUninterruptibly();
        awake = i + 1;
      }
      return true;
    }

    Optional<KernelThread.Look> look(Thread thread, KernelThread kernel) {
      Optional<KernelThread.Look> look = LockStep.look(thread, kernel);
      int before = awake;
      if (look.isPresent() && look.get().asleep() && before < TIMES) {
        wake.release();
        Threads.poll(() -> awake > before && (awake == TIMES || isAsleep(thread, kernel)));
      }
      return look;
    }

    private static boolean isAsleep(Thread thread, KernelThread kernel) {
      return LockStep.look(thread, kernel).filter(KernelThread.Look::asleep).isPresent();
    }
  }

  @Test
  void aDriverWithoutTheKernelsCountersIsCaught() {
    Restless restless = new Restless();
    try (LockStep threads =
        new LockStep(SUBJECT, LockStep.LOOKS, restless::look, Cost.HANG_MILLISECONDS)) {
      assertEquals(alone(Outcome.TRUE), call(threads, "A", restless::call));
    }
    Restless other = new Restless();
    try (LockStep threads =
        new LockStep(
            SUBJECT,
            LockStep.LOOKS,
            (thread, kernel) ->
                other.look(thread, kernel).map(look -> new KernelThread.Look(look.asleep(), "")),
            Cost.HANG_MILLISECONDS)) {
      assertEquals(alone(Outcome.BLOCKED), call(threads, "A", other::call), "it is not caught");
      other.wake.release(Restless.TIMES);
    }
  }

  @Test
  void aDriverThatAsksOnlyJavaIsCaught() {
    assertCaught(
        LockStep.LOOKS,
        (thread, kernel) ->
            thread.getState() == Thread.State.RUNNABLE
                ? Optional.empty()
                : Optional.of(new KernelThread.Look(true, "")));
  }

  private static void assertCaught(
      int looks, BiFunction<Thread, KernelThread, Optional<KernelThread.Look>> eye) {
    assertCaught(looks, eye, LockStepTest::isRight);
  }

  private static void assertCaught(
      int looks,
      BiFunction<Thread, KernelThread, Optional<KernelThread.Look>> eye,
      Predicate<LockStep> check) {
    boolean right = true;
    for (int i = 0; right && i < ROUNDS; i++) {
      try (LockStep threads = new LockStep(SUBJECT, looks, eye, Cost.HANG_MILLISECONDS)) {
        right = check.test(threads);
      }
    }
    assertFalse(right, "it reports blocked too early, and nobody saw it");
  }

  @Test
  void aTimeoutIsOverWhenItsThreadHasWokenUp() {
    Semaphore gate = new Semaphore(0);
    Semaphore again = new Semaphore(0);
    Callable<Boolean> timed = () -> gate.tryAcquire(1, TimeUnit.SECONDS);
    Callable<Boolean> twice =
        () -> {
          boolean acquired = timed.call();
          again.acquire();
          return acquired;
        };
    try (LockStep threads = new LockStep(SUBJECT)) {
      blocksInTime(threads, timed);
      assertEquals(alone(Outcome.FALSE), threads.expire("A"));
      blocksInTime(threads, twice);
      assertEquals(alone(Outcome.BLOCKED), threads.expire("A"));
      assertEquals(
          new LockStep.Observation(Outcome.NOTHING, Map.of("A", Outcome.FALSE), Set.of()),
          call(threads, "B", () -> nothing(again::release)));
    }
  }

  private static void blocksInTime(LockStep threads, Callable<Boolean> body) {
    LockStep.Observation seen = call(threads, "A", body, 1.0);
    assumeTrue(seen.late().isEmpty(), "this machine is too slow at the moment");
    assertEquals(alone(Outcome.BLOCKED), seen);
  }

  @Test
  void aTimeoutThatMayBeOverTooEarlyIsReported() {
    Semaphore gate = new Semaphore(0);
    try (LockStep threads = new LockStep(SUBJECT)) {
      call(threads, "A", () -> nothing(gate::acquireUninterruptibly), 0.05);
      assertEquals(Set.of("A"), call(threads, "B", () -> spin(60)).late());
      assertEquals(
          new LockStep.Observation(Outcome.NOTHING, Map.of("A", Outcome.NOTHING), Set.of("A")),
          call(threads, "B", () -> nothing(gate::release)));
    }
  }

  @Test
  void whoDoesNotComeToRestHangs() {
    AtomicBoolean stop = new AtomicBoolean();
    try (LockStep threads = new LockStep(SUBJECT, LockStep.LOOKS, LockStep::look, 200)) {
      Callable<Boolean> endless =
          () -> {
            while (!stop.get()) {
              LockSupport.parkNanos(NAP_NANOS);
            }
            return true;
          };
      assertInstanceOf(Outcome.Hung.class, call(threads, "A", endless).outcome());
      stop.set(true);
    }
  }

  @Test
  void whoWaitsCannotMoveAndWhoDoesNotCannotExpire() {
    Semaphore gate = new Semaphore(0);
    try (LockStep threads = new LockStep(SUBJECT)) {
      Callable<Object> wait = () -> nothing(gate::acquireUninterruptibly);
      assertEquals(alone(Outcome.BLOCKED), call(threads, "A", wait));
      assertTrue(threads.waits("A"));
      assertThrows(IllegalStateException.class, () -> call(threads, "A", wait));
      assertThrows(IllegalStateException.class, () -> threads.expire("A"));
      assertThrows(IllegalStateException.class, () -> threads.expire("B"));
      gate.release();
    }
  }
}
