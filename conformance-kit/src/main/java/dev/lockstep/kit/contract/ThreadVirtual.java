package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import org.junit.jupiter.api.Test;

/** Threads on virtual threads with one carrier, very many that join one, and what joining costs. */
@Checks(primitive = Primitive.THREAD, checker = Checker.VIRTUAL)
class ThreadVirtual {
  private static final String JOIN = "join()";
  private static final String END = "the end of the thread";

  private static final ParkingCost COST = new ParkingCost("THR-37", "THR-39", "THR-39");

  @Test
  @Rule("THR-39")
  void thr39_theEndUnparksEachJoinerOnceAndNobodyElse() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      ThreadScenarios scenarios = new ThreadScenarios(kind);
      COST.ofNobody("a thread that nobody joins", () -> scenarios.new Patient().close());
      for (int count : new int[] {1, 2, ParkingCost.FEW}) {
        try (ThreadScenarios.Patient patient = scenarios.new Patient()) {
          COST.of(kind, count, JOIN, patient::join, END, joiners -> patient.end(), 1);
          COST.ofNobody("join() of a thread that has ended", patient::join);
        }
      }
    }
  }

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule("THR-37")
  void thr37_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    ThreadContract.table(true).checkVirtualThreads("THR-37");
    ThreadContract.experiments(true).checkVirtualThreads("THR-37");
  }

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule("THR-37")
  void thr37_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(ThreadScenarios::every);
  }

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule({"THR-37", "THR-39"})
  void thr37_veryManyVirtualThreadsJoinOne() {
    WaitingScenarios.requireOneCarrier();
    ThreadScenarios scenarios = new ThreadScenarios(Kind.VIRTUAL);
    try (ThreadScenarios.Patient patient = scenarios.new Patient()) {
      COST.ofMany(JOIN, patient::join, END, joiners -> patient.end(), 1);
    }
  }
}
