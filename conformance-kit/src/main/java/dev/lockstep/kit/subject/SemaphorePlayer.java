package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays calls on a semaphore, bounded or not. */
public final class SemaphorePlayer implements Player {
  private final Caller caller;
  private final boolean bounded;
  private SemaphoreSubject semaphore;

  /**
   * Creates a player with a new semaphore of one permit.
   *
   * @param caller makes the calls
   * @param bounded whether it is a BoundedSemaphore
   */
  public SemaphorePlayer(Caller caller, boolean bounded) {
    this.caller = caller;
    this.bounded = bounded;
    semaphore = create(1);
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    List<Object> arguments = call.arguments();
    return switch (call.method()) {
      case "new" -> renew(arguments, interrupted);
      case "acquire" -> acquire(arguments, interrupted);
      case "release" -> release(arguments, interrupted);
      default -> throw new IllegalArgumentException("Semaphore has no " + call);
    };
  }

  /** Returns the semaphore that is played on. */
  public SemaphoreSubject semaphore() {
    return semaphore;
  }

  private SemaphoreSubject create(int value) {
    return bounded
        ? caller.subject().newBoundedSemaphore(value)
        : caller.subject().newSemaphore(value);
  }

  private Outcome renew(List<Object> arguments, boolean interrupted) {
    int value = arguments.isEmpty() ? 1 : number(arguments.get(0));
    return caller.observeNothing(() -> semaphore = create(value), interrupted);
  }

  private Outcome acquire(List<Object> arguments, boolean interrupted) {
    if (arguments.isEmpty()) {
      return caller.observe(() -> semaphore.acquire(), interrupted);
    }
    boolean blocking = (Boolean) arguments.get(0);
    if (arguments.size() == 1) {
      return caller.observe(() -> semaphore.acquire(blocking), interrupted);
    }
    double timeout = (Double) arguments.get(1);
    return caller.observe(() -> semaphore.acquire(blocking, timeout), interrupted, timeout);
  }

  private Outcome release(List<Object> arguments, boolean interrupted) {
    if (arguments.isEmpty()) {
      return caller.observeNothing(() -> semaphore.release(), interrupted);
    }
    int n = number(arguments.get(0));
    return caller.observeNothing(() -> semaphore.release(n), interrupted);
  }

  /* A subject's number is an int: a scenario with a larger one is not for subjects. */
  private static int number(@Nullable Object argument) {
    long value = argument instanceof Long number ? number : Long.MIN_VALUE;
    if (value != (int) value) {
      throw new IllegalArgumentException("Not an int: " + argument);
    }
    return (int) value;
  }
}
