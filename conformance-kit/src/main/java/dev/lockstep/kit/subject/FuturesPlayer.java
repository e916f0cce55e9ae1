package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.FuturesModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Plays calls on some futures: {@code wait} and {@code as_completed}. */
public final class FuturesPlayer implements Player {
  private final Caller caller;
  private final FuturesSubject functions;
  private List<FutureSubject> futures;

  /**
   * Creates a player with new futures.
   *
   * @param caller makes the calls
   * @param count how many
   */
  public FuturesPlayer(Caller caller, int count) {
    this.caller = caller;
    functions = caller.subject().futures();
    futures = create(count);
  }

  private List<FutureSubject> create(long count) {
    List<FutureSubject> created = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      created.add(functions.newFuture());
    }
    return created;
  }

  /** Returns the futures that are played on. */
  public List<FutureSubject> futures() {
    return futures;
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return switch (call.method()) {
      case "new" -> {
        long count = (Long) call.arguments().get(0);
        yield caller.observeNothing(() -> futures = create(count), interrupted);
      }
      case "set_result", "set_exception", "cancel", "cancel_and_notify" ->
          caller.observeNothing(() -> end(call), interrupted);
      case "wait" -> await(futures, call, interrupted);
      case "wait_twice" -> {
        List<FutureSubject> twice = new ArrayList<>(futures);
        twice.addAll(futures);
        yield await(twice, call, interrupted);
      }
      case "as_completed" -> asCompleted(call, interrupted);
      default -> throw new IllegalArgumentException("concurrent.futures has no " + call);
    };
  }

  private void end(Call call) {
    FutureSubject future = futures.get(Math.toIntExact((Long) call.arguments().get(0)));
    if (future.done()) {
      if (call.method().equals("cancel_and_notify") && future.cancelled()) {
        notify(future);
      }
      return;
    }
    switch (call.method()) {
      case "set_result" -> future.setResult(1L);
      case "set_exception" -> future.setException(new FuturePlayer.Boom(1));
      default -> {
        future.cancel();
        if (call.method().equals("cancel_and_notify")) {
          notify(future);
        }
      }
    }
  }

  /* One that was notified before says so. */
  private void notify(FutureSubject future) {
    try {
      future.setRunningOrNotifyCancel();
    } catch (RuntimeException e) {
      if (caller.subject().errorOf(e) != PyError.RUNTIME_ERROR) {
        throw e;
      }
    }
  }

  private Outcome await(List<FutureSubject> which, Call call, boolean interrupted) {
    FuturesModel.Condition condition = FuturesModel.Condition.of((String) call.arguments().get(0));
    List<FutureSubject> numbered = futures;
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> text(numbered, functions.wait(which, condition)), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(
        () -> text(numbered, functions.wait(which, timeout, condition)), interrupted, timeout);
  }

  private static String text(List<FutureSubject> numbered, FuturesSubject.Waited seen) {
    return FuturesModel.partition(
        numbers(numbered, seen.done()), numbers(numbered, seen.notDone()));
  }

  private static List<Integer> numbers(List<FutureSubject> numbered, List<FutureSubject> some) {
    return IntStream.range(0, numbered.size())
        .filter(i -> some.contains(numbered.get(i)))
        .boxed()
        .toList();
  }

  private Outcome asCompleted(Call call, boolean interrupted) {
    List<FutureSubject> numbered = futures;
    if (call.timeout().isEmpty()) {
      return caller.observe(() -> yielded(numbered, functions.asCompleted(numbered)), interrupted);
    }
    double timeout = call.timeout().getAsDouble();
    return caller.observe(
        () -> yielded(numbered, functions.asCompleted(numbered, timeout)), interrupted, timeout);
  }

  private String yielded(List<FutureSubject> numbered, IteratorSubject<FutureSubject> iterator) {
    List<Integer> ready =
        IntStream.range(0, numbered.size())
            .filter(i -> isCompleted(numbered.get(i)))
            .boxed()
            .toList();
    List<Integer> yielded = new ArrayList<>();
    String end = "";
    try (iterator) {
      while (iterator.hasNext()) {
        yielded.add(numbered.indexOf(iterator.next()));
      }
    } catch (RuntimeException e) {
      if (caller.subject().errorOf(e) != PyError.TIMEOUT_ERROR) {
        throw e;
      }
      end = ", " + e.getMessage();
    }
    // those that were completed in the beginning come first, in any order
    if (yielded.size() >= ready.size()
        && Set.copyOf(yielded.subList(0, ready.size())).equals(Set.copyOf(ready))) {
      yielded.subList(0, ready.size()).sort(null);
    }
    return FuturesModel.text(yielded) + end;
  }

  /* Nobody notifies between the look and the call. */
  private boolean isCompleted(FutureSubject future) {
    return functions
        .wait(List.of(future), 0, FuturesModel.Condition.ALL_COMPLETED)
        .notDone()
        .isEmpty();
  }
}
