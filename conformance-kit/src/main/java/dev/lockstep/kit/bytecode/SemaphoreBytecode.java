package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Semaphore and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.SEMAPHORE, checker = Checker.BYTECODE)
public class SemaphoreBytecode {
  @Test
  @Rule("SEM-15")
  void sem15_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("SEM-15", SemaphoreBytecode::isOwn);
  }

  @Test
  @Rule("SEM-22")
  void sem22_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("SEM-22", SemaphoreBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.threading\\.(Bounded)?Semaphore(\\$.*)?");
  }
}
