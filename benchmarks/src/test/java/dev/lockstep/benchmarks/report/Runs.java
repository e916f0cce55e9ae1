package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.Family;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Environment;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Judgement.Outcome;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measurements made by hand, with something of everything: nothing in them was measured. */
final class Runs {
  static final String JDK_17 = "JDK 17.0.15+6";
  static final String JDK_25 = "JDK 25.0.3+9";
  static final String LOCKS = "benchmarks/src/main/java/dev/lockstep/benchmarks/LockBenchmark.java";

  /** One of each outcome. */
  static final List<Judgement> JUDGEMENTS =
      List.of(
          new Judgement(Outcome.KEPT, "Lock.Uncontended on " + JDK_25, "0.0 B/op, at most 0"),
          new Judgement(Outcome.BROKEN, "Lock, new, on " + JDK_25, "24 B, at most 16"),
          new Judgement(Outcome.UNDECIDED, "Lock.HandOff on " + JDK_25, "0.98 times, due 1"),
          new Judgement(Outcome.TRIPPED, "Lock.Timed on " + JDK_25, "0.50 times, due 1"));

  private static final String QUEUES =
      "benchmarks/src/main/java/dev/lockstep/benchmarks/QueueBenchmark.java";
  private static final List<Double> WOBBLE = List.of(1.0, 1.01, 0.99);

  private Runs() {}

  /** Everything: two runtimes, virtual threads, percentiles, no peers, no floor, one round. */
  static Measurements full() {
    return run(
        "0.1.0-SNAPSHOT (0123456789abcdef0123456789abcdef01234567)", 1.0, List.of(JDK_25, JDK_17));
  }

  /** The same on one runtime, with ours that many times as fast. */
  static Measurements faster(double factor) {
    return run("0.1.0 def5678", factor, List.of(JDK_25));
  }

  /** A little of each form of figure. */
  static Measurements small() {
    Measurements run = faster(1);
    return with(run, run.contests().stream().filter(c -> c.parameters().isEmpty()).toList());
  }

  /** One that may be published: three rounds of everything. */
  static Measurements published() {
    Measurements run = faster(1);
    return with(run, run.contests().stream().filter(c -> c.ours().rounds().size() > 1).toList());
  }

  /** Curves over waiters and over the size of items, and two peers of one name. */
  static Measurements curves() {
    List<Contest> contests = new ArrayList<>();
    contests.add(
        contest(
            "Semaphore",
            "Uncontended",
            Map.of(),
            JDK_25,
            "acquire and release",
            "",
            ours(10),
            again(10.1),
            peer("jucSemaphore", "Semaphore", Family.JUC, 15),
            peer("kotlinSemaphore", "Semaphore", Family.KOTLIN, 30)));
    for (int waiters : List.of(16, 1, 256)) {
      contests.add(
          contest(
              "Event",
              "WakeAll",
              ordered("kind", "platform", "waiters", waiters),
              JDK_25,
              "wake all",
              "",
              ours(waiters * 4_000.0),
              again(waiters * 4_010.0),
              peer("countDownLatch", "CountDownLatch", Family.JUC, waiters * 11_000.0)));
    }
    for (double micros : List.of(60.0, 0.2, 2.0)) {
      double alone = micros * 1e7;
      contests.add(
          contest(
              "ThreadPoolExecutor",
              "DataParallel",
              ordered("itemMicros", micros, "items", 10_000),
              JDK_25,
              "job, by map",
              "",
              ours(alone / 2 + 3e6),
              again(alone / 2 + 3.01e6),
              peer("sequential", "sequential", Family.LANGUAGE, alone),
              floor("bareThreads", "two bare threads", alone / 1.9)));
    }
    return with(faster(1), contests);
  }

  /** The same run of another version. */
  static Measurements versioned(Measurements run, String version) {
    return copy(
        run,
        run.profile(),
        run.selection(),
        run.complete(),
        version,
        run.environment(),
        run.contests(),
        run.footprints());
  }

  /** The same run with another flag of each runtime. */
  static Measurements flagged(Measurements run, String flag) {
    Environment environment = run.environment();
    return copy(
        run,
        run.profile(),
        run.selection(),
        run.complete(),
        run.version(),
        new Environment(
            environment.cpu(),
            environment.cores(),
            environment.governor(),
            environment.kernel(),
            environment.memoryBytes(),
            environment.tokensPerMicrosecond(),
            environment.runtimes().stream()
                .map(it -> new Environment.Runtime(it.id(), it.description(), List.of(flag)))
                .toList()),
        run.contests(),
        run.footprints());
  }

  /** The same run with other footprints. */
  static Measurements withFootprints(Measurements run, List<Footprint> footprints) {
    return copy(
        run,
        run.profile(),
        run.selection(),
        run.complete(),
        run.version(),
        run.environment(),
        run.contests(),
        footprints);
  }

  /** Something else of a run. */
  static Measurements with(
      Measurements run, String profile, List<String> selection, boolean complete) {
    return copy(
        run,
        profile,
        selection,
        complete,
        run.version(),
        run.environment(),
        run.contests(),
        run.footprints());
  }

  /** The same run with other contests. */
  static Measurements with(Measurements run, List<Contest> contests) {
    return copy(
        run,
        run.profile(),
        run.selection(),
        run.complete(),
        run.version(),
        run.environment(),
        contests,
        run.footprints());
  }

  /** The same run with all that a test may change. */
  private static Measurements copy(
      Measurements run,
      String profile,
      List<String> selection,
      boolean complete,
      String version,
      Environment environment,
      List<Contest> contests,
      List<Footprint> footprints) {
    return new Measurements(
        run.format(),
        run.started(),
        run.continued(),
        run.seconds(),
        profile,
        selection,
        complete,
        version,
        environment,
        contests,
        footprints,
        run.notMeasured());
  }

  private static Measurements run(String version, double factor, List<String> runtimes) {
    List<Contest> contests = new ArrayList<>();
    List<Footprint> footprints = new ArrayList<>();
    for (String runtime : runtimes) {
      locks(contests, runtime, factor);
      queues(contests, runtime, factor);
      footprints(footprints, runtime);
    }
    return new Measurements(
        Measurements.FORMAT,
        "2026-11-26T21:04:05Z",
        List.of(),
        5_025,
        "full",
        List.of(),
        true,
        version,
        new Environment(
            "A processor & <its> model",
            2,
            "not readable",
            "Linux 6.1.0",
            24L << 30,
            1,
            runtimes.stream()
                .map(id -> new Environment.Runtime(id, "OpenJDK 64-Bit Server VM", flags(id)))
                .toList()),
        contests,
        footprints,
        List.of("Node: there is no node on the PATH"));
  }

  private static List<String> flags(String runtime) {
    return runtime.equals(JDK_25) ? List.of("-Xms1g", "-Xmx1g") : List.of();
  }

  private static void locks(List<Contest> contests, String runtime, double factor) {
    contests.add(
        contest(
            "Lock",
            "Uncontended",
            Map.of(),
            runtime,
            "acquire and release",
            LOCKS,
            ours(12.0 / factor),
            again(12.1 / factor),
            peer("reentrantLock", "ReentrantLock", Family.JUC, 18.0),
            peer("jucSemaphore", "Semaphore", Family.JUC, 21.0),
            peer("synchronizedBlock", "synchronized", Family.LANGUAGE, 12.1),
            floor("bareVarHandle", "two atomic instructions", 10.5)));
    contests.add(
        contest(
            "Lock",
            "HandOff",
            Map.of(),
            runtime,
            "round trip of two threads, which is two hand-offs",
            LOCKS,
            timed(ours(5_200 / factor), 4_900 / factor),
            timed(again(5_150 / factor), 4_950 / factor),
            timed(peer("jucSemaphore", "Semaphore", Family.JUC, 7_400), 7_100),
            timed(floor("ideal", "a spinning hand-off", 180), 160)));
    if (runtime.equals(JDK_17)) {
      return;
    }
    for (String kind : List.of("platform", "virtual")) {
      for (int section : List.of(0, 100)) {
        for (int threads : List.of(2, 8, 64)) {
          double base = (30 + section) * threads * (kind.equals("virtual") ? 1.3 : 1.0);
          contests.add(
              contest(
                  "Lock",
                  "Contended",
                  ordered("threads", threads, "kind", kind, "section", section),
                  runtime,
                  "acquire and release",
                  LOCKS,
                  shared(ours(base / factor), 1.1),
                  shared(again(base * 1.02 / factor), 1.1),
                  shared(
                      peer(
                          "reentrantLock",
                          "ReentrantLock",
                          Family.JUC,
                          base * (2.2 - threads / 40.0)),
                      1.4),
                  shared(
                      peer("synchronizedBlock", "synchronized", Family.LANGUAGE, base * 1.25),
                      6.0)));
        }
      }
    }
  }

  private static void queues(List<Contest> contests, String runtime, double factor) {
    contests.add(
        contest(
            "Queue",
            "Alone",
            Map.of(),
            runtime,
            "put and get",
            QUEUES,
            allocating(ours(25 / factor), 0.0),
            allocating(peer("linkedBlockingQueue", "LinkedBlockingQueue", Family.JUC, 31), 24.0),
            allocating(peer("mpmc", "MpmcArrayQueue", Family.JCTOOLS, 22), 0.0)));
    contests.add(
        contest(
            "Queue",
            "Shutdown",
            Map.of("maxsize", "0"),
            runtime,
            "create and shut down; nobody else offers it",
            QUEUES,
            new Contestant(
                "lockstep",
                "Queue",
                Family.LOCKSTEP.text(),
                Role.OURS,
                List.of(List.of(40.0 / factor)),
                List.of(),
                96.0,
                List.of())));
  }

  private static void footprints(List<Footprint> footprints, String runtime) {
    footprints.add(new Footprint("Lock", "new", "Lock", Role.OURS, runtime, 24));
    footprints.add(new Footprint("Lock", "new", "ReentrantLock", Role.PEER, runtime, 48));
    footprints.add(new Footprint("Queue", "64 items", "Queue", Role.OURS, runtime, 368));
    footprints.add(
        new Footprint("Queue", "64 items", "LinkedBlockingQueue", Role.PEER, runtime, 1_800));
    footprints.add(new Footprint("Event", "new", "Event", Role.OURS, runtime, 16));
  }

  private static Map<String, String> ordered(Object... keysAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
    }
    return map;
  }

  static Contest contest(
      String primitive,
      String work,
      Map<String, String> parameters,
      String runtime,
      String unit,
      String source,
      Contestant... contestants) {
    return new Contest(primitive, work, parameters, runtime, unit, source, List.of(contestants));
  }

  static Contestant ours(double nanos) {
    return contestant("lockstep", "Lockstep", Family.LOCKSTEP, Role.OURS, nanos, 0);
  }

  static Contestant again(double nanos) {
    return contestant(
        "lockstep (again)", "Lockstep (again)", Family.LOCKSTEP, Role.AGAIN, nanos, 1);
  }

  static Contestant peer(String name, String label, Family family, double nanos) {
    return contestant(name, label, family, Role.PEER, nanos, 1);
  }

  static Contestant yardstick(String name, String label, double nanos) {
    return contestant(name, label, Family.LANGUAGE, Role.YARDSTICK, nanos, 2);
  }

  static Contestant floor(String name, String label, double nanos) {
    return contestant(name, label, Family.LANGUAGE, Role.FLOOR, nanos, 2);
  }

  private static Contestant contestant(
      String name, String label, Family family, Role role, double nanos, int turn) {
    List<List<Double>> rounds = new ArrayList<>();
    for (int i = 0; i < WOBBLE.size(); i++) {
      double mean = nanos * WOBBLE.get((i + turn) % WOBBLE.size());
      rounds.add(List.of(mean * 0.998, mean, mean * 1.002));
    }
    return new Contestant(name, label, family.text(), role, rounds, List.of(), 0.0, List.of());
  }

  private static Contestant timed(Contestant it, double median) {
    return new Contestant(
        it.name(),
        it.label(),
        it.family(),
        it.role(),
        it.rounds(),
        Collections.nCopies(
            it.rounds().size(), Map.of("50", median, "99", median * 2.5, "99.9", median * 14)),
        it.bytesPerOperation(),
        it.fairness());
  }

  static Contestant shared(Contestant it, double most) {
    return new Contestant(
        it.name(),
        it.label(),
        it.family(),
        it.role(),
        it.rounds(),
        it.latencies(),
        it.bytesPerOperation(),
        List.of(most, most * 1.2, 1 + (most - 1) / 2));
  }

  static Contestant allocating(Contestant it, @Nullable Double bytes) {
    return new Contestant(
        it.name(),
        it.label(),
        it.family(),
        it.role(),
        it.rounds(),
        it.latencies(),
        bytes,
        it.fairness());
  }
}
