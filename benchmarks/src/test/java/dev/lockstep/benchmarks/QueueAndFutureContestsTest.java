package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** Each contestant does its work and comes to an end, as JMH would have it, but once. */
@Timeout(600)
final class QueueAndFutureContestsTest {
  private static final int FEW_ITEMS = 80;
  private static final String ITEMS_OF_A_JOB = "100";

  private static final List<Class<?>> BENCHMARKS =
      List.of(
          QueueBenchmark.class,
          SimpleQueueBenchmark.class,
          LifoQueueBenchmark.class,
          PriorityQueueBenchmark.class,
          FutureBenchmark.class,
          FuturesBenchmark.class,
          ExecutorBenchmark.class,
          DataParallelBenchmark.class,
          DataParallelMillionBenchmark.class);

  static Stream<Arguments> contestants() {
    return BENCHMARKS.stream()
        .flatMap(benchmarks -> Arrays.stream(benchmarks.getDeclaredClasses()))
        .filter(contest -> contest.isAnnotationPresent(Work.class))
        .flatMap(
            contest ->
                Arrays.stream(contest.getMethods())
                    .filter(method -> method.isAnnotationPresent(Benchmark.class))
                    .filter(QueueAndFutureContestsTest::isHere)
                    .map(method -> Arguments.of(contest, method)));
  }

  /** Tells whether this JDK has what the contestant needs. */
  private static boolean isHere(Method method) {
    Peer peer = method.getAnnotation(Peer.class);
    return peer == null || peer.since() <= Runtime.version().feature();
  }

  @ParameterizedTest
  @MethodSource("contestants")
  void comesToAnEnd(Class<?> type, Method contestant) throws Exception {
    Object contest = type.getConstructor().newInstance();
    for (Field field : contest.getClass().getFields()) {
      Param param = field.getAnnotation(Param.class);
      if (param != null) {
        set(contest, field, param.value());
      }
    }
    List<Object> arguments = new ArrayList<>();
    for (Class<?> state : contestant.getParameterTypes()) {
      arguments.add(state.getConstructor().newInstance());
    }
    assertDoesNotThrow(
        () -> {
          if (contest instanceof Traffic traffic) {
            traffic.start(contestant.getName(), FEW_ITEMS);
          } else {
            call(contest, Setup.class, contestant);
          }
          contestant.invoke(contest, arguments.toArray());
        });
    call(contest, TearDown.class, contestant);
  }

  @ParameterizedTest
  @MethodSource("contestants")
  void hasOneRole(Class<?> type, Method contestant) {
    int roles =
        (contestant.getName().equals("lockstep") ? 1 : 0)
            + (contestant.isAnnotationPresent(Peer.class) ? 1 : 0)
            + (contestant.isAnnotationPresent(Yardstick.class) ? 1 : 0)
            + (contestant.isAnnotationPresent(Floor.class) ? 1 : 0);
    assertTrue(
        roles == 1, () -> type.getSimpleName() + ", " + contestant + " has " + roles + " roles");
  }

  /** Sets a parameter to the value that is the least work: the first, or the last of numbers. */
  private static void set(Object contest, Field field, String[] values) throws Exception {
    String value = field.getName().equals("items") ? ITEMS_OF_A_JOB : values[0];
    if (field.getType() == int.class) {
      field.setInt(contest, Integer.parseInt(value));
    } else if (field.getType() == double.class) {
      field.setDouble(contest, Double.parseDouble(values[values.length - 1]));
    } else {
      field.set(contest, value);
    }
  }

  /** Calls the methods of a contest that JMH would call before or after. */
  private static void call(
      Object contest, Class<? extends Annotation> annotation, Method contestant) throws Exception {
    for (Method method : contest.getClass().getMethods()) {
      if (method.isAnnotationPresent(annotation)) {
        if (method.getParameterCount() == 0) {
          method.invoke(contest);
        } else {
          method.invoke(contest, parameters(contestant));
        }
      }
    }
  }

  private static BenchmarkParams parameters(Method contestant) {
    String name =
        Objects.requireNonNull(contestant.getDeclaringClass().getCanonicalName())
            + "."
            + contestant.getName();
    TimeValue second = TimeValue.seconds(1);
    return new BenchmarkParams(
        name,
        name,
        true,
        1,
        new int[] {1},
        List.of(),
        1,
        0,
        new IterationParams(IterationType.WARMUP, 1, second, 1),
        new IterationParams(IterationType.MEASUREMENT, 1, second, 1),
        Mode.AverageTime,
        new WorkloadParams(),
        TimeUnit.NANOSECONDS,
        1,
        "java",
        List.of(),
        "",
        "",
        "",
        "",
        second);
  }
}
