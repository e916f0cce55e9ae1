package dev.lockstep.kit.twins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds twins of the real Lock, and says clearly when it can't. */
class TwinBuildTest {
  /** Surefire runs in the module's directory. */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final String LOCK = "primitives/src/main/java/dev/lockstep/threading/Lock.java";
  private static final RuleBook RULES = RuleBook.load();

  /** New locks are held: the one line of a constant, wherever in the file it stands. */
  private static final String BORN_HELD =
      """
      @@ -1,1 +1,1 @@
      -  private static final int FREE = 0;
      +  private static final int FREE = 7;
      """;

  @TempDir private Path directory = Path.of("");

  private final TwinBuild build = new TwinBuild(ROOT);

  @AfterEach
  void closeTheBuild() throws IOException {
    build.close();
  }

  private static Twin twin(String hunk) {
    return TwinParser.parse(
        "LCK-01-born-held",
        """
        Rule: LCK-01
        Breaks: a new lock is held
        Visible: everywhere
        Killed-by: contract
        --- a/%s
        +++ b/%s
        """
                .formatted(LOCK, LOCK)
            + hunk,
        RULES);
  }

  private String run(Path classes) throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes
                    + System.getProperty("path.separator")
                    + System.getProperty("java.class.path"),
                LockedProbe.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the JVM of the twin hangs");
    return Files.readString(output).strip();
  }

  private void ofTheDirectory(Twin twin) throws IOException {
    try (TwinBuild other = new TwinBuild(directory)) {
      other.patch(twin);
    }
  }

  @Test
  void theTwinRunsInPlaceOfTheShippedClass() throws IOException, InterruptedException {
    Path classes = directory.resolve("classes");
    assertEquals("locked after acquire: true", run(classes));
    build.compile(
        twin(
            """
                @@ -1,3 +1,3 @@
                   public boolean locked() {
                -    return state == HELD;
                +    return state != HELD;
                   }
                """),
        classes);
    assertEquals("locked after acquire: false", run(classes));
    assertFalse(Files.exists(classes.resolve("dev/lockstep/threading/Semaphore.class")));
  }

  @Test
  void theShippedSourceStaysAsItIs() throws IOException {
    String before = Files.readString(ROOT.resolve(LOCK));
    String patched = build.patch(twin(BORN_HELD));
    assertEquals(before.replace("int FREE = 0;", "int FREE = 7;"), patched);
    assertEquals(before, Files.readString(ROOT.resolve(LOCK)));
  }

  @Test
  void aTwinThatFitsNowhereNoLongerApplies() {
    Twin twin = twin(BORN_HELD.replace("FREE = 0", "LOOSE = 0"));
    TwinException thrown = assertThrows(TwinException.class, () -> build.patch(twin));
    assertTrue(
        String.valueOf(thrown.getMessage())
            .startsWith("The twin LCK-01-born-held no longer applies: what it replaces is at 0 "),
        thrown::getMessage);
  }

  @Test
  void aTwinThatFitsTwiceNoLongerApplies() throws IOException {
    Path file = directory.resolve(LOCK);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of("a;", "b;", "a;"), UTF_8);
    Twin twin = twin("@@ -1 +1 @@\n-a;\n+c;\n");
    TwinException thrown = assertThrows(TwinException.class, () -> ofTheDirectory(twin));
    assertTrue(
        String.valueOf(thrown.getMessage())
            .contains("no longer applies: what it replaces is at 2 "),
        thrown::getMessage);
  }

  @Test
  void aTwinWhoseFileIsGoneNoLongerApplies() {
    TwinException thrown = assertThrows(TwinException.class, () -> ofTheDirectory(twin(BORN_HELD)));
    assertEquals(
        "The twin LCK-01-born-held no longer applies: there is no file " + LOCK,
        thrown.getMessage());
  }

  @Test
  void aTwinThatDoesNotCompileIsRefused() {
    Twin twin = twin(BORN_HELD.replace("int FREE = 7", "int FREE = seven"));
    TwinException thrown =
        assertThrows(TwinException.class, () -> build.compile(twin, directory.resolve("classes")));
    assertTrue(
        String.valueOf(thrown.getMessage())
            .startsWith("The twin LCK-01-born-held does not compile:\n"),
        thrown::getMessage);
    assertTrue(thrown.toString().contains("Lock.java"), thrown::getMessage);
    assertTrue(thrown.toString().contains("seven"), thrown::getMessage);
  }

  @Test
  void aDirectoryThatIsNotEmptyIsRefused() throws IOException {
    Files.writeString(directory.resolve("Old.class"), "");
    TwinException thrown =
        assertThrows(TwinException.class, () -> build.compile(twin(BORN_HELD), directory));
    assertTrue(String.valueOf(thrown.getMessage()).endsWith("it is not empty"), thrown::getMessage);
  }

  @Test
  void aConstantReachesTheOtherClassesOfItsModule() throws IOException {
    Path classes = directory.resolve("classes");
    build.compile(twin(BORN_HELD), classes);
    assertTrue(Files.exists(classes.resolve("dev/lockstep/threading/Semaphore.class")));
    assertFalse(Files.exists(classes.resolve("module-info.class")));
  }
}
