package dev.lockstep.kit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.Primitive;
import io.github.classgraph.ClassGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the inventory finds, and what it refuses. */
class InventoryTest {
  static List<Inventory.Entry> fixtures() {
    return Inventory.scan(new ClassGraph().acceptPackages("fixtures.good"));
  }

  @Test
  void listsMethodsAndNestedClassesWithTheirRules() {
    Inventory.Entry stress =
        fixtures().stream()
            .filter(e -> e.checker() == Checker.JCSTRESS)
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertEquals(
        new Inventory.Entry(
            Primitive.LOCK,
            Checker.JCSTRESS,
            "fixtures.good.LockStress",
            "LockStress.Lck14_OneWins",
            List.of("LCK-14", "LCK-15")),
        stress);
    assertEquals("Lck14_OneWins", stress.member());
    assertEquals(
        1,
        fixtures().stream()
            .filter(e -> e.check().equals("LockContract.lck20_isInherited"))
            .count());
    assertEquals(
        1,
        fixtures().stream()
            .filter(e -> e.check().equals("LockContract.lck18_propertyPasses"))
            .count());
  }

  @Test
  void loadsNoClassOfChecks() {
    fixtures();
    assertNull(System.getProperty("fixtures.initialized"));
  }

  @Test
  void isInTheOrderOfPrimitiveCheckerAndName() {
    assertEquals(
        List.of(
            "LockContract", "LockLincheck", "LockStress", "SemaphoreContract", "SemaphoreOracle"),
        fixtures().stream()
            .map(e -> e.check().substring(0, e.check().indexOf('.')))
            .distinct()
            .toList());
    List<String> checks =
        fixtures().stream()
            .filter(e -> e.className().endsWith("LockContract"))
            .map(Inventory.Entry::check)
            .toList();
    assertEquals(checks.stream().sorted().toList(), checks);
  }

  @Test
  void findsTheSameInAJar(@TempDir Path directory) throws IOException, URISyntaxException {
    Path classes =
        Path.of(InventoryTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = directory.resolve("checks.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes.resolve("fixtures/good"))) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        try (InputStream in = Files.newInputStream(each)) {
          in.transferTo(out);
        }
      }
    }
    assertEquals(
        fixtures(),
        Inventory.scan(
            new ClassGraph().acceptPackages("fixtures.good").overrideClasspath(jar.toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "norule | LockContract.lck01_claim is a check without @Rule",
        "badid | LockContract.lck01_claim names \"LCK-1\", which is no rule's id",
        "badid | LockContract.none names no rule",
        "badid | LockContract.lck99_claim names LCK-99, and there is no such rule",
        "foreign | LockContract.sem01_claim checks lock and names SEM-01, a rule of another primitive",
        "unrun | LockContract.lck01_claim carries @Rule, and nothing runs it",
        "nested | fixtures.broken.nested.LockContract$Inner holds nested tests; a check belongs to its class itself",
        "duplicate | LockContract.lck02_claim is the name of two checks",
        "empty | fixtures.broken.empty.LockContract carries @Checks and has no check",
        "twice | LockContract.lck02_claim names a rule twice: LCK-02, LCK-02",
        "stress | LockStress.Lck01_NoRule is a check without @Rule",
        "stress | LockStress.Lck02_NotRun carries @Rule, and nothing runs it",
      })
  void refuses(String fixture, String finding) {
    ClassGraph where = new ClassGraph().acceptPackages("fixtures.broken." + fixture);
    InconsistencyException thrown =
        assertThrows(InconsistencyException.class, () -> Inventory.scan(where));
    assertTrue(thrown.findings().contains(finding), thrown::getMessage);
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    assertEquals(List.of(), Inventory.scan(new ClassGraph().acceptPackages("fixtures.none")));
  }

  @Test
  void scansTheChecksOfThisProject() {
    assertTrue(Inventory.scan().stream().allMatch(e -> e.className().startsWith("dev.lockstep.")));
  }
}
