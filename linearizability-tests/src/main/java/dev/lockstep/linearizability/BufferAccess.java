package dev.lockstep.linearizability;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Accesses to the bytes of a buffer as the model checker sees them. It knows VarHandles of fields
 * and of arrays, and refuses those of buffers. So in the classes of shared memory a call of one is
 * replaced by a call of the method here, which lets the model checker switch threads and then makes
 * the access in a way that it does not look into.
 */
public final class BufferAccess {
  /* A copy of the classes for a broken twin has another word in the place of the second. */
  private static final Pattern SHARED_MEMORY = Pattern.compile("(dev/\\w+/)atomics/.*");

  private static final String METHODS_OF = "linearizability/BufferAccess";
  private static final String VAR_HANDLE = Type.getInternalName(VarHandle.class);
  private static final String OF_BUFFER = "(Ljava/nio/ByteBuffer;I";
  private static final String WITH_HANDLE = "(Ljava/lang/invoke/VarHandle;Ljava/nio/ByteBuffer;I";

  private static final Set<String> METHODS =
      Arrays.stream(BufferAccess.class.getMethods())
          .map(method -> method.getName() + Type.getMethodDescriptor(method))
          .collect(Collectors.toSet());

  private static final MethodHandle GET_INT = invoker(AccessMode.GET, int.class);
  private static final MethodHandle GET_LONG = invoker(AccessMode.GET, long.class);
  private static final MethodHandle SET_INT = invoker(AccessMode.SET, void.class, int.class);
  private static final MethodHandle SET_LONG = invoker(AccessMode.SET, void.class, long.class);
  private static final MethodHandle GET_VOLATILE_INT = invoker(AccessMode.GET_VOLATILE, int.class);
  private static final MethodHandle GET_VOLATILE_LONG =
      invoker(AccessMode.GET_VOLATILE, long.class);
  private static final MethodHandle SET_VOLATILE_INT =
      invoker(AccessMode.SET_VOLATILE, void.class, int.class);
  private static final MethodHandle SET_VOLATILE_LONG =
      invoker(AccessMode.SET_VOLATILE, void.class, long.class);
  private static final MethodHandle ADD_INT = invoker(AccessMode.GET_AND_ADD, int.class, int.class);
  private static final MethodHandle ADD_LONG =
      invoker(AccessMode.GET_AND_ADD, long.class, long.class);
  private static final MethodHandle SWAP_INT =
      invoker(AccessMode.GET_AND_SET, int.class, int.class);
  private static final MethodHandle SWAP_LONG =
      invoker(AccessMode.GET_AND_SET, long.class, long.class);
  private static final MethodHandle EXCHANGE_INT =
      invoker(AccessMode.COMPARE_AND_EXCHANGE, int.class, int.class, int.class);
  private static final MethodHandle EXCHANGE_LONG =
      invoker(AccessMode.COMPARE_AND_EXCHANGE, long.class, long.class, long.class);
  private static final MethodHandle COMPARE_AND_SET_INT =
      invoker(AccessMode.COMPARE_AND_SET, boolean.class, int.class, int.class);

  /* Written where threads may be switched: to the model checker every thread can reach it. */
  @SuppressWarnings("unused") // nobody has to read it
  private static volatile int accessed;

  private BufferAccess() {}

  private static MethodHandle invoker(AccessMode mode, Class<?> result, Class<?>... values) {
    MethodType type =
        MethodType.methodType(result, ByteBuffer.class, int.class).appendParameterTypes(values);
    return MethodHandles.varHandleExactInvoker(mode, type);
  }

  /**
   * Replaces the accesses in all classes of shared memory, those that are loaded and those that
   * will be.
   *
   * @param instrumentation this JVM's
   */
  static void replaceIn(Instrumentation instrumentation) {
    instrumentation.addTransformer(new Transformer(), true);
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      // What stands for a lambda expression cannot be changed, and only calls what can.
      String name = loaded.getName().replace('.', '/');
      boolean ofSharedMemory = SHARED_MEMORY.matcher(name).matches();
      if (ofSharedMemory && instrumentation.isModifiableClass(loaded)) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException e) {
          throw new IllegalStateException("The model checker cannot see into " + loaded, e);
        }
      }
    }
  }

  private static final class Transformer implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      Matcher shared = SHARED_MEMORY.matcher(name == null ? "" : name);
      if (!shared.matches()) {
        return null;
      }
      ClassReader reader = new ClassReader(bytes);
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new Accesses(writer, shared.group(1) + METHODS_OF), 0);
      return writer.toByteArray();
    }
  }

  private static final class Accesses extends ClassVisitor {
    private final String methods;

    /**
     * Creates a visitor.
     *
     * @param next what gets the class as it is then
     * @param methods the class whose methods are called instead
     */
    Accesses(ClassVisitor next, String methods) {
      super(Opcodes.ASM9, next);
      this.methods = methods;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          if (!owner.equals(VAR_HANDLE) || !type.startsWith(OF_BUFFER)) {
            super.visitMethodInsn(opcode, owner, called, type, isInterface);
            return;
          }
          String replaced = nameOf(called, type);
          String withHandle = WITH_HANDLE + type.substring(OF_BUFFER.length());
          // Another stays as it is, and the model checker will complain of it.
          if (METHODS.contains(replaced + withHandle)) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, methods, replaced, withHandle, false);
          } else {
            super.visitMethodInsn(opcode, owner, called, type, isInterface);
          }
        }
      };
    }

    /* Methods that differ by what they return need names of their own. */
    private static String nameOf(String called, String type) {
      return type.startsWith(OF_BUFFER + ")") ? called + type.substring(type.length() - 1) : called;
    }
  }

  public static int getI(VarHandle handle, ByteBuffer buffer, int offset) throws Throwable {
    accessed = 0;
    return (int) GET_INT.invokeExact(handle, buffer, offset);
  }

  public static long getJ(VarHandle handle, ByteBuffer buffer, int offset) throws Throwable {
    accessed = 0;
    return (long) GET_LONG.invokeExact(handle, buffer, offset);
  }

  public static void set(VarHandle handle, ByteBuffer buffer, int offset, int value)
      throws Throwable {
    accessed = 0;
    SET_INT.invokeExact(handle, buffer, offset, value);
  }

  public static void set(VarHandle handle, ByteBuffer buffer, int offset, long value)
      throws Throwable {
    accessed = 0;
    SET_LONG.invokeExact(handle, buffer, offset, value);
  }

  public static int getVolatileI(VarHandle handle, ByteBuffer buffer, int offset) throws Throwable {
    accessed = 0;
    return (int) GET_VOLATILE_INT.invokeExact(handle, buffer, offset);
  }

  public static long getVolatileJ(VarHandle handle, ByteBuffer buffer, int offset)
      throws Throwable {
    accessed = 0;
    return (long) GET_VOLATILE_LONG.invokeExact(handle, buffer, offset);
  }

  public static void setVolatile(VarHandle handle, ByteBuffer buffer, int offset, int value)
      throws Throwable {
    accessed = 0;
    SET_VOLATILE_INT.invokeExact(handle, buffer, offset, value);
  }

  public static void setVolatile(VarHandle handle, ByteBuffer buffer, int offset, long value)
      throws Throwable {
    accessed = 0;
    SET_VOLATILE_LONG.invokeExact(handle, buffer, offset, value);
  }

  public static int getAndAdd(VarHandle handle, ByteBuffer buffer, int offset, int value)
      throws Throwable {
    accessed = 0;
    return (int) ADD_INT.invokeExact(handle, buffer, offset, value);
  }

  public static long getAndAdd(VarHandle handle, ByteBuffer buffer, int offset, long value)
      throws Throwable {
    accessed = 0;
    return (long) ADD_LONG.invokeExact(handle, buffer, offset, value);
  }

  public static int getAndSet(VarHandle handle, ByteBuffer buffer, int offset, int value)
      throws Throwable {
    accessed = 0;
    return (int) SWAP_INT.invokeExact(handle, buffer, offset, value);
  }

  public static long getAndSet(VarHandle handle, ByteBuffer buffer, int offset, long value)
      throws Throwable {
    accessed = 0;
    return (long) SWAP_LONG.invokeExact(handle, buffer, offset, value);
  }

  public static int compareAndExchange(
      VarHandle handle, ByteBuffer buffer, int offset, int expected, int next) throws Throwable {
    accessed = 0;
    return (int) EXCHANGE_INT.invokeExact(handle, buffer, offset, expected, next);
  }

  public static long compareAndExchange(
      VarHandle handle, ByteBuffer buffer, int offset, long expected, long next) throws Throwable {
    accessed = 0;
    return (long) EXCHANGE_LONG.invokeExact(handle, buffer, offset, expected, next);
  }

  public static boolean weakCompareAndSet(
      VarHandle handle, ByteBuffer buffer, int offset, int expected, int next) throws Throwable {
    accessed = 0;
    return (boolean) COMPARE_AND_SET_INT.invokeExact(handle, buffer, offset, expected, next);
  }
}
