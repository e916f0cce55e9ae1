package dev.lockstep.linearizability;

import dev.lockstep.kit.model.AtomicsModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import org.jspecify.annotations.Nullable;

/** The operations of {@link AtomicsOperations} on the kit's model. */
public class AtomicsSpecification {
  static final int BYTES = 8;

  private AtomicsModel model = new AtomicsModel(BYTES);

  /** Creates a buffer of zeros. */
  public AtomicsSpecification() {}

  /** What {@code load(Uint8Array, 0)} comes to. */
  public Outcome loadByte() {
    return apply(Call.of("load", "Uint8Array", 0L));
  }

  /** What {@code load(Uint8Array, 1)} comes to. */
  public Outcome loadNextByte() {
    return apply(Call.of("load", "Uint8Array", 1L));
  }

  /** What {@code load(Int32Array, 0)} comes to. */
  public Outcome loadWord() {
    return apply(Call.of("load", "Int32Array", 0L));
  }

  /** What {@code load(BigInt64Array, 0)} comes to. */
  public Outcome loadLong() {
    return apply(Call.of("load", "BigInt64Array", 0L));
  }

  /** What {@code store(Uint8Array, 0, 5)} comes to. */
  public Outcome storeByte() {
    return apply(Call.of("store", "Uint8Array", 0L, 5L));
  }

  /** What {@code store(BigInt64Array, 0, 0x70000ffff)} comes to. */
  public Outcome storeLong() {
    return apply(Call.of("store", "BigInt64Array", 0L, 0x7_0000_ffffL));
  }

  /** What {@code add(Uint8Array, 0, 255)} comes to. */
  public Outcome addToByte() {
    return apply(Call.of("add", "Uint8Array", 0L, 255L));
  }

  /** What {@code add(Uint8Array, 1, 1)} comes to. */
  public Outcome addToNextByte() {
    return apply(Call.of("add", "Uint8Array", 1L, 1L));
  }

  /** What {@code add(Uint16Array, 0, 1)} comes to. */
  public Outcome addToHalf() {
    return apply(Call.of("add", "Uint16Array", 0L, 1L));
  }

  /** What {@code add(Uint16Array, 3, 1)} comes to. */
  public Outcome addToUpperHalf() {
    return apply(Call.of("add", "Uint16Array", 3L, 1L));
  }

  /** What {@code add(Int32Array, 0, 1)} comes to. */
  public Outcome addToWord() {
    return apply(Call.of("add", "Int32Array", 0L, 1L));
  }

  /** What {@code add(BigInt64Array, 0, 0x100000001)} comes to. */
  public Outcome addToLong() {
    return apply(Call.of("add", "BigInt64Array", 0L, 0x1_0000_0001L));
  }

  /** What {@code or(Uint8Array, 0, 8)} comes to. */
  public Outcome orByte() {
    return apply(Call.of("or", "Uint8Array", 0L, 8L));
  }

  /** What {@code xor(Uint8Array, 0, 1)} comes to. */
  public Outcome xorByte() {
    return apply(Call.of("xor", "Uint8Array", 0L, 1L));
  }

  /** What {@code and(Uint16Array, 0, 0xff0)} comes to. */
  public Outcome andHalf() {
    return apply(Call.of("and", "Uint16Array", 0L, 0xff0L));
  }

  /** What {@code exchange(Uint16Array, 0, 0x1234)} comes to. */
  public Outcome exchangeHalf() {
    return apply(Call.of("exchange", "Uint16Array", 0L, 0x1234L));
  }

  /** What {@code exchange(Int32Array, 0, 7)} comes to. */
  public Outcome exchangeWord() {
    return apply(Call.of("exchange", "Int32Array", 0L, 7L));
  }

  /** What {@code compareExchange(Uint8Array, 0, 0, 3)} comes to. */
  public Outcome compareExchangeByte() {
    return apply(Call.of("compareExchange", "Uint8Array", 0L, 0L, 3L));
  }

  /** What {@code compareExchange(BigInt64Array, 0, 0, 1)} comes to. */
  public Outcome compareExchangeLong() {
    return apply(Call.of("compareExchange", "BigInt64Array", 0L, 0L, 1L));
  }

  private Outcome apply(Call call) {
    Step<AtomicsModel> step = model.apply(call);
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AtomicsSpecification specification && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
