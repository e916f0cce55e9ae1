package dev.lockstep.kit.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The bytecode checks pass the shipped classes, and find each weakness that is put into them. */
class BytecodeTest {
  private static final String LOCK = "dev.lockstep.threading.Lock";

  private static Map<String, ClassNode> libraries() {
    return ClassFiles.ofLibraries(name -> true);
  }

  @Test
  void shippedClassesAreFoundAndPass() {
    Map<String, ClassNode> classes = libraries();

    assertTrue(classes.containsKey(LOCK) && classes.containsKey(LOCK + "$Acquisition"));
    assertTrue(classes.keySet().stream().anyMatch(name -> name.startsWith("dev.lockstep.atomics")));
    assertTrue(classes.keySet().stream().noneMatch(name -> name.startsWith("dev.lockstep.kit")));
    AccessModes.Inspection inspection = AccessModes.inspect(classes.values());
    assertEquals(List.of(), inspection.findings());
    assertTrue(inspection.accesses() > AccessModes.TABLE.size(), () -> inspection.toString());
    assertEquals(List.of(), ForbiddenCode.find(classes.values()));
  }

  @TestFactory
  Stream<DynamicTest> fieldThatIsReadPlainlyIsFound() {
    return AccessModes.TABLE.keySet().stream()
        .sorted()
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field,
                    () -> {
                      List<String> findings = modesAfter(classes -> weaken(classes, field));
                      assertTrue(
                          findings.stream().anyMatch(finding -> finding.contains(field)),
                          findings::toString);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> accessThatIsTooWeakIsFound() {
    record Weak(String type, String method, String strong, String weak) {}
    return Stream.of(
            new Weak(LOCK, "getAndSetState", "getAndSet", "getAndSetAcquire"),
            new Weak(LOCK, "getAndSetState", "getAndSet", "getAndSetRelease"),
            new Weak(
                "dev.lockstep.threading.Event",
                "casState",
                "compareAndSet",
                "weakCompareAndSetPlain"),
            new Weak(
                "dev.lockstep.threading.Event$Queue",
                "casFlag",
                "compareAndSet",
                "compareAndExchangeAcquire"),
            new Weak(
                "dev.lockstep.threading.RLock",
                "takeIfFree",
                "compareAndSet",
                "weakCompareAndSetRelease"),
            new Weak(
                "dev.lockstep.threading.Semaphore",
                "casPermits",
                "compareAndSet",
                "weakCompareAndSetRelease"),
            new Weak("dev.lockstep.waiting.WaiterQueue", "unlockGuard", "setRelease", "setOpaque"),
            new Weak("dev.lockstep.waiting.WaiterQueue", "unlockGuard", "setRelease", "set"),
            new Weak("dev.lockstep.atomics.memory.Stripe", "setBucket", "setVolatile", "setOpaque"),
            new Weak("dev.lockstep.atomics.memory.Stripe", "bucket", "getVolatile", "getAcquire"),
            new Weak("dev.lockstep.atomics.memory.Words", "load", "getVolatile", "get"),
            new Weak("dev.lockstep.atomics.IntegerArray64", "store", "setVolatile", "setRelease"))
        .map(
            weak ->
                DynamicTest.dynamicTest(
                    weak.toString(),
                    () -> {
                      List<String> findings =
                          modesAfter(
                              classes ->
                                  rename(
                                      method(node(classes, weak.type()), weak.method()),
                                      weak.strong(),
                                      weak.weak()));
                      assertEquals(1, findings.size(), findings::toString);
                      String finding = findings.get(0);
                      assertTrue(
                          finding.startsWith(weak.type() + "." + weak.method() + " ("), finding);
                      assertTrue(finding.contains("VarHandle." + weak.weak() + ","), finding);
                    }));
  }

  @Test
  void fieldThatIsMissingIsFound() {
    List<String> findings =
        modesAfter(classes -> field(classes, LOCK + ".state").name = "condition");

    assertTrue(
        findings.contains(
            LOCK + ".state is in the table of access modes and is no field: correct the table"),
        findings::toString);
  }

  @TestFactory
  Stream<DynamicTest> forbiddenCodeIsFound() {
    return Map.<String, Consumer<MethodNode>>of(
            "is synchronized", method -> method.access |= Opcodes.ACC_SYNCHRONIZED,
            "enters a monitor", method -> insert(method, new InsnNode(Opcodes.MONITORENTER)),
            "sleeps", method -> insert(method, call("java/lang/Thread", "sleep", "(J)V")),
            "waits for a monitor", method -> insert(method, call(LOCK, "wait", "(J)V")),
            "uses Unsafe", method -> insert(method, call("sun/misc/Unsafe", "park", "(ZJ)V")))
        .entrySet()
        .stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      Map<String, ClassNode> classes = libraries();
                      entry.getValue().accept(method(node(classes, LOCK), "locked"));
                      List<String> findings = ForbiddenCode.find(classes.values());
                      assertEquals(1, findings.size(), findings::toString);
                      assertTrue(
                          findings.get(0).startsWith(LOCK + ".locked (Lock.java")
                              && findings.get(0).endsWith(entry.getKey()),
                          findings::toString);
                    }));
  }

  private static List<String> modesAfter(Consumer<Map<String, ClassNode>> change) {
    Map<String, ClassNode> classes = libraries();
    change.accept(classes);
    return AccessModes.inspect(classes.values()).findings();
  }

  private static ClassNode node(Map<String, ClassNode> classes, String name) {
    return Objects.requireNonNull(classes.get(name), name);
  }

  private static MethodNode method(ClassNode type, String name) {
    return type.methods.stream()
        .filter(method -> method.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type.name + " has no method " + name));
  }

  private static FieldNode field(Map<String, ClassNode> classes, String name) {
    int dot = name.lastIndexOf('.');
    return node(classes, name.substring(0, dot)).fields.stream()
        .filter(field -> field.name.equals(name.substring(dot + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no field " + name));
  }

  /* A field that is not volatile, and has only a VarHandle, gets a method that does without it. */
  private static void weaken(Map<String, ClassNode> classes, String name) {
    FieldNode field = field(classes, name);
    if ((field.access & Opcodes.ACC_VOLATILE) != 0) {
      field.access &= ~Opcodes.ACC_VOLATILE;
      return;
    }
    ClassNode owner = node(classes, name.substring(0, name.lastIndexOf('.')));
    MethodNode method = new MethodNode(0, "readsPlainly", "()V", null, null);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitFieldInsn(Opcodes.GETFIELD, owner.name, field.name, field.desc);
    owner.methods.add(method);
  }

  private static void rename(MethodNode method, String from, String to) {
    boolean renamed = false;
    for (AbstractInsnNode at : method.instructions) {
      if (at instanceof MethodInsnNode call && call.name.equals(from)) {
        call.name = to;
        renamed = true;
      }
    }
    assertTrue(renamed, () -> method.name + " does not call " + from);
  }

  private static MethodInsnNode call(String owner, String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
  }

  private static void insert(MethodNode method, AbstractInsnNode instruction) {
    method.instructions.insert(instruction);
  }
}
