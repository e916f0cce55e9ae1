package dev.lockstep.gate;

import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which twins are concerned by what changed in the sources. */
final class Changes {
  private final Optional<Set<String>> files;
  private final List<Entry> checks;

  /**
   * Creates it.
   *
   * @param files the files that changed; empty if that is not known
   * @param checks all checks
   */
  Changes(Optional<Set<String>> files, List<Entry> checks) {
    this.files = files;
    this.checks = checks;
  }

  /** Returns those of the twins that are concerned; empty if what changed is not known. */
  Optional<Set<Twin>> twins(List<Twin> twins) {
    return files.map(
        changed ->
            twins.stream().filter(twin -> isConcerned(twin, changed)).collect(Collectors.toSet()));
  }

  /** By the source that it patches, by itself, or by a check that has to kill it. */
  private boolean isConcerned(Twin twin, Set<String> changed) {
    return changed.contains(twin.file())
        || changed.stream().anyMatch(file -> file.endsWith("/" + twin.name() + ".patch"))
        || checks.stream()
            .filter(entry -> entry.rules().contains(twin.rule()))
            .filter(entry -> twin.killedBy().contains(entry.checker()))
            .map(entry -> entry.className().replace('.', '/') + ".java")
            .anyMatch(source -> changed.stream().anyMatch(file -> file.endsWith(source)));
  }
}
