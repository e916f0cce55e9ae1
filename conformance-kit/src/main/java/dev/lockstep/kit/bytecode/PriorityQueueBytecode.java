package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of PriorityQueue and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.BYTECODE)
public class PriorityQueueBytecode {
  @Test
  @NoTwin("The accesses are Queue's: QueueBytecode kills the twins of them.")
  @Rule("PRI-01")
  void pri01_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("PRI-01", name -> isOwn(name) || QueueBytecode.isOwn(name));
  }

  @Test
  @Rule("PRI-01")
  void pri01_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("PRI-01", PriorityQueueBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches("dev\\.lockstep\\.queue\\.(PriorityQueue|HeapItems)(\\$.*)?");
  }
}
