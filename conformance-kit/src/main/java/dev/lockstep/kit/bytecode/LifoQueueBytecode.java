package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of LifoQueue and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.LIFOQUEUE, checker = Checker.BYTECODE)
public class LifoQueueBytecode {
  @Test
  @NoTwin("The accesses are Queue's: QueueBytecode kills the twins of them.")
  @Rule("LIF-01")
  void lif01_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("LIF-01", name -> isOwn(name) || QueueBytecode.isOwn(name));
  }

  @Test
  @Rule("LIF-01")
  void lif01_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("LIF-01", LifoQueueBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.queue\\.(LifoQueue|LifoItems)(\\$.*)?");
  }
}
