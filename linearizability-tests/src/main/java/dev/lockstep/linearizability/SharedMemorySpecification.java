package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import dev.lockstep.kit.model.SharedMemoryModel;
import org.jspecify.annotations.Nullable;

/** The operations of {@link SharedMemoryOperations} on the kit's model. */
public class SharedMemorySpecification {
  private SharedMemoryModel model =
      new SharedMemoryModel(SharedMemoryOperations.PAGES, SharedMemoryOperations.MAXIMUM, true);

  /** Creates a memory. */
  public SharedMemorySpecification() {}

  /** What {@code memory.size} comes to. */
  public Outcome size() {
    return apply(Call.of("size"));
  }

  /** What {@code memory.grow 1} comes to. */
  public Outcome growBy1() {
    return apply(Call.of("grow", 1L));
  }

  /** What {@code memory.grow 2} comes to. */
  public Outcome growBy2() {
    return apply(Call.of("grow", 2L));
  }

  /** What {@code i32.atomic.rmw.add} comes to. */
  public Outcome addToNextPage() {
    return apply(Call.of("rmw32.add", (long) SharedMemoryModel.PAGE, 1L));
  }

  /** What {@code i32.atomic.rmw8.add_u} comes to. */
  public Outcome addToByte() {
    return apply(Call.of("rmw8.add", 0L, 255L));
  }

  /** What {@code i32.atomic.rmw8.add_u} comes to. */
  public Outcome addToNextByte() {
    return apply(Call.of("rmw8.add", 1L, 1L));
  }

  /** What {@code i32.atomic.rmw16.sub_u} comes to. */
  public Outcome subFromHalf() {
    return apply(Call.of("rmw16.sub", 0L, 1L));
  }

  /** What {@code i32.atomic.rmw.add} comes to. */
  public Outcome addToWord() {
    return apply(Call.of("rmw32.add", 0L, 1L));
  }

  /** What {@code i64.atomic.rmw.sub} comes to. */
  public Outcome subFromLong() {
    return apply(Call.of("rmw64.sub", 0L, 1L));
  }

  /** What {@code i32.atomic.rmw.xchg} comes to. */
  public Outcome exchangeWord() {
    return apply(Call.of("rmw32.xchg", 0L, 7L));
  }

  /** What {@code i32.atomic.rmw16.cmpxchg_u} comes to. */
  public Outcome compareExchangeHalf() {
    return apply(Call.of("rmw16.cmpxchg", 0L, 0L, 3L));
  }

  /** What {@code i64.atomic.rmw.cmpxchg} comes to. */
  public Outcome compareExchangeLong() {
    return apply(Call.of("rmw64.cmpxchg", 0L, 0L, 1L));
  }

  /** What {@code i32.atomic.load} comes to. */
  public Outcome loadWord() {
    return apply(Call.of("atomic.load32", 0L));
  }

  /** What {@code i64.atomic.load} comes to. */
  public Outcome loadLong() {
    return apply(Call.of("atomic.load64", 0L));
  }

  private Outcome apply(Call call) {
    Step<SharedMemoryModel> step = model.apply(call);
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedMemorySpecification specification
        && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
