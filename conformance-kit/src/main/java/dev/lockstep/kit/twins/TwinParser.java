package dev.lockstep.kit.twins;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.RuleBook;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the file of one twin, and refuses everything that is not as it has to be. */
final class TwinParser {
  /** How many lines a twin may take away and add, together. */
  static final int MOST_CHANGED_LINES = 12;

  private static final Set<String> REQUIRED = Set.of("Rule", "Breaks", "Visible", "Killed-by");

  /** The headers, in the order in which they have to stand. */
  private static final List<String> HEADERS =
      List.of("Rule", "Also", "Breaks", "Re-enacts", "Visible", "Killed-by", "Killers", "Seen-by");

  private static final Set<Checker> VIRTUAL_THREADED =
      EnumSet.of(Checker.CONTRACT, Checker.VIRTUAL);

  private static final Pattern HEADER = Pattern.compile("([A-Z][A-Za-z-]*): (\\S.*)");
  private static final Pattern NAME = Pattern.compile("[A-Z]{3}-[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern FILE =
      Pattern.compile("(primitives|atomics-emulation)/src/main/java/[a-z/]+/[A-Za-z0-9]+\\.java");
  private static final Pattern HUNK =
      Pattern.compile("@@ -[0-9]+(?:,([0-9]+))? \\+[0-9]+(?:,([0-9]+))? @@.*");

  private final String name;
  private final RuleBook rules;
  private final List<String> findings = new ArrayList<>();

  private TwinParser(String name, RuleBook rules) {
    this.name = name;
    this.rules = rules;
  }

  /**
   * Reads a twin.
   *
   * @param name the file's name without its ending
   * @param text what the file says
   * @param rules the rules that it may name
   * @throws InconsistencyException with everything that is wrong
   */
  static Twin parse(String name, String text, RuleBook rules) {
    return new TwinParser(name, rules).parse(text.lines().toList());
  }

  private Twin parse(List<String> lines) {
    int begin = (int) lines.stream().takeWhile(line -> !line.startsWith("--- ")).count();
    Map<String, String> headers = headers(lines.subList(0, begin));
    List<String> diff = lines.subList(begin, lines.size());
    String file = file(diff);
    checkHunk(diff);
    checkName(headers.get("Rule"));
    List<String> named = items(headers.get("Rule"));
    if (named.size() != 1) {
      finding("Rule: names one rule, not " + named.size());
    }
    named.forEach(this::checkRule);
    List<String> also = items(headers.get("Also"));
    also.forEach(this::checkRule);
    if (also.stream().anyMatch(named::contains)) {
      finding("Also: repeats the Rule");
    }
    Set<Checker> killedBy = checkers("Killed-by", headers.get("Killed-by"));
    List<String> killers = items(headers.get("Killers"));
    if (Set.copyOf(killers).size() < killers.size()) {
      finding("Killers: names a check twice");
    }
    Set<Checker> seenBy = checkers("Seen-by", headers.get("Seen-by"));
    checkCheckers(killedBy, seenBy);
    Optional<Twin.Visibility> visible = visible(headers.get("Visible"), killedBy);
    throwIfAny();
    List<AbstractDelta<String>> changes = changes(diff);
    throwIfAny();
    return new Twin(
        name,
        named.get(0),
        also,
        headers.getOrDefault("Breaks", ""),
        Optional.ofNullable(headers.get("Re-enacts")),
        visible.orElseThrow(),
        killedBy,
        new LinkedHashSet<>(killers),
        seenBy,
        file,
        changes.get(0));
  }

  private void finding(String text) {
    findings.add(name + ".patch: " + text);
  }

  private void throwIfAny() {
    InconsistencyException.throwIfAny("The broken twins", findings);
  }

  private Map<String, String> headers(List<String> lines) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher matcher = HEADER.matcher(line);
      if (!matcher.matches() || !HEADERS.contains(matcher.group(1))) {
        finding("\"" + line + "\" is not one of the headers " + String.join(", ", HEADERS));
      } else if (headers.put(matcher.group(1), matcher.group(2).strip()) != null) {
        finding("has the header " + matcher.group(1) + " twice");
      }
    }
    for (String required : HEADERS) {
      if (REQUIRED.contains(required) && !headers.containsKey(required)) {
        finding("lacks the header " + required);
      }
    }
    List<String> order = HEADERS.stream().filter(headers::containsKey).toList();
    if (!order.equals(List.copyOf(headers.keySet()))) {
      finding("the headers must be in the order " + String.join(", ", order));
    }
    return headers;
  }

  private static List<String> items(@Nullable String value) {
    return value == null
        ? List.of()
        : Pattern.compile(",").splitAsStream(value).map(String::strip).toList();
  }

  private void checkName(@Nullable String rule) {
    if (!NAME.matcher(name).matches()) {
      finding("the name must be <RULE>-<words-in-lower-case>.patch");
    } else if (rule != null && !name.startsWith(rule + "-")) {
      finding("the name does not begin with its Rule " + rule);
    }
  }

  private void checkRule(String rule) {
    if (rules.find(rule).isEmpty()) {
      finding("there is no rule " + rule);
    }
  }

  private Set<Checker> checkers(String header, @Nullable String value) {
    Set<Checker> checkers = EnumSet.noneOf(Checker.class);
    for (String item : items(value)) {
      Optional<Checker> checker =
          Stream.of(Checker.values()).filter(each -> each.id().equals(item)).findFirst();
      if (checker.isEmpty()) {
        finding(header + ": \"" + item + "\" is no checker");
      } else if (!checkers.add(checker.get())) {
        finding(header + ": names " + item + " twice");
      }
    }
    return checkers;
  }

  private void checkCheckers(Set<Checker> killedBy, Set<Checker> seenBy) {
    if (killedBy.contains(Checker.JCSTRESS)) {
      finding("Killed-by: jcstress finds by chance; it belongs to Seen-by");
    }
    for (Checker checker : seenBy) {
      if (checker != Checker.JCSTRESS) {
        finding("Seen-by: " + checker.id() + " does not find by chance; it belongs to Killed-by");
      }
    }
  }

  private Optional<Twin.Visibility> visible(@Nullable String value, Set<Checker> killedBy) {
    if (value == null) {
      return Optional.empty();
    }
    return switch (value) {
      case "everywhere" -> Optional.of(Twin.Visibility.EVERYWHERE);
      case "weakly-ordered" -> {
        if (!killedBy.contains(Checker.BYTECODE)) {
          finding("Visible: weakly-ordered needs Killed-by: bytecode, which sees it everywhere");
        }
        yield Optional.of(Twin.Visibility.WEAKLY_ORDERED);
      }
      case "virtual-threads" -> {
        if (!VIRTUAL_THREADED.containsAll(killedBy)) {
          finding("Visible: virtual-threads is seen by contract and virtual only");
        }
        yield Optional.of(Twin.Visibility.VIRTUAL_THREADS);
      }
      default -> {
        finding("Visible: must be everywhere, weakly-ordered or virtual-threads, not " + value);
        yield Optional.empty();
      }
    };
  }

  private String file(List<String> diff) {
    if (diff.size() < 3 || !diff.get(1).startsWith("+++ ") || !diff.get(2).startsWith("@@ ")) {
      finding("no unified diff (---, +++, @@) follows the headers");
      return "";
    }
    String before = diff.get(0).substring(4).strip();
    String after = diff.get(1).substring(4).strip();
    String file = before.substring(Math.min(2, before.length()));
    if (!before.startsWith("a/") || !after.equals("b/" + file) || !FILE.matcher(file).matches()) {
      finding(
          "must patch a/<file> to b/<file>, a Java source file of primitives or"
              + " atomics-emulation; not "
              + before
              + " to "
              + after);
    }
    return file;
  }

  private void checkHunk(List<String> diff) {
    List<String> body = diff.subList(Math.min(3, diff.size()), diff.size());
    if (body.stream().anyMatch(line -> line.startsWith("--- ") || line.startsWith("+++ "))) {
      finding("patches more than one file");
      return;
    }
    if (body.stream().anyMatch(line -> line.startsWith("@@"))) {
      finding("patches more than one place");
      return;
    }
    if (body.stream().anyMatch(line -> line.isEmpty() || " +-".indexOf(line.charAt(0)) < 0)) {
      finding("a line of the diff begins with neither a blank, + nor -");
      return;
    }
    long removed = body.stream().filter(line -> line.startsWith("-")).count();
    long added = body.stream().filter(line -> line.startsWith("+")).count();
    if (removed + added == 0) {
      finding("changes nothing");
    }
    if (removed + added > MOST_CHANGED_LINES) {
      finding(
          "changes "
              + (removed + added)
              + " lines; a twin is one small bug, of at most "
              + MOST_CHANGED_LINES);
    }
    Matcher hunk = HUNK.matcher(diff.size() < 3 ? "" : diff.get(2));
    if (!hunk.matches()) {
      finding("the hunk must begin with @@ -line,count +line,count @@");
    } else if (count(hunk.group(1)) != body.size() - added
        || count(hunk.group(2)) != body.size() - removed) {
      finding(
          "the hunk has "
              + (body.size() - added)
              + " lines before and "
              + (body.size() - removed)
              + " after, its header says otherwise: "
              + hunk.group());
    }
  }

  private static long count(@Nullable String text) {
    return text == null ? 1 : Long.parseLong(text);
  }

  private List<AbstractDelta<String>> changes(List<String> diff) {
    Patch<String> patch = UnifiedDiffUtils.parseUnifiedDiff(diff);
    List<AbstractDelta<String>> changes = patch.getDeltas();
    if (changes.size() != 1) {
      finding("must be one change, and is " + changes.size());
    }
    return changes;
  }
}
