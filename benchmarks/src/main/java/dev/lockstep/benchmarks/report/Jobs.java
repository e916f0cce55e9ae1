package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.BreakEven;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Noise;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Jobs of many items, which one thread did too: from which size of an item on workers pay. */
final class Jobs {
  /** The parameter that says how long an item takes. */
  static final String ITEM_MICROS = "itemMicros";

  private static final String ALONE = "sequential";

  /**
   * A job with items of several sizes.
   *
   * @param title what it is
   * @param runtime the runtime's id
   * @param said from which size on it pays
   */
  record Job(String title, String runtime, String said) {}

  private Jobs() {}

  /** Returns all of a run. */
  static List<Job> of(Measurements run) {
    double noise = Noise.of(run.contests());
    Map<String, List<Contest>> works =
        run.contests().stream()
            .collect(
                Collectors.groupingBy(
                    contest ->
                        String.join(" ", contest.primitive(), contest.work(), contest.runtime()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return works.values().stream()
        .flatMap(contests -> curves(contests).stream())
        .map(curve -> new Job(title(curve.get(0)), curve.get(0).runtime(), said(curve, noise)))
        .toList();
  }

  /** Returns those contests of one work that differ in nothing but the size of an item. */
  static List<List<Contest>> curves(Collection<Contest> contests) {
    return contests.stream()
        .filter(contest -> alone(contest).isPresent() && Standing.isMeasured(contest.ours()))
        .collect(Curves.over(ITEM_MICROS));
  }

  /** Returns one thread that did the whole job. */
  static Optional<Contestant> alone(Contest contest) {
    return contest.contestants().stream()
        .filter(contestant -> contestant.name().equals(ALONE))
        .filter(Standing::isMeasured)
        .findFirst();
  }

  /** Returns from which size on it pays: {@code from somewhere between 0.2 and 1 µs on}. */
  static String said(List<Contest> curve, double noise) {
    return said(BreakEven.of(curve, ITEM_MICROS, ALONE, noise));
  }

  private static String said(BreakEven found) {
    if (found.faster() == null) {
      return "at none of those measured";
    }
    if (found.faster() == found.smallest()) {
      return "from " + micros(found.faster()) + " µs or less on: that is the smallest measured";
    }
    return found.slower() == null
        ? "from " + micros(found.faster()) + " µs or less on: below, it is the same within noise"
        : "from somewhere between "
            + micros(found.slower())
            + " and "
            + micros(found.faster())
            + " µs on";
  }

  private static String title(Contest contest) {
    TreeSet<String> others = new TreeSet<>(contest.parameters().keySet());
    others.remove(ITEM_MICROS);
    String settings = Words.settings(contest, others);
    return contest.primitive()
        + ", "
        + Words.words(contest.work()).toLowerCase(Locale.ROOT)
        + (settings.isEmpty() ? "" : ", " + settings);
  }

  private static String micros(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
