package dev.lockstep.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("made").resolve("measurements.json");
    Measurements run = run(12.5);
    MeasurementsFile.write(run, file);
    assertEquals(run, MeasurementsFile.read(file));
    assertTrue(Files.readString(file).contains("\"settled\" : true"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertRefused(folder.resolve("none.json"), "no such file; ./lockstep bench writes one");
  }

  @Test
  void aFileThatWasNotWrittenToItsEndIsRefused() throws IOException {
    Path file = folder.resolve("measurements.json");
    MeasurementsFile.write(run(12.5), file);
    String whole = Files.readString(file);
    for (int length : List.of(0, 1, whole.length() / 2, whole.length() - 3)) {
      Files.writeString(file, whole.substring(0, length));
      assertRefused(file, length == 0 ? "holds no measurements" : "measure again");
    }
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    Path file = folder.resolve("measurements.json");
    MeasurementsFile.write(run(12.5), file);
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"format\" : 3", "\"format\" : 1"));
    assertRefused(file, "has format 1, and this version of Lockstep reads format 3");
  }

  @Test
  void somethingElseIsRefused() throws IOException {
    Path file = folder.resolve("measurements.json");
    for (String other : List.of("[]", "{}", "null", "{\"format\": \"1\"}")) {
      Files.writeString(file, other);
      assertRefused(file, "holds no measurements");
    }
    for (String damaged : List.of("{\"format\": 3}", "{\"format\": 3, \"contests\": null}")) {
      Files.writeString(file, damaged);
      assertRefused(file, "is damaged");
    }
  }

  @Test
  void aContestWithoutOursIsRefused() throws IOException {
    Path file = folder.resolve("measurements.json");
    MeasurementsFile.write(run(12.5), file);
    Files.writeString(file, Files.readString(file).replace("\"OURS\"", "\"PEER\""));
    assertRefused(file, "Lock.Uncontended threads=1 does not have exactly one of ours");
  }

  @Test
  void numbersThatJsonDoesNotHaveAreRefused() throws IOException {
    Path file = folder.resolve("measurements.json");
    for (double number : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      Measurements run = run(number);
      assertThrows(IllegalArgumentException.class, () -> MeasurementsFile.write(run, file));
    }
    MeasurementsFile.write(run(12.5), file);
    Files.writeString(file, Files.readString(file).replace("12.5", "\"NaN\""));
    assertRefused(file, "a number is not finite");
  }

  private static void assertRefused(Path file, String reason) {
    IOException refused = assertThrows(IOException.class, () -> MeasurementsFile.read(file));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(file + ": ") && message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static Measurements run(double nanos) {
    Contestant ours =
        new Contestant(
            "lockstep",
            "Lockstep",
            "Lockstep",
            Role.OURS,
            List.of(List.of(nanos, 13.0)),
            List.of(Map.of("50", 11.0), Map.of("50", 11.5)),
            null,
            List.of(1.5));
    return new Measurements(
        Measurements.FORMAT,
        "2026-11-26T21:04:05Z",
        List.of(),
        60,
        "quick",
        List.of("lock"),
        true,
        "0.1.0",
        new Environment(
            "cpu",
            2,
            "performance",
            "Linux",
            1L << 34,
            250.5,
            List.of(new Environment.Runtime("JDK 17", "OpenJDK", List.of("-Xmx1g")))),
        List.of(
            new Contest(
                "Lock",
                "Uncontended",
                Map.of("threads", "1"),
                "JDK 17",
                "acquire and release",
                "LockBenchmark.java",
                List.of(ours))),
        List.of(new Footprint("Lock", "new", "Lock", Role.OURS, "JDK 17", 24)),
        List.of());
  }
}
