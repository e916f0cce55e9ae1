package dev.lockstep.gate;

import dev.lockstep.kit.run.Inventory.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A JVM to be started for some checks.
 *
 * @param name what its files are called
 * @param mainClass the runner
 * @param entries the checks that it has to run
 * @param rules what to tell the runner to keep to; empty for all checks of the classes
 * @param properties its system properties
 * @param jvmOptions its other options
 * @param inFront what goes in front of the class path
 * @param limit when it is called hung
 */
record ForkPlan(
    String name,
    String mainClass,
    List<Entry> entries,
    List<String> rules,
    Map<String, String> properties,
    List<String> jvmOptions,
    List<Path> inFront,
    Duration limit) {

  /** Returns the full names of the classes of checks. */
  List<String> classes() {
    return entries.stream().map(Entry::className).distinct().toList();
  }
}
