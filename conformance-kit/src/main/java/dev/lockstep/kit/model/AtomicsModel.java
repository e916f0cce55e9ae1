package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.JAVASCRIPT_TYPE_ERROR;
import static dev.lockstep.kit.model.PyError.RANGE_ERROR;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code Atomics} on views of one buffer: whole numbers without bounds, and bytes.
 *
 * @param bytes the buffer's
 */
public record AtomicsModel(List<Byte> bytes) implements SequentialModel<AtomicsModel> {
  /** Copies the bytes. */
  public AtomicsModel {
    bytes = List.copyOf(bytes);
  }

  /**
   * Creates a buffer of zeros.
   *
   * @param byteLength its length
   */
  public AtomicsModel(int byteLength) {
    this(Collections.nCopies(byteLength, (byte) 0));
  }

  /**
   * Judges a call. Its arguments are JavaScript's, the view by the name of its class: {@code
   * add("Int8Array", 3, 200)}. Nothing here has to wait, so interrupts do not matter.
   */
  @Override
  public Step<AtomicsModel> apply(Call call, boolean interrupted) {
    if (call.method().equals("isLockFree")) {
      return stay(
          "ATM-12", new Outcome.Returned(List.of(1L, 2L, 4L, 8L).contains(number(call, 0))));
    }
    if (call.method().equals("pause")) {
      return stay("ATM-13", Outcome.NOTHING);
    }
    ElementType type = ElementType.of((String) call.arguments().get(0));
    long index = number(call, 1);
    if (!type.isInteger()) {
      return stay("ATM-02", raises(JAVASCRIPT_TYPE_ERROR, ""));
    }
    if (index < 0 || index >= bytes.size() / type.size()) {
      return stay("ATM-02", raises(RANGE_ERROR, ""));
    }
    BigInteger before = read(type, (int) index);
    return switch (call.method()) {
      case "load" -> stay("ATM-03", returned(before));
      case "store" -> store(type, (int) index, call.arguments().get(2));
      case "compareExchange" -> {
        boolean equal = wrap(type, integer(call, 2)).equals(before);
        BigInteger after = equal ? integer(call, 3) : before;
        yield new Step<>(Verdict.of("ATM-07", returned(before)), write(type, (int) index, after));
      }
      default ->
          new Step<>(
              Verdict.of("ATM-06", returned(before)),
              write(type, (int) index, modified(call.method(), before, integer(call, 2))));
    };
  }

  private static BigInteger modified(String method, BigInteger before, BigInteger operand) {
    return switch (method) {
      case "add" -> before.add(operand);
      case "sub" -> before.subtract(operand);
      case "and" -> before.and(operand);
      case "or" -> before.or(operand);
      case "xor" -> before.xor(operand);
      case "exchange" -> operand;
      default -> throw new IllegalArgumentException("Atomics have no " + method);
    };
  }

  private Step<AtomicsModel> store(ElementType type, int index, Object value) {
    if (value instanceof Long whole) {
      return new Step<>(
          Verdict.of("ATM-04", new Outcome.Returned(whole)),
          write(type, index, BigInteger.valueOf(whole)));
    }
    if (type.isBig()) {
      return stay("ATM-05", raises(JAVASCRIPT_TYPE_ERROR, ""));
    }
    double number = (Double) value;
    if (Double.isInfinite(number)) {
      return new Step<>(
          Verdict.of("ATM-05", new Outcome.Returned(number)), write(type, index, BigInteger.ZERO));
    }
    BigInteger whole =
        Double.isNaN(number)
            ? BigInteger.ZERO
            : new BigDecimal(number).setScale(0, RoundingMode.DOWN).toBigInteger();
    return new Step<>(
        Verdict.of("ATM-05", new Outcome.Returned(whole.doubleValue())), write(type, index, whole));
  }

  private BigInteger read(ElementType type, int index) {
    byte[] bigEndian = new byte[type.size()];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = bytes.get((index + 1) * type.size() - 1 - i);
    }
    return type.isSigned() ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian);
  }

  private AtomicsModel write(ElementType type, int index, BigInteger value) {
    List<Byte> next = new ArrayList<>(bytes);
    for (int i = 0; i < type.size(); i++) {
      next.set(index * type.size() + i, value.shiftRight(i * Byte.SIZE).byteValue());
    }
    return new AtomicsModel(next);
  }

  private static BigInteger wrap(ElementType type, BigInteger value) {
    BigInteger range = BigInteger.ONE.shiftLeft(type.size() * Byte.SIZE);
    BigInteger rest = value.mod(range);
    boolean negative = type.isSigned() && rest.testBit(type.size() * Byte.SIZE - 1);
    return negative ? rest.subtract(range) : rest;
  }

  /* Java's longs have the bits of a BigUint64. */
  private static Outcome returned(BigInteger value) {
    return new Outcome.Returned(value.longValue());
  }

  private static long number(Call call, int argument) {
    return (Long) call.arguments().get(argument);
  }

  private static BigInteger integer(Call call, int argument) {
    return BigInteger.valueOf(number(call, argument));
  }

  private Step<AtomicsModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
