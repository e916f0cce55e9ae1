package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The interpreters are scripts of a shell here, which measure nothing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fakes are scripts of a shell")
class InterpretersTest {
  private static final String SLOW =
      "Jython 1.2 in other works than CreateCompleteResult, HandOff, PingPong, SubmitAndResult,"
          + " Unbounded, Uncontended: it needs seconds to become fast";

  private static final String WHO =
      """
      #!/bin/sh
      if [ $# -eq 1 ]; then
        echo '{"version":"1.2","description":"a fake","gil":true,"works":["Lock.Uncontended"]}'
        exit
      fi
      """;

  private static final String MEASURES =
      WHO
          + """
          for i in 1 2 3 4 5; do
            echo '{"nanoseconds": '$i'.5}'
          done
          """;

  @TempDir Path directory;

  @Test
  void measuresInTurns() throws IOException, InterruptedException {
    Interpreters interpreters =
        interpreters(
            Interpreter.cpython(fake("python", MEASURES)),
            Interpreter.jython(fake("jython", MEASURES), List.of("-Xmx2g")));
    assertEquals(
        List.of(
            new Environment.Runtime("CPython 1.2", "a fake", List.of()),
            new Environment.Runtime("Jython 1.2", "a fake", List.of("-Xmx2g"))),
        interpreters.runtimes());
    List<Double> iterations = List.of(1.5, 2.5, 3.5, 4.5, 5.5);
    List<List<Double>> rounds = List.of(iterations, iterations);
    assertEquals(
        List.of(
            contestant("cpython", "CPython 1.2", "CPython", rounds),
            contestant("jython", "Jython 1.2", "Jython", rounds)),
        measured(interpreters, contest("Uncontended", Map.of()), 2));
    assertEquals(List.of(SLOW), interpreters.notMeasured());
  }

  /** In a round each has its turn. */
  private static List<Contestant> measured(Interpreters interpreters, Contest contest, int rounds)
      throws InterruptedException {
    Outside.Turns turns = interpreters.turns(contest);
    assertEquals(List.of(), turns.contestants());
    for (int i = 0; i < rounds; i++) {
      turns.round();
    }
    return turns.contestants();
  }

  private static Contestant contestant(
      String name, String label, String family, List<List<Double>> rounds) {
    return new Contestant(name, label, family, Role.PEER, rounds, List.of(), null, List.of());
  }

  @Test
  void asksForTheWorkAndItsParameters() throws IOException, InterruptedException {
    Path asked = directory.resolve("asked");
    Interpreters interpreters =
        interpreters(Interpreter.cpython(fake("python", WHO + "echo \"$2\" > '" + asked + "'\n")));
    interpreters.runtimes();
    measured(interpreters, contest("Uncontended", Map.of("ends", "1:1")), 1);
    String question = Files.readString(asked);
    assertTrue(question.contains("\"work\":\"Lock.Uncontended\""), question);
    assertTrue(question.contains("\"parameters\":{\"ends\":\"1:1\"}"), question);
  }

  @Test
  void doesNotDoWhatItHasNot() throws IOException, InterruptedException {
    Interpreters interpreters =
        interpreters(
            Interpreter.cpython(fake("python", MEASURES)),
            Interpreter.jython(fake("old", MEASURES.replace("Lock.", "Other.")), List.of()));
    interpreters.runtimes();
    assertEquals(1, measured(interpreters, contest("Uncontended", Map.of()), 1).size());
    assertEquals(List.of(), measured(interpreters, contest("Elsewhere", Map.of()), 1));
    assertEquals(
        List.of(SLOW, "Lock.Uncontended in Jython 1.2: it has no such thing"),
        interpreters.notMeasured());
  }

  @Test
  void whoNeedsSecondsToBecomeFastTakesPartInFewWorks() throws IOException, InterruptedException {
    Interpreters interpreters =
        interpreters(
            Interpreter.jython(
                fake("jython", MEASURES.replace("Uncontended", "TryHeld")), List.of()));
    interpreters.runtimes();
    assertEquals(List.of(), measured(interpreters, contest("TryHeld", Map.of()), 1));
    assertEquals(List.of(SLOW), interpreters.notMeasured());
  }

  @Test
  void hasNoVirtualThreadsAndNoShortSections() throws IOException, InterruptedException {
    Interpreters interpreters = interpreters(Interpreter.cpython(fake("python", MEASURES)));
    interpreters.runtimes();
    assertEquals(
        List.of(), measured(interpreters, contest("Uncontended", Map.of("kind", "virtual")), 1));
    assertEquals(
        List.of(), measured(interpreters, contest("Uncontended", Map.of("section", "100")), 1));
    assertEquals(
        1,
        measured(
                interpreters,
                contest("Uncontended", Map.of("threads", "2", "kind", "platform", "section", "0")),
                1)
            .size());
  }

  @Test
  void saysWhatIsNoMeasurement() throws IOException, InterruptedException {
    assertEquals("printed 'Hello', which is not JSON: a warning", reason("echo Hello"));
    assertEquals(
        "printed '{\"seconds\":1}', which is no measurement", reason("echo '{\"seconds\":1}'"));
    assertEquals(
        "printed '{\"nanoseconds\":0}', which is no measurement",
        reason("echo '{\"nanoseconds\":0}'"));
    assertEquals("measured 0 iterations, not 5: a warning", reason(""));
    assertEquals("exit code 3: KeyError: 'Lock'", reason("echo \"KeyError: 'Lock'\" >&2; exit 3"));
  }

  private String reason(String script) throws IOException, InterruptedException {
    Interpreters interpreters =
        interpreters(
            Interpreter.cpython(fake("python", WHO + "echo a warning >&2\n" + script + "\n")));
    interpreters.runtimes();
    assertEquals(List.of(), measured(interpreters, contest("Uncontended", Map.of()), 2));
    assertEquals(1, interpreters.notMeasured().size(), "it is not asked again");
    String said = interpreters.notMeasured().get(0);
    String start = "Lock.Uncontended in CPython 1.2: ";
    assertTrue(said.startsWith(start), said);
    return said.substring(start.length());
  }

  @Test
  void saysWhoIsMissing() throws IOException {
    Interpreters interpreters =
        new Interpreters(
            directory,
            missing -> {
              missing.add("Node: none on the path");
              return List.of(
                  Interpreter.cpython(List.of(directory.resolve("nothing").toString())),
                  Interpreter.freeThreaded(fakeUnchecked("python", MEASURES)));
            });
    assertEquals(List.of(), interpreters.runtimes());
    List<String> said = interpreters.notMeasured();
    assertEquals("Node: none on the path", said.get(0));
    assertTrue(said.get(1).startsWith("CPython: cannot be started: "), said.get(1));
    assertEquals("CPython: CPython 1.2 has an interpreter lock", said.get(2));
    assertEquals(3, said.size());
  }

  @Test
  void saysWhyMavenFetchesNothing() throws IOException, InterruptedException {
    script("mvnw", "#!/bin/sh\necho 'BUILD FAILURE' >&2\nexit 1\n");
    List<String> missing = new ArrayList<>();
    assertEquals(
        List.of(), new JvmInterpreters(directory, directory, Path.of("java"), 25).fetch(missing));
    assertEquals(
        List.of(
            "Jython: cannot be fetched: exit code 1: BUILD FAILURE",
            "GraalPy: cannot be fetched: exit code 1: BUILD FAILURE"),
        missing);
  }

  private Interpreters interpreters(Interpreter... found) {
    return new Interpreters(directory.resolve("scratch"), missing -> List.of(found));
  }

  private static Contest contest(String work, Map<String, String> parameters) {
    return new Contest(
        "Lock", work, parameters, "JDK", "acquire and release", "LockBenchmark.java", List.of());
  }

  private List<String> fakeUnchecked(String name, String text) {
    try {
      return fake(name, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> fake(String name, String text) throws IOException {
    return List.of(script(name, text).toString());
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
