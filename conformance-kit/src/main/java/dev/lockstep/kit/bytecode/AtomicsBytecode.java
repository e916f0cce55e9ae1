package dev.lockstep.kit.bytecode;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** What the class files of Atomics, the views and the words of memory show on every machine. */
@Checks(primitive = Primitive.ATOMICS, checker = Checker.BYTECODE)
public class AtomicsBytecode {
  @Test
  @Rule("ATM-08")
  void atm08_everyAccessIsSequentiallyConsistent() {
    BytecodeChecks.checkAccessModes("ATM-08", AtomicsBytecode::isOwn);
  }

  @Test
  @Rule("ATM-08")
  void atm08_onlyGetsAndSetsAreUnordered() {
    BytecodeChecks.check("ATM-08", AtomicsBytecode::isOwn, ElementAccesses::unordered);
  }

  @Test
  @Rule("ATM-14")
  void atm14_nothingIsTriedAgainButACompareAndSet() {
    BytecodeChecks.check("ATM-14", AtomicsBytecode::isOwn, ElementAccesses::loops);
  }

  @Test
  @Rule("ATM-16")
  void atm16_noMonitorIsHeld() {
    BytecodeChecks.checkForbiddenCode("ATM-16", AtomicsBytecode::isOwn);
  }

  /** Atomics, the views, and the words that they reach; neither buffers nor who waits. */
  static boolean isOwn(String className) {
    return className.matches(
        "dev\\.lockstep\\.atomics\\.(Atomics|\\w*Array(32|64)?|memory\\.Words)(\\$.*)?");
  }
}
