package dev.lockstep.atomics.memory;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Spinning;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at the addresses of one memory: ECMAScript's WaiterLists. Created when somebody first
 * has to wait there. Addresses are spread over stripes, each with a guard of its own (WAI-17).
 */
final class WaiterLists {
  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(Stripe[].class);
  private static final int STRIPE_BITS = 6;

  /* 2⁶⁴ divided by the golden ratio: spreads addresses that lie side by side. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static final Spinning<Look> ON_VALUE =
      new Spinning<>() {
        @Override
        protected boolean isOver(Look look, int before) {
          return !AddressWaiter.isThere(look.chunk, look.offset, look.wide, look.expected);
        }
      };

  final @Nullable Stripe[] stripes = new Stripe[1 << STRIPE_BITS];
  private final Completions completions = new Completions();

  /** Spreads addresses over the elements of a table: all bits are good. */
  static int hash(long address) {
    return (int) ((address * MULTIPLIER) >>> Integer.SIZE);
  }

  /**
   * Blocks the current thread until it is notified.
   *
   * @param memory whose lists they are
   * @param address where to wait
   * @param wide whether 64 bits are compared, and not 32
   * @param expected what has to be there
   * @param nanos how long to wait at most, in nanoseconds, positive; or {@link
   *     BargingAcquisition#FOREVER}
   */
  WaitResult await(Memory memory, long address, boolean wide, long expected, long nanos) {
    long start = nanos > 0 ? Notification.now() : 0;
    Look look = new Look(memory.chunk(address), memory.offset(address), wide, expected);
    if (ON_VALUE.spin(look, 0, stripe(stripeOf(address)))) {
      return WaitResult.NOT_EQUAL;
    }
    Stripe stripe = createStripe(address);
    AddressWaiter waiter =
        new AddressWaiter(Thread.currentThread(), memory, stripe, address, wide, expected);
    if (!stripe.join(waiter)) {
      return WaitResult.NOT_EQUAL;
    }
    Notification.End end = Notification.await(memory, waiter, nanos, start);
    if (end == Notification.End.GRANTED || !stripe.leave(waiter)) {
      return WaitResult.OK;
    }
    if (end == Notification.End.INTERRUPTED) {
      throw Notification.interrupted();
    }
    return WaitResult.TIMED_OUT;
  }

  /**
   * Waits without a thread.
   *
   * @param memory whose lists they are
   * @param address where to wait
   * @param wide whether 64 bits are compared, and not 32
   * @param expected what has to be there
   * @param nanos how long to wait at most, in nanoseconds, positive; or {@link
   *     BargingAcquisition#FOREVER}
   * @return what is completed with the result; null if the memory has another value
   */
  @Nullable CompletionStage<WaitResult> awaitAsync(
      Memory memory, long address, boolean wide, long expected, long nanos) {
    AsyncWaiter waiter =
        new AsyncWaiter(memory, createStripe(address), address, wide, expected, nanos);
    // Before it joins, for want of memory must not leave a waiter that nobody knows.
    CompletionStage<WaitResult> stage = waiter.stage();
    if (!waiter.stripe.join(waiter)) {
      return null;
    }
    waiter.startTime();
    return stage;
  }

  /**
   * Notifies the first waiters of an address.
   *
   * @param address the address
   * @param limit how many at most, at least 1
   * @return how many
   */
  int notify(long address, int limit) {
    Stripe stripe = stripe(stripeOf(address));
    return stripe == null ? 0 : stripe.notify(address, limit);
  }

  private static int stripeOf(long address) {
    return hash(address) >>> (Integer.SIZE - STRIPE_BITS);
  }

  private @Nullable Stripe stripe(int index) {
    return (Stripe) STRIPE.getVolatile(stripes, index);
  }

  private Stripe createStripe(long address) {
    int index = stripeOf(address);
    Stripe stripe = stripe(index);
    if (stripe != null) {
      return stripe;
    }
    Stripe created = new Stripe(completions);
    Stripe before = (Stripe) STRIPE.compareAndExchange(stripes, index, (Stripe) null, created);
    return before == null ? created : before;
  }

  /** What a thread looks at before it joins. It does not escape, so it need not be allocated. */
  private static final class Look {
    final ByteBuffer chunk;
    final int offset;
    final boolean wide;
    final long expected;

    Look(ByteBuffer chunk, int offset, boolean wide, long expected) {
      this.chunk = chunk;
      this.offset = offset;
      this.wide = wide;
      this.expected = expected;
    }
  }
}
