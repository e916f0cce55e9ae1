package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Event and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.EVENT, checker = Checker.BYTECODE)
public class EventBytecode {
  @Test
  @Rule("EVT-08")
  void evt08_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("EVT-08", EventBytecode::isOwn);
  }

  @Test
  @Rule("EVT-16")
  void evt16_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("EVT-16", EventBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.threading\\.Event(\\$.*)?");
  }
}
