package dev.lockstep.kit.model;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One call of one method, in Python's terms: {@code acquire(True, -1.0)}.
 *
 * @param method Python's name of the method; {@code new} creates the object
 * @param arguments booleans, Longs, Doubles and strings, in order
 */
public record Call(String method, List<Object> arguments) {
  /** Copies the arguments. */
  public Call {
    arguments = List.copyOf(arguments);
  }

  /** Creates a call. */
  public static Call of(String method, Object... arguments) {
    return new Call(method, List.of(arguments));
  }

  /** Returns the timeout in the call, in seconds: its last argument, if that is a Double. */
  public OptionalDouble timeout() {
    return !arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof Double seconds
        ? OptionalDouble.of(seconds)
        : OptionalDouble.empty();
  }

  @Override
  public String toString() {
    return arguments.stream()
        .map(Call::python)
        .collect(Collectors.joining(", ", method + "(", ")"));
  }

  private static String python(Object argument) {
    if (argument instanceof Boolean b) {
      return b ? "True" : "False";
    }
    if (argument instanceof Double d && (d.isNaN() || d.isInfinite())) {
      return d.isNaN() ? "nan" : d > 0 ? "inf" : "-inf";
    }
    return argument.toString();
  }
}
