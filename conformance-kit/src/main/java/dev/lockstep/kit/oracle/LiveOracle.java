package dev.lockstep.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.kit.run.Cost;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter that plays sequences: one process, started when it is first asked, and started
 * anew after a call that spins. Every answer is waited for at most {@link Cost#HANG_MILLISECONDS}.
 */
public final class LiveOracle implements AutoCloseable {
  private static final String DRIVER = "oracle.py";

  private static final String NODE_DRIVER = "oracle.mjs";

  private final String name;
  private final List<String> command;
  private final long patienceMillis;
  private @Nullable Running running;
  private int requests;

  private LiveOracle(String name, List<String> command, long patienceMillis) {
    this.name = name;
    this.command = List.copyOf(command);
    this.patienceMillis = patienceMillis;
  }

  /** Creates an oracle of a Python or a Node on this machine. */
  public static LiveOracle of(Interpreter interpreter) {
    return of(interpreter, resource(driver(interpreter)), Cost.HANG_MILLISECONDS);
  }

  private static String driver(Interpreter interpreter) {
    return isNode(interpreter) ? NODE_DRIVER : DRIVER;
  }

  private static boolean isNode(Interpreter interpreter) {
    return interpreter.implementation().equals(Interpreter.NODE);
  }

  static LiveOracle of(Interpreter interpreter, String driver, long patienceMillis) {
    List<String> command = new ArrayList<>(interpreter.command());
    command.addAll(
        isNode(interpreter)
            ? List.of("--input-type=module", "-e", driver)
            : List.of("-I", "-c", driver));
    return new LiveOracle(interpreter.toString(), command, patienceMillis);
  }

  /**
   * Creates an oracle of Pyodide: CPython under Node, without threads.
   *
   * @param directory where {@code npm install pyodide} was run
   */
  public static LiveOracle ofPyodide(Path directory) {
    List<String> command =
        List.of(
            "node",
            "--input-type=module",
            "-e",
            resource("pyodide.mjs"),
            directory.toAbsolutePath().toString(),
            resource(DRIVER));
    return new LiveOracle("Pyodide in " + directory, command, Cost.HANG_MILLISECONDS * 6L);
  }

  static String resource(String name) {
    try (InputStream stream = LiveOracle.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new OracleException("The kit lacks its resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What an interpreter says of itself.
   *
   * @param implementation such as {@code CPython}, or {@code Node}
   * @param version such as {@code 3.13.0}
   * @param platform such as {@code linux}
   * @param gil whether threads share an interpreter lock
   * @param driver the version of the driver
   * @param unobservable why it cannot show that a call waits, or empty
   */
  public record Identity(
      String implementation,
      String version,
      String platform,
      boolean gil,
      int driver,
      Optional<String> unobservable) {

    /** Returns the version as the rules' documents write it. */
    String release() {
      return Interpreter.release(implementation, version);
    }

    static Identity of(String name, JsonNode node) {
      if (!node.path("version").isTextual() || !node.path("driver").isInt()) {
        throw new OracleException(name + " does not say who it is: " + node);
      }
      return new Identity(
          node.path("implementation").asText(),
          node.get("version").asText(),
          node.path("platform").asText(),
          node.path("gil").asBoolean(),
          node.get("driver").asInt(),
          Optional.ofNullable(node.get("unobservable"))
              .filter(JsonNode::isTextual)
              .map(JsonNode::asText));
    }

    ObjectNode toJson() {
      return Wire.JSON
          .createObjectNode()
          .put("implementation", implementation)
          .put("version", version)
          .put("platform", platform)
          .put("gil", gil)
          .put("driver", driver)
          .put("unobservable", unobservable.orElse(null));
    }
  }

  /** Returns what the interpreter says of itself. */
  public Identity identity() {
    return started().identity;
  }

  /**
   * Plays a sequence.
   *
   * @param sequence the sequence
   * @return what was seen of each step, up to the first that ended the sequence
   * @throws OracleException if the interpreter does not answer, or not sensibly
   */
  public List<Seen> play(Sequence sequence) {
    return play(sequence.toString(), id -> Wire.line(Wire.request(id, sequence)));
  }

  /**
   * Plays a program.
   *
   * @param program the program
   * @return what was seen of each move, up to the first that nobody could look beyond
   * @throws OracleException if the interpreter does not answer, or not sensibly
   */
  public List<Observation> play(Program program) {
    return observe(program.toString(), id -> Wire.line(Wire.request(id, program)));
  }

  List<Observation> observe(String what, Request request) {
    return ask(what, request, Wire::observation);
  }

  /** Writes a request for an id. */
  interface Request {
    String line(int id);
  }

  List<Seen> play(String what, Request request) {
    return ask(what, request, Wire::seen);
  }

  private <T> List<T> ask(String what, Request request, Function<JsonNode, T> read) {
    int id = ++requests;
    Running process = started();
    JsonNode answer = Wire.parse(process.ask(request.line(id), what), "The answer of " + name);
    if (answer.path("id").asInt() != id || !answer.path("outcomes").isArray()) {
      throw new OracleException(name + " was asked for sequence " + id + " and said: " + answer);
    }
    List<T> seen = new ArrayList<>();
    boolean spins = false;
    for (JsonNode outcome : answer.get("outcomes")) {
      seen.add(read.apply(outcome));
      spins |= outcome.has("spins");
    }
    if (spins) {
      close();
    }
    return seen;
  }

  private Running started() {
    Running process = running;
    if (process == null) {
      process = new Running();
      running = process;
    }
    return process;
  }

  /** Ends the process; it is started anew if it is asked again. */
  @Override
  public void close() {
    Running process = running;
    running = null;
    if (process != null) {
      process.end();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /** A process of the interpreter. */
  private final class Running {
    private static final int TAIL = 2000;

    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final Thread errorReader;
    private final Identity identity;

    Running() {
      try {
        process = new ProcessBuilder(command).start();
      } catch (IOException e) {
        throw new OracleException(name + " cannot be started: " + e.getMessage(), e);
      }
      input = process.outputWriter(StandardCharsets.UTF_8);
      read("output", process.inputReader(StandardCharsets.UTF_8), this::addLine);
      errorReader =
          read(
              "errors",
              process.errorReader(StandardCharsets.UTF_8),
              line -> line.ifPresent(text -> errors.add(text)));
      identity = Identity.of(name, Wire.parse(next("its start"), "The first line of " + name));
    }

    private void addLine(Optional<String> line) {
      lines.add(line);
    }

    String ask(String request, String what) {
      try {
        input.write(request);
        input.newLine();
        input.flush();
      } catch (IOException e) {
        throw ended(what, e);
      }
      return next(what);
    }

    private String next(String what) {
      Optional<String> line;
      try {
        line = lines.poll(patienceMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        end();
        Thread.currentThread().interrupt();
        throw new OracleException("Interrupted while waiting for " + name, e);
      }
      if (line == null) {
        end();
        throw new OracleException(
            name + " gave no answer within " + patienceMillis + " ms while it played " + what);
      }
      return line.orElseThrow(() -> ended(what, null));
    }

    private OracleException ended(String what, @Nullable IOException cause) {
      running = null;
      try {
        int exitCode = process.waitFor();
        errorReader.join();
        return new OracleException(
            name + " ended with exit code " + exitCode + " while it played " + what + tail(),
            cause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new OracleException("Interrupted while waiting for the end of " + name, e);
      }
    }

    private String tail() {
      String text = String.join("\n", errors).strip();
      if (text.isEmpty()) {
        return "; it wrote no error";
      }
      return "; it wrote:\n" + text.substring(Math.max(0, text.length() - TAIL));
    }

    void end() {
      process.destroyForcibly();
    }
  }

  private interface Sink {
    void accept(Optional<String> line);
  }

  private static Thread read(String what, BufferedReader reader, Sink sink) {
    Thread thread =
        new Thread(
            () -> {
              try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  sink.accept(Optional.of(line));
                }
              } catch (IOException e) {
                sink.accept(Optional.of("[its " + what + " broke off: " + e.getMessage() + "]"));
              }
              sink.accept(Optional.empty());
            },
            "oracle-" + what);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
