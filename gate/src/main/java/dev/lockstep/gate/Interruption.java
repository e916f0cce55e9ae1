package dev.lockstep.gate;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens on Ctrl-C: the forked JVMs are ended, one line is printed and what was found so far
 * is kept. The JVM itself then exits with 130.
 */
final class Interruption implements Runnable {
  private final Ledger ledger;
  private final Forks forks;
  private final Progress progress;
  private final Keeper keeper;
  private final OutputDirectory output;
  private final PrintStream err;

  Interruption(
      Ledger ledger,
      Forks forks,
      Progress progress,
      Keeper keeper,
      OutputDirectory output,
      PrintStream err) {
    this.ledger = ledger;
    this.forks = forks;
    this.progress = progress;
    this.keeper = keeper;
    this.output = output;
    this.err = err;
  }

  /** Runs when the JVM ends: does nothing if the run has come to its end. */
  @Override
  public void run() {
    Findings findings = ledger.close(false);
    List<String> problems = new ArrayList<>(forks.endAll());
    if (findings == null) {
      return;
    }
    progress.close();
    problems.addAll(keeper.keep(findings));
    err.println(
        "Interrupted after "
            + Amount.text(findings.seconds())
            + ": nothing was passed; what was found so far is in "
            + output.path()
            + (problems.isEmpty() ? "." : ", save that lockstep " + String.join("; ", problems)));
  }
}
