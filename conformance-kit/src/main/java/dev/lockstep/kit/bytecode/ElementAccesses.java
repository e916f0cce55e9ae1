package dev.lockstep.kit.bytecode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** How the elements of views are accessed: by what method, and how often. */
final class ElementAccesses {
  /* What a view has for its unordered accesses, and nothing else may be. */
  private static final Set<String> UNORDERED_METHODS = Set.of("get", "set");

  private static final String PLAIN_HANDLE = "PLAIN_";
  private static final String BYTE_BUFFER = "java/nio/ByteBuffer";
  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";
  private static final String VIEWS = "dev/lockstep/atomics/";
  private static final String ATOMICS = VIEWS + "Atomics";
  private static final String WORDS = "dev/lockstep/atomics/memory/Words";

  private ElementAccesses() {}

  /**
   * Looks for accesses without order outside of what is due to be unordered. What a compareAndSet
   * expects may be read so, if nothing is returned before one has succeeded or failed with it.
   */
  static AccessModes.Inspection unordered(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    int accesses = 0;
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        for (int i = 0; i < method.instructions.size(); i++) {
          if (isUnordered(method.instructions.get(i))) {
            accesses++;
            if (!mayBeUnordered(type, method, i)) {
              findings.add(
                  AccessModes.place(type, method, method.instructions.get(i))
                      + " accesses an element without order, and is no get or set of a view");
            }
          }
        }
      }
    }
    if (accesses == 0) {
      findings.add("No get or set accesses an element without order: correct this check");
    }
    return new AccessModes.Inspection(accesses, findings);
  }

  /** Looks for accesses of elements by other means than Atomics, which orders them all. */
  static AccessModes.Inspection withoutAtomics(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    int accesses = 0;
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        for (AbstractInsnNode at : method.instructions) {
          if (at instanceof MethodInsnNode call && call.owner.equals(ATOMICS)) {
            accesses++;
          } else if (isUnordered(at) || isGetOrSetOfAView(at)) {
            findings.add(
                AccessModes.place(type, method, at) + " accesses an element not by Atomics");
          }
        }
      }
    }
    if (accesses == 0) {
      findings.add("No Atomics are used: correct this check");
    }
    return new AccessModes.Inspection(accesses, findings);
  }

  private static boolean isGetOrSetOfAView(AbstractInsnNode at) {
    return at instanceof MethodInsnNode call
        && call.owner.startsWith(VIEWS)
        && call.owner.endsWith("Array")
        && UNORDERED_METHODS.contains(call.name);
  }

  /** Looks for gets and sets of views that access bytes more than once. */
  static AccessModes.Inspection getsAndSetsOfSeveralSteps(Collection<ClassNode> classes) {
    return severalSteps(classes, UNORDERED_METHODS::contains);
  }

  /**
   * Looks for methods that access bytes more than once: one of several steps tears.
   *
   * @param classes where
   * @param names which methods are due to access bytes once
   */
  static AccessModes.Inspection severalSteps(
      Collection<ClassNode> classes, Predicate<String> names) {
    List<String> findings = new ArrayList<>();
    int methods = 0;
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        if (names.test(method.name)) {
          methods++;
          int accesses = 0;
          boolean delegates = false;
          for (AbstractInsnNode at : method.instructions) {
            accesses += isUnordered(at) ? 1 : 0;
            delegates |=
                at instanceof MethodInsnNode call
                    && call.owner.equals(type.name)
                    && call.name.equals(method.name);
          }
          if (accesses != (delegates ? 0 : 1)) {
            findings.add(
                AccessModes.place(type, method, null) + " accesses bytes " + accesses + " times");
          }
        }
      }
    }
    if (methods == 0) {
      findings.add("There is no method that is due to access bytes once: correct this check");
    }
    return new AccessModes.Inspection(methods, findings);
  }

  /** Looks for sets of views that read bytes, and can only write back what is stale by then. */
  static AccessModes.Inspection setsThatRead(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    int methods = 0;
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        if (method.name.equals("set")) {
          methods++;
          for (AbstractInsnNode at : method.instructions) {
            if (at instanceof MethodInsnNode call
                && Set.of(VAR_HANDLE, BYTE_BUFFER).contains(call.owner)
                && call.name.startsWith("get")) {
              findings.add(
                  AccessModes.place(type, method, at) + " reads bytes that it may not own");
            }
          }
        }
      }
    }
    if (methods == 0) {
      findings.add("No view has a set: correct this check");
    }
    return new AccessModes.Inspection(methods, findings);
  }

  private static boolean isUnordered(AbstractInsnNode at) {
    if (at instanceof FieldInsnNode field) {
      // Words makes these constants, and puts them.
      return field.getOpcode() == Opcodes.GETSTATIC
          && field.owner.equals(WORDS)
          && field.name.startsWith(PLAIN_HANDLE);
    }
    return at instanceof MethodInsnNode call
        && call.owner.equals(BYTE_BUFFER)
        && (call.name.startsWith("get") || call.name.startsWith("put"));
  }

  private static boolean mayBeUnordered(ClassNode type, MethodNode method, int at) {
    if (!type.name.equals(WORDS)) {
      return UNORDERED_METHODS.contains(method.name);
    }
    return !reaches(method.instructions, at, ElementAccesses::isReturn);
  }

  /**
   * Looks for loops. Only words may be tried again, and only by a compareAndSet in each round; all
   * else takes as many steps as its code has.
   */
  static AccessModes.Inspection loops(Collection<ClassNode> classes) {
    List<String> findings = new ArrayList<>();
    int methods = 0;
    int tried = 0;
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        InsnList code = method.instructions;
        methods++;
        for (int i = 0; i < code.size(); i++) {
          boolean words = type.name.equals(WORDS);
          if (words && isCompareAndSet(code.get(i))) {
            tried++;
          } else if (code.get(i) instanceof JumpInsnNode jump
              && code.indexOf(jump.label) < i
              && (!words || returnsTo(code, i))) {
            findings.add(
                AccessModes.place(type, method, jump)
                    + (words ? " may go round without a compareAndSet" : " goes round in a loop"));
          }
        }
      }
    }
    if (tried == 0) {
      findings.add("No compareAndSet of a word was found: correct this check");
    }
    return new AccessModes.Inspection(methods, findings);
  }

  private static boolean returnsTo(InsnList code, int from) {
    return reaches(code, from, (at, instructions) -> at == from);
  }

  private interface Goal {
    boolean isAt(int index, InsnList code);
  }

  private static boolean isReturn(int index, InsnList code) {
    int opcode = code.get(index).getOpcode();
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }

  /** Tells whether some place can be reached after an instruction without a compareAndSet. */
  private static boolean reaches(InsnList code, int from, Goal goal) {
    boolean[] seen = new boolean[code.size()];
    Deque<Integer> due = new ArrayDeque<>(successors(code, from));
    while (!due.isEmpty()) {
      int at = due.pop();
      if (goal.isAt(at, code)) {
        return true;
      }
      if (!seen[at] && !isCompareAndSet(code.get(at))) {
        seen[at] = true;
        due.addAll(successors(code, at));
      }
    }
    return false;
  }

  private static boolean isCompareAndSet(AbstractInsnNode at) {
    return at instanceof MethodInsnNode call
        && call.owner.equals(VAR_HANDLE)
        && Set.of("compareAndSet", "weakCompareAndSet").contains(call.name);
  }

  private static List<Integer> successors(InsnList code, int at) {
    AbstractInsnNode node = code.get(at);
    int opcode = node.getOpcode();
    List<Integer> next = new ArrayList<>();
    if (node instanceof JumpInsnNode jump) {
      next.add(code.indexOf(jump.label));
    } else if (node instanceof TableSwitchInsnNode table) {
      table.labels.forEach(label -> next.add(code.indexOf(label)));
      next.add(code.indexOf(table.dflt));
    } else if (node instanceof LookupSwitchInsnNode lookup) {
      lookup.labels.forEach(label -> next.add(code.indexOf(label)));
      next.add(code.indexOf(lookup.dflt));
    }
    boolean ends =
        (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
            || opcode == Opcodes.ATHROW
            || opcode == Opcodes.GOTO
            || opcode == Opcodes.TABLESWITCH
            || opcode == Opcodes.LOOKUPSWITCH;
    if (!ends && at + 1 < code.size()) {
      next.add(at + 1);
    }
    return next;
  }
}
