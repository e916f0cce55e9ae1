package dev.lockstep.gate;

import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Made-up checks, results and twins. */
final class Made {
  static final Selection SELECTION =
      new Selection(
          Tier.CI,
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          "lockstep",
          List.of(),
          42,
          null,
          false,
          Path.of("out"));

  private Made() {}

  static Entry entry(Checker checker, String check, String... rules) {
    return new Entry(
        Primitive.LOCK, checker, "made.LockChecks", "LockChecks." + check, List.of(rules));
  }

  static CheckResult result(Entry entry, Status status, String message) {
    return result(entry, status, message, entry.rules());
  }

  static CheckResult result(Entry entry, Status status, String message, List<String> rules) {
    return new CheckResult(
        entry.primitive().id(),
        entry.checker().id(),
        entry.check(),
        rules,
        status,
        status == Status.PASSED ? 10 : 0,
        0.1,
        message);
  }

  static ForkPlan plan(Entry... entries) {
    return new ForkPlan(
        "made",
        "made.Runner",
        List.of(entries),
        List.of(),
        false,
        Map.of(),
        List.of(),
        List.of(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        false);
  }

  static ForkOutcome done(CheckResult... results) {
    return new ForkOutcome(ForkOutcome.End.DONE, 0, List.of(results), null, "", null, 1);
  }

  static Twin twin(String name, List<String> also, Checker... killedBy) {
    return twin(name, also, Set.of(), killedBy);
  }

  static Twin twin(String name, List<String> also, Set<String> killers, Checker... killedBy) {
    return twin(
        "primitives/src/main/java/dev/lockstep/threading/Lock.java", name, also, killers, killedBy);
  }

  static Twin twin(
      String file, String name, List<String> also, Set<String> killers, Checker... killedBy) {
    return new Twin(
        name,
        name.substring(0, 6),
        also,
        "it is broken",
        Optional.empty(),
        Twin.Visibility.EVERYWHERE,
        Set.of(killedBy),
        killers,
        Set.of(),
        file,
        new ChangeDelta<>(new Chunk<>(0, List.of("a")), new Chunk<>(0, List.of("b"))));
  }
}
