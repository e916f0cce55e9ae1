package dev.lockstep.kit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The model of Atomics against what Node 20 was seen to do. */
class AtomicsModelTest {
  private AtomicsModel model = new AtomicsModel(16);

  private Outcome play(String method, Object... arguments) {
    SequentialModel.Step<AtomicsModel> step = model.apply(Call.of(method, arguments));
    model = step.next();
    return step.verdict().outcome();
  }

  private static Outcome returned(Object value) {
    return new Outcome.Returned(value);
  }

  @Test
  void elementsOverlapAndWrap() {
    assertEquals(returned(0L), play("add", "Int32Array", 0L, 5L));
    assertEquals(returned(0L), play("add", "Uint8Array", 1L, 255L));
    assertEquals(returned(255L), play("add", "Uint8Array", 1L, 2L));
    assertEquals(returned(261L), play("load", "Int32Array", 0L));
    assertEquals(returned(5L), play("sub", "Uint8Array", 0L, 6L));
    assertEquals(returned(-1L), play("load", "Int8Array", 0L));
    assertEquals(returned(-1L), play("compareExchange", "Int8Array", 0L, 255L, 7L));
    assertEquals(returned(7L), play("compareExchange", "Int8Array", 0L, 255L, 8L));
    assertEquals(returned(-1L), play("store", "BigUint64Array", 1L, -1L));
    assertEquals(returned(-1L), play("xor", "BigInt64Array", 1L, 1L));
    assertEquals(returned(0xfffffffeL), play("load", "Uint32Array", 2L));
    assertEquals(returned(-2L), play("and", "Int16Array", 4L, 0xff0fL));
    assertEquals(returned(0xff0eL), play("or", "Uint16Array", 4L, 0x10001L));
    assertEquals(returned(0xff0fL), play("exchange", "Uint16Array", 4L, 70000L));
    assertEquals(returned(4464L), play("load", "Uint16Array", 4L));
  }

  @Test
  void storeReturnsWhatItWasGivenAsAnInteger() {
    assertEquals(returned(300L), play("store", "Int8Array", 0L, 300L));
    assertEquals(returned(0.0), play("store", "Int32Array", 0L, -0.5));
    assertEquals(returned(1099511627776.0), play("store", "Int32Array", 0L, 1099511627776.5));
    assertEquals(returned(0L), play("load", "Int32Array", 0L));
    assertEquals(
        returned(Double.POSITIVE_INFINITY),
        play("store", "Int32Array", 0L, Double.POSITIVE_INFINITY));
    assertEquals(returned(0.0), play("store", "Int32Array", 0L, Double.NaN));
    assertEquals(
        Outcome.raises(PyError.JAVASCRIPT_TYPE_ERROR, ""), play("store", "BigInt64Array", 0L, 1.0));
    assertEquals(Outcome.raises(PyError.RANGE_ERROR, ""), play("store", "BigInt64Array", 99L, 1.0));
  }

  @Test
  void kindIsCheckedBeforeTheIndex() {
    for (String view : List.of("Uint8ClampedArray", "Float32Array", "Float64Array")) {
      assertEquals(Outcome.raises(PyError.JAVASCRIPT_TYPE_ERROR, ""), play("load", view, 99L));
    }
    assertEquals(Outcome.raises(PyError.RANGE_ERROR, ""), play("load", "Int32Array", -1L));
    assertEquals(Outcome.raises(PyError.RANGE_ERROR, ""), play("load", "Int32Array", 4L));
    assertEquals(new AtomicsModel(16), model);
  }

  @Test
  void sizesOfElementsAreLockFree() {
    for (long size : new long[] {1, 2, 3, 4, 8, 16}) {
      assertEquals(returned(size != 3 && size != 16), play("isLockFree", size));
    }
  }
}
