package com.example.javascript;

import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.TypeError;
import java.util.function.Supplier;
import org.mozilla.javascript.ScriptRuntime;

/** Makes of Lockstep's errors those that a script can catch. */
final class Errors {
  private Errors() {}

  static <T> T translated(Supplier<T> body) {
    try {
      return body.get();
    } catch (TypeError e) {
      throw ScriptRuntime.typeError(e.getMessage());
    } catch (RangeError e) {
      throw ScriptRuntime.rangeError(e.getMessage());
    }
  }
}
