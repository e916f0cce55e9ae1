package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Queue and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.QUEUE, checker = Checker.BYTECODE)
public class QueueBytecode {
  @Test
  @Rule("QUE-22")
  void que22_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("QUE-22", QueueBytecode::isOwn);
  }

  @Test
  @Rule("QUE-26")
  void que26_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("QUE-26", QueueBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches(
        "dev\\.lockstep\\.queue\\.(Queue|Items|FifoItems|Getter|Putter|Empty|Full|ShutDown)(\\$.*)?");
  }
}
