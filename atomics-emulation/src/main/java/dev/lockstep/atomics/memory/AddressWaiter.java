package dev.lockstep.atomics.memory;

import dev.lockstep.waiting.Waiter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One waiter at an address: a thread that blocks, or a stage to be completed. */
class AddressWaiter extends Waiter {
  final Stripe stripe;
  final long address;
  private final ByteBuffer chunk;
  private final int offset;
  private final boolean wide;
  private final long expected;

  /* Set when it joins, under the stripe's guard. */
  @SuppressWarnings("NullAway.Init")
  AddressList list;

  /* Written by who took it out, and read by nobody else. */
  @Nullable AddressWaiter nextTaken;

  /**
   * Creates a waiter.
   *
   * @param thread who waits
   * @param memory where
   * @param stripe the memory's stripe of the address
   * @param address the address
   * @param wide whether 64 bits are compared, and not 32
   * @param expected what has to be there
   */
  AddressWaiter(
      Thread thread, Memory memory, Stripe stripe, long address, boolean wide, long expected) {
    super(thread);
    this.stripe = stripe;
    this.address = address;
    this.wide = wide;
    this.expected = expected;
    chunk = memory.chunk(address);
    offset = memory.offset(address);
  }

  /** Tells whether the memory has what it waits for to change. A volatile read. */
  final boolean isExpectedThere() {
    return isThere(chunk, offset, wide, expected);
  }

  /** Tells whether some bytes have a value. A volatile read. */
  static boolean isThere(ByteBuffer chunk, int offset, boolean wide, long value) {
    return wide
        ? (long) Words.LONG.getVolatile(chunk, offset) == value
        : (int) Words.INT.getVolatile(chunk, offset) == (int) value;
  }
}
