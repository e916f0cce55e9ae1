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
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What the class files of waiting at addresses show on every machine. */
@Checks(primitive = Primitive.WAIT, checker = Checker.BYTECODE)
public class WaitBytecode {
  private static final String MEMORY = "dev/lockstep/atomics/memory/Memory";

  @Test
  @Rule("WAI-08")
  void wai08_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("WAI-08", WaitBytecode::isOwn);
  }

  @Test
  @Rule("WAI-08")
  void wai08_aNotifyFencesBeforeItLooksWhoWaits() {
    BytecodeChecks.check("WAI-08", MEMORY.replace('/', '.')::equals, WaitBytecode::looksUnfenced);
  }

  private static AccessModes.Inspection looksUnfenced(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    int looks = 0;
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        boolean fenced = !method.name.equals("notify");
        for (AbstractInsnNode at : method.instructions) {
          if (at instanceof MethodInsnNode call && call.name.equals("fullFence")) {
            fenced = true;
          } else if (at instanceof FieldInsnNode field
              && field.getOpcode() == Opcodes.GETFIELD
              && field.name.equals("waiters")) {
            looks++;
            if (!fenced) {
              findings.add(
                  AccessModes.place(type, method, at) + " looks who waits before a full fence");
            }
          }
        }
      }
    }
    if (looks == 0) {
      findings.add("Nobody looks who waits: correct this check");
    }
    return new AccessModes.Inspection(looks, findings);
  }

  @Test
  @Rule("WAI-23")
  void wai23_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("WAI-23", WaitBytecode::isOwn);
  }

  /** Memory, its words, and who waits in it; no buffers. */
  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.atomics\\.memory\\.\\w+(\\$.*)?");
  }
}
