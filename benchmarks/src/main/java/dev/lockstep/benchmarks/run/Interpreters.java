package dev.lockstep.benchmarks.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Interpreters of Python and JavaScript that do the same work, by a script that comes along. Each
 * measurement is a process of its own, which times loops of the operation; the loop's own time is
 * not taken off.
 */
public final class Interpreters implements Outside {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final int ITERATIONS = 5;
  private static final int ITERATION_MILLIS = 50;

  private final Path directory;
  private final Finder finder;
  private final List<Introduced> introduced = new ArrayList<>();
  private final Set<String> notMeasured = new LinkedHashSet<>();

  /**
   * Creates it; nothing is looked for until {@link #runtimes} is called.
   *
   * @param directory where the scripts go, and what processes print; it is created
   * @param finder looks for interpreters
   */
  public Interpreters(Path directory, Finder finder) {
    this.directory = directory.toAbsolutePath();
    this.finder = finder;
  }

  /** Looks for interpreters. */
  public interface Finder {
    /**
     * Returns those that are there.
     *
     * @param missing is told who was looked for and is not there, each with the reason
     * @throws InterruptedException if the run is to end
     */
    List<Interpreter> find(List<String> missing) throws InterruptedException;
  }

  /** One that has said who it is. */
  private record Introduced(Interpreter interpreter, String label, Set<String> works) {}

  @Override
  public List<Environment.Runtime> runtimes() {
    List<Environment.Runtime> runtimes = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      List<String> missing = new ArrayList<>();
      List<Interpreter> found = finder.find(missing);
      notMeasured.addAll(missing);
      for (Interpreter interpreter : found) {
        try {
          runtimes.add(introduce(interpreter));
        } catch (Failure e) {
          notMeasured.add(interpreter.family() + ": " + e.getMessage());
        }
      }
    } catch (IOException e) {
      notMeasured.add("interpreters: " + directory + " can't be written: " + e.getMessage());
    } catch (InterruptedException e) {
      // Whoever measures next is told.
      Thread.currentThread().interrupt();
    }
    return runtimes;
  }

  private Environment.Runtime introduce(Interpreter interpreter)
      throws IOException, InterruptedException, Failure {
    List<String> lines = run(interpreter, List.of());
    if (lines.size() != 1) {
      throw new Failure("says who it is in " + lines.size() + " lines, not in one");
    }
    JsonNode answer = parsed(lines.get(0));
    String label = interpreter.family() + " " + text(answer, "version");
    if (interpreter.name().equals(Interpreter.FREE_THREADED)) {
      if (answer.path("gil").asBoolean(true)) {
        throw new Failure(label + " has an interpreter lock");
      }
      label += " free-threaded";
    }
    Set<String> works =
        StreamSupport.stream(answer.path("works").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
    introduced.add(new Introduced(interpreter, label, works));
    if (interpreter.isSlow()) {
      notMeasured.add(
          label
              + " in other works than "
              + Interpreter.WORKS_OF_SLOW.stream().sorted().collect(Collectors.joining(", "))
              + ": it needs seconds to become fast");
    }
    return new Environment.Runtime(label, text(answer, "description"), interpreter.flags());
  }

  private static String text(JsonNode answer, String name) throws Failure {
    JsonNode value = answer.get(name);
    if (value == null || !value.isTextual()) {
      throw new Failure("does not say its " + name + ": " + answer);
    }
    return value.asText();
  }

  @Override
  public Turns turns(Contest contest) {
    return hasTheSame(contest.parameters()) ? new TheirTurns(contest) : Outside.NO_TURNS;
  }

  /** What they do of one contest. */
  private final class TheirTurns implements Turns {
    private final Contest contest;
    private final Map<Introduced, List<List<Double>>> measured = new LinkedHashMap<>();

    TheirTurns(Contest contest) {
      this.contest = contest;
      able(contest).forEach(each -> measured.put(each, new ArrayList<>()));
    }

    @Override
    public void round() throws InterruptedException {
      for (Introduced each : List.copyOf(measured.keySet())) {
        try {
          Objects.requireNonNull(measured.get(each)).add(measure(each.interpreter(), contest));
        } catch (Failure | IOException e) {
          measured.remove(each);
          notMeasured.add(contest.id() + " in " + each.label() + ": " + e.getMessage());
        }
      }
    }

    @Override
    public List<Contestant> contestants() {
      return measured.entrySet().stream()
          .filter(each -> !each.getValue().isEmpty())
          .map(each -> contestant(each.getKey(), each.getValue()))
          .toList();
    }
  }

  /** They have no virtual threads, and their shortest critical section is longer than others'. */
  private static boolean hasTheSame(Map<String, String> parameters) {
    return parameters.getOrDefault("kind", "platform").equals("platform")
        && parameters.getOrDefault("section", "0").equals("0");
  }

  /** Says of those who do not do it, while others with the same script do, that they do not. */
  private List<Introduced> able(Contest contest) {
    String work = work(contest);
    List<Introduced> able =
        introduced.stream()
            .filter(each -> each.works().contains(work))
            .filter(each -> each.interpreter().takesPartIn(contest))
            .toList();
    introduced.stream()
        .filter(each -> !each.works().contains(work))
        .filter(
            each ->
                able.stream()
                    .anyMatch(
                        other -> other.interpreter().script().equals(each.interpreter().script())))
        .forEach(each -> notMeasured.add(work + " in " + each.label() + ": it has no such thing"));
    return able;
  }

  private static String work(Contest contest) {
    return contest.primitive() + "." + contest.work();
  }

  private static Contestant contestant(Introduced each, List<List<Double>> rounds) {
    return new Contestant(
        each.interpreter().name(),
        each.label(),
        each.interpreter().family(),
        Role.PEER,
        rounds,
        List.of(),
        null,
        List.of());
  }

  private List<Double> measure(Interpreter interpreter, Contest contest)
      throws IOException, InterruptedException, Failure {
    String question =
        JSON.writeValueAsString(
            Map.of(
                "work",
                work(contest),
                "parameters",
                contest.parameters(),
                "iterations",
                ITERATIONS,
                "milliseconds",
                ITERATION_MILLIS,
                "warmup",
                interpreter.warmUpMillis()));
    List<Double> iterations = new ArrayList<>();
    for (String line : run(interpreter, List.of(question))) {
      JsonNode nanoseconds = parsed(line).path("nanoseconds");
      if (!nanoseconds.isNumber() || !(nanoseconds.asDouble() > 0)) {
        throw new Failure("printed '" + line + "', which is no measurement");
      }
      iterations.add(nanoseconds.asDouble());
    }
    if (iterations.size() != ITERATIONS) {
      throw new Failure(
          "measured " + iterations.size() + " iterations, not " + ITERATIONS + lastError());
    }
    return iterations;
  }

  private JsonNode parsed(String line) throws Failure, IOException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new Failure("printed '" + line + "', which is not JSON" + lastError());
    }
  }

  /** Runs the script, and returns the lines that it prints. */
  private List<String> run(Interpreter interpreter, List<String> arguments)
      throws IOException, InterruptedException, Failure {
    Path script = directory.resolve(interpreter.script());
    try (InputStream resource =
        Objects.requireNonNull(Interpreters.class.getResourceAsStream(interpreter.script()))) {
      Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(interpreter.command());
    command.add(script.toString());
    command.addAll(arguments);
    Path output = directory.resolve("output");
    ChildProcess.run(command, directory, output, errors());
    return Files.readAllLines(output).stream().filter(line -> !line.isBlank()).toList();
  }

  private Path errors() {
    return directory.resolve("errors");
  }

  private String lastError() throws IOException {
    return ChildProcess.lastLine(errors()).map(line -> ": " + line).orElse("");
  }

  @Override
  public List<String> notMeasured() {
    return List.copyOf(notMeasured);
  }

  /** Why there is no measurement, in a line. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}
