package dev.lockstep.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Cost;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.TestExecutor;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.HTMLReportPrinter;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.Scheduler;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.os.topology.PresetRegularTopology;
import org.openjdk.jcstress.util.Environment;
import org.openjdk.jcstress.vm.CompileMode;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * Runs single tests through jcstress's own classes. Its command line would drop a test that has
 * more actors than the machine has cores, and would call a run without tests a success; here a test
 * that was asked for and did not run is a failure.
 */
final class StressRun implements AutoCloseable {
  /**
   * What a test found.
   *
   * @param status how it ended
   * @param samples how many samples it took
   * @param seconds how long it took
   * @param message of a failure, the table of outcomes and what they mean
   */
  record Finding(Status status, long samples, double seconds, @Nullable String message) {}

  /* A test with more actors than cores hands the core over while it waits for the others. */
  private static final String SPIN_STYLE = "THREAD_YIELD";

  /* All of it is touched when a JVM starts, and there are some forty JVMs and one for each test. */
  private static final int HEAP_MEGABYTES = 64;

  /* A test ends only after some forty rounds of so many strides of so many samples. */
  private static final int STRIDES = 10;
  private static final int SAMPLES = 256;

  /* How many hangs' times may pass before a test that has not ended is called one: the start of
   * its JVM, its sanity phase and the end of its iterations. */
  private static final int HANGS_ALLOWED = 3;

  private static boolean probed;

  private final InProcessCollector results = new InProcessCollector();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "jcstress watchdog");
            thread.setDaemon(true);
            return thread;
          });
  private final int actorLimit;

  StressRun() {
    this(Integer.MAX_VALUE);
  }

  /**
   * Creates a run that pretends that the machine has few cores.
   *
   * @param actorLimit how many actors can be scheduled at most
   */
  StressRun(int actorLimit) {
    this.actorLimit = actorLimit;
    probe();
  }

  /* Starts some ten JVMs, to see what options they know: once is enough. */
  private static synchronized void probe() {
    if (!probed) {
      quietly(() -> VMSupport.initFlags(options(Path.of("."))));
      probed = true;
    }
  }

  /**
   * Runs one test.
   *
   * @param name its full name, with dots
   */
  Finding run(String name) throws Exception {
    long begin = System.nanoTime();
    Finding finding = find(name);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Finding(finding.status(), finding.samples(), seconds, finding.message());
  }

  private Finding find(String name) throws Exception {
    if (!TestList.tests().contains(name)) {
      return didNotRun(
          name,
          "jcstress's list META-INF/TestList, as it is first on the class path, does not have it:"
              + " its annotation processor did not run, or another list hides it. The list has "
              + new TreeSet<>(TestList.tests()));
    }
    TestInfo info = TestList.getInfo(name);
    int cores = Math.min(info.threads(), actorLimit);
    Scheduler scheduler = new Scheduler(new PresetRegularTopology(1, cores, 1), cores);
    List<SchedulingClass> classes =
        scheduler.scheduleClasses(info.threads(), cores, AffinityMode.NONE);
    if (classes.isEmpty()) {
      return didNotRun(
          name, info.threads() + " actors cannot be scheduled on " + cores + " cores.");
    }
    return execute(info, scheduler, classes.get(0));
  }

  private static Finding didNotRun(String name, String reason) {
    return new Finding(Status.FAILED, 0, 0, name + " did not run. " + reason);
  }

  private Finding execute(TestInfo info, Scheduler scheduler, SchedulingClass schedulingClass)
      throws Exception {
    Options options = options(Path.of("."), samples(info.name()));
    InProcessCollector collector = new InProcessCollector();
    TestConfig config =
        new TestConfig(
            options, info, 0, inheritedProperties(), CompileMode.UNIFIED, schedulingClass);
    Hang hang = new Hang();
    Future<?> alarm = watchdog.schedule(hang, limitMilliseconds(), TimeUnit.MILLISECONDS);
    try {
      new TestExecutor(options.verbosity(), collector, scheduler).runAll(List.of(config));
    } finally {
      alarm.cancel(false);
    }
    String dump = hang.dump;
    if (dump != null) {
      return new Finding(
          Status.FAILED,
          collector.getTestResults().stream().mapToLong(TestResult::getTotalCount).sum(),
          0,
          info.name() + " had not ended after " + limitMilliseconds() + " ms: a hang.\n" + dump);
    }
    for (TestResult result : collector.getTestResults()) {
      result.setEnv(Environment.getInstance()); // for the report
      results.add(result);
    }
    return finding(info, ReportUtils.mergedByName(collector.getTestResults()));
  }

  private static int samples(String name) throws ClassNotFoundException {
    int member = name.lastIndexOf('.');
    Parks parks =
        Class.forName(name.substring(0, member) + '$' + name.substring(member + 1))
            .getAnnotation(Parks.class);
    return parks == null ? SAMPLES : parks.samples();
  }

  private static Finding finding(TestInfo info, List<TestResult> found) {
    if (found.size() != 1) {
      return didNotRun(info.name(), "jcstress gave " + found.size() + " results for it.");
    }
    TestResult result = found.get(0);
    boolean passed = ReportUtils.statusToPassed(result) && result.getTotalCount() > 0;
    return new Finding(
        passed ? Status.PASSED : Status.FAILED,
        result.getTotalCount(),
        0,
        passed ? null : OutcomeTable.of(info, result));
  }

  private static long limitMilliseconds() {
    return (long) HANGS_ALLOWED * Cost.HANG_MILLISECONDS
        + (long) HANGS_ALLOWED * Cost.JCSTRESS_ITERATIONS * Cost.JCSTRESS_MILLISECONDS;
  }

  /** Returns what all found so far, as jcstress has it. */
  Collection<TestResult> results() {
    return results.getTestResults();
  }

  /**
   * Writes jcstress's own report of what was run so far.
   *
   * @param directory where to
   */
  void writeReport(Path directory) throws Exception {
    Files.createDirectories(directory);
    new HTMLReportPrinter(options(directory), results, System.out).work();
  }

  /** Returns the properties that choose subject, seam and cost, as arguments for a JVM. */
  static List<String> inheritedProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("lockstep.") || name.startsWith("dev.lockstep."))
        .sorted()
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }

  private static Options options(Path report) {
    return options(report, SAMPLES);
  }

  private static Options options(Path report, int samples) {
    Options options =
        new Options(
            new String[] {
              "-iters",
              String.valueOf(Cost.JCSTRESS_ITERATIONS),
              "-time",
              String.valueOf(Cost.JCSTRESS_MILLISECONDS),
              "-f",
              "1",
              "-fsm",
              "1",
              "-af",
              "NONE",
              "-sc",
              "false",
              "-hs",
              String.valueOf(HEAP_MEGABYTES),
              "-strideCount",
              String.valueOf(STRIDES),
              "-strideSize",
              String.valueOf(samples),
              "-spinStyle",
              SPIN_STYLE,
              "-r",
              report.toString()
            });
    try {
      if (!options.parse()) {
        throw new IllegalStateException("jcstress refused the options that it was given");
      }
    } catch (IOException e) {
      throw new IllegalStateException("jcstress could not read its options", e);
    }
    return options;
  }

  private static void quietly(Runnable probe) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(PrintStream.nullOutputStream(), false, UTF_8));
    try {
      probe.run();
    } finally {
      System.setOut(out);
    }
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
  }

  /** Ends the JVMs of a test that hangs, once it has got their stacks. */
  private static final class Hang implements Runnable {
    private volatile @Nullable String dump;

    @Override
    public void run() {
      List<String> dumps = new ArrayList<>();
      List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
      for (ProcessHandle child : children) {
        dumps.add(stacks(child.pid()));
      }
      dump = String.join("\n", dumps);
      children.forEach(ProcessHandle::destroyForcibly);
    }

    private static String stacks(long pid) {
      try {
        Process process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    String.valueOf(pid),
                    "Thread.print")
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
          return new String(output.readAllBytes(), UTF_8);
        }
      } catch (IOException e) {
        return "No stacks of process " + pid + ": " + e;
      }
    }
  }
}
