package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Primitive;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceGeneratorTest {
  private static List<Sequence> sequences(Primitive primitive, long seed) {
    return new SequenceGenerator(primitive, seed).next(100);
  }

  @Test
  void aSeedGivesTheSameSequencesAgain() {
    for (Primitive primitive : Kind.primitives()) {
      assertEquals(sequences(primitive, 7), sequences(primitive, 7));
      assertNotEquals(sequences(primitive, 7), sequences(primitive, 8));
    }
  }

  @Test
  void aHundredSequencesShowEveryRule() {
    for (Primitive primitive : Kind.primitives()) {
      Set<String> shown = new TreeSet<>();
      sequences(primitive, 7).stream()
          .flatMap(sequence -> Expectation.of(sequence).stream())
          .forEach(expectation -> shown.addAll(expectation.rules()));
      Set<String> missing = Sequences.rulesOfSequences(primitive);
      missing.removeAll(shown);
      assertTrue(missing.isEmpty(), () -> "not shown: " + missing);
    }
  }

  @Test
  void nothingFollowsACallThatEndsTheSequence() {
    for (Primitive primitive : Kind.primitives()) {
      for (Sequence sequence : sequences(primitive, 7)) {
        List<Expectation> expectations = Expectation.of(sequence);
        assertEquals(sequence.steps().size(), expectations.size(), sequence::toString);
        for (Expectation expectation : expectations) {
          boolean spins = expectation.blocks() && expectation.verdict().deviates();
          assertFalse(spins, sequence::toString);
        }
      }
    }
  }

  /* The text is the same as Python's if both are None, and Python's queue has the item. */
  @Test
  void nothingFollowsAnItemThatPythonKeeps() {
    List<Sequence> sequences =
        new SequenceGenerator(Primitive.PRIORITYQUEUE, 1044778920).next(2000);
    int keptAlike = 0;
    for (Sequence sequence : sequences) {
      List<Expectation> expectations = Expectation.of(sequence);
      for (int i = 0; i < expectations.size(); i++) {
        if (expectations.get(i).verdict().rule().equals("PRI-04")) {
          assertEquals(expectations.size() - 1, i, sequence::toString);
          keptAlike += expectations.get(i).verdict().deviates() ? 0 : 1;
        }
      }
    }
    assertTrue(keptAlike > 0, "no item was refused in Python's words");
  }
}
