package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.subject.Subjects;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.objectweb.asm.tree.ClassNode;
import org.opentest4j.TestAbortedException;

/** What the checks of the primitives' class files have in common. */
final class BytecodeChecks {
  private static final String WAITING = "dev.lockstep.waiting.";
  private static final String SHARED_MEMORY = "dev.lockstep.atomics.sync.";
  private static final String SHARED = "Shared";

  /* A monitor in one primitive's classes is its own rule's business only. */
  private static final List<Predicate<String>> PRIMITIVES =
      List.of(
          LockBytecode::isOwn,
          RLockBytecode::isOwn,
          ConditionBytecode::isOwn,
          SemaphoreBytecode::isOwn,
          EventBytecode::isOwn,
          BarrierBytecode::isOwn,
          ThreadBytecode::isOwn,
          QueueBytecode::isOwn,
          LifoQueueBytecode::isOwn,
          PriorityQueueBytecode::isOwn,
          SimpleQueueBytecode::isOwn,
          FutureBytecode::isOwn,
          ExecutorBytecode::isOwn,
          AtomicsBytecode::isOwn,
          WaitBytecode::isOwn);

  private BytecodeChecks() {}

  /**
   * Checks the access modes of a primitive and of the waiting mechanism under it; of one in shared
   * memory, that it accesses its words by Atomics only.
   *
   * @param rule what a weak access breaks
   * @param own the primitive's own classes, by full name
   */
  static void checkAccessModes(String rule, Predicate<String> own) {
    if (Subjects.ACTIVE.name().equals(Subjects.SHARED_MEMORY)) {
      Predicate<String> namesakes = name -> isNamesake(name, own);
      inspect(
          rule,
          namesakes,
          name -> namesakes.test(name) || isHelper(name),
          ElementAccesses::withoutAtomics);
      return;
    }
    requireOurs(rule);
    Map<String, ClassNode> classes =
        ClassFiles.ofLibraries(name -> own.test(name) || name.startsWith(WAITING));
    requireSome(rule, classes, own);
    AccessModes.Inspection inspection = AccessModes.inspect(classes.values());
    Evidence.executed(inspection.accesses());
    fail(rule, "The class files that are on this class path were read.", inspection.findings());
  }

  /**
   * Checks a primitive's own classes.
   *
   * @param rule what a finding breaks
   * @param own the primitive's own classes, by full name
   * @param inspection what looks at them
   */
  static void check(
      String rule,
      Predicate<String> own,
      Function<Collection<ClassNode>, AccessModes.Inspection> inspection) {
    requireOurs(rule);
    inspect(rule, own, own, inspection);
  }

  /** Tells whether a class in shared memory is of the primitive of which these are. */
  private static boolean isNamesake(String name, Predicate<String> own) {
    if (!name.startsWith(SHARED_MEMORY + SHARED)) {
      return false;
    }
    String namesake = name.substring(SHARED_MEMORY.length() + SHARED.length());
    return own.test("dev.lockstep.threading." + namesake)
        || own.test("dev.lockstep.queue." + namesake);
  }

  /* What is not a primitive belongs to all that are there. */
  private static boolean isHelper(String name) {
    return name.startsWith(SHARED_MEMORY) && !name.startsWith(SHARED_MEMORY + SHARED);
  }

  private static void inspect(
      String rule,
      Predicate<String> own,
      Predicate<String> inspected,
      Function<Collection<ClassNode>, AccessModes.Inspection> inspection) {
    Map<String, ClassNode> classes = ClassFiles.ofLibraries(inspected);
    requireSome(rule, classes, own);
    AccessModes.Inspection found = inspection.apply(classes.values());
    Evidence.executed(found.accesses());
    fail(rule, "The class files that are on this class path were read.", found.findings());
  }

  /**
   * Checks that the libraries, save the classes of the other primitives, hold no monitor, use no
   * Unsafe and do not sleep.
   *
   * @param rule what such code breaks
   * @param own the primitive's own classes, by full name
   */
  static void checkForbiddenCode(String rule, Predicate<String> own) {
    requireOurs(rule);
    Map<String, ClassNode> classes =
        ClassFiles.ofLibraries(
            name -> own.test(name) || PRIMITIVES.stream().noneMatch(each -> each.test(name)));
    requireSome(rule, classes, own);
    requireSome(rule, classes, name -> name.startsWith(WAITING));
    requireSome(rule, classes, name -> name.startsWith("dev.lockstep.atomics."));
    Evidence.executed(classes.size());
    fail(rule, "No class of the libraries may do this.", ForbiddenCode.find(classes.values()));
  }

  private static void requireOurs(String rule) {
    String name = Subjects.ACTIVE.name();
    if (!name.equals(Subjects.OURS)) {
      throw new TestAbortedException(
          NotOffered.PREFIX + rule + ": the class files of " + name + " are not known");
    }
  }

  private static void requireSome(
      String rule, Map<String, ClassNode> classes, Predicate<String> wanted) {
    if (classes.keySet().stream().noneMatch(wanted)) {
      throw new RuleViolation(
          rule, "a class that has to be inspected is missing; there are " + classes.keySet());
    }
  }

  private static void fail(String rule, String done, List<String> findings) {
    if (!findings.isEmpty()) {
      throw new RuleViolation(rule, done + "\n" + String.join("\n", findings));
    }
  }
}
