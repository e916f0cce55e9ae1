package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/**
 * What the class files of threads, timers, local variables and of the waiting mechanism show on
 * every machine.
 */
@Checks(primitive = Primitive.THREAD, checker = Checker.BYTECODE)
public class ThreadBytecode {
  @Test
  @Rule("THR-04")
  void thr04_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("THR-04", ThreadBytecode::isOwn);
  }

  /* A thread's end is an event: what it announces, it announces by that. */
  @Test
  @Rule("THR-05")
  void thr05_theEndIsAnnouncedStronglyEnough() {
    BytecodeChecks.checkAccessModes("THR-05", EventBytecode::isOwn);
  }

  @Test
  @Rule("THR-37")
  void thr37_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("THR-37", ThreadBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches(
        "dev\\.lockstep\\.threading\\.(PyThread|ForeignThread|Threading|Timer|Local)(\\$.*)?");
  }
}
