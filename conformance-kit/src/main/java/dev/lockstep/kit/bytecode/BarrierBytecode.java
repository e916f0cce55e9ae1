package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Barrier and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.BARRIER, checker = Checker.BYTECODE)
public class BarrierBytecode {
  @Test
  @Rule("BAR-18")
  void bar18_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("BAR-18", BarrierBytecode::isOwn);
  }

  @Test
  @Rule("BAR-24")
  void bar24_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("BAR-24", BarrierBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.threading\\.Barrier(\\$.*)?");
  }
}
