package dev.lockstep.linearizability;

import dev.lockstep.kit.run.CopiedClasses;
import java.util.Collection;
import java.util.List;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;

/**
 * Has the classes of a twin changed for Lincheck as they are loaded. Left to itself Lincheck
 * changes each when it first meets it, with all threads stopped.
 */
public final class EagerInstrumentation implements CopiedClasses {
  /* Whose classes the scenarios and the primitives consist of. */
  private static final List<String> PACKAGES =
      List.of(
          "atomics",
          "atomics.memory",
          "errors",
          "futures",
          "queue",
          "threading",
          "waiting",
          "linearizability",
          "kit.model",
          "kit.subject");

  @Override
  public void written(Collection<String> names) {
    if (!isModelChecked()) {
      return;
    }
    // Lincheck must be there first: what it takes for changed it never looks at again.
    LincheckAgent.attach();
    names.stream()
        .filter(name -> PACKAGES.contains(packageOf(name)))
        .forEach(LincheckInstrumentation.INSTANCE.getInstrumentedClasses()::add);
  }

  private static boolean isModelChecked() {
    return ModelCheckingSeam.class
        .getName()
        .equals(System.getProperty("dev.lockstep.waiting.seam"));
  }

  /** Without the first two parts, which are the copy's. */
  private static String packageOf(String name) {
    int from = name.indexOf('.', name.indexOf('.') + 1) + 1;
    return name.substring(from, Math.max(from, name.lastIndexOf('.')));
  }
}
