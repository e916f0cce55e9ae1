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

class OutputTest {
  private static final Measurements FIRST =
      Made.run(List.of(), Made.contest("First", Made.ours(1)));
  private static final Measurements SECOND =
      Made.run(List.of(), Made.contest("Second", Made.ours(1)));

  @TempDir private Path directory = Path.of("");

  @Test
  void whatCannotBeReplacedIsKept() throws IOException {
    try (Output output = Output.open(directory)) {
      output.keep(FIRST);
      Path inTheWay = Files.createDirectory(directory.resolve("measurements.json.new"));
      Files.createFile(inTheWay.resolve("file"));
      assertThrows(IOException.class, () -> output.keep(SECOND));
      assertEquals(FIRST, MeasurementsFile.read(output.measurements()));
    }
  }

  @Test
  void aDirectoryBelongsToOneRunAtATime() throws IOException {
    try (Output output = Output.open(directory)) {
      IOException e = assertThrows(IOException.class, () -> Output.open(directory));
      assertEquals("another run is writing to " + output.path(), e.getMessage());
    }
    Output.open(directory).close();
  }

  @Test
  void nothingIsLeftOfAnEarlierRun() throws IOException {
    try (Output output = Output.open(directory)) {
      output.keep(FIRST);
      Files.writeString(output.log(), "said");
      Files.writeString(output.jmh().resolve("001-First.json"), "{}");
    }
    try (Output output = Output.open(directory)) {
      assertFalse(Files.exists(output.measurements()));
      assertFalse(Files.exists(output.log()));
      assertTrue(Files.isDirectory(output.jmh()));
      assertFalse(Files.exists(output.jmh().resolve("001-First.json")));
    }
  }
}
