package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Lock and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.LOCK, checker = Checker.BYTECODE)
public class LockBytecode {
  @Test
  @Rule("LCK-15")
  void lck15_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("LCK-15", LockBytecode::isOwn);
  }

  @Test
  @Rule("LCK-22")
  void lck22_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("LCK-22", LockBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.threading\\.Lock(\\$.*)?");
  }
}
