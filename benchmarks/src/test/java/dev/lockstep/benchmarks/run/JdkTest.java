package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void thisOneIsFoundByItsPathToo() throws InterruptedException {
    Jdk here = Jdk.here();
    assertEquals(Runtime.version().feature(), here.feature());
    assertEquals(here, Jdk.at(here.home()));
  }

  @Test
  void whereThereIsNoneIsSaidInOneLine() {
    assertEquals("there is no JDK at " + directory + ": it has no bin/java", messageOf(directory));
  }

  @Test
  void whatDoesNotRunIsToldByItsFirstWord() throws IOException {
    java("echo broken; echo more; exit 1");
    assertEquals("the JDK at " + directory + " does not run: broken", messageOf(directory));
  }

  @Test
  void whatIsTooOldIsNotMeasured() throws IOException {
    java(
        "echo '    java.runtime.version = 1.8.0_402-b06'; "
            + "echo '    java.specification.version = 1.8'");
    assertTrue(
        messageOf(directory).endsWith("is JDK 1.8.0: a JDK, 17 or later, is needed"),
        messageOf(directory));
  }

  @Test
  void optionsAreThoseThatTheJdkKnows() {
    String unsafe = "--sun-misc-unsafe-memory-access=allow";
    assertFalse(Made.jdk(17).flags().contains(unsafe));
    assertTrue(Made.jdk(25).flags().contains(unsafe));
    assertTrue(Made.jdk(17).flags().containsAll(List.of("-Xms2g", "-Xmx2g")));
  }

  private void java(String script) throws IOException {
    Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertTrue(java.toFile().setExecutable(true));
  }

  private static String messageOf(Path home) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Jdk.at(home)).getMessage());
  }
}
