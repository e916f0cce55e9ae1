package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.subject.LockStep;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays programs on a subject. What is due is the model's. */
final class ProgramReplay {
  private final Subject subject;

  ProgramReplay(Subject subject) {
    this.subject = subject;
  }

  /**
   * Plays the programs, save those that need a rule which the subject does not offer.
   *
   * @param programs the programs
   * @param origin where they come from
   * @return how many were played
   * @throws RuleViolation if a move differs; those of further rules are suppressed in it
   */
  int check(Collection<Program> programs, String origin) {
    Violations violations = new Violations();
    int played = 0;
    for (Program program : programs) {
      if (isOffered(program)) {
        played++;
        if (!play(program, origin, violations)) {
          break;
        }
      }
    }
    violations.throwIfAny();
    return played;
  }

  private boolean isOffered(Program program) {
    if (!program.kind().isOffered(subject)) {
      return false;
    }
    ProgramRun run = ProgramRun.of(program.kind());
    for (Program.Move move : program.moves()) {
      for (Possibilities.Due due : run.due(move)) {
        // That objects are created is taken for granted, by the rule of what is refused, too.
        boolean created = move.isNew() && !(due.verdict().outcome() instanceof Outcome.Raised);
        if (!created && !due.rules().stream().allMatch(subject::offers)) {
          return false;
        }
      }
      run.play(move);
    }
    return true;
  }

  /* Returns false if a thread hangs, after which nothing need be played. */
  private boolean play(Program program, String origin, Violations violations) {
    ProgramRun run = ProgramRun.of(program.kind());
    List<Observation> seen = new ArrayList<>();
    try (LockStep threads = new LockStep(subject)) {
      Player player = program.kind().player(threads);
      for (Program.Move move : program.moves()) {
        boolean busy = move.call().isPresent() == threads.waits(move.thread());
        if (busy && !run.allows(move)) {
          return true; // because a timeout was over too early
        }
        LockStep.Observation observed =
            move.call().isPresent()
                ? threads.move(move.thread(), () -> player.play(move.call().get()))
                : threads.expire(move.thread());
        seen.add(observation(observed));
        ProgramRun.Judgement judgement =
            run.judge(move, observation(observed), due -> Wire.documented(due.outcome()));
        judgement
            .difference()
            .ifPresent(
                difference ->
                    violations.add(
                        new RuleViolation(
                            difference.rule(),
                            Counterexample.of(
                                subject.name() + " does not do what is due",
                                program,
                                seen,
                                difference.due(),
                                origin))));
        if (judgement.difference().isPresent()) {
          return !(observed.outcome() instanceof Outcome.Hung);
        }
      }
    }
    return true;
  }

  private static Observation observation(LockStep.Observation observed) {
    Map<String, Seen> ended = new TreeMap<>();
    observed.ended().forEach((thread, outcome) -> ended.put(thread, new Seen.Of(outcome)));
    return new Observation(new Seen.Of(observed.outcome()), ended, observed.late());
  }
}
