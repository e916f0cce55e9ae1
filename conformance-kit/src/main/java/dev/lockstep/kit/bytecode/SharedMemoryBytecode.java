package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What the class file of WebAssembly's memory shows on every machine. */
@Checks(primitive = Primitive.SHAREDMEMORY, checker = Checker.BYTECODE)
public class SharedMemoryBytecode {
  private static final String FENCE = "fence";

  /* Of 64 bits may tear. */
  private static final Pattern AT_ONCE = Pattern.compile("(load|store)(8|16|32)");

  @Test
  @Rule("SHM-06")
  void shm06_everyLoadAndStoreOfUpTo32BitsIsOneAccess() {
    BytecodeChecks.check(
        "SHM-06",
        "dev.lockstep.atomics.wasm.SharedMemory"::equals,
        classes -> ElementAccesses.severalSteps(classes, AT_ONCE.asMatchPredicate()));
  }

  @Test
  @Rule("SHM-12")
  void shm12_aFenceIsAFullFence() {
    BytecodeChecks.check(
        "SHM-12", "dev.lockstep.atomics.wasm.SharedMemory"::equals, SharedMemoryBytecode::fences);
  }

  private static AccessModes.Inspection fences(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    int fences = 0;
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        if (method.name.equals(FENCE)) {
          fences++;
          if (!callsFullFence(method)) {
            findings.add(AccessModes.place(type, method, null) + " makes no full fence");
          }
        }
      }
    }
    if (fences == 0) {
      findings.add("A memory has no fence: correct this check");
    }
    return new AccessModes.Inspection(fences, findings);
  }

  private static boolean callsFullFence(MethodNode method) {
    for (AbstractInsnNode at : method.instructions) {
      if (at instanceof MethodInsnNode call && call.name.equals("fullFence")) {
        return true;
      }
    }
    return false;
  }
}
