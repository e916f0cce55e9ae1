package dev.lockstep.benchmarks.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lockstep.benchmarks.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much is measured, as {@code profiles.yaml} says.
 *
 * @param profiles by name
 * @param axes what configurations are made of, by the name of the parameter
 * @param forkSeconds what a fork takes beside its iterations
 */
record Profiles(Map<String, Profile> profiles, Map<String, Axis> axes, double forkSeconds) {
  /**
   * An amount of measuring.
   *
   * @param rounds how many forks each contestant gets, save in the contests of {@code more}
   * @param more which contests have more rounds; null if none has
   * @param warmup what each fork does before it measures
   * @param measurement what it measures
   * @param configurations which combinations of the axes are measured
   * @param sampling what a fork that times single operations measures, where a contest allows it;
   *     null if none does
   */
  record Profile(
      int rounds,
      @Nullable More more,
      Iterations warmup,
      Iterations measurement,
      Configurations configurations,
      @Nullable Iterations sampling) {
    /** Returns how many forks each contestant of a contest gets. */
    int rounds(String id, int cores) {
      return more != null
              && more.ids().stream()
                  .anyMatch(pattern -> Limits.pattern(pattern, cores).matcher(id).matches())
          ? more.rounds()
          : rounds;
    }

    /** Returns how long the iterations of one fork take, which measures so much. */
    double seconds(WorkClass work, Iterations measured) {
      return work.shotSeconds() > 0 ? work.shotSeconds() : warmup.seconds() + measured.seconds();
    }
  }

  /**
   * Contests that vary so much from fork to fork that they have more rounds than others.
   *
   * @param rounds how many forks each of their contestants gets
   * @param ids patterns of their ids, as in {@link Limits}
   */
  record More(int rounds, List<String> ids) {}

  /** Some iterations of one length. */
  record Iterations(int iterations, int milliseconds) {
    double seconds() {
      return iterations * milliseconds / 1e3;
    }
  }

  /** Which combinations of the axes are measured. */
  enum Configurations {
    /** All axes at their base. */
    @JsonProperty("base")
    BASE,
    /** The base, and whatever differs from it in one axis. */
    @JsonProperty("star")
    STAR,
    /** Every combination. */
    @JsonProperty("all")
    ALL
  }

  /**
   * A parameter.
   *
   * @param values what it takes; null for what the benchmark declares
   * @param base what it is while another one varies; null for the first value
   */
  record Axis(@Nullable List<String> values, @Nullable String base) {
    /** The axis of a parameter that {@code profiles.yaml} does not name. */
    static final Axis AS_DECLARED = new Axis(null, null);
  }

  /** Reads the file. */
  static Profiles load() {
    try (InputStream in = Work.class.getResourceAsStream("profiles.yaml")) {
      return new YAMLMapper()
          .readValue(Objects.requireNonNull(in, "profiles.yaml is in the jar"), Profiles.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a profile that the file has. */
  Profile profile(String name) {
    return Objects.requireNonNull(profiles.get(name), () -> "no profile " + name);
  }

  /** Returns the axis of a parameter. */
  Axis axis(String parameter) {
    return axes.getOrDefault(parameter, Axis.AS_DECLARED);
  }
}
