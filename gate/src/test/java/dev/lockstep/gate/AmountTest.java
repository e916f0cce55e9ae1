package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lengths of time are read and written as people do. */
final class AmountTest {
  @Test
  void readsSecondsMinutesAndHours() {
    assertEquals(Duration.ofSeconds(90), Amount.parse("90"));
    assertEquals(Duration.ofSeconds(90), Amount.parse("90s"));
    assertEquals(Duration.ofMinutes(30), Amount.parse("30m"));
    assertEquals(Duration.ofHours(8), Amount.parse("8h"));
  }

  @Test
  void refusesAnythingElse() {
    for (String text : new String[] {"", "0", "-1", "1d", "m", "1.5h", "30 m", "99999999"}) {
      assertEquals(null, Amount.parse(text), text);
    }
  }

  @Test
  void writesWhatIsEasyToRead() {
    assertEquals("8.1 s", Amount.text(8.12));
    assertEquals("1 min 38 s", Amount.text(97.6));
    assertEquals("2 h 5 min", Amount.text(7500));
  }
}
