package dev.lockstep.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a forked runner appends to its file: a JSON object a line. */
final class EventFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What was read.
   *
   * @param results of the checks that finished
   * @param running the check that has started and not finished
   */
  record Content(List<CheckResult> results, @Nullable String running) {}

  private EventFile() {}

  /**
   * Reads all whole lines; a JVM that was killed may leave a torn one at the end.
   *
   * @throws IOException if a whole line is no event, or the file can't be read
   */
  static Content read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Content(List.of(), null);
    }
    String text = CheckServer.originalNames(Files.readString(file));
    List<CheckResult> results = new ArrayList<>();
    String running = null;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      JsonNode event = parse(file, line);
      if (event.path("event").asText().equals("started")) {
        running = event.path("check").asText();
      } else {
        CheckResult result = JSON.treeToValue(event.path("result"), CheckResult.class);
        results.add(result);
        running = result.check().equals(running) ? null : running;
      }
    }
    return new Content(results, running);
  }

  private static JsonNode parse(Path file, String line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " has a line that is no event: " + line, e);
    }
  }
}
