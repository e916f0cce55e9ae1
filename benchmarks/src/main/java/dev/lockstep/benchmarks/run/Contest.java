package dev.lockstep.benchmarks.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same work, done by several, interleaved on one machine.
 *
 * @param primitive whose operation it is, such as {@code Lock}
 * @param work what is done, the benchmark's nested class, such as {@code Contended}
 * @param parameters what was set, in the order in which it is shown: {@code threads}, {@code kind}
 *     ({@code platform} or {@code virtual}), and the benchmark's own, such as {@code section}
 * @param runtime the id of the runtime that ran it, see {@link Environment#runtimes}
 * @param unit what one operation is, in words, such as {@code acquire and release}
 * @param source the benchmark's source file, from the top of the repository
 * @param contestants ours first
 */
public record Contest(
    String primitive,
    String work,
    Map<String, String> parameters,
    String runtime,
    String unit,
    String source,
    List<Contestant> contestants) {

  /** Returns what identifies it in any run: all but the runtime and what was measured. */
  public String id() {
    return id(primitive + '.' + work, parameters);
  }

  /** Returns what identifies that of a work with some parameters. */
  static String id(String name, Map<String, String> parameters) {
    StringBuilder id = new StringBuilder(name);
    parameters.forEach((key, value) -> id.append(' ').append(key).append('=').append(value));
    return id.toString();
  }

  /** Returns Lockstep's own. */
  public Contestant ours() {
    return only(Role.OURS).orElseThrow();
  }

  /** Returns Lockstep's own, measured a second time. */
  public Optional<Contestant> again() {
    return only(Role.AGAIN);
  }

  /** Returns those of a role. */
  public List<Contestant> of(Role role) {
    return contestants.stream().filter(contestant -> contestant.role() == role).toList();
  }

  /** Returns who has a name. */
  Optional<Contestant> named(String name) {
    return contestants.stream().filter(contestant -> contestant.name().equals(name)).findFirst();
  }

  private Optional<Contestant> only(Role role) {
    return of(role).stream().findFirst();
  }
}
