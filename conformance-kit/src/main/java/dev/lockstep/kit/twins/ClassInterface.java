package dev.lockstep.kit.twins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What other classes may have copied from a class or refer to: all of it but the code of methods.
 * Private members count too, as classes of the same file refer to them.
 */
final class ClassInterface extends ClassVisitor {
  private static final int NO_CODE =
      ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  private final Set<String> parts = new TreeSet<>();

  private ClassInterface() {
    super(Opcodes.ASM9);
  }

  /**
   * Tells whether each class looks to others as the class of the same name on the class path does.
   *
   * @param directory the classes' top directory
   */
  static boolean areAsShipped(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      try (InputStream shipped = ClassLoader.getSystemResourceAsStream(name)) {
        if (shipped == null || !of(shipped.readAllBytes()).equals(of(Files.readAllBytes(file)))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Set<String> of(byte[] classFile) {
    ClassInterface visitor = new ClassInterface();
    new ClassReader(classFile).accept(visitor, NO_CODE);
    return visitor.parts;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    add("class", access, name, superName, Arrays.toString(interfaces));
  }

  @Override
  public void visitPermittedSubclass(String name) {
    add("permits", 0, name, "", "");
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    add("field", access, name, descriptor, String.valueOf(value));
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & Opcodes.ACC_SYNTHETIC) == 0) {
      add("method", access, name, descriptor, "");
    }
    return null;
  }

  private void add(String kind, int access, String name, @Nullable String type, String more) {
    parts.add(String.join(" ", kind, Integer.toHexString(access), name, type, more));
  }
}
