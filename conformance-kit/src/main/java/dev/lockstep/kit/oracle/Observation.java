package dev.lockstep.kit.oracle;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was seen of a move of a program.
 *
 * @param seen of the call of the thread that moved
 * @param ended what other threads' calls, which waited, have come to in the meantime
 * @param late whose timeouts may be over, before somebody asked for it
 */
public record Observation(Seen seen, Map<String, Seen> ended, Set<String> late) {
  /** Copies the collections. */
  public Observation {
    ended = Map.copyOf(ended);
    late = Set.copyOf(late);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(ProgramRun.text(seen));
    new TreeMap<>(ended)
        .forEach(
            (thread, end) ->
                text.append(", and ").append(thread).append(' ').append(ProgramRun.text(end)));
    return text.toString();
  }
}
