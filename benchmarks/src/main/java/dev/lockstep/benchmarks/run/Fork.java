package dev.lockstep.benchmarks.run;

import dev.lockstep.benchmarks.Busy;
import dev.lockstep.benchmarks.run.Profiles.Iterations;
import dev.lockstep.benchmarks.run.Profiles.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * One JVM that JMH starts to measure one entrant of a contest.
 *
 * @param jdk what runs it
 * @param contest what is measured
 * @param entrant who is measured
 * @param profile how much
 * @param tokensPerMicrosecond how much work stands for a microsecond
 */
record Fork(
    Jdk jdk, Planned contest, Entrant entrant, Profile profile, double tokensPerMicrosecond) {
  /* In a group that has one, the operation that counts: what was put is only useful once got. */
  private static final String GET = "get";

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /* What JMH says if it is at work already: two at once would measure each other. */
  private static final String TAKEN = "Another JMH instance might be running";

  /* What JMH says of a benchmark that throws, and of a JVM that ends too early. */
  private static final Pattern THROWN = Pattern.compile("<failure>\\s+(.+)");
  private static final Pattern DIED =
      Pattern.compile(
          "<(forked VM failed with exit code \\d+)>.*?<stderr[^>]*>(.*?)</stderr>", Pattern.DOTALL);

  private static final double[] PERCENTILES = {50, 99, 99.9};

  /* After this long JMH interrupts those that an iteration waits for. */
  private static final int ITERATION_LIMIT_SECONDS = 15;

  /* A fork that takes this much longer than its iterations is ended. */
  private static final int LIMIT_SECONDS = 60;
  private static final int LIMIT_FACTOR = 3;

  /**
   * What a fork measured.
   *
   * @param nanoseconds for each operation, by iteration
   * @param fairness how often the most served thread was served for each time that the least served
   *     one was, by iteration
   * @param bytes allocated for each operation, by iteration
   * @param raw all that JMH tells
   */
  record Measured(
      List<Double> nanoseconds, List<Double> fairness, List<Double> bytes, RunResult raw) {}

  /** It measured nothing; the message says why. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  /** Measures how long an operation takes on average. */
  Measured average(OutputStream log) throws Failure, IOException, InterruptedException {
    RunResult raw = run(Mode.AverageTime, profile.measurement(), log);
    List<Double> nanoseconds = new ArrayList<>();
    List<Double> fairness = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (BenchmarkResult fork : raw.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        List<Double> threads = threads(iteration);
        nanoseconds.add(overAllThreads(threads));
        if (contest.type().contended()) {
          fairness.add(mostToLeastServed(threads));
        }
        Result<?> allocated = iteration.getSecondaryResults().get(ALLOCATED);
        if (allocated != null && Double.isFinite(allocated.getScore())) {
          bytes.add(Math.max(0, allocated.getScore()));
        }
      }
    }
    if (nanoseconds.isEmpty() || !nanoseconds.stream().allMatch(Double::isFinite)) {
      throw new Failure("JMH told no time");
    }
    return new Measured(nanoseconds, fairness, bytes, raw);
  }

  /**
   * Returns how long an operation took each thread on average, of those threads whose operation
   * counts.
   */
  @SuppressWarnings("rawtypes") // JMH's
  private static List<Double> threads(IterationResult iteration) {
    List<Double> threads = new ArrayList<>();
    for (Map.Entry<String, Collection<Result>> each :
        iteration.getRawSecondaryResults().entrySet()) {
      if (each.getKey().equals(GET)) {
        each.getValue().forEach(result -> threads.add(result.getScore()));
      }
    }
    if (threads.isEmpty()) {
      iteration.getRawPrimaryResults().forEach(result -> threads.add(result.getScore()));
    }
    return threads;
  }

  /**
   * Returns the mean over all operations: the harmonic one of the threads' means, since all threads
   * ran for the same time. Their arithmetic mean would count a thread that was served once as much
   * as one that was served a million times.
   */
  static double overAllThreads(List<Double> threads) {
    return threads.size() / threads.stream().mapToDouble(mean -> 1 / mean).sum();
  }

  /** Returns how often the most served thread was served for each time of the least served one. */
  static double mostToLeastServed(List<Double> threads) {
    double slowest = threads.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double fastest = threads.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return slowest / fastest;
  }

  /** What a fork told about single operations. */
  record Sampled(Map<String, Double> percentiles, RunResult raw) {}

  /** Measures how long single operations take, in some iterations. */
  Sampled samples(Iterations iterations, OutputStream log)
      throws Failure, IOException, InterruptedException {
    RunResult raw = run(Mode.SampleTime, iterations, log);
    Result<?> get = raw.getSecondaryResults().get(GET);
    Statistics all = (get == null ? raw.getPrimaryResult() : get).getStatistics();
    Map<String, Double> percentiles = new TreeMap<>();
    for (double percentile : PERCENTILES) {
      String name =
          percentile == Math.rint(percentile)
              ? Long.toString(Math.round(percentile))
              : Double.toString(percentile);
      percentiles.put(name, all.getPercentile(percentile));
    }
    return new Sampled(percentiles, raw);
  }

  private RunResult run(Mode mode, Iterations measured, OutputStream log)
      throws Failure, IOException, InterruptedException {
    Tail tail = new Tail(log);
    PrintStream out = new PrintStream(tail, true, StandardCharsets.UTF_8);
    ForkLimit limit =
        ForkLimit.start(
            Math.round(LIMIT_SECONDS + LIMIT_FACTOR * profile.seconds(contest.type(), measured)));
    try {
      Runner runner =
          new Runner(
              options(mode, measured),
              OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL));
      return runner.runSingle();
    } catch (RunnerException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (String.valueOf(e.getMessage()).contains(TAKEN)) {
        throw new IOException("another run of JMH is measuring on this machine", e);
      }
      throw new Failure(limit.hasEnded() ? limit.reason() : reason(tail.text(), e));
    } finally {
      limit.cancel();
      out.flush();
    }
  }

  /** Returns what JMH's output says about the end of a fork, in one line. */
  static String reason(String output, RunnerException e) {
    Matcher thrown = THROWN.matcher(output);
    if (thrown.find()) {
      return thrown.group(1).strip();
    }
    Matcher died = DIED.matcher(output);
    if (died.find()) {
      String said = died.group(2).strip().lines().findFirst().orElse("");
      return said.isEmpty() ? died.group(1) : died.group(1) + ": " + said;
    }
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
  }

  private Options options(Mode mode, Iterations measured) {
    List<String> flags = new ArrayList<>(jdk.flags());
    // All JVMs of a run are busy with the same, whatever each would take for a microsecond.
    flags.add("-D" + Busy.TOKENS_PER_MICROSECOND + "=" + tokensPerMicrosecond);
    if (contest.threads().isPresent() && contest.isVirtual()) {
      flags.add("-Djmh.executor=VIRTUAL");
    }
    double shot = contest.type().shotSeconds();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(entrant.benchmark()) + "$")
            .mode(shot > 0 ? Mode.SingleShotTime : mode)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupForks(0)
            .warmupIterations(shot > 0 ? 0 : profile.warmup().iterations())
            .warmupTime(time(profile.warmup()))
            .measurementIterations(shot > 0 ? 1 : measured.iterations())
            .measurementTime(time(measured))
            .timeout(TimeValue.seconds(ITERATION_LIMIT_SECONDS + Math.round(LIMIT_FACTOR * shot)))
            .shouldFailOnError(true)
            .jvm(jdk.java().toString())
            .jvmArgs(flags.toArray(String[]::new));
    if (mode == Mode.AverageTime) {
      options.addProfiler(GCProfiler.class);
    }
    contest.threads().ifPresent(options::threads);
    contest.declared().forEach(options::param);
    return options.build();
  }

  private static TimeValue time(Iterations iterations) {
    return TimeValue.milliseconds(iterations.milliseconds());
  }
}
