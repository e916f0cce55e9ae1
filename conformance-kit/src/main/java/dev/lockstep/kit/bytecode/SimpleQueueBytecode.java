package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of SimpleQueue and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.SIMPLEQUEUE, checker = Checker.BYTECODE)
public class SimpleQueueBytecode {
  @Test
  @Rule("SQU-13")
  void squ13_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("SQU-13", SimpleQueueBytecode::isOwn);
  }

  @Test
  @Rule("SQU-18")
  void squ18_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("SQU-18", SimpleQueueBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.queue\\.SimpleQueue(\\$.*)?");
  }
}
