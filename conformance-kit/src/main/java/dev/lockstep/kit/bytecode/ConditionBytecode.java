package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Condition and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.CONDITION, checker = Checker.BYTECODE)
public class ConditionBytecode {
  @Test
  @Rule("CND-20")
  void cnd20_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("CND-20", ConditionBytecode::isOwn);
  }

  @Test
  @Rule("CND-27")
  void cnd27_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("CND-27", ConditionBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.threading\\.Condition(Lock)?(\\$.*)?");
  }
}
