package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import java.math.BigDecimal;
import java.util.List;

/**
 * Plays calls of Atomics on one buffer. A Double is converted as a translator of JavaScript has to:
 * an index to the nearest long without its fraction, an operand to the integer modulo 2⁶⁴; {@code
 * store} takes it as it is.
 */
public final class AtomicsPlayer implements Player {
  private final Caller caller;
  private AtomicsSubject atomics;

  /**
   * Creates a player with a new buffer.
   *
   * @param caller makes the calls
   * @param byteLength the buffer's length
   */
  public AtomicsPlayer(Caller caller, int byteLength) {
    this.caller = caller;
    atomics = caller.subject().newAtomics(byteLength);
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    if (call.method().equals("new")) {
      int byteLength = Math.toIntExact((Long) arguments.get(0));
      return caller.observeNothing(
          () -> atomics = caller.subject().newAtomics(byteLength), interrupted);
    }
    if (call.method().equals("isLockFree")) {
      return caller.observe(() -> atomics.isLockFree((Long) arguments.get(0)), interrupted);
    }
    if (call.method().equals("pause")) {
      return caller.observeNothing(atomics::pause, interrupted);
    }
    ElementType view = ElementType.of((String) arguments.get(0));
    long index = index(arguments.get(1));
    if (call.method().equals("load")) {
      return caller.observe(() -> atomics.load(view, index), interrupted);
    }
    if (call.method().equals("store") && arguments.get(2) instanceof Double number) {
      return caller.observe(() -> atomics.store(view, index, number.doubleValue()), interrupted);
    }
    long value = operand(arguments.get(2));
    return switch (call.method()) {
      case "store" -> caller.observe(() -> atomics.store(view, index, value), interrupted);
      case "add" -> caller.observe(() -> atomics.add(view, index, value), interrupted);
      case "sub" -> caller.observe(() -> atomics.sub(view, index, value), interrupted);
      case "and" -> caller.observe(() -> atomics.and(view, index, value), interrupted);
      case "or" -> caller.observe(() -> atomics.or(view, index, value), interrupted);
      case "xor" -> caller.observe(() -> atomics.xor(view, index, value), interrupted);
      case "exchange" -> caller.observe(() -> atomics.exchange(view, index, value), interrupted);
      case "compareExchange" -> {
        long replacement = operand(arguments.get(3));
        yield caller.observe(
            () -> atomics.compareExchange(view, index, value, replacement), interrupted);
      }
      default -> throw new IllegalArgumentException("Atomics have no " + call);
    };
  }

  private static long index(Object argument) {
    return argument instanceof Double number ? number.longValue() : (Long) argument;
  }

  private static long operand(Object argument) {
    if (!(argument instanceof Double number)) {
      return (Long) argument;
    }
    return number.isNaN() || number.isInfinite()
        ? 0
        : new BigDecimal(number).toBigInteger().longValue();
  }
}
