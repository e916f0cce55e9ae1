package dev.lockstep.kit.bytecode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * The modes in which the fields that order memory are accessed. x86 gives every store the order of
 * a release and every load that of an acquire, so a plain access in their place is seen there in
 * the class file only.
 *
 * <p>Every field that is volatile or has a VarHandle counts as one that orders memory; so does what
 * a VarHandle of array elements or of a buffer's bytes reaches, which goes by the name of the
 * constant that holds the VarHandle.
 */
final class AccessModes {
  /** How strong the accesses of a field have to be. */
  enum Strength {
    /** Sequentially consistent: somebody relies on a store being seen before a later load. */
    VOLATILE {
      @Override
      Set<String> modes() {
        return Set.of(
            "getVolatile",
            "setVolatile",
            "compareAndSet",
            "compareAndExchange",
            "weakCompareAndSet",
            "getAndSet",
            "getAndAdd",
            "getAndBitwiseAnd",
            "getAndBitwiseOr",
            "getAndBitwiseXor");
      }
    },
    /** Written under a guard, and also read without it: with release and acquire. */
    PUBLISHED {
      @Override
      Set<String> modes() {
        return Set.of("getVolatile", "getAcquire", "setVolatile", "setRelease");
      }
    },
    /** A guard bit: taken with an acquire, freed with a release. */
    GUARD {
      @Override
      Set<String> modes() {
        return Set.of(
            "getVolatile",
            "getAcquire",
            "setVolatile",
            "setRelease",
            "compareAndSet",
            "compareAndExchange",
            "compareAndExchangeAcquire",
            "weakCompareAndSet",
            "weakCompareAndSetAcquire");
      }
    },
    /** Without order, by design: nothing may rely on it, or look as if it did. */
    UNORDERED {
      @Override
      Set<String> modes() {
        return Set.of("get", "set");
      }
    };

    /** Returns the names of the methods of VarHandle that are strong enough. */
    abstract Set<String> modes();
  }

  /**
   * The fields that have to be there, and what each has to be; any other that orders memory has to
   * be {@link Strength#VOLATILE}.
   */
  static final Map<String, Strength> TABLE =
      Map.ofEntries(
          Map.entry("dev.lockstep.atomics.memory.Memory.byteLength", Strength.VOLATILE),
          Map.entry("dev.lockstep.atomics.memory.Memory.waiters", Strength.VOLATILE),
          Map.entry("dev.lockstep.atomics.memory.Stripe.buckets", Strength.VOLATILE),
          Map.entry("dev.lockstep.atomics.memory.Stripe$Link.next", Strength.VOLATILE),
          Map.entry("dev.lockstep.futures.Arrivals.over", Strength.VOLATILE),
          Map.entry("dev.lockstep.futures.Future.state", Strength.VOLATILE),
          Map.entry("dev.lockstep.futures.Future$Attachments.phase", Strength.VOLATILE),
          Map.entry("dev.lockstep.futures.Pool.closed", Strength.VOLATILE),
          Map.entry("dev.lockstep.futures.Pool.first", Strength.VOLATILE),
          Map.entry("dev.lockstep.queue.Queue.count", Strength.PUBLISHED),
          Map.entry("dev.lockstep.queue.Queue.over", Strength.PUBLISHED),
          Map.entry("dev.lockstep.queue.Queue.unfinished", Strength.PUBLISHED),
          Map.entry("dev.lockstep.queue.SimpleQueue.count", Strength.PUBLISHED),
          Map.entry("dev.lockstep.threading.Barrier.queue", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Barrier.state", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Barrier$Queue.refusals", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Barrier$Queue.runner", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Condition.waiters", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Event.state", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Event$Queue.flag", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Lock.state", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Lock.waiters", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.PyThread.state", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.PyThread.thread", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.RLock.state", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.RLock.waiters", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Semaphore.permits", Strength.VOLATILE),
          Map.entry("dev.lockstep.threading.Semaphore.waiters", Strength.VOLATILE),
          Map.entry("dev.lockstep.waiting.WaiterQueue.head", Strength.VOLATILE),
          Map.entry("dev.lockstep.waiting.WaiterQueue.guard", Strength.GUARD),
          Map.entry("dev.lockstep.waiting.Waiter.parking", Strength.VOLATILE),
          Map.entry("dev.lockstep.waiting.Waiter.fate", Strength.VOLATILE));

  /** What has to be of what constants that hold a VarHandle reach; of all others: VOLATILE. */
  private static final Map<String, Strength> ELEMENTS =
      Map.of(
          elements("dev.lockstep.atomics.memory.Words.PLAIN_SHORT"), Strength.UNORDERED,
          elements("dev.lockstep.atomics.memory.Words.PLAIN_INT"), Strength.UNORDERED,
          elements("dev.lockstep.atomics.memory.Words.PLAIN_LONG"), Strength.UNORDERED,
          elements("dev.lockstep.atomics.memory.Words.PLAIN_FLOAT"), Strength.UNORDERED,
          elements("dev.lockstep.atomics.memory.Words.PLAIN_DOUBLE"), Strength.UNORDERED);

  private static final Set<String> OF_ELEMENTS =
      Set.of("arrayElementVarHandle", "byteBufferViewVarHandle");

  /* Makes a VarHandle of another one, and accesses nothing. */
  private static final String EXACT = "withInvokeExactBehavior";

  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

  private final Collection<ClassNode> classes;
  private final Set<String> declared = new HashSet<>();
  private final Set<String> volatileFields = new HashSet<>();

  /* By the name of the constant that holds it: the field that a VarHandle stands for. */
  private final Map<String, String> handles = new HashMap<>();
  private final List<String> findings = new ArrayList<>();
  private int accesses;

  private AccessModes(Collection<ClassNode> classes) {
    this.classes = classes;
  }

  /**
   * What was found.
   *
   * @param accesses how many accesses of fields that order memory were looked at
   * @param findings what is too weak, each with the method and the instruction
   */
  record Inspection(int accesses, List<String> findings) {}

  /** Looks at every access in these classes of every field of these classes. */
  static Inspection inspect(Collection<ClassNode> classes) {
    AccessModes modes = new AccessModes(classes);
    modes.readFields();
    modes.readHandles();
    modes.requireTable();
    modes.forEachMethod(modes::inspect);
    return new Inspection(modes.accesses, modes.findings);
  }

  private void readFields() {
    for (ClassNode type : classes) {
      for (FieldNode field : type.fields) {
        String name = fieldName(type.name, field.name);
        declared.add(name);
        if ((field.access & Opcodes.ACC_VOLATILE) != 0) {
          volatileFields.add(name);
        }
      }
    }
  }

  private void readHandles() {
    forEachMethod(
        (type, method) -> {
          for (AbstractInsnNode at : method.instructions) {
            if (at instanceof MethodInsnNode call && call.name.equals("findVarHandle")) {
              readHandle(type, method, call);
            } else if (at instanceof MethodInsnNode call && OF_ELEMENTS.contains(call.name)) {
              readHandleOfElements(type, method, call);
            }
          }
        });
  }

  private void readHandle(ClassNode type, MethodNode method, MethodInsnNode find) {
    String owner = null;
    String field = null;
    for (AbstractInsnNode at = find.getPrevious();
        at != null && (owner == null || field == null);
        at = at.getPrevious()) {
      if (at instanceof LdcInsnNode constant && constant.cst instanceof String name) {
        field = name;
      } else if (field != null
          && at instanceof LdcInsnNode constant
          && constant.cst instanceof Type of) {
        owner = of.getInternalName();
      }
    }
    if (owner != null
        && field != null
        && find.getNext() instanceof FieldInsnNode store
        && store.getOpcode() == Opcodes.PUTSTATIC) {
      handles.put(fieldName(store.owner, store.name), fieldName(owner, field));
    } else {
      report(type, method, find, "looks up a VarHandle of an unknown field or into no constant");
    }
  }

  private void readHandleOfElements(ClassNode type, MethodNode method, MethodInsnNode find) {
    AbstractInsnNode next = next(find);
    if (next instanceof MethodInsnNode call && call.name.equals(EXACT)) {
      next = next(call);
    }
    if (next instanceof FieldInsnNode store && store.getOpcode() == Opcodes.PUTSTATIC) {
      String constant = fieldName(store.owner, store.name);
      handles.put(constant, elements(constant));
    } else {
      report(type, method, find, "makes a VarHandle of elements that becomes no constant");
    }
  }

  /** The next instruction, past labels and line numbers. */
  private static @Nullable AbstractInsnNode next(AbstractInsnNode from) {
    AbstractInsnNode at = from.getNext();
    while (at != null && at.getOpcode() < 0) {
      at = at.getNext();
    }
    return at;
  }

  private static String elements(String constant) {
    return "what " + constant + " reaches";
  }

  private void requireTable() {
    Set<String> owners = new HashSet<>();
    classes.forEach(type -> owners.add(type.name.replace('/', '.')));
    for (String field : TABLE.keySet()) {
      boolean inspected = owners.contains(field.substring(0, field.lastIndexOf('.')));
      if (inspected && !declared.contains(field)) {
        findings.add(field + " is in the table of access modes and is no field: correct the table");
      } else if (inspected && !volatileFields.contains(field) && !handles.containsValue(field)) {
        findings.add(field + " is neither volatile nor accessed through a VarHandle");
      }
    }
  }

  private void inspect(ClassNode type, MethodNode method) {
    Frame<SourceValue>[] frames = null;
    for (int i = 0; i < method.instructions.size(); i++) {
      AbstractInsnNode at = method.instructions.get(i);
      if (at instanceof FieldInsnNode access) {
        inspectDirect(type, method, access);
      } else if (at instanceof MethodInsnNode call
          && call.owner.equals(VAR_HANDLE)
          && call.getOpcode() == Opcodes.INVOKEVIRTUAL
          && !call.name.equals(EXACT)) {
        frames = frames == null ? analyze(type, method) : frames;
        inspectHandle(type, method, call, frames[i]);
      }
    }
  }

  private void inspectDirect(ClassNode type, MethodNode method, FieldInsnNode access) {
    String field = fieldName(access.owner, access.name);
    if (volatileFields.contains(field)) {
      accesses++;
    } else if (handles.containsValue(field) && !method.name.equals("<init>")) {
      report(type, method, access, "accesses " + field + " plainly, which others order memory by");
    }
  }

  private void inspectHandle(
      ClassNode type, MethodNode method, MethodInsnNode call, @Nullable Frame<SourceValue> frame) {
    if (frame == null) {
      return; // unreachable code
    }
    String field = fieldOfReceiver(call, frame);
    if (field == null) {
      report(type, method, call, "calls a VarHandle of which the field cannot be told");
      return;
    }
    accesses++;
    Strength due = TABLE.getOrDefault(field, ELEMENTS.getOrDefault(field, Strength.VOLATILE));
    if (!due.modes().contains(call.name)) {
      report(
          type,
          method,
          call,
          "accesses "
              + field
              + " with VarHandle."
              + call.name
              + ", and only these are strong enough there: "
              + String.join(", ", due.modes().stream().sorted().toList()));
    }
  }

  private @Nullable String fieldOfReceiver(MethodInsnNode call, Frame<SourceValue> frame) {
    int arguments = Type.getArgumentTypes(call.desc).length;
    SourceValue receiver = frame.getStack(frame.getStackSize() - 1 - arguments);
    Set<String> fields = new HashSet<>();
    for (AbstractInsnNode source : receiver.insns) {
      if (source instanceof FieldInsnNode load && load.getOpcode() == Opcodes.GETSTATIC) {
        String field = handles.get(fieldName(load.owner, load.name));
        if (field != null) {
          fields.add(field);
        }
      }
    }
    return fields.size() == 1 && receiver.insns.size() == 1 ? fields.iterator().next() : null;
  }

  private static Frame<SourceValue>[] analyze(ClassNode type, MethodNode method) {
    try {
      return new Analyzer<>(new SourceInterpreter()).analyze(type.name, method);
    } catch (AnalyzerException e) {
      throw new IllegalStateException("ASM can't analyze " + type.name + "." + method.name, e);
    }
  }

  private void report(ClassNode type, MethodNode method, AbstractInsnNode at, String what) {
    findings.add(place(type, method, at) + " " + what);
  }

  /** Returns {@code Lock.release (Lock.java:88)}. */
  static String place(ClassNode type, MethodNode method, @Nullable AbstractInsnNode at) {
    AbstractInsnNode back = at;
    while (back != null && !(back instanceof LineNumberNode)) {
      back = back.getPrevious();
    }
    String line = back instanceof LineNumberNode number ? ":" + number.line : "";
    return type.name.replace('/', '.') + "." + method.name + " (" + type.sourceFile + line + ")";
  }

  private static String fieldName(String owner, String field) {
    return owner.replace('/', '.') + "." + field;
  }

  private interface Visitor {
    void visit(ClassNode type, MethodNode method);
  }

  private void forEachMethod(Visitor visitor) {
    for (ClassNode type : classes) {
      for (MethodNode method : type.methods) {
        visitor.visit(type, method);
      }
    }
  }
}
