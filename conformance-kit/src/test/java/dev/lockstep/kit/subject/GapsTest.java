package dev.lockstep.kit.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.RuleBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A subject may lack a rule or a whole primitive. */
class GapsTest {
  /** Has nothing. */
  private static final class Nothing implements Subject {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public Map<String, String> notOffered() {
      return Map.of("SEM", "there is none", "LCK-02", "it never blocks");
    }

    @Override
    public PyError errorOf(Throwable thrown) {
      return PyError.OTHER;
    }
  }

  private final Subject subject = new Nothing();
  private final Gaps gaps = new Gaps(subject.notOffered());

  @Test
  void aPrimitiveStandsForAllItsRules() {
    assertFalse(subject.offers("SEM-01"));
    assertFalse(subject.offers("SEM-19"));
    assertEquals(Optional.of("SEM: there is none"), gaps.reason("SEM-01"));
  }

  @Test
  void aRuleStandsForItselfOnly() {
    assertFalse(subject.offers("LCK-02"));
    assertEquals(Optional.of("LCK-02: it never blocks"), gaps.reason("LCK-02"));
    assertTrue(subject.offers("LCK-01"));
    assertEquals(Optional.empty(), gaps.reason("LCK-01"));
    assertTrue(subject.offers(Subject.MODELLED_WAITING));
  }

  @Test
  void whatIsNoRuleAndNoPrimitiveIsToldApart() {
    Gaps slips =
        new Gaps(
            Map.of("SEM", "", "LCK-02", "", Subject.MODELLED_WAITING, "", "LCK-99", "", "SE", ""));
    assertEquals(List.of("LCK-99", "SE"), slips.unknown(RuleBook.load().rules()));
  }

  @Test
  void aPrimitiveThatIsNeitherThereNorDeclaredSaysWhatToDo() {
    String message =
        String.valueOf(
            assertThrows(UnsupportedOperationException.class, subject::newEvent).getMessage());
    assertTrue(message.contains("implement Subject.newEvent"), message);
    assertTrue(message.contains("declare \"EVT\""), message);
    assertThrows(UnsupportedOperationException.class, subject::newLock);
    assertThrows(UnsupportedOperationException.class, () -> subject.newSemaphore(1));
    assertThrows(UnsupportedOperationException.class, () -> subject.newBoundedSemaphore(1));
  }
}
