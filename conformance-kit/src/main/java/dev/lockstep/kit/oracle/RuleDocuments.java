package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables "Observed" of the rules' documents. */
final class RuleDocuments implements ObservedRows {
  private final Map<String, Map<String, String>> rows = new TreeMap<>();

  RuleDocuments() {
    for (Primitive primitive : Primitive.values()) {
      read(primitive.id() + ".md").lines().forEach(line -> add(primitive, line));
    }
  }

  @Override
  public Optional<String> instead(String rule, String minor) {
    return Optional.ofNullable(rows.getOrDefault(rule, Map.of()).get(minor));
  }

  /** Returns the rules of a primitive that need the evidence of an oracle. */
  static Set<String> rulesOfTheOracle(Primitive primitive) {
    Set<String> rules = new TreeSet<>();
    for (String line : read(primitive.id() + ".md").lines().toList()) {
      List<String> cells = cells(line);
      if (cells.size() > 3
          && cells.get(0).startsWith(primitive.prefix() + "-")
          && cells.get(cells.size() - 1).contains(Checker.ORACLE.id())) {
        rules.add(cells.get(0));
      }
    }
    return rules;
  }

  /* Only the table "Observed" has three columns. */
  private void add(Primitive primitive, String line) {
    List<String> cells = cells(line);
    if (cells.size() == 3 && cells.get(0).startsWith(primitive.prefix() + "-")) {
      for (String version : cells.get(1).split(",", -1)) {
        rows.computeIfAbsent(cells.get(0), rule -> new TreeMap<>())
            .put(version.strip(), cells.get(2).replace("`", ""));
      }
    }
  }

  private static List<String> cells(String line) {
    String[] parts = line.strip().split("\\|", -1);
    if (parts.length < 3) {
      return List.of();
    }
    List<String> cells = new ArrayList<>();
    Arrays.stream(parts, 1, parts.length - 1).map(String::strip).forEach(cells::add);
    return cells;
  }

  private static String read(String name) {
    try (InputStream stream = Rule.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new OracleException("The kit lacks the rules' document " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
