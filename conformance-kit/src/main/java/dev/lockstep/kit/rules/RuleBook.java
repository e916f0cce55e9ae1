package dev.lockstep.kit.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All numbered rules, read from the documents in docs/rules that the kit is bundled with. */
public final class RuleBook {
  /** What a rule's id looks like. */
  public static final Pattern ID = Pattern.compile("[A-Z]{3}-[0-9]{2}");

  private static final List<String> RULES_HEADER =
      List.of("id", "rule", "why", "source", "deviation", "evidence");
  private static final List<String> FUNCTIONS_HEADER = List.of("function", "rules");
  private static final List<String> OBSERVED_HEADER = List.of("rule", "versions", "instead");
  private static final Pattern LEVEL = Pattern.compile("\\b(MUST|MAY)\\b");
  private static final Pattern SOURCE =
      Pattern.compile("observed|Lockstep's API|\\[.+]\\(https://\\S+\\).*");
  private static final Pattern VERSION =
      Pattern.compile("3\\.[0-9]+(\\.[0-9]+)?|Node [0-9]+(\\.[0-9]+\\.[0-9]+)?");

  private final Map<String, NumberedRule> rules = new LinkedHashMap<>();
  private final Map<Primitive, Map<String, List<String>>> functions =
      new EnumMap<>(Primitive.class);
  private final List<ObservedDifference> observed = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private RuleBook() {}

  /**
   * Reads the rules of every primitive.
   *
   * @throws InconsistencyException if a document is not written as it has to be
   */
  public static RuleBook load() {
    Map<Primitive, String> documents = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      documents.put(primitive, document(primitive));
    }
    return parse(documents);
  }

  private static String document(Primitive primitive) {
    String name = primitive.id() + ".md";
    try (InputStream in = RuleBook.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new InconsistencyException("The rules", List.of("There is no docs/rules/" + name));
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the bundled rules " + name, e);
    }
  }

  static RuleBook parse(Map<Primitive, String> documents) {
    RuleBook book = new RuleBook();
    documents.forEach(book::addDocument);
    InconsistencyException.throwIfAny("The rules", book.findings);
    return book;
  }

  /** Returns all rules: the primitives in the order of the enum, their rules ascending. */
  public List<NumberedRule> rules() {
    return List.copyOf(rules.values());
  }

  /** Returns the rules of one primitive, ascending. */
  public List<NumberedRule> rules(Primitive primitive) {
    return rules.values().stream().filter(rule -> rule.primitive() == primitive).toList();
  }

  /** Finds a rule by its id. */
  public Optional<NumberedRule> find(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** Returns what other versions do instead of a rule. */
  public List<ObservedDifference> observed(String rule) {
    return observed.stream().filter(each -> each.rule().equals(rule)).toList();
  }

  /**
   * Returns the functions of a primitive and, of each, the ids of the rules that say what it does.
   *
   * @return in the order of the document; empty for most primitives
   */
  public Map<String, List<String>> functions(Primitive primitive) {
    return Collections.unmodifiableMap(functions.getOrDefault(primitive, Map.of()));
  }

  private void addDocument(Primitive primitive, String markdown) {
    String where = "docs/rules/" + primitive.id() + ".md";
    Map<String, List<List<List<String>>>> tables = MarkdownTables.read(markdown);
    int number = 0;
    for (List<String> row : rows(where, tables, "Rules", RULES_HEADER)) {
      number++;
      addRule(primitive, where, number, row);
    }
    if (number == 0) {
      findings.add(where + " has no rules");
    }
    if (tables.containsKey("Functions")) {
      addFunctions(primitive, where, rows(where, tables, "Functions", FUNCTIONS_HEADER));
    }
    for (List<String> row : rows(where, tables, "Observed", OBSERVED_HEADER)) {
      addObserved(primitive, where, row);
    }
  }

  private void addFunctions(Primitive primitive, String where, List<List<String>> rows) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (List<String> row : rows) {
      if (found.put(row.get(0), items(row.get(1))) != null) {
        findings.add(where + " has " + row.get(0) + " twice under \"Functions\"");
      }
    }
    List<String> due = rules(primitive).stream().map(NumberedRule::id).toList();
    List<String> named = found.values().stream().flatMap(List::stream).toList();
    named.stream()
        .filter(id -> !due.contains(id))
        .forEach(
            id -> findings.add(where + ": \"" + id + "\" under \"Functions\" is no rule of it"));
    due.stream()
        .filter(id -> !named.contains(id))
        .forEach(id -> findings.add(id + " is no function's under \"Functions\""));
    functions.put(primitive, found);
  }

  /** The rows below the header of the one table under a heading. */
  private List<List<String>> rows(
      String where,
      Map<String, List<List<List<String>>>> tables,
      String heading,
      List<String> header) {
    List<List<List<String>>> under = tables.getOrDefault(heading, List.of());
    if (under.size() != 1) {
      findings.add(
          where + " must have one table under \"" + heading + "\", and has " + under.size());
      return List.of();
    }
    List<List<String>> table = under.get(0);
    if (!table.get(0).equals(header)) {
      findings.add(
          where
              + ": the table under \""
              + heading
              + "\" must have the columns "
              + String.join(" | ", header)
              + ", not "
              + String.join(" | ", table.get(0)));
      return List.of();
    }
    return table.subList(1, table.size());
  }

  private void addRule(Primitive primitive, String where, int number, List<String> row) {
    String id = row.get(0);
    String due = String.format("%s-%02d", primitive.prefix(), number);
    if (!id.equals(due)) {
      // One gap or one repetition would otherwise be told again for every row below it.
      findings.add(where + ": rule number " + number + " must be " + due + ", not \"" + id + "\"");
    }
    String text = row.get(1);
    if (!LEVEL.matcher(text).find()) {
      findings.add(id + " has neither MUST nor MAY");
    }
    if (row.get(2).isEmpty()) {
      findings.add(id + " has no reason (column why)");
    }
    if (!SOURCE.matcher(row.get(3)).matches()) {
      findings.add(
          id
              + ": a source is a link, \"observed\" or \"Lockstep's API\", not \""
              + row.get(3)
              + "\"");
    }
    List<Checker> evidence = evidence(id, row.get(5));
    NumberedRule rule =
        new NumberedRule(id, primitive, text, row.get(2), row.get(3), row.get(4), evidence);
    if (rules.putIfAbsent(id, rule) != null) {
      findings.add(id + " is the id of two rules");
    }
  }

  private List<Checker> evidence(String id, String cell) {
    List<Checker> evidence = new ArrayList<>();
    for (String name : items(cell)) {
      Optional<Checker> checker =
          Stream.of(Checker.values()).filter(each -> each.id().equals(name)).findFirst();
      if (checker.isEmpty()) {
        findings.add(id + " asks for evidence by \"" + name + "\", which is no checker");
      } else if (evidence.contains(checker.get())) {
        findings.add(id + " asks for evidence by " + name + " twice");
      } else {
        evidence.add(checker.get());
      }
    }
    if (evidence.isEmpty()) {
      findings.add(id + " asks for no evidence");
    }
    return evidence;
  }

  private static List<String> items(String cell) {
    return cell.isEmpty()
        ? List.of()
        : Pattern.compile(",").splitAsStream(cell).map(String::strip).toList();
  }

  private void addObserved(Primitive primitive, String where, List<String> row) {
    String id = row.get(0);
    NumberedRule rule = rules.get(id);
    if (rule == null || rule.primitive() != primitive) {
      findings.add(where + ": \"" + id + "\" under \"Observed\" is no rule of this document");
    }
    List<String> versions = items(row.get(1));
    if (versions.isEmpty()) {
      findings.add(id + " under \"Observed\" names no version");
    }
    Set<String> seen = new HashSet<>();
    observed(id).forEach(each -> seen.addAll(each.versions()));
    for (String version : versions) {
      if (!VERSION.matcher(version).matches()) {
        findings.add(id + " under \"Observed\": \"" + version + "\" is no version");
      } else if (!seen.add(version)) {
        findings.add(id + " under \"Observed\" has version " + version + " twice");
      }
    }
    if (row.get(2).isEmpty()) {
      findings.add(id + " under \"Observed\" does not say what those versions do instead");
    }
    observed.add(new ObservedDifference(id, versions, row.get(2)));
  }
}
