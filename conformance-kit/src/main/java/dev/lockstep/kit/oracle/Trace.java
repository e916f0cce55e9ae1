package dev.lockstep.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one interpreter did with some sequences, as it is kept in the repository: a header line and
 * a line for each sequence.
 *
 * @param header who, and from which seed
 * @param entries the sequences and what was seen
 */
record Trace(Header header, List<Entry> entries) {
  Trace {
    entries = List.copyOf(entries);
  }

  /**
   * The first line.
   *
   * @param identity who it was
   * @param seed what the sequences were generated from
   */
  record Header(PythonOracle.Identity identity, long seed) {}

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

  /** Returns the name of the interpreter for readers. */
  String interpreter() {
    return header.identity().implementation() + " " + header.identity().version();
  }

  /** Writes it as text. */
  String write() {
    ObjectNode first = header.identity().toJson();
    first.put("seed", header.seed()).put("sequences", entries.size());
    return entries.stream()
        .map(entry -> Wire.line(json(entry)) + "\n")
        .collect(Collectors.joining("", Wire.line(first) + "\n", ""));
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
    for (int i = 1; i < lines.size(); i++) {
      entries.add(entry("Line " + (i + 1) + " of " + name, lines.get(i)));
    }
    if (first.path("sequences").asInt() != entries.size()) {
      throw new OracleException(
          name + " has " + entries.size() + " sequences, and its header says otherwise: " + first);
    }
    PythonOracle.Identity identity = PythonOracle.Identity.of(name, first);
    return new Trace(new Header(identity, first.get("seed").asLong()), entries);
  }

  private static Entry entry(String where, String line) {
    JsonNode node = Wire.parse(line, where);
    List<Sequence.Step> steps = new ArrayList<>();
    List<Seen> seen = new ArrayList<>();
    for (JsonNode step : node.path("steps")) {
      steps.add(Wire.step(step));
      seen.add(Wire.seen(step.path("seen")));
    }
    return new Entry(new Sequence(Kind.of(node.path("object").asText()), steps), seen);
  }
}
