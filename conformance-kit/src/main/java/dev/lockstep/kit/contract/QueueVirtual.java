package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.Test;

/** Queue on virtual threads with one carrier, on very many of them, and what its waiting costs. */
@Checks(primitive = Primitive.QUEUE, checker = Checker.VIRTUAL)
class QueueVirtual {
  private static final QueueParking PARKING = new QueueParking(Order.FIFO);

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_putUnparksTheGetterWhomItServes() {
    PARKING.putUnparksTheGetterWhomItServes();
  }

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_getUnparksThePutterWhomItLetsIn() {
    PARKING.getUnparksThePutterWhomItLetsIn();
  }

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_onlyTheLastTaskDoneUnparksJoiners() {
    PARKING.onlyTheLastTaskDoneUnparksJoiners();
  }

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_shutdownUnparksEachWaiterOnce() {
    PARKING.shutdownUnparksEachWaiterOnce();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("QUE-26")
  void que26_oneCarrierIsEnough() {
    PARKING.oneCarrierIsEnough("QUE-26");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule({"QUE-26", "QUE-28", "QUE-29"})
  void que26_veryManyVirtualThreadsWaitAtOnce() {
    PARKING.veryManyVirtualThreadsWaitAtOnce();
  }
}
