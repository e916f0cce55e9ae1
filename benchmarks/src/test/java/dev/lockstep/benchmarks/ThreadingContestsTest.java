package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Every contestant of threading does its work, and lets go of its threads: a benchmark that hangs
 * ends a whole run.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadingContestsTest {
  private static final List<Class<?>> BENCHMARKS =
      List.of(
          LockBenchmark.class,
          RLockBenchmark.class,
          SemaphoreBenchmark.class,
          BoundedSemaphoreBenchmark.class,
          EventBenchmark.class,
          ConditionBenchmark.class,
          BarrierBenchmark.class,
          ThreadBenchmark.class);

  private static final int ITERATIONS = 2;
  private static final int OPERATIONS = 20;
  private static final int WAITERS = 5;
  private static final int CONTENDERS = 64;
  private static final String ENDS = "4:4";
  private static final int ITEMS = 80;

  static Stream<Class<?>> contests() {
    return contests(BENCHMARKS);
  }

  static Stream<Class<?>> contests(List<Class<?>> benchmarks) {
    return benchmarks.stream()
        .flatMap(benchmark -> Arrays.stream(benchmark.getDeclaredClasses()))
        .filter(contest -> !Modifier.isAbstract(contest.getModifiers()))
        .filter(contest -> contestants(contest).findAny().isPresent());
  }

  private static Stream<Method> contestants(Class<?> contest) {
    return Arrays.stream(contest.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class));
  }

  @ParameterizedTest
  @MethodSource("contests")
  void oneIsOursAndEachOtherSaysWhatItIs(Class<?> contest) {
    assertSaysWhatItIs(contest);
  }

  static void assertSaysWhatItIs(Class<?> contest) {
    assertNotNull(contest.getAnnotation(Work.class));
    assertEquals(
        1, contestants(contest).filter(method -> method.getName().equals("lockstep")).count());
    contestants(contest)
        .filter(method -> !method.getName().equals("lockstep"))
        .forEach(
            method ->
                assertEquals(
                    1,
                    Stream.of(Peer.class, Yardstick.class, Floor.class)
                        .filter(method::isAnnotationPresent)
                        .count(),
                    method.getName()));
  }

  @ParameterizedTest
  @MethodSource("contests")
  void allEndOnPlatformThreads(Class<?> contest) throws Exception {
    allEnd(contest, Kind.PLATFORM);
  }

  @ParameterizedTest
  @MethodSource("contests")
  @EnabledForJreRange(min = JRE.JAVA_21)
  void allEndOnVirtualThreads(Class<?> contest) throws Exception {
    allEnd(contest, Kind.VIRTUAL);
  }

  static void allEnd(Class<?> contest, String kind) throws Exception {
    for (Method contestant : contestants(contest).toList()) {
      Object state = contest.getConstructor().newInstance();
      for (int i = 0; i < ITERATIONS; i++) {
        if (contest.getAnnotation(Work.class).contended()) {
          contend(state, contestant, kind);
        } else {
          iterate(state, contestant, kind); // as JMH does, in a thread of its own
        }
      }
    }
  }

  private static void iterate(Object state, Method contestant, String kind) throws Exception {
    String name = contestant.getName();
    if (state instanceof WakingAll many) {
      many.waiters = WAITERS;
      many.kind = kind;
    } else if (state instanceof BarrierBenchmark.WakeAll many) {
      many.waiters = WAITERS;
      many.kind = kind;
    }
    runIn(
        1,
        kind,
        () -> {
          if (state instanceof RoundTrip two) {
            two.startPartner(name);
            repeat(state, contestant);
            two.stopPartner();
          } else if (state instanceof WakingAll many) {
            many.startWaiters(name);
            repeat(state, contestant);
            many.stopWaiters();
          } else if (state instanceof BarrierBenchmark.Passing many) {
            many.startOthers(name);
            repeat(state, contestant);
            many.stopOthers();
          } else if (state instanceof ConditionBenchmark.Crowd crowd) {
            crowd.startTakers(name);
            repeat(state, contestant);
            crowd.stopTakers();
          } else if (state instanceof SharedQueueBenchmark.Bounded queue) {
            queue.ends = ENDS;
            queue.kind = kind;
            queue.start(name, ITEMS);
            repeat(state, contestant);
            queue.stop();
          } else if (state instanceof ThreadBenchmark.StartAndJoin starting) {
            starting.kind = kind;
            starting.findFactory();
            repeat(state, contestant);
          } else if (state instanceof ThreadBenchmark.StartAndCancel timers) {
            timers.startPool();
            repeat(state, contestant);
            timers.stopPool();
          } else {
            repeat(state, contestant);
          }
          return null;
        });
  }

  private static void contend(Object state, Method contestant, String kind) throws Exception {
    CriticalSection section = new CriticalSection(); // of length 0
    Alone alone = new Alone();
    runIn(
        CONTENDERS,
        kind,
        () -> {
          Slice slice = new Slice();
          slice.begin(new StartingGate());
          repeat(
              state,
              contestant,
              arguments(contestant, alone, section, slice, new SharedRLockBenchmark.Agent()));
          return null;
        });
  }

  /** Those that it takes. */
  private static Object[] arguments(Method contestant, Object... all) {
    return Arrays.stream(contestant.getParameterTypes())
        .map(type -> Arrays.stream(all).filter(type::isInstance).findFirst().orElseThrow())
        .toArray();
  }

  private static void repeat(Object state, Method contestant, Object... arguments)
      throws IllegalAccessException, InvocationTargetException {
    for (int i = 0; i < OPERATIONS; i++) {
      contestant.invoke(state, arguments);
    }
  }

  private static void runIn(int threads, String kind, Callable<?> task) throws Exception {
    var pool = Executors.newFixedThreadPool(threads, Kind.factory(kind));
    try {
      for (var result : pool.invokeAll(Collections.nCopies(threads, task))) {
        result.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
