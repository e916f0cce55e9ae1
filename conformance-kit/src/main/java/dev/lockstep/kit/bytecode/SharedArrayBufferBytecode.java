package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/** What the class files of buffers, views and memory show on every machine. */
@Checks(primitive = Primitive.SHAREDARRAYBUFFER, checker = Checker.BYTECODE)
public class SharedArrayBufferBytecode {
  private static final String MEMORY = "dev/lockstep/atomics/memory/Memory";

  @Test
  @Rule("SAB-12")
  void sab12_everyAccessToTheLengthIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("SAB-12", SharedArrayBufferBytecode::isOwn);
  }

  @Test
  @Rule("SAB-15")
  void sab15_everyGetAndSetIsOneAccess() {
    BytecodeChecks.check(
        "SAB-15", AtomicsBytecode::isOwn, ElementAccesses::getsAndSetsOfSeveralSteps);
  }

  @Test
  @Rule("SAB-17")
  void sab17_noSetReadsBytes() {
    BytecodeChecks.check("SAB-17", AtomicsBytecode::isOwn, ElementAccesses::setsThatRead);
  }

  @Test
  @Rule("SAB-18")
  void sab18_everyFieldOfABufferOrViewIsFinal() {
    BytecodeChecks.check(
        "SAB-18",
        name -> isOwn(name) || AtomicsBytecode.isOwn(name),
        SharedArrayBufferBytecode::fieldsThatChange);
  }

  /* The memory is reached through a final field; what changes in it orders memory by itself. */
  private static AccessModes.Inspection fieldsThatChange(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    int fields = 0;
    for (ClassNode type : classes) {
      int due = Opcodes.ACC_FINAL | (type.name.equals(MEMORY) ? Opcodes.ACC_VOLATILE : 0);
      for (FieldNode field : type.fields) {
        fields++;
        if ((field.access & due) == 0) {
          findings.add(type.name.replace('/', '.') + "." + field.name + " can be seen unset");
        }
      }
    }
    return new AccessModes.Inspection(fields, findings);
  }

  /** Buffers and their memory; the views are those of Atomics. */
  static boolean isOwn(String className) {
    return className.matches(
        "dev\\.lockstep\\.atomics\\.(\\w*Buffer(Like)?|memory\\.Memory)(\\$.*)?");
  }
}
