package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import java.util.List;

/** Plays calls of Atomics on one buffer. */
public final class AtomicsPlayer implements Player {
  private final Caller caller;
  private final AtomicsSubject atomics;

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
    if (call.method().equals("isLockFree")) {
      return caller.observe(() -> atomics.isLockFree((Long) arguments.get(0)), interrupted);
    }
    if (call.method().equals("pause")) {
      return caller.observeNothing(atomics::pause, interrupted);
    }
    ElementType view = ElementType.of((String) arguments.get(0));
    long index = (Long) arguments.get(1);
    if (call.method().equals("load")) {
      return caller.observe(() -> atomics.load(view, index), interrupted);
    }
    if (arguments.get(2) instanceof Double number) {
      return caller.observe(() -> atomics.store(view, index, number.doubleValue()), interrupted);
    }
    long value = (Long) arguments.get(2);
    return switch (call.method()) {
      case "store" -> caller.observe(() -> atomics.store(view, index, value), interrupted);
      case "add" -> caller.observe(() -> atomics.add(view, index, value), interrupted);
      case "sub" -> caller.observe(() -> atomics.sub(view, index, value), interrupted);
      case "and" -> caller.observe(() -> atomics.and(view, index, value), interrupted);
      case "or" -> caller.observe(() -> atomics.or(view, index, value), interrupted);
      case "xor" -> caller.observe(() -> atomics.xor(view, index, value), interrupted);
      case "exchange" -> caller.observe(() -> atomics.exchange(view, index, value), interrupted);
      case "compareExchange" -> {
        long replacement = (Long) arguments.get(3);
        yield caller.observe(
            () -> atomics.compareExchange(view, index, value, replacement), interrupted);
      }
      default -> throw new IllegalArgumentException("Atomics have no " + call);
    };
  }
}
