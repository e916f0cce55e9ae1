package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** PriorityQueue on virtual threads, and what its waiting costs: as Queue. */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.VIRTUAL)
class PriorityQueueVirtual {
  private static final QueueParking PARKING = new QueueParking(Order.PRIORITY);

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_putUnparksTheGetterWhomItServes() {
    PARKING.putUnparksTheGetterWhomItServes();
  }

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_getUnparksThePutterWhomItLetsIn() {
    PARKING.getUnparksThePutterWhomItLetsIn();
  }

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_onlyTheLastTaskDoneUnparksJoiners() {
    PARKING.onlyTheLastTaskDoneUnparksJoiners();
  }

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_shutdownUnparksEachWaiterOnce() {
    PARKING.shutdownUnparksEachWaiterOnce();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_oneCarrierIsEnough() {
    PARKING.oneCarrierIsEnough("PRI-01");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_veryManyVirtualThreadsWaitAtOnce() {
    PARKING.veryManyVirtualThreadsWaitAtOnce();
  }
}
