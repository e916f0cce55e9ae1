package dev.lockstep.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.errors.AttributeError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc; the rules have their checks in the conformance kit. */
class LocalTest {
  @Test
  void beginsInEachThreadWithWhatTheSupplierReturns() {
    Local<List<String>> log = new Local<>(ArrayList::new);
    log.get().add("mine");
    List<List<String>> other = new ArrayList<>();
    PyThread thread = new PyThread(() -> other.add(log.get()));
    thread.start();
    thread.join();
    assertEquals(List.of("mine"), log.get());
    assertEquals(List.of(List.of()), other);
  }

  // javac before 22 drops the annotation on T's bound when it reads Local's class file.
  @SuppressWarnings("NullAway")
  @Test
  void hasNoValueUntilOneIsSet() {
    Local<@Nullable String> local = new Local<>();
    assertThrows(AttributeError.class, local::get);
    assertThrows(AttributeError.class, local::remove);
    local.set("value");
    assertEquals("value", local.get());
    local.set(null);
    assertNull(local.get());
    local.remove();
    assertThrows(AttributeError.class, local::get);
  }

  @Test
  void isInitialisedAgainOnlyIfThatFailed() {
    int[] calls = new int[1];
    Local<Integer> local =
        new Local<>(
            () -> {
              if (++calls[0] == 1) {
                throw new IllegalStateException("not yet");
              }
              return calls[0];
            });
    assertThrows(IllegalStateException.class, local::get);
    assertEquals(2, local.get());
    local.remove();
    assertThrows(AttributeError.class, local::get);
    assertEquals(2, calls[0]);
  }

  @Test
  void canBeSetWithinItsInitialisation() {
    List<Local<String>> self = new ArrayList<>();
    Local<String> local =
        new Local<>(
            () -> {
              Local<String> within = self.get(0);
              assertThrows(AttributeError.class, within::get);
              within.set("first");
              return within.get() + ", then";
            });
    self.add(local);
    assertEquals("first, then", local.get());
  }
}
