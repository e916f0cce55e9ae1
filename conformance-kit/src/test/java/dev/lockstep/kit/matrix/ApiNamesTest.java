package dev.lockstep.kit.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lockstep.kit.rules.InconsistencyException;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of names against the classes that there really are. */
class ApiNamesTest {
  /* Not exported. */
  private static final String INTERNAL = "dev.lockstep.atomics.memory";

  private static final String HEADER = "module,name,status,java,reason\n";

  @Test
  void whatIsOfferedIsWhatTheLibraryExports() {
    Set<String> offered =
        ApiNames.load().stream()
            .filter(name -> name.status().equals(ApiName.OFFERED))
            .flatMap(name -> Stream.of(name.java().split("; ", -1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", exported()), String.join("\n", offered));
  }

  private static Set<String> exported() {
    Set<String> exported = new TreeSet<>();
    try (ScanResult scan =
        new ClassGraph()
            .acceptPackages(
                "dev.lockstep.errors",
                "dev.lockstep.threading",
                "dev.lockstep.queue",
                "dev.lockstep.futures",
                "dev.lockstep.atomics")
            .rejectPackages(INTERNAL)
            .enableClassInfo()
            .scan()) {
      for (ClassInfo type : scan.getAllClasses().filter(type -> isShipped(type))) {
        addNames(type.loadClass(), exported);
      }
    }
    return exported;
  }

  /** Tests of the library may share its packages. */
  private static boolean isShipped(ClassInfo type) {
    return !type.getClasspathElementURI().toString().contains("test-classes");
  }

  private static void addNames(Class<?> type, Set<String> names) {
    if (Throwable.class.isAssignableFrom(type)) {
      names.add(type.getName());
      return;
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      names.add(type.getSimpleName());
    } else {
      Arrays.stream(type.getConstructors())
          .filter(each -> takesOnlyWhatIsExported(each))
          .forEach(each -> names.add("new " + type.getSimpleName() + parameters(each)));
    }
    for (Method method : type.getMethods()) {
      if (isOwn(method) && !method.isSynthetic()) {
        names.add(type.getSimpleName() + "." + method.getName() + parameters(method));
      }
    }
    for (Field field : type.getFields()) {
      names.add(type.getSimpleName() + "." + field.getName());
    }
  }

  /* What an interface of Java's, an enum or a record has anyway is no name of ours. */
  private static boolean isOwn(Method method) {
    Class<?> type = method.getDeclaringClass();
    if (type.isEnum()) {
      return !Set.of("values", "valueOf").contains(method.getName());
    }
    if (type.isRecord()) {
      return !Set.of("equals", "hashCode", "toString").contains(method.getName());
    }
    return type.getName().startsWith("dev.lockstep.");
  }

  private static boolean takesOnlyWhatIsExported(Executable executable) {
    return Arrays.stream(executable.getParameterTypes())
        .noneMatch(type -> type.getPackageName().equals(INTERNAL));
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  @Test
  void everyModuleHasNames() {
    List<ApiName> names = ApiNames.load();
    for (String module : ApiNames.MODULES) {
      assertFalse(names.stream().noneMatch(name -> name.module().equals(module)), module);
    }
  }

  @Test
  void readsALine() throws IOException {
    assertEquals(
        List.of(new ApiName("queue", "Queue.put", "planned", "Queue.put(E); a, b", "")),
        ApiNames.parse(HEADER + "queue,Queue.put,planned,\"Queue.put(E); a, b\",\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "'queue,Queue,planned,,' ~ queue.Queue is planned and has no name in Java",
        "'queue,Queue,offered,,' ~ queue.Queue is offered and has no name in Java",
        "'queue,Queue,declined,,' ~ queue.Queue is declined without a reason",
        "'queue,Queue,perhaps,Queue,' ~ queue.Queue has the unknown status \"perhaps\"",
        "'cue,Queue,planned,Queue,' ~ cue.Queue is of no known module",
        "'queue,Queue,planned,Queue,\nqueue,Queue,planned,Queue,' ~ queue.Queue is there twice",
      })
  void refuses(String lines, String finding) {
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> ApiNames.parse(HEADER + lines));
    assertEquals(List.of(finding), thrown.findings());
  }

  @Test
  void refusesOtherColumns() {
    assertThrows(JsonProcessingException.class, () -> ApiNames.parse("module,name\nqueue,Queue\n"));
    assertThrows(
        JsonProcessingException.class, () -> ApiNames.parse(HEADER + "queue,Queue,planned\n"));
  }
}
