package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.FuturesModel.Condition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A subject's futures; the contract is that of {@code docs/rules/future.md}. */
public interface FuturesSubject {
  /** Creates a future that is pending. */
  FutureSubject newFuture();

  /**
   * What {@code wait} returns, each future once.
   *
   * @param done those that are completed
   * @param notDone those that are not
   */
  record Waited(List<FutureSubject> done, List<FutureSubject> notDone) {}

  /** Python's {@code wait(futures, return_when=condition)}. */
  Waited wait(List<FutureSubject> futures, Condition condition);

  /** Python's {@code wait(futures, timeout, condition)}, in seconds. */
  Waited wait(List<FutureSubject> futures, double timeout, Condition condition);

  /** The same with a Duration, which Python does not have. */
  Waited wait(List<FutureSubject> futures, Duration timeout, Condition condition);

  /** Python's {@code as_completed(futures)}. */
  IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures);

  /** Python's {@code as_completed(futures, timeout)}, in seconds. */
  IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures, double timeout);

  /** The same with a Duration, which Python does not have. */
  IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures, Duration timeout);

  /** Returns a future as one of Java's; a subject that can't declares FUT-31. */
  Future<@Nullable Object> asJava(FutureSubject future);

  /** Returns what is completed as a future is; a subject that can't declares FUT-32. */
  CompletableFuture<@Nullable Object> toCompletableFuture(FutureSubject future);

  /** Returns a future that is completed as a stage is; a subject that can't declares FUT-32. */
  FutureSubject fromCompletionStage(CompletionStage<@Nullable Object> stage);
}
