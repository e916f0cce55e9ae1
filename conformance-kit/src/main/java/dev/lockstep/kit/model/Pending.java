package dev.lockstep.kit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A call that waits, in a {@link ThreadedModel}.
 *
 * @param thread who made it
 * @param rule the rule that lets it wait
 * @param expired what it comes to when its timeout is over; empty if it has none, or one that is
 *     never over within the patience of a scenario
 */
public record Pending(String thread, String rule, Optional<Outcome> expired) {
  /**
   * Finds out from a sequential verdict whether a call waits: if it never comes back, or comes back
   * with false because of its timeout.
   *
   * @param thread who makes the call
   * @param call the call
   * @param alone the verdict on it if no other thread moves
   */
  public static Optional<Pending> of(String thread, Call call, Verdict alone) {
    if (alone.outcome().equals(Outcome.BLOCKED)) {
      return Optional.of(new Pending(thread, alone.rule(), Optional.empty()));
    }
    if (alone.outcome().equals(Outcome.FALSE) && call.timeout().orElse(0) > 0) {
      return Optional.of(new Pending(thread, alone.rule(), Optional.of(Outcome.FALSE)));
    }
    return Optional.empty();
  }

  /** Returns the verdict that it waits. */
  public Verdict verdict() {
    return Verdict.of(rule, Outcome.BLOCKED);
  }

  /**
   * Judges that the timeout of a thread is over, where that ends its call.
   *
   * @param waiting the calls that wait
   * @param thread whose timeout it is
   * @param next the model in which only the given calls wait
   */
  public static <M> List<ThreadedModel.Turn<M>> expire(
      List<Pending> waiting, String thread, Function<List<Pending>, M> next) {
    for (Pending pending : waiting) {
      if (pending.thread.equals(thread) && pending.expired.isPresent()) {
        Verdict verdict = Verdict.of(pending.rule, pending.expired.get());
        return List.of(
            ThreadedModel.Turn.alone(verdict, next.apply(without(waiting, List.of(pending)))));
      }
    }
    return List.of();
  }

  /** Returns a queue with one more at its end. */
  public static List<Pending> with(List<Pending> waiting, Pending last) {
    List<Pending> longer = new ArrayList<>(waiting);
    longer.add(last);
    return List.copyOf(longer);
  }

  /** Returns a queue without some. */
  public static List<Pending> without(List<Pending> waiting, List<Pending> gone) {
    return waiting.stream().filter(pending -> !gone.contains(pending)).toList();
  }

  /**
   * Returns every choice of so many, where it is open who is chosen.
   *
   * @param waiting of whom
   * @param count how many; all if there are fewer
   */
  public static List<List<Pending>> choices(List<Pending> waiting, long count) {
    if (waiting.size() <= count) {
      return List.of(waiting);
    }
    if (count == 0) {
      return List.of(List.of());
    }
    List<Pending> others = waiting.subList(1, waiting.size());
    List<List<Pending>> choices = new ArrayList<>();
    for (List<Pending> choice : choices(others, count - 1)) {
      List<Pending> with = new ArrayList<>();
      with.add(waiting.get(0));
      with.addAll(choice);
      choices.add(List.copyOf(with));
    }
    choices.addAll(choices(others, count));
    return choices;
  }
}
