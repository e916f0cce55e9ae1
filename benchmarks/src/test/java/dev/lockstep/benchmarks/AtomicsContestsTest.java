package dev.lockstep.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contestant of Atomics and of shared memory does its work, and lets go of its threads. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AtomicsContestsTest {
  static Stream<Class<?>> contests() {
    return ThreadingContestsTest.contests(
        List.of(
            AtomicsBenchmark.class,
            Atomics8Benchmark.class,
            Atomics16Benchmark.class,
            Atomics64Benchmark.class,
            AtomicsWaitBenchmark.class,
            SharedMemoryBenchmark.class,
            SharedLockBenchmark.class,
            SharedRLockBenchmark.class,
            SharedSemaphoreBenchmark.class,
            SharedBoundedSemaphoreBenchmark.class,
            SharedEventBenchmark.class,
            SharedConditionBenchmark.class,
            SharedBarrierBenchmark.class,
            SharedQueueBenchmark.class));
  }

  @ParameterizedTest
  @MethodSource("contests")
  void oneIsOursAndEachOtherSaysWhatItIs(Class<?> contest) {
    ThreadingContestsTest.assertSaysWhatItIs(contest);
  }

  @ParameterizedTest
  @MethodSource("contests")
  void allEndOnPlatformThreads(Class<?> contest) throws Exception {
    ThreadingContestsTest.allEnd(contest, Kind.PLATFORM);
  }

  @ParameterizedTest
  @MethodSource("contests")
  @EnabledForJreRange(min = JRE.JAVA_21)
  void allEndOnVirtualThreads(Class<?> contest) throws Exception {
    ThreadingContestsTest.allEnd(contest, Kind.VIRTUAL);
  }
}
