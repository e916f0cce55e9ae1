package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.subject.LinearMemorySubject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.WaitSubject;
import java.util.List;

/**
 * A WebAssembly memory as the scenarios of waiting see it: threads wait and notify by its
 * instructions, and stages by its buffer.
 */
final class SharedMemoryWait implements WaitSubject {
  private static final List<String> RESULTS =
      List.of(WaitModel.OK, WaitModel.NOT_EQUAL, WaitModel.TIMED_OUT);

  private static final double NANOS_PER_MILLI = 1e6;
  private static final long FOREVER = -1;
  private static final int ALL = -1;

  private final LinearMemorySubject memory;
  private final WaitSubject javaScript;

  /**
   * Creates a memory of a page.
   *
   * @param byteLength how many bytes are used
   * @param maxByteLength how many may be, after a grow; it can grow by a page if these are more
   */
  SharedMemoryWait(int byteLength, int maxByteLength) {
    memory = Subjects.ACTIVE.newSharedMemory(1, byteLength == maxByteLength ? 1 : 2);
    javaScript = memory.javaScript();
  }

  private static int width(ViewName view) {
    return view.type().size() * Byte.SIZE;
  }

  private static long address(ViewName view, long index) {
    return view.byteOffset() + index * view.type().size();
  }

  @Override
  public void store(ViewName view, long index, long value) {
    memory.atomicStore(width(view), address(view, index), value);
  }

  @Override
  public void set(ViewName view, long index, int value) {
    memory.store(width(view), address(view, index), value);
  }

  @Override
  public String await(ViewName view, long index, long expected) {
    return awaitNanos(view, index, expected, FOREVER);
  }

  @Override
  public String await(ViewName view, long index, long expected, double timeout) {
    double nanos = Math.ceil(timeout * NANOS_PER_MILLI);
    return awaitNanos(view, index, expected, Double.isNaN(nanos) ? FOREVER : (long) nanos);
  }

  private String awaitNanos(ViewName view, long index, long expected, long timeout) {
    long address = address(view, index);
    int result =
        view.type() == ElementType.INT32
            ? memory.await32(address, (int) expected, timeout)
            : memory.await64(address, expected, timeout);
    return RESULTS.get(result);
  }

  @Override
  public Async awaitAsync(ViewName view, long index, long expected) {
    return javaScript.awaitAsync(view, index, expected);
  }

  @Override
  public Async awaitAsync(ViewName view, long index, long expected, double timeout) {
    return javaScript.awaitAsync(view, index, expected, timeout);
  }

  @Override
  public long signal(ViewName view, long index) {
    return Integer.toUnsignedLong(memory.signal(address(view, index), ALL));
  }

  @Override
  public long signal(ViewName view, long index, double count) {
    return Integer.toUnsignedLong(memory.signal(address(view, index), (int) count));
  }

  @Override
  public void grow(long byteLength) {
    int before = memory.grow(1);
    if (before != 1) {
      throw new AssertionError("a memory of one page was due to grow, and grow returned " + before);
    }
  }

  @Override
  public boolean canBlock() {
    return javaScript.canBlock();
  }

  @Override
  public void setCanBlock(boolean canBlock) {
    javaScript.setCanBlock(canBlock);
  }
}
