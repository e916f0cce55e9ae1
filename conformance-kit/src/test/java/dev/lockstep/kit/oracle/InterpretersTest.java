package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpretersTest {
  @Test
  void versionsAreComparedAsNumbers() {
    assertTrue(Interpreters.compareVersions("3.9.18", "3.11.7") < 0);
    assertTrue(Interpreters.compareVersions("3.13.10", "3.13.9") > 0);
    assertEquals(0, Interpreters.compareVersions("3.14", "3.14"));
    assertTrue(Interpreters.isUsable("3.11.0"));
    assertTrue(Interpreters.isUsable("4.0.0"));
    assertFalse(Interpreters.isUsable("3.10.13"));
    assertTrue(Interpreters.compareVersions("Node 9", "Node 20") < 0);
    assertTrue(Interpreters.compareVersions("3.14", "Node 20") < 0);
    assertTrue(Interpreters.compareVersions("Node 3", "3.14") > 0);
  }

  @Test
  void eachVersionIsFoundOnceAndTheRestIsIgnoredWithItsReason(@TempDir Path directory)
      throws IOException {
    Path path = Files.createDirectories(directory.resolve("bin"));
    Path root = directory.resolve("pyenv");
    executable(root.resolve("versions/3.13.1/bin"), "python3", "echo CPython 3.13.1 True");
    executable(root.resolve("versions/3.12.9/bin"), "python3", "echo CPython 3.12.9 True");
    Path shims = executable(root.resolve("shims"), "python3", "exit 127").getParent();
    executable(path, "python3", "echo CPython 3.13.1 True");
    executable(path, "python3.13t", "echo CPython 3.13.1 False");
    executable(path, "python3.9", "echo CPython 3.9.1 True");
    executable(path, "python3.11", "echo PyPy 3.11.1 True");
    executable(path, "python3.12", "echo broken; exit 1");
    executable(path, "python3-config", "echo CPython 3.99.0 True");

    Interpreters found = Interpreters.find(List.of(shims, path), List.of(root));

    assertEquals(
        List.of("CPython 3.12.9", "CPython 3.13.1", "CPython 3.13.1 free-threaded"),
        found.usable().stream().map(Interpreter::toString).toList());
    String ignored = String.join("\n", found.ignored());
    assertEquals(3, found.ignored().size(), ignored);
    assertTrue(ignored.contains("3.9.1 is older than 3.11"), ignored);
    assertTrue(ignored.contains("PyPy 3.11.1 is not CPython"), ignored);
    assertTrue(ignored.contains("does not say who it is: broken"), ignored);
  }

  @Test
  void nodesAreFoundOnThePath(@TempDir Path directory) throws IOException {
    Path path = Files.createDirectories(directory.resolve("bin"));
    executable(path, "node", "echo Node 22.1.0 object");
    executable(path, "nodejs", "echo Node 22.1.0 object");
    executable(path, "node-20", "echo Node 20.20.2 object");
    executable(path, "node18", "echo Node 8.0.1 object");
    executable(path, "node16", "echo broken; exit 1");
    executable(path, "node-gyp", "echo Node 99.0.0 object");

    Interpreters found = Interpreters.findNodes(List.of(path));

    assertEquals(
        List.of("Node 20.20.2", "Node 22.1.0"),
        found.usable().stream().map(Interpreter::toString).toList());
    assertEquals(
        List.of("Node 20", "Node 22"),
        found.newestOfEachMinor().stream().map(Interpreter::minor).toList());
    String ignored = String.join("\n", found.ignored());
    assertEquals(2, found.ignored().size(), ignored);
    assertTrue(ignored.contains("Node 8.0.1 is older than 16"), ignored);
    assertTrue(ignored.contains("does not say who it is: broken"), ignored);
  }

  @Test
  void releasesAreWrittenAsInTheRules() {
    assertEquals("3.13.0", Interpreter.release("CPython", "3.13.0"));
    assertEquals("Node 20.20.2", Interpreter.release("Node", "20.20.2"));
    assertEquals("3.13", Interpreter.minor("3.13.0"));
    assertEquals("Node 20", Interpreter.minor("Node 20.20.2"));
  }

  private static Path executable(Path directory, String name, String script) throws IOException {
    Path file = Files.createDirectories(directory).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
