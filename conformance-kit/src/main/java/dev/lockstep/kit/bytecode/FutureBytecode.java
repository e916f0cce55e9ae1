package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Future and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.FUTURE, checker = Checker.BYTECODE)
public class FutureBytecode {
  @Test
  @Rule("FUT-15")
  void fut15_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("FUT-15", FutureBytecode::isOwn);
  }

  @Test
  @Rule("FUT-33")
  void fut33_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("FUT-33", FutureBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches(
        "dev\\.lockstep\\.futures\\."
            + "(Future|Futures|Arrivals|Observer|Callback|Completions)(\\$.*)?");
  }
}
