package dev.lockstep.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The committed budget file: what each tier may spend, and how long it may take. */
final class Budgets {
  private static final String TWIN = "twin";
  private static final String SHARED_MEMORY = "shared-memory";
  private static final String DEFAULT = "default";

  /** The form of the file. */
  private record File(
      @JsonProperty(required = true) Map<String, Integer> total,
      @JsonProperty(required = true) Map<String, Map<String, Map<String, Integer>>> seconds,
      @JsonProperty(value = SHARED_MEMORY, required = true)
          Map<String, Map<String, Integer>> sharedMemory,
      @JsonProperty(required = true) Map<String, Map<String, Integer>> costs,
      @JsonProperty(required = true) Map<String, Map<String, String>> properties,
      @JsonProperty(required = true) Twins twins,
      @JsonProperty(required = true) Watchdog watchdog) {}

  /**
   * What the twins may take.
   *
   * @param seconds of one twin, at most
   * @param typical seconds of one twin, for telling how long a run will take
   * @param most how many tier quick runs
   * @param sample how many of those that nothing changed for, at least, as far as there are
   */
  record Twins(
      @JsonProperty(required = true) int seconds,
      @JsonProperty(required = true) int typical,
      @JsonProperty(required = true) int most,
      @JsonProperty(required = true) int sample) {}

  private record Watchdog(
      @JsonProperty(required = true) int multiple,
      @JsonProperty(required = true) int least,
      @JsonProperty(required = true) int start,
      @JsonProperty(required = true) int subject) {}

  private final File file;

  private Budgets(File file) {
    this.file = file;
    requireTiers("total", file.total.keySet(), Set.of());
    requireTiers("seconds", file.seconds.keySet(), Set.of());
    requireTiers(SHARED_MEMORY, file.sharedMemory.keySet(), Set.of());
    file.sharedMemory.forEach(
        (tier, seconds) -> requireSeconds(SHARED_MEMORY + "." + tier, seconds));
    requireTiers("costs", file.costs.keySet(), Set.of(TWIN, SHARED_MEMORY));
    file.seconds.forEach((tier, primitives) -> requirePrimitives(tier, primitives));
    file.properties.keySet().forEach(Budgets::requireChecker);
    file.costs.forEach(
        (tier, costs) -> costs.forEach((cost, value) -> requirePositive(tier, cost, value)));
  }

  /** Reads the file that is shipped with the gate. */
  static Budgets load() {
    try (InputStream in = Budgets.class.getResourceAsStream("budgets.yaml")) {
      byte[] bytes = Objects.requireNonNull(in, "budgets.yaml is in the gate's jar").readAllBytes();
      return parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a budget file.
   *
   * @param yaml its text
   * @throws IllegalArgumentException if something is missing, unknown or not positive
   */
  static Budgets parse(String yaml) {
    JsonMapper.Builder mapper = JsonMapper.builder(new YAMLFactory());
    mapper.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
    mapper.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    try {
      return new Budgets(mapper.build().readValue(yaml, File.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("budgets.yaml: " + e.getOriginalMessage(), e);
    }
  }

  /** How long a whole run of a tier may take; null if it has no limit. */
  @Nullable Integer total(Tier tier) {
    Integer seconds = file.total.get(tier.id());
    return seconds == null || seconds == 0 ? null : seconds;
  }

  /** How many seconds a checker may take for a primitive. */
  int seconds(Tier tier, Primitive primitive, Checker checker) {
    Map<String, Map<String, Integer>> rows = of(file.seconds, tier.id());
    Integer own = rows.getOrDefault(primitive.id(), Map.of()).get(checker.id());
    return own == null ? of(of(rows, DEFAULT), checker.id()) : own;
  }

  /**
   * The checkers that meet each primitive in shared memory too, and how many seconds each may take.
   */
  Map<Checker, Integer> sharedMemory(Tier tier) {
    Map<String, Integer> seconds = of(file.sharedMemory, tier.id());
    Map<Checker, Integer> found = new EnumMap<>(Checker.class);
    for (Checker checker : Checker.values()) {
      Integer budget = seconds.get(checker.id());
      if (budget != null) {
        found.put(checker, budget);
      }
    }
    return found;
  }

  /** What the twins may take. */
  Twins twins() {
    return file.twins;
  }

  /** The system properties {@code lockstep.cost.*} of a tier. */
  Map<String, String> costs(Tier tier) {
    return costs(tier.id());
  }

  /** The system properties {@code lockstep.cost.*} with which the checkers meet a twin. */
  Map<String, String> twinCosts() {
    return costs(TWIN);
  }

  /** The system properties {@code lockstep.cost.*} for the primitives in shared memory. */
  Map<String, String> sharedMemoryCosts(Tier tier) {
    return tier == Tier.NIGHTLY ? costs(tier) : costs(SHARED_MEMORY);
  }

  /** The other system properties that a checker's JVM is started with. */
  Map<String, String> properties(Checker checker) {
    return file.properties.getOrDefault(checker.id(), Map.of());
  }

  /** After how long a fork that may take so many seconds is called hung. */
  Duration watchdog(int seconds) {
    return Duration.ofSeconds(
        Math.max(file.watchdog.least, (long) seconds * file.watchdog.multiple));
  }

  /** After how long a fork that has begun no check is called hung. */
  Duration startLimit() {
    return Duration.ofSeconds(file.watchdog.start);
  }

  /** How long the gate waits for a subject to be loaded. */
  Duration subjectLimit() {
    return Duration.ofSeconds(file.watchdog.subject);
  }

  private Map<String, String> costs(String section) {
    return of(file.costs, section).entrySet().stream()
        .collect(
            Collectors.toMap(
                cost -> "lockstep.cost." + cost.getKey(),
                cost -> cost.getValue().toString(),
                (a, b) -> b,
                TreeMap::new));
  }

  private static <V> V of(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> "budgets.yaml lacks " + key);
  }

  private static void requireTiers(String section, Set<String> seen, Set<String> more) {
    Set<String> due = new TreeSet<>(more);
    Arrays.stream(Tier.values()).map(Tier::id).forEach(due::add);
    requireSame(section, seen, due);
  }

  private static void requirePrimitives(String tier, Map<String, Map<String, Integer>> rows) {
    Set<String> checkers =
        Arrays.stream(Checker.values()).map(Checker::id).collect(Collectors.toSet());
    requireSame(
        "seconds." + tier + "." + DEFAULT, rows.getOrDefault(DEFAULT, Map.of()).keySet(), checkers);
    rows.forEach(
        (row, seconds) -> {
          if (!row.equals(DEFAULT) && Primitive.of(row).isEmpty()) {
            throw new IllegalArgumentException(
                "budgets.yaml: seconds." + tier + ": there is no primitive " + row);
          }
          requireSeconds("seconds." + tier + "." + row, seconds);
        });
  }

  private static void requireSeconds(String where, Map<String, Integer> seconds) {
    seconds.forEach(
        (checker, value) -> {
          if (Arrays.stream(Checker.values()).noneMatch(each -> each.id().equals(checker))) {
            throw new IllegalArgumentException(
                "budgets.yaml: " + where + ": no checker " + checker);
          }
          requirePositive(where, checker, value);
        });
  }

  private static void requireSame(String section, Set<String> seen, Set<String> due) {
    if (!seen.equals(due)) {
      throw new IllegalArgumentException(
          "budgets.yaml: " + section + " must have " + sorted(due) + ", not " + sorted(seen));
    }
  }

  private static Set<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }

  private static void requireChecker(String id) {
    if (Arrays.stream(Checker.values()).noneMatch(checker -> checker.id().equals(id))) {
      throw new IllegalArgumentException("budgets.yaml: properties: there is no checker " + id);
    }
  }

  private static void requirePositive(String where, String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "budgets.yaml: " + where + ": " + name + " must be at least 1, not " + value);
    }
  }
}
