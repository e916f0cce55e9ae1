package dev.lockstep.kit.bytecode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What pins a carrier or goes behind the JVM's back, and so has no place in the libraries. */
final class ForbiddenCode {
  private static final Set<String> UNSAFE = Set.of("sun/misc/Unsafe", "jdk/internal/misc/Unsafe");

  /* Those of Object; a method of ours that is called wait has other parameters. */
  private static final Set<String> WAIT = Set.of("()V", "(J)V", "(JI)V");

  private ForbiddenCode() {}

  /** Returns what was found, each with its method and instruction. */
  static List<String> find(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
          findings.add(AccessModes.place(type, method, null) + " is synchronized");
        }
        for (AbstractInsnNode at : method.instructions) {
          String what = forbidden(at);
          if (what != null) {
            findings.add(AccessModes.place(type, method, at) + " " + what);
          }
        }
      }
    }
    return findings;
  }

  private static @Nullable String forbidden(AbstractInsnNode at) {
    if (at.getOpcode() == Opcodes.MONITORENTER) {
      return "enters a monitor";
    }
    if (at instanceof FieldInsnNode field && isUnsafe(field.owner, field.desc)) {
      return "uses Unsafe";
    }
    if (at instanceof MethodInsnNode call) {
      return forbiddenCall(call);
    }
    return null;
  }

  private static @Nullable String forbiddenCall(MethodInsnNode call) {
    if (isUnsafe(call.owner, call.desc)) {
      return "uses Unsafe";
    }
    if (call.name.equals("sleep")
        && Set.of("java/lang/Thread", "java/util/concurrent/TimeUnit").contains(call.owner)) {
      return "sleeps";
    }
    if (call.getOpcode() != Opcodes.INVOKESTATIC
        && call.name.equals("wait")
        && WAIT.contains(call.desc)) {
      return "waits for a monitor";
    }
    return null;
  }

  private static boolean isUnsafe(String owner, String descriptor) {
    return UNSAFE.stream().anyMatch(type -> owner.equals(type) || descriptor.contains(type));
  }
}
