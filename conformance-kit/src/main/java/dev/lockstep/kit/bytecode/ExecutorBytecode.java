package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of executors and of the waiting mechanism show on every machine. */
@Checks(primitive = Primitive.EXECUTOR, checker = Checker.BYTECODE)
public class ExecutorBytecode {
  @Test
  @Rule("EXE-02")
  void exe02_everyAccessIsStrongEnoughToPublish() {
    BytecodeChecks.checkAccessModes("EXE-02", ExecutorBytecode::isOwn);
  }

  @Test
  @Rule("EXE-28")
  void exe28_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("EXE-28", ExecutorBytecode::isOwn);
  }

  static boolean isOwn(String className) {
    return className.matches(
        "dev\\.lockstep\\.futures\\."
            + "(Executor|Mapping|ThreadPoolExecutor|Pool|Worker|Task)(\\$.*)?");
  }
}
