package dev.lockstep.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gate as a process, when something goes wrong around it or in its subject. */
final class GateProcessTest {
  private static final long PATIENCE_SECONDS = 300;
  private static final long LOOK_MILLIS = 100;
  private static final String DISK_BYTES = "12m";
  private static final String TWINS =
      "LCK-14-acquire-checks-then-acts,LCK-19-newest-first,LCK-19-no-hand-over";

  /**
   * What came of a gate.
   *
   * @param code its exit code
   * @param out what it printed
   * @param err what it printed to its errors
   */
  private record End(int code, String out, String err) {}

  @TempDir private Path directory = Path.of("");
  private Path out = Path.of("");
  private Path services = Path.of("");

  @BeforeEach
  void offerTheSubject() throws IOException {
    out = directory.resolve("out");
    services = directory.resolve("services");
    Path list = services.resolve("META-INF/services/dev.lockstep.kit.subject.Subject");
    Files.createDirectories(list.getParent());
    Files.writeString(list, "fixtures.EvilSubject\n");
  }

  @Test
  void whatIsNotOfferedIsShownSoAndNothingElse() throws Exception {
    End end = run("", check("--checker", "contract", "--rule", "LCK-12,LCK-21"));
    assertEquals(Exit.PASSED, end.code(), end.toString());
    String matrix = Files.readString(out.resolve("matrix.md"));
    assertTrue(matrix.matches("(?s).*\\| LCK-12 \\|[^\n]*\\| passed \\| contract \\d.*"), matrix);
    assertTrue(matrix.contains("| not offered | there are no Durations |"), matrix);
    assertTrue(matrix.contains("| not offered | SEM: there is none |"), matrix);
    assertTrue(matrix.contains("| not shown | no check of it was run"), matrix);
  }

  @Test
  void aPrimitiveThatIsNotOfferedIsNeverCreated() throws Exception {
    List<String> command = new ArrayList<>(List.of("check", "--only", "semaphore,event"));
    command.addAll(List.of("--checker", "contract,lincheck,interleavings"));
    command.addAll(subject());
    End end = run("", command);
    assertEquals(Exit.PASSED, end.code(), end.toString());
    JsonNode counts = evidence().path("counts");
    assertEquals(0, counts.path("PASSED").asInt());
    assertEquals(0, counts.path("FAILED").asInt());
    assertTrue(counts.path("NOT_OFFERED").asInt() > 50, counts.toString());
  }

  @Test
  void aGapThatIsNoRuleIsAFailure() throws Exception {
    End end = run("misspell", check("--checker", "contract", "--rule", "LCK-12"));
    assertEquals(Exit.FAILED, end.code(), end.toString());
    assertTrue(end.out().contains("It declares not to offer LKC"), end.out());
  }

  @Test
  void aSubjectThatHangsWhileTheGateLoadsItIsNamed() throws Exception {
    End end = run("hang", check("--checker", "contract", "--rule", "LCK-12"));
    assertEquals(Exit.COULD_NOT_RUN, end.code(), end.toString());
    assertEquals(1, end.err().lines().count(), end.err());
    assertTrue(end.err().contains("subject \"evil\" was still being loaded after"), end.err());
    assertTrue(end.err().contains("fixtures.EvilSubject.hang"), end.err());
  }

  @Test
  void aSubjectThatCanNotBeLoadedIsNamedWithItsReason() throws Exception {
    End end = run("broken", check("--checker", "contract", "--rule", "LCK-12"));
    assertEquals(Exit.COULD_NOT_RUN, end.code(), end.toString());
    assertEquals(1, end.err().lines().count(), end.err());
    assertTrue(end.err().contains("the runtime is not installed"), end.err());
  }

  @Test
  void aSubjectThatEndsItsJvmFailsTheCheckThatWasRunning() throws Exception {
    for (String deed : List.of("halt", "kill")) {
      End end = run(deed, check("--checker", "contract", "--rule", "LCK-12"));
      assertEquals(Exit.FAILED, end.code(), end.toString());
      assertTrue(end.out().contains("(crashed): LockContract.lck12_"), end.out());
      assertTrue(
          end.out().contains("died with exit code " + (deed.equals("halt") ? 7 : 137)), end.out());
      assertFalse(evidence().path("passed").asBoolean());
    }
  }

  @Test
  void aSubjectThatExhaustsTheMemoryFails() throws Exception {
    End end = run("exhaust the memory", check("--checker", "contract", "--rule", "LCK-12"));
    assertEquals(Exit.FAILED, end.code(), end.toString());
    assertTrue(end.out().contains("OutOfMemoryError"), end.out());
    assertFalse(evidence().path("passed").asBoolean());
  }

  @Test
  void aSignalKeepsWhatWasFoundAndLeavesNoJvm() throws Exception {
    assumeTrue(interruptsAreSeen(), "this JVM was started with SIGINT ignored");
    for (String signal : List.of("INT", "TERM")) {
      Process gate = start("hang under the scheduler", twoCheckers());
      List<ProcessHandle> forks = awaitContract(gate);
      new ProcessBuilder("kill", "-" + signal, Long.toString(gate.pid())).start().waitFor();
      End end = await(gate);
      assertEquals(signal.equals("INT") ? 130 : 143, end.code(), end.toString());
      assertEquals(1, end.err().lines().count(), end.err());
      assertTrue(end.err().startsWith("Interrupted after "), end.err());
      requireGone(forks);
      JsonNode evidence = evidence();
      assertFalse(evidence.path("passed").asBoolean());
      assertFalse(evidence.path("complete").asBoolean());
      assertEquals("contract", evidence.path("checkers").path(0).path("checker").asText());
      assertTrue(Files.readString(out.resolve("junit.xml")).contains("lock.contract"));
      assertTrue(Files.exists(out.resolve("report.html")));
    }
  }

  @Test
  void aSignalDuringTheTwinsLeavesNothing() throws Exception {
    List<String> command = new ArrayList<>(List.of("check", "--out", out.toString()));
    command.addAll(List.of("--twin", TWINS));
    Process gate = start("", command);
    while (!someTemporaryFileIsThere()) { // until Lincheck has begun
      assertFalse(gate.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS), "the twins are still judged");
    }
    List<ProcessHandle> forks = gate.descendants().toList();
    assertFalse(forks.isEmpty(), "a JVM is at work");
    gate.toHandle().destroy(); // destroy() itself would close its output
    End end = await(gate);
    assertEquals(143, end.code(), end.toString());
    assertEquals(1, end.err().lines().count(), end.err());
    requireGone(forks);
    assertFalse(evidence().path("complete").asBoolean());
    assertTrue(Files.exists(out.resolve("report.html")));
  }

  @Test
  void aGateThatIsKilledLeavesNoJvm() throws Exception {
    Process gate = start("hang under the scheduler", twoCheckers());
    List<ProcessHandle> forks = awaitContract(gate);
    gate.destroyForcibly();
    awaitEnd(forks);
  }

  @Test
  void aSecondGateInTheSameDirectoryIsRefusedAndDisturbsNothing() throws Exception {
    Process first = start("hang under the scheduler", twoCheckers());
    List<ProcessHandle> forks = awaitContract(first);
    End second = run("", check("--checker", "contract"));
    assertEquals(Exit.COULD_NOT_RUN, second.code(), second.toString());
    assertEquals(1, second.err().lines().count(), second.err());
    assertTrue(second.err().contains("another run is writing to " + out), second.err());
    first.toHandle().destroy();
    assertEquals(143, await(first).code());
    requireGone(forks);
    assertEquals("contract", evidence().path("checkers").path(0).path("checker").asText());
  }

  @Test
  void aFullDiskIsSaidInALineAndWhatWasFoundIsKept() throws Exception {
    Path kept = Files.createDirectories(directory.resolve("kept"));
    String script =
        mount("-o size=" + DISK_BYTES)
            + "\"$@\"; code=$?; cp \"$DISK\"/out/*.json \"$DISK\"/out/*.xml \"$KEPT\"; exit $code";
    End end = await(inNamespace(script, "fill the disk", check("--checker", "contract"), kept));
    assertEquals(Exit.COULD_NOT_RUN, end.code(), end.toString());
    assertEquals(1, end.err().lines().count(), end.err());
    assertTrue(end.err().contains("No space left on device"), end.err());
    JsonNode evidence = new JsonMapper().readTree(kept.resolve("evidence.json").toFile());
    assertFalse(evidence.path("passed").asBoolean());
    assertTrue(Files.size(kept.resolve("junit.xml")) > 0);
  }

  @Test
  void aReadOnlyDiskIsSaidInALine() throws Exception {
    String script = mount("-o ro") + "exec \"$@\"";
    End end = await(inNamespace(script, "", check("--checker", "contract"), directory));
    assertEquals(Exit.COULD_NOT_RUN, end.code(), end.toString());
    assertEquals(1, end.err().lines().count(), end.err());
    assertTrue(end.err().contains("can't write to "), end.err());
    assertTrue(end.err().contains("Read-only file system"), end.err());
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsSaidInALine() throws Exception {
    Files.writeString(out, "");
    End end = run("", check("--checker", "contract"));
    assertEquals(Exit.COULD_NOT_RUN, end.code(), end.toString());
    assertEquals(1, end.err().lines().count(), end.err());
    assertTrue(end.err().contains("can't write to " + out), end.err());
  }

  @Test
  void aReportThatCanNotBeWrittenCostsNoOtherFile() throws Exception {
    End end = run("take the report's place", check("--checker", "contract", "--rule", "LCK-12"));
    assertEquals(Exit.COULD_NOT_RUN, end.code(), end.toString());
    assertEquals(1, end.err().lines().count(), end.err());
    assertTrue(end.err().contains("can't write ") && end.err().contains("report.html"), end.err());
    assertTrue(evidence().path("passed").asBoolean());
    assertTrue(Files.exists(out.resolve("junit.xml")));
    assertTrue(Files.exists(out.resolve("matrix.md")));
  }

  private JsonNode evidence() throws IOException {
    return new JsonMapper().readTree(out.resolve("evidence.json").toFile());
  }

  private List<String> subject() {
    String classes =
        Path.of("target", "test-classes").toAbsolutePath() + File.pathSeparator + services;
    return List.of(
        "--subject", "evil", "--subject-path", classes, "--out", out.toString(), "--seed", "1");
  }

  private List<String> check(String... options) {
    List<String> arguments = new ArrayList<>(List.of("check", "--only", "lock"));
    arguments.addAll(List.of(options));
    arguments.addAll(subject());
    return arguments;
  }

  private List<String> twoCheckers() {
    return check("--checker", "contract,lincheck", "--rule", "LCK-12");
  }

  private static List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.shortLived());
    command.add("-Dlockstep.home=" + Path.of("..").toAbsolutePath().normalize());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Lockstep.class.getName());
    command.addAll(arguments);
    return command;
  }

  private End run(String deed, List<String> arguments) throws Exception {
    return await(start(deed, arguments));
  }

  private Process start(String deed, List<String> arguments) throws IOException {
    return start(deed, java(arguments), directory, directory);
  }

  private Process start(String deed, List<String> command, Path disk, Path kept)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(directory.resolve("err.txt").toFile());
    builder.environment().put("EVIL", deed);
    builder.environment().put("DISK", disk.toString());
    builder.environment().put("KEPT", kept.toString());
    return builder.start();
  }

  /** A file system of its own, that nobody else sees and that goes with the process. */
  private Process inNamespace(String script, String deed, List<String> arguments, Path kept)
      throws Exception {
    Path disk = Files.createDirectories(directory.resolve("disk"));
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--map-root-user", "sh", "-c"));
    Process trial = start("", with(command, mount("-o size=1m") + "true"), disk, kept);
    boolean able = trial.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0;
    assumeTrue(able, "this machine lets its user mount nothing");
    out = disk.resolve("out");
    List<String> moved = new ArrayList<>(arguments);
    moved.set(moved.indexOf("--out") + 1, out.toString());
    List<String> whole = with(command, script);
    whole.add("sh");
    whole.addAll(java(moved));
    return start(deed, whole, disk, kept);
  }

  private static String mount(String options) {
    return "mount -t tmpfs " + options + " tmpfs \"$DISK\" || exit 99; ";
  }

  private static List<String> with(List<String> command, String more) {
    List<String> all = new ArrayList<>(command);
    all.add(more);
    return all;
  }

  private End await(Process gate) throws Exception {
    String printed = new String(gate.getInputStream().readAllBytes(), UTF_8);
    assertTrue(gate.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the gate has not ended");
    return new End(gate.exitValue(), printed, Files.readString(directory.resolve("err.txt")));
  }

  /** Waits until the contract has passed, and returns the JVMs that are still at work. */
  private static List<ProcessHandle> awaitContract(Process gate) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(gate.getInputStream(), UTF_8));
    String line = lines.readLine();
    while (line != null && !line.matches("lock +contract +ok .*")) {
      line = lines.readLine();
    }
    assertTrue(line != null, "the contract passes");
    List<ProcessHandle> forks = gate.descendants().toList();
    assertFalse(forks.isEmpty(), "the other checker is still running");
    return forks;
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private boolean someTemporaryFileIsThere() {
    File[] homes = out.resolve("forks").toFile().listFiles();
    return homes != null
        && Arrays.stream(homes)
            .map(home -> new File(home, "tmp").list())
            .anyMatch(names -> names != null && names.length > 0);
  }

  /** Also what a JVM that ends keeps outside of its directory, for others to attach to it. */
  private void requireGone(List<ProcessHandle> forks) throws Exception {
    awaitEnd(forks);
    for (ProcessHandle fork : forks) {
      Path socket = Path.of("/tmp", ".java_pid" + fork.pid());
      assertFalse(Files.exists(socket), socket + " is left");
    }
    try (Stream<Path> homes = Files.list(out.resolve("forks"))) {
      assertEquals(List.of(), homes.filter(home -> Files.exists(home.resolve("tmp"))).toList());
    }
  }

  /** A JVM does not react to an interrupt that it was started to ignore; its children neither. */
  private static boolean interruptsAreSeen() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    long ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16))
            .findFirst()
            .orElse(0L);
    return (ignored & (1L << 1)) == 0;
  }
}
