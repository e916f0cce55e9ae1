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
public record AtomicsModel(List<Byte> bytes)
    implements SequentialModel<AtomicsModel>, ThreadedModel<AtomicsModel> {
  /* Beyond every index, and 0 at every width. */
  private static final BigInteger BEYOND = BigInteger.ONE.shiftLeft(1024);

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
   * Returns the buffer with zeros at its end.
   *
   * @param byteLength its length then, no less than now
   */
  public AtomicsModel grown(int byteLength) {
    List<Byte> longer = new ArrayList<>(bytes);
    longer.addAll(Collections.nCopies(byteLength - bytes.size(), (byte) 0));
    return new AtomicsModel(longer);
  }

  /**
   * Tells whether two calls, neither of which raises an error, are about a common byte.
   *
   * @param one a call
   * @param other another
   */
  public static boolean overlap(Call one, Call other) {
    return first(one) <= last(other) && first(other) <= last(one);
  }

  private static long first(Call call) {
    return integer(call, 1).longValueExact() * type(call).size();
  }

  private static long last(Call call) {
    return first(call) + type(call).size() - 1;
  }

  private static ElementType type(Call call) {
    return ElementType.of((String) call.arguments().get(0));
  }

  /**
   * Judges a call. Its arguments are JavaScript's, the view by the name of its class: {@code
   * add("Int8Array", 3, 200)}. A Double is a number that may be no integer; what belongs to a
   * BigInt view is a Long. Nothing here has to wait, so interrupts do not matter.
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
    ElementType type = type(call);
    BigInteger index = integer(call, 1);
    if (!type.isInteger()) {
      return stay("ATM-02", raises(JAVASCRIPT_TYPE_ERROR, ""));
    }
    if (index.signum() < 0 || index.compareTo(BigInteger.valueOf(length(type))) >= 0) {
      return stay("ATM-02", raises(RANGE_ERROR, ""));
    }
    int element = index.intValue();
    BigInteger before = read(type, element);
    return switch (call.method()) {
      case "load" -> stay("ATM-03", returned(before));
      case "store" -> store(type, element, call.arguments().get(2));
      case "compareExchange" -> {
        boolean equal = wrap(type, integer(call, 2)).equals(before);
        BigInteger after = equal ? integer(call, 3) : before;
        yield new Step<>(Verdict.of("ATM-07", returned(before)), write(type, element, after));
      }
      default ->
          new Step<>(
              Verdict.of("ATM-06", returned(before)),
              write(type, element, modified(call.method(), before, integer(call, 2))));
    };
  }

  /** Who calls is no matter. */
  @Override
  public List<Turn<AtomicsModel>> apply(String thread, Call call) {
    Step<AtomicsModel> step = apply(call);
    return List.of(Turn.alone(step.verdict(), step.next()));
  }

  @Override
  public List<Turn<AtomicsModel>> expire(String thread) {
    return List.of();
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
    BigInteger whole = whole(number);
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

  /* What JavaScript takes a number for; an infinity wraps to 0, and as an index is out of range. */
  private static BigInteger integer(Call call, int argument) {
    if (!(call.arguments().get(argument) instanceof Double number)) {
      return BigInteger.valueOf(number(call, argument));
    }
    if (number.isInfinite()) {
      return number > 0 ? BEYOND : BEYOND.negate();
    }
    return whole(number);
  }

  private static BigInteger whole(double number) {
    return Double.isNaN(number)
        ? BigInteger.ZERO
        : new BigDecimal(number).setScale(0, RoundingMode.DOWN).toBigInteger();
  }

  private int length(ElementType type) {
    return bytes.size() / type.size();
  }

  private Step<AtomicsModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
