package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** LifoQueue on virtual threads, and what its waiting costs: as Queue. */
@Checks(primitive = Primitive.LIFOQUEUE, checker = Checker.VIRTUAL)
class LifoQueueVirtual {
  private static final QueueParking PARKING = new QueueParking(Order.LIFO);

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_putUnparksTheGetterWhomItServes() {
    PARKING.putUnparksTheGetterWhomItServes();
  }

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_getUnparksThePutterWhomItLetsIn() {
    PARKING.getUnparksThePutterWhomItLetsIn();
  }

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_onlyTheLastTaskDoneUnparksJoiners() {
    PARKING.onlyTheLastTaskDoneUnparksJoiners();
  }

  @Test
  @NoTwin("The code is Queue's: QueueVirtual kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_shutdownUnparksEachWaiterOnce() {
    PARKING.shutdownUnparksEachWaiterOnce();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_oneCarrierIsEnough() {
    PARKING.oneCarrierIsEnough("LIF-01");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_veryManyVirtualThreadsWaitAtOnce() {
    PARKING.veryManyVirtualThreadsWaitAtOnce();
  }
}
