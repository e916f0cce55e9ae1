package dev.lockstep.kit.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.rules.RuleBook;
import io.github.classgraph.AnnotationEnumValue;
import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.AnnotationInfoList;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.MethodInfo;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every check on the class path, found without loading a class of it. What ran is compared with
 * what is listed here, so that nothing counts as passed because it was left out.
 */
public final class Inventory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACKAGES = "dev.lockstep";
  private static final String JCSTRESS_TEST = "org.openjdk.jcstress.annotations.JCStressTest";

  /** What makes JUnit Jupiter or jqwik run a method. */
  private static final Set<String> RUNNABLE =
      Set.of(
          "org.junit.jupiter.api.Test",
          "org.junit.jupiter.api.TestFactory",
          "org.junit.jupiter.api.TestTemplate",
          "org.junit.jupiter.api.RepeatedTest",
          "org.junit.jupiter.params.ParameterizedTest",
          "net.jqwik.api.Property",
          "net.jqwik.api.Example");

  /** What makes JUnit Jupiter or jqwik look into a nested class. */
  private static final Set<String> NESTED =
      Set.of("org.junit.jupiter.api.Nested", "net.jqwik.api.Group");

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::primitive)
          .thenComparing(Entry::checker)
          .thenComparing(Entry::className)
          .thenComparing(Entry::check);

  /**
   * One check.
   *
   * @param primitive what it checks
   * @param checker the kind of evidence that it gives
   * @param className the full name of its class; of a jcstress test, of the class around it
   * @param check its name as in {@link CheckResult#check()}
   * @param rules the ids of the rules that it names, in its order
   * @param noTwin why it need not kill a twin; empty if it does not say
   */
  public record Entry(
      Primitive primitive,
      Checker checker,
      String className,
      String check,
      List<String> rules,
      String noTwin) {
    /** Copies the list. */
    public Entry {
      rules = List.copyOf(rules);
    }

    /** One that does not say why it need not kill a twin. */
    public Entry(
        Primitive primitive, Checker checker, String className, String check, List<String> rules) {
      this(primitive, checker, className, check, rules, "");
    }

    /** Returns the name of the method; of a jcstress test, of the nested class. */
    public String member() {
      return check.substring(check.indexOf('.') + 1);
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private final RuleBook rules = RuleBook.load();

  private Inventory() {}

  /**
   * Lists all checks on the class path, always in the same order.
   *
   * @throws InconsistencyException if a check is not written as it has to be
   */
  public static List<Entry> scan() {
    return scan(new ClassGraph().acceptPackages(PACKAGES));
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param file the file
   */
  public static List<Entry> read(Path file) throws IOException {
    return List.of(JSON.readValue(Files.readString(file), Entry[].class));
  }

  /**
   * Writes the list for forked JVMs, so that not each of them has to search its class path.
   *
   * @param entries all checks
   * @param file the file
   */
  public static void write(List<Entry> entries, Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(entries));
  }

  static List<Entry> scan(ClassGraph where) {
    Inventory inventory = new Inventory();
    try (ScanResult scan =
        where
            .enableAnnotationInfo()
            .enableMethodInfo()
            .ignoreClassVisibility()
            .ignoreMethodVisibility()
            .scan()) {
      for (ClassInfo type : scan.getClassesWithAnnotation(Checks.class)) {
        inventory.addClass(type);
      }
    }
    inventory.findDuplicates();
    InconsistencyException.throwIfAny("The inventory of checks", inventory.findings);
    return inventory.entries.stream().sorted(ORDER).toList();
  }

  private void addClass(ClassInfo type) {
    AnnotationInfo checks = type.getAnnotationInfo(Checks.class);
    Primitive primitive = Primitive.valueOf(enumName(checks, "primitive"));
    Checker checker = Checker.valueOf(enumName(checks, "checker"));
    int before = entries.size();
    if (checker == Checker.JCSTRESS) {
      addNestedClasses(type, primitive);
    } else {
      addMethods(type, primitive, checker);
    }
    if (entries.size() == before) {
      findings.add(type.getName() + " carries @Checks and has no check");
    }
  }

  private static String enumName(AnnotationInfo annotation, String parameter) {
    return ((AnnotationEnumValue) annotation.getParameterValues().getValue(parameter))
        .getValueName();
  }

  private void addMethods(ClassInfo type, Primitive primitive, Checker checker) {
    for (MethodInfo method : type.getMethodInfo()) {
      String check = type.getSimpleName() + "." + method.getName();
      boolean runnable = hasAny(method.getAnnotationInfo(), RUNNABLE);
      boolean named = method.hasAnnotation(Rule.class);
      if (runnable && named) {
        AnnotationInfo rule = method.getAnnotationInfo(Rule.class);
        add(
            new Entry(
                primitive,
                checker,
                type.getName(),
                check,
                rules(rule),
                noTwin(method.getAnnotationInfo(NoTwin.class))));
      } else if (runnable) {
        findings.add(check + " is a check without @Rule");
      } else if (named) {
        findings.add(check + " carries @Rule, and nothing runs it");
      }
    }
    for (ClassInfo inner : type.getInnerClasses()) {
      if (hasAny(inner.getAnnotationInfo(), NESTED)) {
        findings.add(inner.getName() + " holds nested tests; a check belongs to its class itself");
      }
    }
  }

  private void addNestedClasses(ClassInfo type, Primitive primitive) {
    String prefix = type.getName() + "$";
    for (ClassInfo inner : type.getInnerClasses()) {
      String check = type.getSimpleName() + "." + inner.getName().substring(prefix.length());
      boolean runnable = hasAny(inner.getAnnotationInfo(), Set.of(JCSTRESS_TEST));
      boolean named = inner.hasAnnotation(Rule.class);
      if (runnable && named) {
        AnnotationInfo rule = inner.getAnnotationInfo(Rule.class);
        add(new Entry(primitive, Checker.JCSTRESS, type.getName(), check, rules(rule)));
      } else if (runnable) {
        findings.add(check + " is a check without @Rule");
      } else if (named) {
        findings.add(check + " carries @Rule, and nothing runs it");
      }
    }
  }

  private static boolean hasAny(AnnotationInfoList annotations, Set<String> names) {
    return annotations.stream().anyMatch(annotation -> names.contains(annotation.getName()));
  }

  private static List<String> rules(AnnotationInfo rule) {
    Object value = rule.getParameterValues().getValue("value");
    return Arrays.stream((Object[]) value).map(String::valueOf).toList();
  }

  private static String noTwin(@Nullable AnnotationInfo reason) {
    return reason == null ? "" : (String) reason.getParameterValues().getValue("value");
  }

  private void add(Entry entry) {
    entries.add(entry);
    if (entry.rules().isEmpty()) {
      findings.add(entry.check() + " names no rule");
    }
    if (new HashSet<>(entry.rules()).size() != entry.rules().size()) {
      findings.add(entry.check() + " names a rule twice: " + String.join(", ", entry.rules()));
    }
    for (String rule : entry.rules()) {
      findRuleProblem(entry, rule);
    }
  }

  private void findRuleProblem(Entry entry, String rule) {
    if (!RuleBook.ID.matcher(rule).matches()) {
      findings.add(entry.check() + " names \"" + rule + "\", which is no rule's id");
    } else if (!rule.startsWith(entry.primitive().prefix() + "-")) {
      findings.add(
          entry.check()
              + " checks "
              + entry.primitive().id()
              + " and names "
              + rule
              + ", a rule of another primitive");
    } else if (rules.find(rule).isEmpty()) {
      findings.add(entry.check() + " names " + rule + ", and there is no such rule");
    }
  }

  private void findDuplicates() {
    Set<String> seen = new HashSet<>();
    for (Entry entry : entries) {
      if (!seen.add(entry.check())) {
        findings.add(entry.check() + " is the name of two checks");
      }
    }
  }
}
