package dev.lockstep.kit.model;

import java.util.Arrays;

/** The eleven types of a typed array's elements, each by JavaScript's name of the array. */
public enum ElementType {
  INT8("Int8Array", 1, Values.SIGNED),
  UINT8("Uint8Array", 1, Values.UNSIGNED),
  UINT8_CLAMPED("Uint8ClampedArray", 1, Values.OTHER),
  INT16("Int16Array", 2, Values.SIGNED),
  UINT16("Uint16Array", 2, Values.UNSIGNED),
  INT32("Int32Array", 4, Values.SIGNED),
  UINT32("Uint32Array", 4, Values.UNSIGNED),
  BIG_INT64("BigInt64Array", 8, Values.SIGNED),
  BIG_UINT64("BigUint64Array", 8, Values.UNSIGNED),
  FLOAT32("Float32Array", 4, Values.OTHER),
  FLOAT64("Float64Array", 8, Values.OTHER);

  private enum Values {
    SIGNED,
    UNSIGNED,
    OTHER
  }

  private final String array;
  private final int size;
  private final Values values;

  ElementType(String array, int size, Values values) {
    this.array = array;
    this.size = size;
    this.values = values;
  }

  /** Returns JavaScript's name of the array. */
  public String array() {
    return array;
  }

  /** Returns the size of an element in bytes. */
  public int size() {
    return size;
  }

  /** Tells whether Atomics work on it. */
  public boolean isInteger() {
    return values != Values.OTHER;
  }

  /** Tells whether its elements are signed integers. */
  public boolean isSigned() {
    return values == Values.SIGNED;
  }

  /** Tells whether its elements are BigInts in JavaScript. */
  public boolean isBig() {
    return isInteger() && size == Long.BYTES;
  }

  /**
   * Finds a type by JavaScript's name of the array.
   *
   * @param array the name
   */
  public static ElementType of(String array) {
    return Arrays.stream(values())
        .filter(type -> type.array.equals(array))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no " + array));
  }
}
