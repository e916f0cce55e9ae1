package dev.lockstep.gate;

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
  private static final String RECORDER = "dev.lockstep.kit.oracle.Recorder";

  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "what the recorder is to do")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    try {
      Class.forName(RECORDER)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
      return Exit.PASSED;
    } catch (ClassNotFoundException e) {
      throw new CouldNotRun("there is no " + RECORDER + " yet", e);
    }
  }
}
