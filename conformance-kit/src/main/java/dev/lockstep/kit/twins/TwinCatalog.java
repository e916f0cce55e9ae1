package dev.lockstep.kit.twins;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.RuleBook;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.Resource;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All broken twins that the kit is bundled with. */
public final class TwinCatalog {
  private static final String DIRECTORY = "dev/lockstep/kit/twins";
  private static final String ENDING = ".patch";

  private TwinCatalog() {}

  /**
   * Reads all twins, in the order of the primitives, their rules, and names.
   *
   * @param rules the rules that they may name
   * @throws InconsistencyException with everything that is wrong with any of them
   */
  public static List<Twin> load(RuleBook rules) {
    return parse(read(DIRECTORY), rules);
  }

  /** Reads the files of one directory of the class path: the names without ending, the texts. */
  static Map<String, String> read(String directory) {
    Map<String, String> files = new TreeMap<>();
    try (ScanResult scan = new ClassGraph().acceptPathsNonRecursive(directory).scan()) {
      // A file of another kind would be a twin that nobody runs.
      for (Resource file : scan.getAllResources().filter(TwinCatalog::isNoClass)) {
        String path = file.getPath();
        files.put(path.substring(path.lastIndexOf('/') + 1), new String(file.load(), UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the bundled twins", e);
    }
    return files;
  }

  private static boolean isNoClass(Resource file) {
    return !file.getPath().endsWith(".class");
  }

  static List<Twin> parse(Map<String, String> files, RuleBook rules) {
    List<Twin> twins = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    files.forEach(
        (file, text) -> {
          try {
            twins.add(parse(file, text, rules));
          } catch (InconsistencyException e) {
            findings.addAll(e.findings());
          }
        });
    findTwice(twins, findings);
    InconsistencyException.throwIfAny("The broken twins", findings);
    List<String> order = rules.rules().stream().map(rule -> rule.id()).toList();
    return twins.stream()
        .sorted(
            Comparator.comparingInt((Twin twin) -> order.indexOf(twin.rule()))
                .thenComparing(Twin::name))
        .toList();
  }

  private static Twin parse(String file, String text, RuleBook rules) {
    if (!file.endsWith(ENDING)) {
      throw new InconsistencyException(
          "The broken twins", List.of(file + " is no " + ENDING + " file"));
    }
    return TwinParser.parse(file.substring(0, file.length() - ENDING.length()), text, rules);
  }

  /** Two files with one change are one twin, counted twice. */
  private static void findTwice(List<Twin> twins, List<String> findings) {
    Map<String, Set<String>> namesByChange =
        twins.stream()
            .collect(
                Collectors.groupingBy(
                    twin ->
                        twin.file()
                            + twin.change().getSource().getLines()
                            + twin.change().getTarget().getLines(),
                    TreeMap::new,
                    Collectors.mapping(Twin::name, Collectors.toCollection(TreeSet::new))));
    for (Set<String> names : namesByChange.values()) {
      if (names.size() > 1) {
        findings.add(String.join(" and ", names) + " plant the same bug");
      }
    }
  }
}
