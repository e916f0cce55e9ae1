package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.ConditionSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * Condition on virtual threads with one carrier, on very many of them, and what its waiting costs.
 */
@Checks(primitive = Primitive.CONDITION, checker = Checker.VIRTUAL)
class ConditionVirtual {
  private static final ParkingCost COST = new ParkingCost("CND-27", "CND-22", "CND-30");

  @Test
  @Rule({"CND-22", "CND-30"})
  void cnd22_aNotificationUnparksNobodyAndEachReleaseOne() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (boolean reentrant : new boolean[] {true, false}) {
        for (int count : new int[] {1, 2, ParkingCost.FEW}) {
          Line line = new Line(reentrant);
          COST.ofNobody("notify_all() before anybody waits", line::notifyAllWaiters);
          COST.of(
              kind,
              count,
              "wait()",
              line::waitInTurn,
              "notify_all()",
              waiters -> line.notifyAllWaiters(),
              1);
          COST.ofNobody("notify_all() after all were notified", line::notifyAllWaiters);
        }
      }
    }
  }

  @Test
  @Rule({"CND-22", "CND-30"})
  void cnd22_aNotificationOfOneCostsOneUnpark() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (boolean reentrant : new boolean[] {true, false}) {
        Line line = new Line(reentrant);
        COST.of(
            kind,
            ParkingCost.FEW,
            "wait()",
            line::waitInTurn,
            "notify(), one by one",
            waiters -> {
              line.begin();
              COST.oneByOne(waiters, "notify()", () -> line.notifyTimes(1));
            },
            1);
      }
    }
  }

  /** Threads that wait for a condition, and hold its lock one after the other. */
  private static final class Line {
    private final ConditionSubject condition;

    private CountingSeam.Counts before = CountingSeam.counts();
    private int served;

    Line(boolean reentrant) {
      condition =
          reentrant
              ? Subjects.ACTIVE.newCondition()
              : Subjects.ACTIVE.newCondition(Subjects.ACTIVE.newLock());
    }

    boolean waitInTurn() {
      condition.acquire();
      boolean notified = condition.await();
      served++;
      COST.requireUnparks(served, before);
      condition.release();
      return notified;
    }

    /** Counts the waiters who are served from now on. */
    void begin() {
      before = CountingSeam.counts();
      served = 0;
    }

    void notifyAllWaiters() {
      condition.acquire();
      begin();
      condition.signalAll();
      COST.requireUnparks(0, before);
      condition.release();
    }

    /** Notifies one waiter so many times; all of them go on once the lock is released. */
    void notifyTimes(int times) {
      condition.acquire();
      CountingSeam.Counts now = CountingSeam.counts();
      for (int i = 0; i < times; i++) {
        condition.signal();
      }
      COST.requireUnparks(0, now);
      condition.release();
    }
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("CND-27")
  void cnd27_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    ConditionContract.table().checkVirtualThreads("CND-27");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("CND-27")
  void cnd27_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(ConditionScenarios::every);
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule({"CND-27", "CND-22", "CND-30"})
  void cnd27_veryManyVirtualThreadsAreNotifiedAtOnce() {
    WaitingScenarios.requireOneCarrier();
    Line line = new Line(true);
    COST.ofMany("wait()", line::waitInTurn, "notify_all()", waiters -> line.notifyAllWaiters(), 1);
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule({"CND-27", "CND-22", "CND-30"})
  void cnd27_veryManyVirtualThreadsAreNotifiedOneByOne() {
    WaitingScenarios.requireOneCarrier();
    Line line = new Line(true);
    COST.ofMany(
        "wait()",
        line::waitInTurn,
        "notify(), n times",
        waiters -> {
          line.begin();
          line.notifyTimes(waiters.count());
        },
        1);
  }
}
