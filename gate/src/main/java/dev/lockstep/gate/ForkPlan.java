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
 * @param byName whether the runner is told each check; otherwise it is told their classes
 * @param properties its system properties
 * @param jvmOptions its other options
 * @param inFront what goes in front of the class path
 * @param limit when it is called hung
 * @param startLimit when it is called hung if it has begun no check
 * @param warm whether it may be run by a JVM that has run others before, which is then a {@link
 *     dev.lockstep.kit.run.CheckServer}; otherwise it gets a JVM of its own
 */
record ForkPlan(
    String name,
    String mainClass,
    List<Entry> entries,
    List<String> rules,
    boolean byName,
    Map<String, String> properties,
    List<String> jvmOptions,
    List<Path> inFront,
    Duration limit,
    Duration startLimit,
    boolean warm) {

  /** Returns what the runner is told to run. */
  List<String> toRun() {
    return entries.stream().map(byName ? Entry::check : Entry::className).distinct().toList();
  }
}
