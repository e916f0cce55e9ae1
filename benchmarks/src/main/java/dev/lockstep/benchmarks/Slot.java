package dev.lockstep.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A place for one item, and a compareAndSet for each end: the least that could be a queue. Who has
 * to wait looks again.
 */
final class Slot implements QueueEnds {
  private static final VarHandle ITEM;

  static {
    try {
      ITEM = MethodHandles.lookup().findVarHandle(Slot.class, "item", Integer.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // by ITEM
  private volatile @Nullable Integer item;

  @Override
  public void put(Integer added) throws InterruptedException {
    for (int looks = 1; item != null || !ITEM.compareAndSet(this, null, added); looks++) {
      Looks.pause(looks);
    }
  }

  @Override
  public Integer get() throws InterruptedException {
    Integer found = item;
    for (int looks = 1; found == null || !ITEM.compareAndSet(this, found, null); looks++) {
      Looks.pause(looks);
      found = item;
    }
    return found;
  }
}
