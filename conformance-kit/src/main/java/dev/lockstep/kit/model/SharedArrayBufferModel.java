package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.JAVASCRIPT_TYPE_ERROR;
import static dev.lockstep.kit.model.PyError.RANGE_ERROR;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code SharedArrayBuffer} and views of it, as one thread sees them. Calls are JavaScript's;
 * {@code new} takes the length and perhaps the maximum, making a view the type, the offset and
 * perhaps the length, and a view's methods the number of the view. Not JavaScript's are {@code
 * lengths}, of all views, and {@code bytes} as text, of a slice.
 *
 * @param bytes the bytes
 * @param maximum how far it can grow; {@link #FIXED} if it cannot
 * @param views the views, in the order in which they were made
 */
public record SharedArrayBufferModel(List<Byte> bytes, long maximum, List<View> views)
    implements SequentialModel<SharedArrayBufferModel> {
  /** No maximum: the length is fixed. */
  public static final long FIXED = -1;

  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  /* What a machine has not got. */
  private static final long TOO_LONG = 1L << 50;

  /** The largest maximum that nobody refuses. */
  public static final long LARGEST_MAXIMUM = 1L << 40;

  /**
   * A view.
   *
   * @param type of its elements
   * @param byteOffset where it begins
   * @param length how many elements; {@link #FIXED} if it tracks the buffer's length
   */
  public record View(ElementType type, long byteOffset, long length) {
    /**
     * Returns how many elements it has.
     *
     * @param buffer whose view it is
     */
    public long length(SharedArrayBufferModel buffer) {
      return length == FIXED ? (buffer.bytes.size() - byteOffset) / type.size() : length;
    }
  }

  /** Copies the lists. */
  public SharedArrayBufferModel {
    bytes = List.copyOf(bytes);
    views = List.copyOf(views);
  }

  /**
   * Creates a buffer of zeros.
   *
   * @param byteLength its length
   * @param maximum how far it can grow; {@link #FIXED} if it cannot
   */
  public SharedArrayBufferModel(long byteLength, long maximum) {
    this(Collections.nCopies((int) byteLength, (byte) 0), maximum, List.of());
  }

  @Override
  public Step<SharedArrayBufferModel> apply(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> create(call);
      case "byteLength" -> stay("SAB-02", new Outcome.Returned((long) bytes.size()));
      case "growable" -> stay("SAB-02", new Outcome.Returned(maximum != FIXED));
      case "maxByteLength" ->
          stay("SAB-02", new Outcome.Returned(maximum == FIXED ? bytes.size() : maximum));
      case "grow" -> grow(number(call, 0));
      case "slice" -> stay("SAB-13", new Outcome.Returned(slice(number(call, 0), number(call, 1))));
      case "view" -> view(call);
      case "lengths" ->
          stay(
              "SAB-05",
              new Outcome.Returned(
                  views.stream()
                      .map(view -> Long.toString(view.length(this)))
                      .collect(Collectors.joining(", "))));
      case "get" -> get(call);
      case "set" -> set(call);
      default -> throw new IllegalArgumentException("A SharedArrayBuffer has no " + call);
    };
  }

  private Step<SharedArrayBufferModel> create(Call call) {
    long length = number(call, 0);
    boolean growable = call.arguments().size() > 1;
    long most = growable ? number(call, 1) : length;
    if (length < 0 || length > MAX_SAFE_INTEGER || most < length || most > MAX_SAFE_INTEGER) {
      return stay("SAB-01", raises(RANGE_ERROR, ""));
    }
    if (length >= TOO_LONG || most > LARGEST_MAXIMUM) {
      return stay("SAB-03", raises(RANGE_ERROR, ""));
    }
    return new Step<>(
        Verdict.of(growable && most == LARGEST_MAXIMUM ? "SAB-03" : "SAB-01", Outcome.NOTHING),
        new SharedArrayBufferModel(length, growable ? most : FIXED));
  }

  private Step<SharedArrayBufferModel> grow(long length) {
    if (maximum == FIXED) {
      return stay("SAB-08", raises(JAVASCRIPT_TYPE_ERROR, ""));
    }
    if (length < bytes.size() || length > maximum) {
      return stay("SAB-09", raises(RANGE_ERROR, ""));
    }
    List<Byte> after = new ArrayList<>(bytes);
    after.addAll(Collections.nCopies((int) length - bytes.size(), (byte) 0));
    return new Step<>(
        Verdict.of("SAB-08", Outcome.NOTHING), new SharedArrayBufferModel(after, maximum, views));
  }

  private String slice(long begin, long end) {
    int from = position(begin);
    return text(bytes.subList(from, Math.max(from, position(end))));
  }

  private int position(long relative) {
    BigInteger length = BigInteger.valueOf(bytes.size());
    BigInteger from = BigInteger.valueOf(relative);
    BigInteger absolute = relative < 0 ? from.add(length) : from;
    return absolute.max(BigInteger.ZERO).min(length).intValue();
  }

  /** Returns bytes as text, in hexadecimal digits. */
  public static String text(List<Byte> bytes) {
    return bytes.size()
        + ":"
        + bytes.stream().map(b -> String.format("%02x", b)).collect(Collectors.joining());
  }

  private Step<SharedArrayBufferModel> view(Call call) {
    ElementType type = ElementType.of((String) call.arguments().get(0));
    long offset = number(call, 1);
    boolean all = call.arguments().size() == 2;
    boolean tracking = all && maximum != FIXED;
    BigInteger rest = BigInteger.valueOf(bytes.size()).subtract(BigInteger.valueOf(offset));
    boolean refused = offset < 0 || offset % type.size() != 0 || rest.signum() < 0;
    if (all) {
      refused |= !tracking && bytes.size() % type.size() != 0;
    } else {
      BigInteger length = BigInteger.valueOf(number(call, 2));
      refused |=
          length.signum() < 0
              || length.multiply(BigInteger.valueOf(type.size())).compareTo(rest) > 0;
    }
    if (refused) {
      return stay("SAB-04", raises(RANGE_ERROR, ""));
    }
    long length = tracking ? FIXED : all ? rest.longValueExact() / type.size() : number(call, 2);
    View view = new View(type, offset, length);
    List<View> more = new ArrayList<>(views);
    more.add(view);
    long now = view.length(this);
    return new Step<>(
        Verdict.of(
            tracking ? "SAB-05" : "SAB-06",
            new Outcome.Returned(describe(now, now * type.size(), offset))),
        new SharedArrayBufferModel(bytes, maximum, more));
  }

  /** Says what a view is like, as {@code view} returns it. */
  public static String describe(long length, long byteLength, long byteOffset) {
    return length + " elements, " + byteLength + " bytes from " + byteOffset;
  }

  private Step<SharedArrayBufferModel> get(Call call) {
    View view = views.get((int) number(call, 0));
    long index = number(call, 1);
    if (index < 0 || index >= view.length(this)) {
      return outOfRange();
    }
    int size = view.type.size();
    int from = (int) (view.byteOffset + index * size);
    byte[] bigEndian = new byte[size];
    for (int i = 0; i < size; i++) {
      bigEndian[i] = bytes.get(from + size - 1 - i);
    }
    ByteBuffer element = ByteBuffer.wrap(bigEndian);
    Object value =
        switch (view.type) {
          case FLOAT32 -> (double) element.getFloat();
          case FLOAT64 -> element.getDouble();
          default ->
              (view.type.isSigned() ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian))
                  .longValue();
        };
    return stay("SAB-07", new Outcome.Returned(value));
  }

  private Step<SharedArrayBufferModel> set(Call call) {
    View view = views.get((int) number(call, 0));
    long index = number(call, 1);
    if (index < 0 || index >= view.length(this)) {
      return outOfRange();
    }
    byte[] littleEndian = encoded(view.type, call.arguments().get(2));
    List<Byte> after = new ArrayList<>(bytes);
    for (int i = 0; i < littleEndian.length; i++) {
      after.set((int) (view.byteOffset + index * view.type.size()) + i, littleEndian[i]);
    }
    return new Step<>(
        Verdict.of("SAB-07", Outcome.NOTHING), new SharedArrayBufferModel(after, maximum, views));
  }

  /* JavaScript reads undefined there, and ignores a write. */
  private Step<SharedArrayBufferModel> outOfRange() {
    return new Step<>(new Verdict("SAB-14", raises(RANGE_ERROR, ""), Outcome.NOTHING), this);
  }

  private static byte[] encoded(ElementType type, Object value) {
    ByteBuffer element = ByteBuffer.allocate(Long.BYTES);
    switch (type) {
      case FLOAT32 -> element.putInt(4, Float.floatToRawIntBits(nearestFloat((Double) value)));
      case FLOAT64 -> element.putDouble(0, (Double) value);
      case UINT8_CLAMPED -> element.put(7, clamped(value));
      default -> element.putLong(0, (Long) value);
    }
    byte[] littleEndian = new byte[type.size()];
    for (int i = 0; i < littleEndian.length; i++) {
      littleEndian[i] = element.get(Long.BYTES - 1 - i);
    }
    return littleEndian;
  }

  private static float nearestFloat(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) || value == 0
        ? (float) value
        : new BigDecimal(value).floatValue();
  }

  private static byte clamped(Object value) {
    if (value instanceof Double number) {
      if (number.isNaN()) {
        return 0;
      }
      if (number.isInfinite()) {
        return (byte) (number > 0 ? 255 : 0);
      }
    }
    BigDecimal exact =
        value instanceof Double number ? new BigDecimal(number) : BigDecimal.valueOf((Long) value);
    BigDecimal within = exact.max(BigDecimal.ZERO).min(BigDecimal.valueOf(255));
    return within.setScale(0, RoundingMode.HALF_EVEN).byteValue();
  }

  private static long number(Call call, int argument) {
    return (Long) call.arguments().get(argument);
  }

  private Step<SharedArrayBufferModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
