package dev.lockstep.stress;

import static dev.lockstep.kit.model.ElementType.BIG_INT64;
import static dev.lockstep.kit.model.ElementType.INT16;
import static dev.lockstep.kit.model.ElementType.INT32;
import static dev.lockstep.kit.model.ElementType.UINT16;
import static dev.lockstep.kit.model.ElementType.UINT32;
import static dev.lockstep.kit.model.ElementType.UINT8;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.AtomicsSubject;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.JJJJ_Result;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The races of Atomics on the real machine: the litmus tests of sequential consistency, with the
 * outcomes that ECMA-262 allows, and operations on elements that overlap or lie side by side.
 */
@Checks(primitive = Primitive.ATOMICS, checker = Checker.JCSTRESS)
public final class AtomicsStress {
  private static final int BYTES = 16;

  private AtomicsStress() {}

  /** A buffer, and two elements of it, x and y. */
  abstract static class TwoElements {
    final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);
    private final ElementType xView;
    private final long xIndex;
    private final ElementType yView;
    private final long yIndex;

    TwoElements(ElementType xView, long xIndex, ElementType yView, long yIndex) {
      this.xView = xView;
      this.xIndex = xIndex;
      this.yView = yView;
      this.yIndex = yIndex;
    }

    final long loadX() {
      return atomics.load(xView, xIndex);
    }

    final long loadY() {
      return atomics.load(yView, yIndex);
    }

    final void storeX(long value) {
      atomics.store(xView, xIndex, value);
    }

    final void storeY(long value) {
      atomics.store(yView, yIndex, value);
    }

    /** Reads by an operation that writes nothing then: a compareExchange that fails. */
    final long failToExchangeX() {
      return atomics.compareExchange(xView, xIndex, 9, 10);
    }

    final long failToExchangeY() {
      return atomics.compareExchange(yView, yIndex, 9, 10);
    }
  }

  /** Each of two threads stores one element and loads the other. */
  abstract static class StoreBuffering extends TwoElements {
    StoreBuffering(ElementType xView, long xIndex, ElementType yView, long yIndex) {
      super(xView, xIndex, yView, yIndex);
    }

    void first(JJ_Result r) {
      storeX(1);
      r.r1 = loadY();
    }

    void second(JJ_Result r) {
      storeY(1);
      r.r2 = loadX();
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Store buffering: each of two threads stores 32 bits and loads the other's.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the stores was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: there is no order.")
  @State
  public static class Atm08_OneOfTwoStoresOf32BitsIsSeen extends StoreBuffering {
    public Atm08_OneOfTwoStoresOf32BitsIsSeen() {
      super(INT32, 0, INT32, 1);
    }

    @Actor
    @Override
    public void first(JJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJ_Result r) {
      super.second(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Store buffering: each of two threads stores 64 bits and loads the other's.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the stores was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: there is no order.")
  @State
  public static class Atm08_OneOfTwoStoresOf64BitsIsSeen extends StoreBuffering {
    public Atm08_OneOfTwoStoresOf64BitsIsSeen() {
      super(BIG_INT64, 0, BIG_INT64, 1);
    }

    @Actor
    @Override
    public void first(JJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJ_Result r) {
      super.second(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Store buffering: each of two threads stores a byte and loads the other's.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the stores was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: there is no order.")
  @State
  public static class Atm08_OneOfTwoStoresOfBytesIsSeen extends StoreBuffering {
    public Atm08_OneOfTwoStoresOfBytesIsSeen() {
      super(UINT8, 1, UINT8, 7);
    }

    @Actor
    @Override
    public void first(JJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJ_Result r) {
      super.second(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Store buffering: one thread stores 16 bits and the other 64; each loads the other.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the stores was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: there is no order.")
  @State
  public static class Atm08_OneOfTwoStoresOfDifferentWidthsIsSeen extends StoreBuffering {
    public Atm08_OneOfTwoStoresOfDifferentWidthsIsSeen() {
      super(UINT16, 1, BIG_INT64, 1);
    }

    @Actor
    @Override
    public void first(JJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJ_Result r) {
      super.second(r);
    }
  }

  /** Each of two threads stores one element, and fails to exchange the other. */
  abstract static class StoreBufferingBeforeCompareExchange extends TwoElements {
    StoreBufferingBeforeCompareExchange(
        ElementType xView, long xIndex, ElementType yView, long yIndex) {
      super(xView, xIndex, yView, yIndex);
    }

    void first(JJ_Result r) {
      storeX(1);
      r.r1 = failToExchangeY();
    }

    void second(JJ_Result r) {
      storeY(1);
      r.r2 = failToExchangeX();
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Each of two threads stores 32 bits and then fails to exchange the other's.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the stores was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: there is no order.")
  @State
  public static class Atm08_AFailedCompareExchangeOf32BitsIsInTheOrder
      extends StoreBufferingBeforeCompareExchange {
    public Atm08_AFailedCompareExchangeOf32BitsIsInTheOrder() {
      super(INT32, 0, INT32, 1);
    }

    @Actor
    @Override
    public void first(JJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJ_Result r) {
      super.second(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Each of two threads stores a byte and then fails to exchange the other's.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the stores was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "Neither sees the other's store: there is no order.")
  @State
  public static class Atm08_AFailedCompareExchangeOfAByteIsInTheOrder
      extends StoreBufferingBeforeCompareExchange {
    public Atm08_AFailedCompareExchangeOfAByteIsInTheOrder() {
      super(UINT8, 3, UINT8, 4);
    }

    @Actor
    @Override
    public void first(JJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJ_Result r) {
      super.second(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description(
      "Each of two threads writes one element without order, exchanges a third, and reads the other"
          + " without order.")
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "One of the exchanges was first: what came before it is seen.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "The second exchange has read the first, and misses what came before that.")
  @State
  public static class Atm08_ExchangesOfOneElementOrderWhatIsUnordered {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void first(JJ_Result r) {
      atomics.set(INT32, 0, 1);
      atomics.exchange(UINT8, 15, 1);
      r.r1 = atomics.get(INT32, 1);
    }

    @Actor
    public void second(JJ_Result r) {
      atomics.set(INT32, 1, 1);
      atomics.exchange(UINT8, 15, 2);
      r.r2 = atomics.get(INT32, 0);
    }
  }

  /** Two threads store one element each; two others load both, in different orders. */
  abstract static class IndependentReads extends TwoElements {
    IndependentReads(ElementType xView, long xIndex, ElementType yView, long yIndex) {
      super(xView, xIndex, yView, yIndex);
    }

    void writerOfX() {
      storeX(1);
    }

    void writerOfY() {
      storeY(1);
    }

    void readerOfXAndY(JJJJ_Result r) {
      r.r1 = loadX();
      r.r2 = loadY();
    }

    void readerOfYAndX(JJJJ_Result r) {
      r.r3 = loadY();
      r.r4 = loadX();
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description(
      "Independent reads of independent writes: 32 bits are stored by two threads and loaded by two"
          + " others.")
  @Outcome(id = "1, 0, 1, 0", expect = FORBIDDEN, desc = "The readers disagree on the order.")
  @Outcome(id = "[01], [01], [01], [01]", expect = ACCEPTABLE, desc = "There is one order.")
  @Outcome(expect = FORBIDDEN, desc = "A value that nobody has stored.")
  @State
  public static class Atm08_ReadersAgreeOnTheOrderOfStores extends IndependentReads {
    public Atm08_ReadersAgreeOnTheOrderOfStores() {
      super(INT32, 0, INT32, 1);
    }

    @Actor
    @Override
    public void writerOfX() {
      super.writerOfX();
    }

    @Actor
    @Override
    public void writerOfY() {
      super.writerOfY();
    }

    @Actor
    @Override
    public void readerOfXAndY(JJJJ_Result r) {
      super.readerOfXAndY(r);
    }

    @Actor
    @Override
    public void readerOfYAndX(JJJJ_Result r) {
      super.readerOfYAndX(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description(
      "Independent reads of independent writes: a byte and 64 bits are stored by two threads and"
          + " loaded by two others.")
  @Outcome(id = "1, 0, 1, 0", expect = FORBIDDEN, desc = "The readers disagree on the order.")
  @Outcome(id = "[01], [01], [01], [01]", expect = ACCEPTABLE, desc = "There is one order.")
  @Outcome(expect = FORBIDDEN, desc = "A value that nobody has stored.")
  @State
  public static class Atm08_ReadersAgreeOnTheOrderOfStoresOfDifferentWidths
      extends IndependentReads {
    public Atm08_ReadersAgreeOnTheOrderOfStoresOfDifferentWidths() {
      super(UINT8, 5, BIG_INT64, 1);
    }

    @Actor
    @Override
    public void writerOfX() {
      super.writerOfX();
    }

    @Actor
    @Override
    public void writerOfY() {
      super.writerOfY();
    }

    @Actor
    @Override
    public void readerOfXAndY(JJJJ_Result r) {
      super.readerOfXAndY(r);
    }

    @Actor
    @Override
    public void readerOfYAndX(JJJJ_Result r) {
      super.readerOfYAndX(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Load buffering: each of two threads loads one element and then stores the other.")
  @Outcome(
      id = {"0, 0", "0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One of the loads was first.")
  @Outcome(expect = FORBIDDEN, desc = "Each has loaded what the other stored only later.")
  @State
  public static class Atm08_NoLoadSeesAStoreThatItCausesItself extends TwoElements {
    public Atm08_NoLoadSeesAStoreThatItCausesItself() {
      super(UINT16, 0, INT32, 1);
    }

    @Actor
    public void first(JJ_Result r) {
      r.r1 = loadX();
      storeY(1);
    }

    @Actor
    public void second(JJ_Result r) {
      r.r2 = loadY();
      storeX(1);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Two threads store 1 and 2 in both elements, in different orders; then: both.")
  @Outcome(
      id = {"1, 2", "2, 1", "2, 2"},
      expect = ACCEPTABLE,
      desc = "In one of the elements a 2 came last.")
  @Outcome(expect = FORBIDDEN, desc = "In both the first store of a thread came last.")
  @State
  public static class Atm08_StoresOfTwoThreadsHaveOneOrder extends TwoElements {
    public Atm08_StoresOfTwoThreadsHaveOneOrder() {
      super(INT32, 0, INT16, 3);
    }

    @Actor
    public void first() {
      storeX(1);
      storeY(2);
    }

    @Actor
    public void second() {
      storeY(1);
      storeX(2);
    }

    @Arbiter
    public void arbiter(JJ_Result r) {
      r.r1 = loadX();
      r.r2 = loadY();
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description(
      "Causality: one thread stores x; a second loads x and stores y; a third loads y and then x.")
  @Outcome(
      id = "1, 1, 0",
      expect = FORBIDDEN,
      desc = "The third sees the effect and not its cause.")
  @Outcome(id = "[01], [01], [01]", expect = ACCEPTABLE, desc = "There is one order.")
  @Outcome(expect = FORBIDDEN, desc = "A value that nobody has stored.")
  @State
  public static class Atm08_WhoSeesAnEffectSeesItsCause extends TwoElements {
    public Atm08_WhoSeesAnEffectSeesItsCause() {
      super(INT32, 0, UINT8, 9);
    }

    @Actor
    public void writer() {
      storeX(1);
    }

    @Actor
    public void relay(JJJ_Result r) {
      r.r1 = loadX();
      storeY(1);
    }

    @Actor
    public void reader(JJJ_Result r) {
      r.r2 = loadY();
      r.r3 = loadX();
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("Coherence: one thread stores 1 and then 2 in an element that another loads twice.")
  @Outcome(
      id = {"0, 0", "0, 1", "0, 2", "1, 1", "1, 2", "2, 2"},
      expect = ACCEPTABLE,
      desc = "The loads follow the stores.")
  @Outcome(expect = FORBIDDEN, desc = "A later load has seen an earlier store.")
  @State
  public static class Atm08_LoadsOfAnElementFollowItsStores {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void writer() {
      atomics.store(UINT16, 1, 1);
      atomics.store(UINT16, 1, 2);
    }

    @Actor
    public void reader(JJ_Result r) {
      r.r1 = atomics.load(UINT16, 1);
      r.r2 = atomics.load(UINT16, 1);
    }
  }

  @JCStressTest
  @Rule({"ATM-08", "ATM-09"})
  @Ref("ATM-09")
  @Description(
      "Coherence across widths: one thread stores 64 bits; another loads the upper half of them,"
          + " and then their lowest byte.")
  @Outcome(
      id = {"0, 0", "0, 255", "-1, 255"},
      expect = ACCEPTABLE,
      desc = "All 64 bits were written at one moment.")
  @Outcome(expect = FORBIDDEN, desc = "A half is there, and another part is not yet.")
  @State
  public static class Atm09_A64BitStoreIsSeenAtOnceInAllItsParts {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void writer() {
      atomics.store(BIG_INT64, 1, -1);
    }

    @Actor
    public void reader(JJ_Result r) {
      r.r1 = atomics.load(INT32, 3);
      r.r2 = atomics.load(UINT8, 8);
    }
  }

  /** A thread writes three plain fields and an element; another reads the element, and them. */
  abstract static class MessagePassing {
    final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);
    private int x;
    private int y;
    private int z;

    abstract void announce();

    abstract boolean isAnnounced();

    void writer() {
      x = 1;
      y = 1;
      z = 1;
      announce();
    }

    void reader(III_Result r) {
      if (isAnnounced()) {
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
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description("A thread writes three plain fields and stores a flag that another loads.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "It was not stored: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was stored, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was stored, and some of the writes are not seen.")
  @State
  public static class Atm08_LoadSeesWhatWasWrittenBeforeTheStore extends MessagePassing {
    @Override
    void announce() {
      atomics.store(INT32, 0, 1);
    }

    @Override
    boolean isAnnounced() {
      return atomics.load(INT32, 0) == 1;
    }

    @Actor
    @Override
    public void writer() {
      super.writer();
    }

    @Actor
    @Override
    public void reader(III_Result r) {
      super.reader(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description(
      "A thread writes three plain fields and stores 64 bits, of which another loads a byte.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "They were not stored.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "They were, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "They were stored, and some of the writes are not seen.")
  @State
  public static class Atm08_LoadSeesWhatWasWrittenBeforeAWiderStore extends MessagePassing {
    @Override
    void announce() {
      atomics.store(BIG_INT64, 0, 1);
    }

    @Override
    boolean isAnnounced() {
      return atomics.load(UINT8, 0) == 1;
    }

    @Actor
    @Override
    public void writer() {
      super.writer();
    }

    @Actor
    @Override
    public void reader(III_Result r) {
      super.reader(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description(
      "A thread writes three plain fields and adds to 16 bits, which another exchanges if they are"
          + " as due.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "Nothing was added: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was added, and some of the writes are not seen.")
  @State
  public static class Atm08_ModificationSeesWhatWasWrittenBeforeAnother extends MessagePassing {
    @Override
    void announce() {
      atomics.add(UINT16, 3, 1);
    }

    @Override
    boolean isAnnounced() {
      return atomics.compareExchange(UINT16, 3, 1, 2) == 1;
    }

    @Actor
    @Override
    public void writer() {
      super.writer();
    }

    @Actor
    @Override
    public void reader(III_Result r) {
      super.reader(r);
    }
  }

  @JCStressTest
  @Rule("ATM-08")
  @Ref("ATM-08")
  @Description(
      "A thread writes 64 bits and a float without order and stores a flag; another loads it and"
          + " reads them without order.")
  @Outcome(id = "-9, -9", expect = ACCEPTABLE, desc = "It was not stored: nothing was read.")
  @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "It was stored, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was stored, and a write is not seen, or half of it.")
  @State
  public static class Atm08_LoadSeesWhatWasSetBeforeTheStore {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void writer() {
      atomics.set(BIG_INT64, 0, -1);
      atomics.set(ElementType.FLOAT32, 2, 7);
      atomics.store(INT32, 3, 1);
    }

    @Actor
    public void reader(JJ_Result r) {
      boolean stored = atomics.load(INT32, 3) == 1;
      r.r2 = stored ? atomics.get(ElementType.FLOAT32, 2) : -9;
      r.r1 = stored ? atomics.get(BIG_INT64, 0) : -9;
    }
  }

  @JCStressTest
  @Rule("ATM-09")
  @Ref("ATM-09")
  @Description("Two threads add twice each to bytes that lie side by side; then: the word.")
  @Outcome(id = "1, 1, 514", expect = ACCEPTABLE, desc = "Each byte has both changes.")
  @Outcome(expect = FORBIDDEN, desc = "A change is lost, or came into the other byte.")
  @State
  public static class Atm09_ByteBesideByte {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void low(JJJ_Result r) {
      atomics.add(UINT8, 0, 1);
      r.r1 = atomics.add(UINT8, 0, 1);
    }

    @Actor
    public void high(JJJ_Result r) {
      atomics.add(UINT8, 1, 1);
      r.r2 = atomics.add(UINT8, 1, 1);
    }

    @Arbiter
    public void arbiter(JJJ_Result r) {
      r.r3 = atomics.load(UINT32, 0);
    }
  }

  @JCStressTest
  @Rule("ATM-09")
  @Ref("ATM-09")
  @Description("One thread stores bytes beside 16 bits that another changes; then: the word.")
  @Outcome(id = "9, 167772176", expect = ACCEPTABLE, desc = "All changes are there.")
  @Outcome(expect = FORBIDDEN, desc = "A change is lost, or came into the other element.")
  @State
  public static class Atm09_ByteBeside16Bits {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void halves(JJ_Result r) {
      atomics.exchange(UINT16, 0, 9);
      r.r1 = atomics.compareExchange(UINT16, 0, 9, 16);
    }

    @Actor
    public void bytes() {
      atomics.store(UINT8, 3, 5);
      atomics.add(UINT8, 3, 5);
    }

    @Arbiter
    public void arbiter(JJ_Result r) {
      r.r2 = atomics.load(UINT32, 0);
    }
  }

  @JCStressTest
  @Rule("ATM-09")
  @Ref("ATM-09")
  @Description("Bits of three bytes of a word are set, kept and flipped by three threads.")
  @Outcome(id = "0, 204, 240, 4043243535", expect = ACCEPTABLE, desc = "All changes are there.")
  @Outcome(expect = FORBIDDEN, desc = "A change is lost, or came into another byte.")
  @State
  public static class Atm09_BitsOfThreeBytesOfAWord {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    /** The third byte stays 255. */
    public Atm09_BitsOfThreeBytesOfAWord() {
      atomics.store(UINT32, 0, 0xf0ff_cc00L);
    }

    @Actor
    public void setter(JJJJ_Result r) {
      r.r1 = atomics.or(UINT8, 0, 0x0f);
    }

    @Actor
    public void keeper(JJJJ_Result r) {
      r.r2 = atomics.and(UINT8, 1, 0x33);
    }

    @Actor
    public void flipper(JJJJ_Result r) {
      r.r3 = atomics.xor(UINT8, 3, 0x01);
      atomics.xor(UINT8, 3, 0x01);
    }

    @Arbiter
    public void arbiter(JJJJ_Result r) {
      r.r4 = atomics.load(UINT32, 0);
    }
  }

  @JCStressTest
  @Rule({"ATM-09", "ATM-07"})
  @Ref("ATM-09")
  @Description(
      "One thread exchanges a byte if it is 0, which it is; another changes its neighbour.")
  @Outcome(id = "0, 513", expect = ACCEPTABLE, desc = "The byte was as expected, and is exchanged.")
  @Outcome(expect = FORBIDDEN, desc = "It failed because of the neighbour, or a change is lost.")
  @State
  public static class Atm09_CompareExchangeBesideAChangingNeighbour {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void exchanger(JJ_Result r) {
      r.r1 = atomics.compareExchange(UINT8, 0, 0, 1);
    }

    @Actor
    public void neighbour() {
      atomics.add(UINT8, 1, 1);
      atomics.add(UINT8, 1, 1);
    }

    @Arbiter
    public void arbiter(JJ_Result r) {
      r.r2 = atomics.load(UINT32, 0);
    }
  }

  @JCStressTest
  @Rule("ATM-09")
  @Ref("ATM-09")
  @Description(
      "A byte is 255; one thread adds 1 to it, and another to the 32 bits that it is in; then:"
          + " these.")
  @Outcome(id = "255, 0, 1", expect = ACCEPTABLE, desc = "The byte wrapped first.")
  @Outcome(id = "0, 255, 257", expect = ACCEPTABLE, desc = "The 32 bits went on to 256 first.")
  @Outcome(expect = FORBIDDEN, desc = "One came in between the other, or was lost.")
  @State
  public static class Atm09_ByteWithin32Bits {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    /** The lowest byte is 255. */
    public Atm09_ByteWithin32Bits() {
      atomics.store(UINT8, 0, 255);
    }

    @Actor
    public void narrow(JJJ_Result r) {
      r.r1 = atomics.add(UINT8, 0, 1);
    }

    @Actor
    public void wide(JJJ_Result r) {
      r.r2 = atomics.add(INT32, 0, 1);
    }

    @Arbiter
    public void arbiter(JJJ_Result r) {
      r.r3 = atomics.load(INT32, 0);
    }
  }

  @JCStressTest
  @Rule("ATM-09")
  @Ref("ATM-09")
  @Description(
      "One thread adds 1 to the upper 16 bits of 64 that another adds 1 to, twice each; then: the"
          + " 64.")
  @Outcome(id = "1, 562949953421314", expect = ACCEPTABLE, desc = "Each has both of its changes.")
  @Outcome(expect = FORBIDDEN, desc = "A change is lost.")
  @State
  public static class Atm09_16BitsWithin64Bits {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void narrow(JJ_Result r) {
      atomics.add(UINT16, 3, 1);
      r.r1 = atomics.add(UINT16, 3, 1);
    }

    @Actor
    public void wide() {
      atomics.add(BIG_INT64, 0, 1);
      atomics.add(BIG_INT64, 0, 1);
    }

    @Arbiter
    public void arbiter(JJ_Result r) {
      r.r2 = atomics.load(BIG_INT64, 0);
    }
  }

  @JCStressTest
  @Rule("ATM-09")
  @Ref("ATM-09")
  @Description("The lower 32 bits are exchanged while all 64 are exchanged if they are still 0.")
  @Outcome(id = "0, 3, 8589934593", expect = ACCEPTABLE, desc = "The 64 bits were first.")
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The 32 bits were first, and are seen.")
  @Outcome(expect = FORBIDDEN, desc = "One came in between the other, or was lost.")
  @State
  public static class Atm09_32BitsWithin64Bits {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void wide(JJJ_Result r) {
      r.r1 = atomics.compareExchange(BIG_INT64, 1, 0, 0x2_0000_0003L);
    }

    @Actor
    public void narrow(JJJ_Result r) {
      r.r2 = atomics.exchange(INT32, 2, 1);
    }

    @Arbiter
    public void arbiter(JJJ_Result r) {
      r.r3 = atomics.load(BIG_INT64, 1);
    }
  }

  /** Two threads add 1 to the same element; then: what is there. */
  abstract static class RacingAdds {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);
    private final ElementType view;

    RacingAdds(ElementType view) {
      this.view = view;
    }

    void first(JJJ_Result r) {
      r.r1 = atomics.add(view, 1, 1);
    }

    void second(JJJ_Result r) {
      r.r2 = atomics.add(view, 1, 1);
    }

    void arbiter(JJJ_Result r) {
      r.r3 = atomics.load(view, 1);
    }
  }

  @JCStressTest
  @Rule("ATM-11")
  @Ref("ATM-11")
  @Description("Two threads add 1 to the same 32 bits.")
  @Outcome(
      id = {"0, 1, 2", "1, 0, 2"},
      expect = ACCEPTABLE,
      desc = "The second has seen the first.")
  @Outcome(expect = FORBIDDEN, desc = "An addition is lost, or was seen too early.")
  @State
  public static class Atm11_RacingAddsTo32Bits extends RacingAdds {
    public Atm11_RacingAddsTo32Bits() {
      super(INT32);
    }

    @Actor
    @Override
    public void first(JJJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJJ_Result r) {
      super.second(r);
    }

    @Arbiter
    @Override
    public void arbiter(JJJ_Result r) {
      super.arbiter(r);
    }
  }

  @JCStressTest
  @Rule("ATM-11")
  @Ref("ATM-11")
  @Description("Two threads add 1 to the same 64 bits.")
  @Outcome(
      id = {"0, 1, 2", "1, 0, 2"},
      expect = ACCEPTABLE,
      desc = "The second has seen the first.")
  @Outcome(expect = FORBIDDEN, desc = "An addition is lost, or was seen too early.")
  @State
  public static class Atm11_RacingAddsTo64Bits extends RacingAdds {
    public Atm11_RacingAddsTo64Bits() {
      super(BIG_INT64);
    }

    @Actor
    @Override
    public void first(JJJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJJ_Result r) {
      super.second(r);
    }

    @Arbiter
    @Override
    public void arbiter(JJJ_Result r) {
      super.arbiter(r);
    }
  }

  @JCStressTest
  @Rule("ATM-11")
  @Ref("ATM-11")
  @Description("Two threads add 1 to the same 16 bits.")
  @Outcome(
      id = {"0, 1, 2", "1, 0, 2"},
      expect = ACCEPTABLE,
      desc = "The second has seen the first.")
  @Outcome(expect = FORBIDDEN, desc = "An addition is lost, or was seen too early.")
  @State
  public static class Atm11_RacingAddsTo16Bits extends RacingAdds {
    public Atm11_RacingAddsTo16Bits() {
      super(INT16);
    }

    @Actor
    @Override
    public void first(JJJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJJ_Result r) {
      super.second(r);
    }

    @Arbiter
    @Override
    public void arbiter(JJJ_Result r) {
      super.arbiter(r);
    }
  }

  @JCStressTest
  @Rule("ATM-11")
  @Ref("ATM-11")
  @Description("Two threads exchange the same byte, for 1 and for 2; then: what is there.")
  @Outcome(
      id = {"0, 1, 2", "2, 0, 1"},
      expect = ACCEPTABLE,
      desc = "The second has got what the first put there.")
  @Outcome(expect = FORBIDDEN, desc = "What one put there was got by nobody, or is there as well.")
  @State
  public static class Atm11_RacingExchangesOfAByte {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void first(JJJ_Result r) {
      r.r1 = atomics.exchange(UINT8, 2, 1);
    }

    @Actor
    public void second(JJJ_Result r) {
      r.r2 = atomics.exchange(UINT8, 2, 2);
    }

    @Arbiter
    public void arbiter(JJJ_Result r) {
      r.r3 = atomics.load(UINT8, 2);
    }
  }

  /** Two threads exchange the same element, if it is 0, for 1 and for 2; then: what is there. */
  abstract static class RacingCompareExchanges {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);
    private final ElementType view;

    RacingCompareExchanges(ElementType view) {
      this.view = view;
    }

    void first(JJJ_Result r) {
      r.r1 = atomics.compareExchange(view, 1, 0, 1);
    }

    void second(JJJ_Result r) {
      r.r2 = atomics.compareExchange(view, 1, 0, 2);
    }

    void arbiter(JJJ_Result r) {
      r.r3 = atomics.load(view, 1);
    }
  }

  @JCStressTest
  @Rule("ATM-11")
  @Ref("ATM-11")
  @Description("Two threads exchange the same 32 bits if they are 0; then: what is there.")
  @Outcome(
      id = {"0, 1, 1", "2, 0, 2"},
      expect = ACCEPTABLE,
      desc = "One succeeds, and the other learns what it wrote.")
  @Outcome(expect = FORBIDDEN, desc = "Both or none have succeeded.")
  @State
  public static class Atm11_OneOfTwoCompareExchangesOf32BitsSucceeds
      extends RacingCompareExchanges {
    public Atm11_OneOfTwoCompareExchangesOf32BitsSucceeds() {
      super(UINT32);
    }

    @Actor
    @Override
    public void first(JJJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJJ_Result r) {
      super.second(r);
    }

    @Arbiter
    @Override
    public void arbiter(JJJ_Result r) {
      super.arbiter(r);
    }
  }

  @JCStressTest
  @Rule("ATM-11")
  @Ref("ATM-11")
  @Description("Two threads exchange the same byte if it is 0; then: what is there.")
  @Outcome(
      id = {"0, 1, 1", "2, 0, 2"},
      expect = ACCEPTABLE,
      desc = "One succeeds, and the other learns what it wrote.")
  @Outcome(expect = FORBIDDEN, desc = "Both or none have succeeded.")
  @State
  public static class Atm11_OneOfTwoCompareExchangesOfAByteSucceeds extends RacingCompareExchanges {
    public Atm11_OneOfTwoCompareExchangesOfAByteSucceeds() {
      super(UINT8);
    }

    @Actor
    @Override
    public void first(JJJ_Result r) {
      super.first(r);
    }

    @Actor
    @Override
    public void second(JJJ_Result r) {
      super.second(r);
    }

    @Arbiter
    @Override
    public void arbiter(JJJ_Result r) {
      super.arbiter(r);
    }
  }

  @JCStressTest
  @Rule("ATM-11")
  @Ref("ATM-11")
  @Description(
      "A byte is stored while another thread exchanges it if it is 0; then: what is there.")
  @Outcome(id = "0, 5", expect = ACCEPTABLE, desc = "The store came after the exchange.")
  @Outcome(id = "5, 5", expect = ACCEPTABLE, desc = "The store was first, and is seen.")
  @Outcome(expect = FORBIDDEN, desc = "The store is lost.")
  @State
  public static class Atm11_NoStoreIsLostToACompareExchange {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);

    @Actor
    public void writer() {
      atomics.store(UINT8, 6, 5);
    }

    @Actor
    public void exchanger(JJ_Result r) {
      r.r1 = atomics.compareExchange(UINT8, 6, 0, 1);
    }

    @Arbiter
    public void arbiter(JJ_Result r) {
      r.r2 = atomics.load(UINT8, 6);
    }
  }

  @JCStressTest
  @Rule({"ATM-11", "ATM-08"})
  @Ref("ATM-11")
  @Description(
      "Two threads add 1 to a plain field, each while a byte is 1 that it has made so; then: the"
          + " field.")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "One was in there at a time.")
  @Outcome(expect = FORBIDDEN, desc = "Both were, or the second did not see the first.")
  @State
  public static class Atm11_ALockMadeOfCompareExchangeExcludes {
    private final AtomicsSubject atomics = Actors.SUBJECT.newAtomics(BYTES);
    private int x;

    private void count() {
      while (atomics.compareExchange(UINT8, 1, 0, 1) != 0) {
        Actors.pause();
      }
      x = x + 1;
      atomics.store(UINT8, 1, 0);
    }

    @Actor
    public void first() {
      count();
    }

    @Actor
    public void second() {
      count();
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = x;
    }
  }
}
