package dev.lockstep.gate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.kit.run.CheckResult.Status;
import java.io.IOException;
import java.nio.file.Path;

/** Writes what was found as JSON, for machines. */
final class EvidenceFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private EvidenceFile() {}

  /** Writes the file anew. */
  static void write(Findings findings, Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("passed", findings.passed());
    root.put("complete", findings.complete());
    root.set("setting", JSON.valueToTree(findings.setting()));
    ObjectNode counts = root.putObject("counts");
    for (Status status : Status.values()) {
      counts.put(status.name(), findings.count(status));
    }
    counts.put("executions", findings.executions());
    counts.put("twins", findings.twins().size());
    counts.put("twinsDead", findings.deadTwins());
    root.put("twinsChosen", findings.twinsChosen());
    root.put("seconds", findings.seconds());
    root.set("failures", JSON.valueToTree(findings.failures()));
    root.set("overruns", JSON.valueToTree(findings.overruns()));
    root.set("checksThatKilledNoTwin", JSON.valueToTree(findings.idle()));
    root.set("checkers", JSON.valueToTree(findings.checkers()));
    root.set("twins", JSON.valueToTree(findings.twins()));
    Output.write(file, out -> JSON.writeValue(out, root));
  }
}
