package dev.lockstep.benchmarks.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The file of a run: JSON, read again by reports. */
public final class MeasurementsFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private MeasurementsFile() {}

  /**
   * Writes a run, over what was there.
   *
   * @throws IllegalArgumentException if a number in it is not finite: JSON has no such numbers
   */
  public static void write(Measurements run, Path file) throws IOException {
    if (numbers(run).anyMatch(number -> !Double.isFinite(number))) {
      throw new IllegalArgumentException("a number that is not finite was measured");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, JSON.writeValueAsString(run) + "\n", StandardCharsets.UTF_8);
  }

  /**
   * Reads a run.
   *
   * @throws IOException if it can't be read or is not such a file; the message says what to do
   */
  public static Measurements read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file; ./lockstep bench writes one", e);
    } catch (IOException e) {
      throw new IOException(file + ": can't be read: " + e.getMessage(), e);
    }
    try {
      JsonNode tree = JSON.readTree(text);
      JsonNode format = tree.path("format");
      if (!format.isInt()) {
        throw new IOException(
            file + ": holds no measurements; ./lockstep bench writes such a file");
      }
      if (format.intValue() != Measurements.FORMAT) {
        throw new IOException(
            file
                + ": has format "
                + format.intValue()
                + ", and this version of Lockstep reads format "
                + Measurements.FORMAT
                + "; read it with the version that wrote it, or measure again");
      }
      Measurements run = JSON.treeToValue(tree, Measurements.class);
      check(run);
      return run;
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new IOException(
          file + ": is damaged or was not written to its end; measure again (" + firstLine(e) + ")",
          e);
    }
  }

  private static void check(Measurements run) {
    for (Contest contest : run.contests()) {
      if (contest.of(Role.OURS).size() != 1) {
        throw new IllegalArgumentException(contest.id() + " does not have exactly one of ours");
      }
    }
    if (numbers(run).anyMatch(number -> !Double.isFinite(number))) {
      throw new IllegalArgumentException("a number is not finite");
    }
    Objects.requireNonNull(run.environment(), "no environment");
    Objects.requireNonNull(run.footprints(), "no footprints");
    Objects.requireNonNull(run.notMeasured(), "no list of what was not measured");
  }

  private static DoubleStream numbers(Measurements run) {
    return run.contests().stream()
        .flatMap(contest -> contest.contestants().stream())
        .flatMap(
            contestant ->
                Stream.of(
                        contestant.rounds().stream().flatMap(round -> round.stream()),
                        contestant.latencies().stream().flatMap(fork -> fork.values().stream()),
                        contestant.fairness().stream(),
                        Stream.ofNullable(contestant.bytesPerOperation()))
                    .flatMap(numbers -> numbers))
        .mapToDouble(Double::doubleValue);
  }

  private static String firstLine(Exception e) {
    String message = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
