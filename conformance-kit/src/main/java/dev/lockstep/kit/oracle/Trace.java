package dev.lockstep.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one interpreter did with some sequences and programs, as it is kept in the repository: a
 * header line and a line for each.
 *
 * @param header who, and from which seed
 * @param entries the sequences and what was seen
 * @param programs the programs and what was seen
 */
record Trace(Header header, List<Entry> entries, List<Play> programs) {
  Trace {
    entries = List.copyOf(entries);
    programs = List.copyOf(programs);
  }

  /**
   * The first line.
   *
   * @param identity who it was
   * @param seed what the sequences were generated from
   */
  record Header(LiveOracle.Identity identity, long seed) {}

  /**
   * A sequence.
   *
   * @param sequence the sequence
   * @param seen what was seen of each step, up to the first that ended it
   */
  record Entry(Sequence sequence, List<Seen> seen) {
    Entry {
      seen = List.copyOf(seen);
    }
  }

  /**
   * A program.
   *
   * @param program the program
   * @param seen what was seen of each move, up to the first that nobody could look beyond
   */
  record Play(Program program, List<Observation> seen) {
    Play {
      seen = List.copyOf(seen);
    }

    /** Tells whether a timeout may have been over before somebody asked for it. */
    boolean isLate() {
      return seen.stream().anyMatch(observation -> !observation.late().isEmpty());
    }
  }

  /** Returns the name of the interpreter for readers. */
  String interpreter() {
    return header.identity().implementation() + " " + header.identity().version();
  }

  /** Writes it as text. */
  String write() {
    ObjectNode first = header.identity().toJson();
    first.put("seed", header.seed()).put("sequences", entries.size());
    first.put("programs", programs.size());
    return Stream.concat(entries.stream().map(Trace::json), programs.stream().map(Trace::json))
        .map(node -> Wire.line(node) + "\n")
        .collect(Collectors.joining("", Wire.line(first) + "\n", ""));
  }

  private static ObjectNode json(Play play) {
    ObjectNode node = Wire.JSON.createObjectNode();
    node.put("object", play.program().kind().id());
    ArrayNode moves = node.putArray("moves");
    for (int i = 0; i < play.seen().size(); i++) {
      ObjectNode move = Wire.move(play.program().moves().get(i));
      move.set("seen", Wire.observation(play.seen().get(i)));
      moves.add(move);
    }
    return node;
  }

  private static ObjectNode json(Entry entry) {
    ObjectNode node = Wire.JSON.createObjectNode();
    node.put("object", entry.sequence().kind().id());
    ArrayNode steps = node.putArray("steps");
    for (int i = 0; i < entry.seen().size(); i++) {
      ObjectNode step = Wire.step(entry.sequence().steps().get(i));
      step.set("seen", Wire.seen(entry.seen().get(i)));
      steps.add(step);
    }
    return node;
  }

  /**
   * Reads a text.
   *
   * @param name what it is called, for failures
   * @param text the text
   * @throws OracleException if it is not a trace, or incomplete
   */
  static Trace read(String name, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw new OracleException(name + " is empty");
    }
    JsonNode first = Wire.parse(lines.get(0), "Line 1 of " + name);
    if (!first.path("seed").isIntegralNumber()) {
      throw new OracleException("The header of " + name + " names no seed");
    }
    List<Entry> entries = new ArrayList<>();
    List<Play> programs = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      JsonNode node = Wire.parse(lines.get(i), "Line " + (i + 1) + " of " + name);
      if (node.has("moves")) {
        programs.add(play(node));
      } else {
        entries.add(entry(node));
      }
    }
    requireCount(name, first, "sequences", entries.size());
    requireCount(name, first, "programs", programs.size());
    LiveOracle.Identity identity = LiveOracle.Identity.of(name, first);
    return new Trace(new Header(identity, first.get("seed").asLong()), entries, programs);
  }

  private static void requireCount(String name, JsonNode header, String what, int count) {
    if (header.path(what).asInt() != count) {
      throw new OracleException(
          name + " has " + count + " " + what + ", and its header says otherwise: " + header);
    }
  }

  private static Play play(JsonNode node) {
    List<Program.Move> moves = new ArrayList<>();
    List<Observation> seen = new ArrayList<>();
    for (JsonNode move : node.path("moves")) {
      moves.add(Wire.move(move));
      seen.add(Wire.observation(move.path("seen")));
    }
    return new Play(new Program(Kind.of(node.path("object").asText()), moves), seen);
  }

  private static Entry entry(JsonNode node) {
    List<Sequence.Step> steps = new ArrayList<>();
    List<Seen> seen = new ArrayList<>();
    for (JsonNode step : node.path("steps")) {
      steps.add(Wire.step(step));
      seen.add(Wire.seen(step.path("seen")));
    }
    return new Entry(new Sequence(Kind.of(node.path("object").asText()), steps), seen);
  }
}
