package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;

/** Plays calls on a simple queue. */
public final class SimpleQueuePlayer implements Player {
  private final Caller caller;
  private final PutGetCalls calls;
  private SimpleQueueSubject queue;

  /**
   * Creates a player with a new queue.
   *
   * @param caller makes the calls
   */
  public SimpleQueuePlayer(Caller caller) {
    this.caller = caller;
    queue = caller.subject().newSimpleQueue();
    calls = new PutGetCalls(caller, () -> queue);
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return call.method().equals("new")
        ? caller.observeNothing(() -> queue = caller.subject().newSimpleQueue(), interrupted)
        : calls.play(call, interrupted);
  }
}
