package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.atomics.wasm.SharedMemory;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The races of WebAssembly's memory on the real machine. They call Lockstep's class. What is under
 * its atomic accesses is shown by the tests of Atomics.
 */
@Checks(primitive = Primitive.SHAREDMEMORY, checker = Checker.JCSTRESS)
public final class SharedMemoryStress {
  private static final int PAGE = SharedMemory.PAGE_SIZE;

  private SharedMemoryStress() {}

  /** Some bytes in one memory for all samples: a memory for each would take a page. */
  abstract static class SomeBytes {
    /* More than there are samples at a time, each in a cache line of its own. */
    private static final int SAMPLES = 1 << 16;
    private static final int SIZE = 64;
    private static final int PAGES = SAMPLES / PAGE * SIZE;

    static final SharedMemory MEMORY = new SharedMemory(PAGES, PAGES);

    private static final AtomicInteger SAMPLE = new AtomicInteger();

    /** The address of the first word. */
    final long x = (long) (SAMPLE.getAndIncrement() & SAMPLES - 1) * SIZE;

    /** The address of the second word. */
    final long y = x + SIZE / 2;

    SomeBytes() {
      MEMORY.fill(x, 0, SIZE);
    }
  }

  @JCStressTest
  @Rule("SHM-03")
  @Ref("SHM-03")
  @Description(
      "Two threads grow a memory of one page by one page each; then: its size, and the sum of the"
          + " ends of both pages.")
  @Outcome(
      id = {"1, 2, 3, 0", "2, 1, 3, 0"},
      expect = ACCEPTABLE,
      desc = "Both have added their page, one after the other, and all is zero.")
  @Outcome(expect = FORBIDDEN, desc = "A page is lost, both got the same, or it is not zero.")
  @Parks(samples = 16)
  @State
  public static class Shm03_EachOfTwoGrowsAddsItsPage {
    private final SharedMemory memory = new SharedMemory(1, 3);

    @Actor
    public void first(IIII_Result r) {
      r.r1 = memory.grow(1);
    }

    @Actor
    public void second(IIII_Result r) {
      r.r2 = memory.grow(1);
    }

    @Arbiter
    public void arbiter(IIII_Result r) {
      r.r3 = memory.size();
      r.r4 = memory.load32(2 * PAGE - 4) + memory.load32(3 * PAGE - 4);
    }
  }

  @JCStressTest
  @Rule("SHM-03")
  @Ref("SHM-03")
  @Description(
      "A thread grows a memory and adds to a word that has grown in; another looks at the size, and"
          + " adds to it too; then: that.")
  @Outcome(id = "1, -1, 1", expect = ACCEPTABLE, desc = "It has not grown yet.")
  @Outcome(
      id = {"2, 0, 2", "2, 1, 2"},
      expect = ACCEPTABLE,
      desc = "It has, and both have the same word.")
  @Outcome(expect = FORBIDDEN, desc = "What is within the size is not there, or not the same.")
  @Parks(samples = 16)
  @State
  public static class Shm03_WhoSeesASizeHasThePages {
    private final SharedMemory memory = new SharedMemory(1, 2);

    @Actor
    public void grower() {
      memory.grow(1);
      memory.rmwAdd32(PAGE, 1);
    }

    @Actor
    public void looker(III_Result r) {
      r.r1 = memory.size();
      r.r2 = r.r1 == 2 ? memory.rmwAdd32(PAGE, 1) : -1;
    }

    @Arbiter
    public void arbiter(III_Result r) {
      r.r3 = memory.load32(PAGE);
    }
  }

  @JCStressTest
  @Rule("SHM-05")
  @Ref("SHM-05")
  @Description("Store buffering: each of two threads stores 32 bits and loads the other's.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the stores was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: there is no order.")
  @State
  public static class Shm05_OneOfTwoStoresIsSeen extends SomeBytes {
    @Actor
    public void first(II_Result r) {
      MEMORY.atomicStore32(x, 1);
      r.r1 = MEMORY.atomicLoad32(y);
    }

    @Actor
    public void second(II_Result r) {
      MEMORY.atomicStore32(y, 1);
      r.r2 = MEMORY.atomicLoad32(x);
    }
  }

  @JCStressTest
  @Rule("SHM-05")
  @Ref("SHM-05")
  @Description(
      "A thread subtracts from 64 bits while another adds to a byte of them, and both add to 32"
          + " bits.")
  @Outcome(id = "1, 16777216", expect = ACCEPTABLE, desc = "No update is lost.")
  @Outcome(expect = FORBIDDEN, desc = "An update is lost.")
  @State
  public static class Shm05_NoUpdateIsLost extends SomeBytes {
    @Actor
    public void first() {
      MEMORY.rmwSub64(x, -1L << 32);
      MEMORY.rmwAdd32(y, 1 << 23);
    }

    @Actor
    public void second() {
      MEMORY.rmwAdd8(x + 7, 0);
      MEMORY.rmwAdd32(y, 1 << 23);
    }

    @Arbiter
    public void arbiter(II_Result r) {
      r.r1 = (int) (MEMORY.load64(x) >>> 32);
      r.r2 = MEMORY.load32(y);
    }
  }

  @JCStressTest
  @Rule("SHM-06")
  @Ref("SHM-06")
  @Description("32 bits are stored by two threads, while a third loads them twice.")
  @Outcome(
      id = "(0|-1|1437226410), (0|-1|1437226410)",
      expect = ACCEPTABLE,
      desc = "Each is a value that was stored, in any order.")
  @Outcome(expect = FORBIDDEN, desc = "A part of one value with a part of another.")
  @State
  public static class Shm06_32BitsDoNotTear extends SomeBytes {
    @Actor
    public void first() {
      MEMORY.store32(x, -1);
    }

    @Actor
    public void second() {
      MEMORY.store32(x, 0x55aa_55aa);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = MEMORY.load32(x);
      r.r2 = MEMORY.load32(x);
    }
  }

  @JCStressTest
  @Rule("SHM-06")
  @Ref("SHM-06")
  @Description("16 bits are stored while another thread loads them twice.")
  @Outcome(
      id = "(0|65535), (0|65535)",
      expect = ACCEPTABLE,
      desc = "Each is a value that was stored, in any order.")
  @Outcome(expect = FORBIDDEN, desc = "Half of a value.")
  @State
  public static class Shm06_16BitsDoNotTear extends SomeBytes {
    @Actor
    public void writer() {
      MEMORY.store16(x + 2, 0xffff);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = MEMORY.load16(x + 2);
      r.r2 = MEMORY.load16(x + 2);
    }
  }

  @JCStressTest
  @Rule("SHM-12")
  @Ref("SHM-12")
  @Description(
      "Store buffering: each of two threads stores 32 bits in no order, makes a fence, and loads"
          + " the other's in no order.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the fences was first, and what is before it is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: a load passed a fence.")
  @State
  public static class Shm12_NoLoadPassesAFence extends SomeBytes {
    @Actor
    public void first(II_Result r) {
      MEMORY.store32(x, 1);
      SharedMemory.fence();
      r.r1 = MEMORY.load32(y);
    }

    @Actor
    public void second(II_Result r) {
      MEMORY.store32(y, 1);
      SharedMemory.fence();
      r.r2 = MEMORY.load32(x);
    }
  }
}
