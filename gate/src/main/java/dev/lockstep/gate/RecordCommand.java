package dev.lockstep.gate;

import dev.lockstep.kit.oracle.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Records anew what the real interpreters do. */
@Command(
    name = "record",
    description = "Records what the interpreters on this machine do, for the oracles.")
final class RecordCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "what the recorder is to do")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Recorder.main(arguments.toArray(String[]::new));
    return Exit.PASSED;
  }
}
