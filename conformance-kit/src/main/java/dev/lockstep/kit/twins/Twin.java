package dev.lockstep.kit.twins;

import com.github.difflib.patch.AbstractDelta;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.subject.Subjects;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A broken twin of the shipped source: a patch of one place that plants one bug, and what has to
 * become of it.
 *
 * @param name the patch's file name without its ending: {@code SEM-07-wakes-one}
 * @param rule the id of the rule that the bug breaks
 * @param also the ids of rules that the bug cannot but break too
 * @param breaks what the bug is, in a line
 * @param reEnacts the real bug that it stands for, such as {@code cp#141196}
 * @param visible where the bug can be seen at all
 * @param killedBy the checkers of which each must find it, every time
 * @param killers the checks, as Class.method, that are known to find it among those that cost much
 * @param seenBy the checkers that find it by chance; their rate is reported
 * @param file the patched file, from the root of the project, with {@code /}
 * @param change the lines that are replaced and what replaces them, with their context
 */
public record Twin(
    String name,
    String rule,
    List<String> also,
    String breaks,
    Optional<String> reEnacts,
    Visibility visible,
    Set<Checker> killedBy,
    Set<String> killers,
    Set<Checker> seenBy,
    String file,
    AbstractDelta<String> change) {

  private static final String SHARED_MEMORY = "/dev/lockstep/atomics/sync/";

  /** Where a bug can be seen. */
  public enum Visibility {
    /** On all. */
    EVERYWHERE,
    /**
     * By running only where the processor reorders; everywhere in the access modes of the bytecode.
     */
    WEAKLY_ORDERED,
    /** By virtual threads only: where Java has none, there is no such bug. */
    VIRTUAL_THREADS
  }

  /** Returns the name of the subject that the patched file belongs to: it is judged as that. */
  public String subject() {
    return file.contains(SHARED_MEMORY) ? Subjects.SHARED_MEMORY : Subjects.OURS;
  }
}
