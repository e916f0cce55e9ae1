package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Environment;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How numbers and names are written, the same in all reports. */
final class Words {
  /** What stands where there is no value. */
  static final String NONE = "–";

  /** The percentiles that tables have. */
  static final List<String> PERCENTILES = List.of("50", "99", "99.9");

  private static final String TIMES = "×";
  private static final int THOUSAND = 1_000;
  private static final int HUNDRED = 100;
  private static final int TEN = 10;
  private static final double LEAST_SHARE = 0.1;
  private static final double NO_BYTE = 0.05;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private Words() {}

  /** Returns nanoseconds, three digits or more, without the unit: {@code 12.3}, {@code 62,550}. */
  static String nanos(double nanos) {
    return digits(nanos);
  }

  /** Returns a time with the unit that suits it: {@code 12.3 ns}, {@code 62.6 µs}. */
  static String time(double nanos) {
    if (nanos < THOUSAND) {
      return digits(nanos) + " ns";
    }
    if (nanos < NANOS_PER_MILLI) {
      return digits(nanos / THOUSAND) + " µs";
    }
    return nanos < NANOS_PER_SECOND
        ? digits(nanos / NANOS_PER_MILLI) + " ms"
        : digits(nanos / NANOS_PER_SECOND) + " s";
  }

  /** Returns a factor: {@code 1.35×}. */
  static String times(double factor) {
    return factor(factor) + TIMES;
  }

  /** Returns both ends: {@code 1.30 to 1.41}. */
  static String range(double low, double high) {
    return factor(low) + " to " + factor(high);
  }

  /** Returns the interval of 95 %, or that there is none. */
  static String interval(Ratio ratio) {
    return Double.isFinite(ratio.low()) && Double.isFinite(ratio.high()) && ratio.low() > 0
        ? range(ratio.low(), ratio.high())
        : "unknown";
  }

  static String bytes(long bytes) {
    return format("%,d", bytes);
  }

  static String bytes(double bytes) {
    if (bytes < NO_BYTE) {
      return "0";
    }
    return bytes < TEN && bytes != Math.rint(bytes)
        ? format("%.1f", bytes)
        : format("%,.0f", bytes);
  }

  /** Returns the median of all iterations. */
  static String fairness(Contestant contestant) {
    List<Double> sorted = contestant.fairness().stream().sorted().toList();
    return sorted.isEmpty() ? NONE : times(sorted.get(sorted.size() / 2));
  }

  /** Returns p50, p99 and p99.9, or nothing. */
  static String percentiles(Contestant contestant) {
    return PERCENTILES.stream()
        .filter(contestant.percentiles()::containsKey)
        .map(percentile -> nanos(contestant.percentiles().getOrDefault(percentile, 0.0)))
        .collect(Collectors.joining(" / "));
  }

  /** Returns the median of what the forks told, and their range. */
  static String spread(Contestant.Spread spread) {
    String median = time(spread.median());
    return spread.low() == spread.high()
        ? median
        : median + " (" + time(spread.low()) + " to " + time(spread.high()) + ")";
  }

  static String verdict(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns a noise floor: a factor, or that it is not known. */
  static String noise(double noise) {
    return Double.isFinite(noise)
        ? format("%.3f", noise)
        : "unknown (no A/A pair was measured: every difference is called \"same\")";
  }

  /** Returns a name of camel case as words: {@code Hand off}. */
  static String words(String camelCase) {
    String spaced = camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", " ");
    return spaced.substring(0, 1) + spaced.substring(1).toLowerCase(Locale.ROOT);
  }

  /** Returns what was set: {@code 4 threads, virtual, section 100}. */
  static String settings(Contest contest) {
    return settings(contest, contest.parameters().keySet());
  }

  /** Returns what was set of some parameters. */
  static String settings(Contest contest, Set<String> shown) {
    return contest.parameters().entrySet().stream()
        .filter(entry -> shown.contains(entry.getKey()))
        .map(entry -> setting(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Returns the work and what was set: {@code Contended: 4 threads, virtual}. */
  static String title(Contest contest) {
    String settings = settings(contest);
    return words(contest.work()) + (settings.isEmpty() ? "" : ": " + settings);
  }

  /** Returns those parameters that are not the same in all. */
  static Set<String> varying(Collection<Contest> contests) {
    return contests.stream()
        .flatMap(contest -> contest.parameters().keySet().stream())
        .filter(key -> contests.stream().map(c -> c.parameters().get(key)).distinct().count() > 1)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String setting(String name, String value) {
    return switch (name) {
      case "threads" -> value + (value.equals("1") ? " thread" : " threads");
      case "kind" -> value;
      case "section" -> "section " + value + " ns";
      case "maxsize" -> value.equals("0") ? "unbounded" : "maxsize " + value;
      case "waiters" -> value + (value.equals("1") ? " waiter" : " waiters");
      case "itemMicros" -> "items of " + value + " µs";
      case "items" -> number(value) + " items";
      default -> name + " " + value;
    };
  }

  private static String number(String value) {
    return value.matches("[0-9]{1,18}") ? format("%,d", Long.parseLong(value)) : value;
  }

  /** Returns how many rounds each contestant had at least. */
  static int rounds(Measurements run) {
    return run.contests().stream()
        .flatMap(contest -> contest.contestants().stream())
        .mapToInt(contestant -> contestant.rounds().size())
        .min()
        .orElse(0);
  }

  /** Returns the machine in one line. */
  static String machine(Measurements run) {
    Environment environment = run.environment();
    return String.join(
        ", ",
        environment.cpu(),
        count(environment.cores(), "core"),
        memory(environment.memoryBytes()),
        environment.kernel());
  }

  static String memory(long bytes) {
    return format("%.0f GiB", bytes / (double) (1L << 30));
  }

  static String duration(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }

  /** Returns how many there are, in words that agree: {@code 1 contest}, {@code 2 contests}. */
  static String count(long number, String singular) {
    return format("%,d", number) + " " + singular + (number == 1 ? "" : "s");
  }

  private static String factor(double factor) {
    return factor < LEAST_SHARE ? format("%.3f", factor) : digits(factor);
  }

  private static String digits(double value) {
    if (value < TEN) {
      return format("%.2f", value);
    }
    return value < HUNDRED ? format("%.1f", value) : format("%,.0f", value);
  }

  private static String format(String pattern, Object value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
