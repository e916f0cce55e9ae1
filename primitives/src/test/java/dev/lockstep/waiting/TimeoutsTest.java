package dev.lockstep.waiting;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {
  private static final double LARGEST = 9223372036.854774;
  private static final double TOO_LARGE = Math.nextUp(LARGEST);

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, 0",
    "1, 1000000000",
    "0.1, 100000000",
    "0.0004, 400000",
    "1e-9, 1",
    "1.5, 1500000000",
    "-1, -1000000000",
  })
  void wholeNanosecondsAreKept(double seconds, long nanos) {
    assertEquals(nanos, Timeouts.toNanos(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "1.1e-9, 2",
    "1.9e-9, 2",
    "1e-10, 1",
    "4.9e-324, 1",
    "0.0000000015, 2",
    "-1e-10, -1",
    "-4.9e-324, -1",
    "-1.1e-9, -2",
  })
  void fractionsOfANanosecondAreRoundedAwayFromZero(double seconds, long nanos) {
    assertEquals(nanos, Timeouts.toNanos(seconds));
  }

  @Test
  void aTimeoutThatNeedNotBeWaitedForIsRefusedLater() {
    assertEquals(1, Timeouts.toNanosOrTooLong(1e-10));
    assertEquals(0, Timeouts.toNanosOrTooLong(-0.0));
    assertEquals(0, Timeouts.toNanosOrTooLong(Double.NEGATIVE_INFINITY));
    assertEquals(9_223_372_036_854_774_784L, Timeouts.toNanosOrTooLong(LARGEST));
    assertEquals(Timeouts.TOO_LONG, Timeouts.toNanosOrTooLong(TOO_LARGE));
    assertEquals(Timeouts.TOO_LONG, Timeouts.toNanosOrTooLong(Double.POSITIVE_INFINITY));
    assertThrows(ValueError.class, () -> Timeouts.toNanosOrTooLong(Double.NaN));
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE, Timeouts.toNanosOrTooLong(longest));
    assertEquals(Timeouts.TOO_LONG, Timeouts.toNanosOrTooLong(longest.plusNanos(1)));
    assertEquals(0, Timeouts.toNanosOrTooLong(Duration.ZERO));
  }

  @Test
  void theLargestTimeoutIsTheLargestDoubleBelowTwoToThe63Nanoseconds() {
    assertEquals(9_223_372_036_854_774_784L, Timeouts.toNanos(LARGEST));
    assertOverflow(() -> Timeouts.toNanos(TOO_LARGE));
  }

  @Test
  void theSmallestTimeoutIsMinusTwoToThe63Nanoseconds() {
    assertEquals(Long.MIN_VALUE, Timeouts.toNanos(-TOO_LARGE));
    assertOverflow(() -> Timeouts.toNanos(Math.nextDown(-TOO_LARGE)));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1e10
      })
  void whatDoesNotFitIsAnOverflow(double seconds) {
    assertOverflow(() -> Timeouts.toNanos(seconds));
  }

  @Test
  void nanIsRefused() {
    for (Runnable call :
        new Runnable[] {
          () -> Timeouts.toNanos(Double.NaN), () -> Timeouts.refuseNaN(Double.NaN),
        }) {
      ValueError error = assertThrows(ValueError.class, call::run);
      assertEquals("Invalid value NaN (not a number)", error.getMessage());
    }
    Timeouts.refuseNaN(Double.POSITIVE_INFINITY);
  }

  @Test
  void durationsAreConvertedExactly() {
    assertEquals(0, Timeouts.toNanos(Duration.ZERO));
    assertEquals(1, Timeouts.toNanos(Duration.ofNanos(1)));
    assertEquals(Long.MAX_VALUE, Timeouts.toNanos(Duration.ofNanos(Long.MAX_VALUE)));
    assertOverflow(() -> Timeouts.toNanos(Duration.ofNanos(Long.MAX_VALUE).plusNanos(1)));
    assertOverflow(() -> Timeouts.toNanos(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
  }

  @Test
  void negativeDurationsAreRefused() {
    for (Duration negative :
        new Duration[] {Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)}) {
      ValueError error = assertThrows(ValueError.class, () -> Timeouts.refuseNegative(negative));
      assertEquals("timeout value must be a non-negative number", error.getMessage());
    }
    assertDoesNotThrow(() -> Timeouts.refuseNegative(Duration.ZERO));
  }

  private static void assertOverflow(Runnable conversion) {
    OverflowError error = assertThrows(OverflowError.class, conversion::run);
    assertEquals("timestamp out of range for platform time_t", error.getMessage());
  }
}
