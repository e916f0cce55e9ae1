package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Short ways to write sequences and what was seen of them. */
final class Sequences {
  private Sequences() {}

  static Sequence lock(Call... calls) {
    return of(Kind.LOCK, Call.of("new"), calls);
  }

  static Sequence semaphore(long value, Call... calls) {
    return of(Kind.SEMAPHORE, Call.of("new", value), calls);
  }

  private static Sequence of(Kind kind, Call create, Call... calls) {
    Sequence.Step[] steps =
        Arrays.stream(calls)
            .map(call -> new Sequence.Step(call, false))
            .toArray(Sequence.Step[]::new);
    return with(kind, create, steps);
  }

  static Sequence with(Kind kind, Call create, Sequence.Step... steps) {
    List<Sequence.Step> all = new ArrayList<>();
    all.add(new Sequence.Step(create, false));
    all.addAll(Arrays.asList(steps));
    return new Sequence(kind, all);
  }

  static List<Seen> seen(Outcome... outcomes) {
    return Arrays.stream(outcomes).<Seen>map(Seen.Of::new).toList();
  }
}
