package dev.lockstep.kit.bytecode;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** The class files that this JVM loads: of two on the class path, the first. */
final class ClassFiles {
  /** The packages of both libraries, none of which is a checker's. */
  private static final String[] LIBRARIES = {
    "dev.lockstep.errors",
    "dev.lockstep.threading",
    "dev.lockstep.queue",
    "dev.lockstep.futures",
    "dev.lockstep.waiting",
    "dev.lockstep.atomics"
  };

  private ClassFiles() {}

  /** Reads the classes of the libraries whose full name is wanted, by that name. */
  static Map<String, ClassNode> ofLibraries(Predicate<String> wanted) {
    Map<String, ClassNode> classes = new TreeMap<>();
    for (String name : names()) {
      if (wanted.test(name)) {
        classes.put(name, read(name));
      }
    }
    return classes;
  }

  private static List<String> names() {
    try (ScanResult scan =
        new ClassGraph()
            .acceptPackages(LIBRARIES)
            .enableClassInfo()
            .ignoreClassVisibility()
            .scan()) {
      return scan.getAllClasses().getNames();
    }
  }

  private static ClassNode read(String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream bytes = ClassFiles.class.getResourceAsStream("/" + file)) {
      if (bytes == null) {
        throw new IllegalStateException("The class path has no " + file);
      }
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, 0);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }
}
