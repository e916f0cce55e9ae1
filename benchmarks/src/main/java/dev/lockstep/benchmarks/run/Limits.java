package dev.lockstep.benchmarks.run;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lockstep.benchmarks.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold, as {@code limits.yaml} says.
 *
 * @param contests of contests
 * @param footprints of what objects take
 */
public record Limits(List<OfContests> contests, List<OfFootprint> footprints) {
  private static final String BEST_JUC = "best-juc";
  private static final String BEST_PEER = "best-peer";
  private static final String FLOOR = "floor";
  private static final String JUC = "java.util.concurrent";

  private static final Pattern EXPRESSION = Pattern.compile("\\{([^}]+)}");

  /**
   * Limits of some contests.
   *
   * @param ids patterns of the contests' ids, in which {@code *} stands for anything but a blank
   *     and {@code {4*cores}} for that number
   * @param bytes what one operation may allocate at most; null for no such limit
   * @param bytesOf who has to allocate at least as much; null for no such limit
   * @param fairness how often the most served thread may be served for each time that the least
   *     served one is; null for no such limit
   * @param ratios how fast ours has to be beside others
   */
  public record OfContests(
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> ids,
      @Nullable Double bytes,
      @Nullable String bytesOf,
      @Nullable Double fairness,
      List<OfRatio> ratios) {
    /** Without ratios there is none. */
    @SuppressWarnings("NullAway") // Jackson passes null for what the file does not say
    public OfContests {
      ratios = ratios == null ? List.of() : ratios;
    }

    /** Tells whether it is about a contest. */
    boolean matches(String id, int cores) {
      return ids.stream().anyMatch(pattern -> pattern(pattern, cores).matcher(id).matches());
    }
  }

  /**
   * How fast ours has to be beside another one.
   *
   * @param peer {@code best-juc}, {@code best-peer}, {@code floor}, or names of contestants, such
   *     as a yardstick's, of which the fastest counts
   * @param least how many times as fast
   * @param floor the name of the floor that shows, where it misses the target itself, that nobody
   *     can reach it; null if none is known
   */
  public record OfRatio(
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> peer,
      double least,
      @Nullable String floor) {
    /** Returns whom ours is compared with: the fastest of those that are meant. */
    Optional<Contestant> in(Contest contest) {
      return contest.contestants().stream()
          .filter(each -> isMeant(each.name(), each.family(), each.role()))
          .min((a, b) -> Double.compare(a.mean(), b.mean()));
    }

    /** Tells whether a contestant is meant. */
    boolean isMeant(String name, String family, Role role) {
      return peer.stream()
          .anyMatch(
              meant ->
                  switch (meant) {
                    case BEST_JUC -> role == Role.PEER && family.equals(JUC);
                    case BEST_PEER -> role == Role.PEER;
                    case FLOOR -> role == Role.FLOOR;
                    default -> name.equals(meant);
                  });
    }
  }

  /**
   * How much an object of ours may take.
   *
   * @param primitive whose
   * @param state in which state
   * @param most how many bytes
   */
  public record OfFootprint(String primitive, String state, long most) {
    /** Tells whether it is about this one. */
    boolean matches(Footprint footprint) {
      return footprint.role() == Role.OURS
          && footprint.primitive().equals(primitive)
          && footprint.state().equals(state);
    }
  }

  /** Reads the file. */
  public static Limits load() {
    try (InputStream in = Work.class.getResourceAsStream("limits.yaml")) {
      return read(Objects.requireNonNull(in, "limits.yaml is in the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Limits read(InputStream in) throws IOException {
    return YAMLMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build()
        .readValue(in, Limits.class);
  }

  /**
   * Tells whether a run that was asked for some contests only should have those of a pattern.
   *
   * @param pattern that of the contests' ids
   * @param selection names of primitives, works or both; empty for everything
   */
  static boolean isSelected(String pattern, List<String> selection) {
    String work = pattern.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    int dot = work.indexOf('.');
    List<Pattern> names =
        Stream.of(work, work.substring(0, dot), work.substring(dot + 1))
            .filter(name -> !name.equals("*")) // which would be what every word names
            .map(name -> pattern(name, 1))
            .toList();
    return selection.isEmpty()
        || selection.stream()
            .map(word -> word.toLowerCase(Locale.ROOT))
            .anyMatch(word -> names.stream().anyMatch(name -> name.matcher(word).matches()));
  }

  /** Makes a regular expression of a pattern. */
  static Pattern pattern(String pattern, int cores) {
    String text =
        EXPRESSION
            .matcher(pattern)
            .replaceAll(found -> Matcher.quoteReplacement(Plan.evaluated(found.group(1), cores)));
    String regex =
        Stream.of(text.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + "[^ ]*" + b)
            .orElseThrow();
    return Pattern.compile(regex);
  }
}
