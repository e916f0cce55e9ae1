package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of RLock and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.RLOCK, checker = Checker.BYTECODE)
public class RLockBytecode {
  @Test
  @Rule("RLK-18")
  void rlk18_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("RLK-18", RLockBytecode::isOwn);
  }

  @Test
  @Rule("RLK-26")
  void rlk26_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("RLK-26", RLockBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.threading\\.RLock(\\$.*)?");
  }
}
