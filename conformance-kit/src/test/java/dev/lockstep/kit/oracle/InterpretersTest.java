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
  }

  @Test
  void eachVersionIsFoundOnceAndTheRestIsIgnoredWithItsReason(@TempDir Path directory)
      throws IOException {
    Path path = Files.createDirectories(directory.resolve("bin"));
    Path root = directory.resolve("pyenv");
    python(root.resolve("versions/3.13.1/bin"), "python3", "echo CPython 3.13.1 True");
    python(root.resolve("versions/3.12.9/bin"), "python3", "echo CPython 3.12.9 True");
    Path shims = python(root.resolve("shims"), "python3", "exit 127").getParent();
    python(path, "python3", "echo CPython 3.13.1 True");
    python(path, "python3.13t", "echo CPython 3.13.1 False");
    python(path, "python3.9", "echo CPython 3.9.1 True");
    python(path, "python3.11", "echo PyPy 3.11.1 True");
    python(path, "python3.12", "echo broken; exit 1");
    python(path, "python3-config", "echo CPython 3.99.0 True");

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

  private static Path python(Path directory, String name, String script) throws IOException {
    Path file = Files.createDirectories(directory).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
