package com.example.javascript;

import java.math.BigInteger;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Undefined;

/** Arguments of a call, as JavaScript reads them: those that are missing are undefined. */
final class Arguments {
  private Arguments() {}

  static Object get(Object[] args, int position) {
    return position < args.length ? args[position] : Undefined.instance;
  }

  static boolean isGiven(Object[] args, int position) {
    return !Undefined.isUndefined(get(args, position));
  }

  /** An index or a length; Lockstep tells whether there is such a one. */
  static long index(Object[] args, int position) {
    return (long) ScriptRuntime.toIntegerOrInfinity(get(args, position));
  }

  /** A value for an element that is a bigint; a number is none. */
  static BigInteger bigint(Object value) {
    if (value instanceof Number && !(value instanceof BigInteger)) {
      throw ScriptRuntime.typeError("A number is no bigint");
    }
    return ScriptRuntime.toBigInt(value);
  }
}
