package dev.lockstep.gate;

import dev.lockstep.kit.twins.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The twins of a run, and in words which of how many they are.
 *
 * @param twins those that run
 * @param all how many there are
 * @param changed how many of those that run were chosen because something changed
 * @param words what the user is told
 */
record TwinChoice(List<Twin> twins, int all, int changed, String words) {
  /** Copies the list. */
  TwinChoice {
    twins = List.copyOf(twins);
  }

  /** None, for a reason. */
  static TwinChoice none(int all, String reason) {
    return new TwinChoice(List.of(), all, 0, "none of " + all + ": " + reason);
  }

  /** All that are given. */
  static TwinChoice all(List<Twin> twins, int all) {
    String words = twins.size() == all ? "all " + all : twins.size() + " of " + all;
    return new TwinChoice(twins, all, 0, words);
  }

  /** The same; so many others that were due are left out, for a reason. */
  TwinChoice leavingOut(int count, String reason) {
    return count == 0
        ? this
        : new TwinChoice(twins, all, changed, words + "; " + count + " left out: " + reason);
  }

  /**
   * Those of what changed, and a sample of the others that rotates with the seed.
   *
   * @param candidates to choose from
   * @param changed those among them for which something changed; empty if that is not known
   * @param limits how many
   * @param seed turns the wheel
   */
  static TwinChoice quick(
      List<Twin> candidates, Optional<Set<Twin>> changed, Budgets.Twins limits, long seed) {
    List<Twin> ofChange =
        candidates.stream()
            .filter(twin -> changed.map(set -> set.contains(twin)).orElse(false))
            .toList();
    List<Twin> others = candidates.stream().filter(twin -> !ofChange.contains(twin)).toList();
    int sample = Math.min(others.size(), limits.sample());
    int room = Math.max(0, limits.most() - sample);
    List<Twin> chosen = new ArrayList<>(turn(ofChange, room, seed));
    int ofChangeChosen = chosen.size();
    chosen.addAll(turn(others, limits.most() - ofChangeChosen, seed));
    int sampled = chosen.size() - ofChangeChosen;
    String words =
        changed.isEmpty()
            ? "a sample of "
                + sampled
                + " of "
                + candidates.size()
                + " (no Git to tell what changed)"
            : ofChangeChosen
                + " of the "
                + ofChange.size()
                + " that what changed concerns, and a sample of "
                + sampled
                + " of the "
                + others.size()
                + " others";
    return new TwinChoice(chosen, candidates.size(), ofChangeChosen, words);
  }

  /** Takes so many, evenly spread, beginning where the seed says. */
  private static List<Twin> turn(List<Twin> twins, int most, long seed) {
    int count = Math.min(most, twins.size());
    List<Twin> taken = new ArrayList<>();
    int begin = twins.isEmpty() ? 0 : Math.floorMod(seed, twins.size());
    for (int i = 0; i < count; i++) {
      int step = (int) ((long) i * twins.size() / count);
      taken.add(twins.get((begin + step) % twins.size()));
    }
    return taken;
  }
}
