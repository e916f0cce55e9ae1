package dev.lockstep.kit.contract;

import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import java.util.EnumMap;
import java.util.Map;

/**
 * One worker of each kind for all contracts in this JVM, which run one after another; and another
 * one beside it, where two threads make a sequence.
 */
final class Workers {
  private static final Map<Kind, Worker> WORKERS = new EnumMap<>(Kind.class);
  private static final Map<Kind, Worker> OTHERS = new EnumMap<>(Kind.class);

  private Workers() {}

  static synchronized Worker of(Kind kind) {
    return WORKERS.computeIfAbsent(kind, each -> new Worker(Subjects.ACTIVE, each));
  }

  /** Returns another worker of the same kind. */
  static synchronized Worker beside(Worker worker) {
    return OTHERS.computeIfAbsent(worker.kind(), each -> new Worker(Subjects.ACTIVE, each));
  }
}
