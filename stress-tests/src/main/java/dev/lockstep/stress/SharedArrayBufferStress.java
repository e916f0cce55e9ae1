package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.BigInt64Array;
import dev.lockstep.atomics.Float32Array;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.Uint16Array;
import dev.lockstep.atomics.Uint32Array;
import dev.lockstep.atomics.Uint8Array;
import dev.lockstep.atomics.Uint8ClampedArray;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.FF_Result;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.LLJ_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * The races of buffers and of the unordered accesses of views on the real machine. They call
 * Lockstep's classes.
 */
@Checks(primitive = Primitive.SHAREDARRAYBUFFER, checker = Checker.JCSTRESS)
public final class SharedArrayBufferStress {
  private static final int BYTES = 16;
  private static final int GROWN = 32;
  private static final int LONGEST = 64;

  /* Where the second chunk of a buffer begins that can grow beyond the first. */
  private static final int CHUNK = 1 << 16;

  private SharedArrayBufferStress() {}

  private static SharedArrayBuffer newGrowable() {
    return new SharedArrayBuffer(BYTES, LONGEST);
  }

  /** Its last word is in a chunk that is not there yet. */
  private static SharedArrayBuffer newGrowableByAChunk() {
    return new SharedArrayBuffer(CHUNK, CHUNK + BYTES);
  }

  private static String grow(SharedArrayBuffer buffer, long length) {
    try {
      buffer.grow(length);
      return "grown";
    } catch (RangeError e) {
      return "RangeError";
    }
  }

  @JCStressTest
  @Rule("SAB-09")
  @Ref("SAB-09")
  @Description("16 bytes are grown to 32 and to 64 by two threads; then: the length.")
  @Outcome(id = "grown, grown, 64", expect = ACCEPTABLE, desc = "The smaller was first.")
  @Outcome(id = "RangeError, grown, 64", expect = ACCEPTABLE, desc = "It was late, and refused.")
  @Outcome(expect = FORBIDDEN, desc = "The buffer has shrunk, or the larger was refused.")
  @State
  public static class Sab09_TheLargerOfTwoGrowsStays {
    private final SharedArrayBuffer buffer = newGrowable();

    @Actor
    public void smaller(LLJ_Result r) {
      r.r1 = grow(buffer, GROWN);
    }

    @Actor
    public void larger(LLJ_Result r) {
      r.r2 = grow(buffer, LONGEST);
    }

    @Arbiter
    public void arbiter(LLJ_Result r) {
      r.r3 = buffer.byteLength();
    }
  }

  @JCStressTest
  @Rule("SAB-09")
  @Ref("SAB-09")
  @Description("A buffer is grown twice while another thread reads its length twice.")
  @Outcome(
      id = {"16, 16", "16, 32", "16, 64", "32, 32", "32, 64", "64, 64"},
      expect = ACCEPTABLE,
      desc = "It only grows.")
  @Outcome(expect = FORBIDDEN, desc = "It was seen to shrink, or had a length nobody gave it.")
  @State
  public static class Sab09_ALengthIsNotSeenToShrink {
    private final SharedArrayBuffer buffer = newGrowable();

    @Actor
    public void grower() {
      buffer.grow(GROWN);
      buffer.grow(LONGEST);
    }

    @Actor
    public void reader(JJ_Result r) {
      r.r1 = buffer.byteLength();
      r.r2 = buffer.byteLength();
    }
  }

  @JCStressTest
  @Rule("SAB-10")
  @Ref("SAB-10")
  @Description(
      "A buffer is grown while another thread adds to its first word twice; then: that, and the"
          + " first that is new.")
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Nothing is lost, and what is new is zero.")
  @Outcome(expect = FORBIDDEN, desc = "A write is lost, or what is new is not zero.")
  @State
  public static class Sab10_BytesStayWhileItGrows {
    private final SharedArrayBuffer buffer = newGrowable();
    private final Int32Array words = new Int32Array(buffer);

    @Actor
    public void grower() {
      buffer.grow(GROWN);
    }

    @Actor
    public void writer() {
      Atomics.add(words, 0, 1);
      words.set(0, words.get(0) + 1L);
    }

    @Arbiter
    public void arbiter(II_Result r) {
      r.r1 = words.get(0);
      r.r2 = words.get(BYTES / Integer.BYTES);
    }
  }

  @JCStressTest
  @Rule({"SAB-10", "SAB-11"})
  @Ref("SAB-10")
  @Description(
      "Two threads grow a buffer into a chunk that is not there yet, and each adds 1 to a word in"
          + " it; then: that.")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both have the same bytes, which were zero.")
  @Outcome(expect = FORBIDDEN, desc = "An addition is lost, or what is new was not zero.")
  @Parks(samples = 16)
  @State
  public static class Sab10_RacingGrowsGiveOneChunk {
    private final SharedArrayBuffer buffer = newGrowableByAChunk();
    private final Int32Array words = new Int32Array(buffer);

    private void growAndAdd() {
      buffer.grow(CHUNK + BYTES);
      Atomics.add(words, CHUNK / Integer.BYTES, 1);
    }

    @Actor
    public void first() {
      growAndAdd();
    }

    @Actor
    public void second() {
      growAndAdd();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = words.get(CHUNK / Integer.BYTES);
    }
  }

  @JCStressTest
  @Rule({"SAB-11", "SAB-10"})
  @Ref("SAB-11")
  @Description(
      "A buffer is grown while another thread looks at the length of a tracking view, and reads the"
          + " last element.")
  @Outcome(id = "4, -1", expect = ACCEPTABLE, desc = "It has not grown yet.")
  @Outcome(id = "8, 0", expect = ACCEPTABLE, desc = "It has, and what is new is zero.")
  @Outcome(expect = FORBIDDEN, desc = "What is below the length is not there or not zero.")
  @State
  public static class Sab11_ATrackingViewHasAllBytesBelowItsLength {
    private final SharedArrayBuffer buffer = newGrowable();
    private final Int32Array words = new Int32Array(buffer);

    @Actor
    public void grower() {
      buffer.grow(GROWN);
    }

    @Actor
    public void reader(JJ_Result r) {
      long length = words.length();
      r.r1 = length;
      r.r2 = length > BYTES / Integer.BYTES ? words.get(length - 1) : -1;
    }
  }

  @JCStressTest
  @Rule("SAB-11")
  @Ref("SAB-11")
  @Description(
      "A buffer is grown into a chunk that is not there yet, while another thread looks at its"
          + " length, and reads there by a view that was made before and by a new one.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "It has not grown yet.")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "It has, and what is new is zero.")
  @Outcome(expect = FORBIDDEN, desc = "What is below the length is not zero.")
  @Parks(samples = 16)
  @State
  public static class Sab11_WhoSeesALengthHasTheChunk {
    private final SharedArrayBuffer buffer = newGrowableByAChunk();
    private final Int32Array words = new Int32Array(buffer);

    @Actor
    public void grower() {
      buffer.grow(CHUNK + BYTES);
    }

    @Actor
    public void reader(II_Result r) {
      boolean grown = buffer.byteLength() > CHUNK;
      r.r1 = grown ? words.get(CHUNK / Integer.BYTES) : -1;
      r.r2 = grown ? new Int32Array(buffer, CHUNK, 1).get(0) : -1;
    }
  }

  @JCStressTest
  @Rule("SAB-12")
  @Ref("SAB-12")
  @Description(
      "A thread writes three plain fields and grows a buffer; another looks at its length, and"
          + " reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "It was not grown: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was grown, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was grown, and some of the writes are not seen.")
  @State
  public static class Sab12_WhoSeesALengthSeesWhatWasWrittenBeforeTheGrow {
    private final SharedArrayBuffer buffer = newGrowable();
    private int x;
    private int y;
    private int z;

    @Actor
    public void grower() {
      x = 1;
      y = 1;
      z = 1;
      buffer.grow(GROWN);
    }

    @Actor
    public void reader(III_Result r) {
      if (buffer.byteLength() == GROWN) {
        r.r3 = z;
        r.r2 = y;
        r.r1 = x;
      } else {
        r.r3 = -1;
        r.r2 = -1;
        r.r1 = -1;
      }
    }
  }

  @JCStressTest
  @Rule("SAB-15")
  @Ref("SAB-15")
  @Description("32 bits are set to two values by two threads, while a third reads them twice.")
  @Outcome(
      id = "(0|-1|1437226410), (0|-1|1437226410)",
      expect = ACCEPTABLE,
      desc = "Each is a value that was written, in any order.")
  @Outcome(expect = FORBIDDEN, desc = "A part of one value with a part of another.")
  @State
  public static class Sab15_32BitsDoNotTear {
    private final Int32Array words = new Int32Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void first() {
      words.set(1, -1);
    }

    @Actor
    public void second() {
      words.set(1, 0x55aa_55aaL);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = words.get(1);
      r.r2 = words.get(1);
    }
  }

  @JCStressTest
  @Rule("SAB-15")
  @Ref("SAB-15")
  @Description("16 bits are set while another thread reads them twice.")
  @Outcome(
      id = "(0|65535), (0|65535)",
      expect = ACCEPTABLE,
      desc = "Each is a value that was written, in any order.")
  @Outcome(expect = FORBIDDEN, desc = "Half of a value.")
  @State
  public static class Sab15_16BitsDoNotTear {
    private final Uint16Array halves = new Uint16Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void writer() {
      halves.set(3, 0xffff);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = halves.get(3);
      r.r2 = halves.get(3);
    }
  }

  @JCStressTest
  @Rule("SAB-15")
  @Ref("SAB-15")
  @Description("A float of 32 bits is set while another thread reads it twice.")
  @Outcome(
      id = "(8388608.0|1.6777215E7), (8388608.0|1.6777215E7)",
      expect = ACCEPTABLE,
      desc = "Each is a value that was written, in any order.")
  @Outcome(expect = FORBIDDEN, desc = "A part of one value with a part of the other.")
  @State
  public static class Sab15_FloatsDoNotTear {
    private final Float32Array floats = new Float32Array(new SharedArrayBuffer(BYTES));

    /** All halves of both values differ. */
    public Sab15_FloatsDoNotTear() {
      floats.set(1, 0x1p23);
    }

    @Actor
    public void writer() {
      floats.set(1, 0x1.fffffep23);
    }

    @Actor
    public void reader(FF_Result r) {
      r.r1 = floats.get(1);
      r.r2 = floats.get(1);
    }
  }

  @JCStressTest
  @Rule("SAB-15")
  @Ref("SAB-15")
  @Description("32 bits are stored and set, while a third thread loads them and gets them.")
  @Outcome(
      id = "(0|-1|1437226410), (0|-1|1437226410)",
      expect = ACCEPTABLE,
      desc = "Each is a value that was written.")
  @Outcome(expect = FORBIDDEN, desc = "A part of one value with a part of another.")
  @State
  public static class Sab15_32BitsDoNotTearBesideAtomics {
    private final Int32Array words = new Int32Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void storer() {
      Atomics.store(words, 1, -1);
    }

    @Actor
    public void setter() {
      words.set(1, 0x55aa_55aaL);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = Atomics.load(words, 1);
      r.r2 = words.get(1);
    }
  }

  @JCStressTest
  @Rule("SAB-15")
  @Ref("SAB-15")
  @Description("64 bits are set while another thread gets them.")
  @Outcome(
      id = {"0", "-1"},
      expect = ACCEPTABLE,
      desc = "A value that was written.")
  @Outcome(
      id = {"4294967295", "-4294967296"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "Half of it: they may tear.")
  @Outcome(expect = FORBIDDEN, desc = "A quarter of it: an aligned 32 bits have torn.")
  @State
  public static class Sab15_64BitsTearInHalvesAtMost {
    private final BigInt64Array longs = new BigInt64Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void writer() {
      longs.set(1, -1);
    }

    @Actor
    public void reader(J_Result r) {
      r.r1 = longs.get(1);
    }
  }

  @JCStressTest
  @Rule("SAB-16")
  @Ref("SAB-16")
  @Description("Each of two threads sets an element and gets its own and the other's.")
  @Outcome(
      id = "-1, (0|-1), -1, (0|-1)",
      expect = ACCEPTABLE,
      desc = "Each sees its own write, and the other's or not.")
  @Outcome(expect = FORBIDDEN, desc = "A thread misses its own write, or sees half of one.")
  @State
  public static class Sab16_AThreadSeesItsOwnWritesAndMayMissOthers {
    private final Int32Array words = new Int32Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void first(IIII_Result r) {
      words.set(0, -1);
      r.r1 = words.get(0);
      r.r2 = words.get(1);
    }

    @Actor
    public void second(IIII_Result r) {
      words.set(1, -1);
      r.r3 = words.get(1);
      r.r4 = words.get(0);
    }
  }

  @JCStressTest
  @Rule("SAB-16")
  @Ref("SAB-16")
  @Description(
      "An element is set to 1 and 2 by two threads, each of which gets it after; then: it.")
  @Outcome(
      id = "[12], [12], [12]",
      expect = ACCEPTABLE,
      desc = "Each sees its own write or the other's: they need not agree on an order.")
  @Outcome(expect = FORBIDDEN, desc = "A thread misses its own write, or both are lost.")
  @State
  public static class Sab16_OneOfTwoWritesComesLast {
    private final Int32Array words = new Int32Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void first(III_Result r) {
      words.set(2, 1);
      r.r1 = words.get(2);
    }

    @Actor
    public void second(III_Result r) {
      words.set(2, 2);
      r.r2 = words.get(2);
    }

    @Arbiter
    public void arbiter(III_Result r) {
      r.r3 = words.get(2);
    }
  }

  @JCStressTest
  @Rule("SAB-16")
  @Ref("SAB-16")
  @Description(
      "A thread sets four bytes and adds to a flag; another gets the word that they are, whatever it"
          + " is by then, loads the flag and gets the word again.")
  @Outcome(id = "[0-9]+, -9", expect = ACCEPTABLE, desc = "It was not set: nothing was read again.")
  @Outcome(
      id = "[0-9]+, 67305985",
      expect = ACCEPTABLE,
      desc = "It was set, and all bytes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was set, and some of the bytes are not seen.")
  @State
  public static class Sab16_WhatHappensBeforeIsSeen {
    private final Uint8Array bytes = new Uint8Array(new SharedArrayBuffer(BYTES));
    private final Uint32Array words = new Uint32Array(bytes.buffer());

    @Actor
    public void writer() {
      for (int i = 0; i < Integer.BYTES; i++) {
        bytes.set(i, i + 1L);
      }
      Atomics.add(bytes, 9, 1);
    }

    @Actor
    public void reader(JJ_Result r) {
      r.r1 = words.get(0);
      r.r2 = Atomics.load(bytes, 9) == 1 ? words.get(0) : -9;
    }
  }

  @JCStressTest
  @Rule("SAB-16")
  @Ref("SAB-16")
  @Description("A thread sets data and a flag; another gets the flag and then the data.")
  @Outcome(id = "(0|-1), (0|-1)", expect = ACCEPTABLE, desc = "In any order: both are unordered.")
  @Outcome(expect = FORBIDDEN, desc = "A part of a value.")
  @State
  public static class Sab16_AnUnorderedFlagAnnouncesNothing {
    private final Int32Array words = new Int32Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void writer() {
      words.set(0, -1);
      words.set(1, -1);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = words.get(1);
      r.r2 = words.get(0);
    }
  }

  @JCStressTest
  @Rule("SAB-17")
  @Ref("SAB-17")
  @Description("One thread adds to a byte twice, while another sets its neighbour; then: the word.")
  @Outcome(id = "1, 1282", expect = ACCEPTABLE, desc = "All changes are there.")
  @Outcome(expect = FORBIDDEN, desc = "A change is lost.")
  @State
  public static class Sab17_AByteIsSetBesideAnAtomicByte {
    private final Uint8Array bytes = new Uint8Array(new SharedArrayBuffer(BYTES));

    @Actor
    public void adder(JJ_Result r) {
      Atomics.add(bytes, 0, 1);
      r.r1 = Atomics.add(bytes, 0, 1);
    }

    @Actor
    public void setter() {
      bytes.set(1, 5);
    }

    @Arbiter
    public void arbiter(JJ_Result r) {
      r.r2 = new Uint32Array(bytes.buffer()).get(0);
    }
  }

  @JCStressTest
  @Rule("SAB-17")
  @Ref("SAB-17")
  @Description(
      "One thread exchanges a byte twice, while another sets the 16 bits beside it; then: the"
          + " word.")
  @Outcome(id = "3, 4294901764", expect = ACCEPTABLE, desc = "All changes are there.")
  @Outcome(expect = FORBIDDEN, desc = "A change is lost.")
  @State
  public static class Sab17_16BitsAreSetBesideAnAtomicByte {
    private final Uint8Array bytes = new Uint8Array(new SharedArrayBuffer(BYTES));
    private final Uint16Array halves = new Uint16Array(bytes.buffer());

    @Actor
    public void exchanger(JJ_Result r) {
      Atomics.exchange(bytes, 0, 3);
      r.r1 = Atomics.compareExchange(bytes, 0, 3, 4);
    }

    @Actor
    public void setter() {
      halves.set(1, 0xffff);
    }

    @Arbiter
    public void arbiter(JJ_Result r) {
      r.r2 = new Uint32Array(bytes.buffer()).get(0);
    }
  }

  @JCStressTest
  @Rule("SAB-17")
  @Ref("SAB-17")
  @Description("Two threads set bytes that lie side by side, one of them clamped; then: the word.")
  @Outcome(id = "65287", expect = ACCEPTABLE, desc = "Both are there.")
  @Outcome(expect = FORBIDDEN, desc = "A write is lost.")
  @State
  public static class Sab17_BytesAreSetSideBySide {
    private final Uint8Array bytes = new Uint8Array(new SharedArrayBuffer(BYTES));
    private final Uint8ClampedArray clamped = new Uint8ClampedArray(bytes.buffer());

    @Actor
    public void first() {
      bytes.set(0, 7);
    }

    @Actor
    public void second() {
      clamped.set(1, 999L);
    }

    @Arbiter
    public void arbiter(J_Result r) {
      r.r1 = new Uint32Array(bytes.buffer()).get(0);
    }
  }

  @JCStressTest
  @Rule("SAB-18")
  @Ref("SAB-18")
  @Description("A thread makes a buffer and a view, and hands it over by a plain field.")
  @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "It was not there yet.")
  @Outcome(id = "16 bytes, 7", expect = ACCEPTABLE, desc = "It was there, and usable.")
  @Outcome(
      id = "16 bytes, 0",
      expect = ACCEPTABLE,
      desc = "So it was; a plain field does not hand over what was stored in it.")
  @Outcome(expect = FORBIDDEN, desc = "It was there in parts.")
  @State
  public static class Sab18_AViewIsUsableHoweverItIsHandedOver {
    private @Nullable Int32Array view;

    @Actor
    public void maker() {
      Int32Array made = new Int32Array(new SharedArrayBuffer(BYTES));
      Atomics.store(made, 3, 7);
      view = made;
    }

    @Actor
    public void user(L_Result r) {
      Int32Array found = view;
      r.r1 = found == null ? "nothing" : found.byteLength() + " bytes, " + Atomics.load(found, 3);
    }
  }

  @JCStressTest
  @Rule("SAB-18")
  @Ref("SAB-18")
  @Description("A thread makes a growable buffer and hands it over by a plain field.")
  @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "It was not there yet.")
  @Outcome(id = "16 bytes, 0", expect = ACCEPTABLE, desc = "It was there, and usable.")
  @Outcome(expect = FORBIDDEN, desc = "It was there in parts.")
  @State
  public static class Sab18_ABufferIsUsableHoweverItIsHandedOver {
    private @Nullable SharedArrayBuffer buffer;

    @Actor
    public void maker() {
      buffer = newGrowable();
    }

    @Actor
    public void user(L_Result r) {
      SharedArrayBuffer found = buffer;
      r.r1 =
          found == null
              ? "nothing"
              : found.byteLength() + " bytes, " + new Int32Array(found).get(3);
    }
  }
}
