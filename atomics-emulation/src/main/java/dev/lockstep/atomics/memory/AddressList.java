package dev.lockstep.atomics.memory;

import dev.lockstep.waiting.WaiterQueue;

/**
 * Who waits at one address, first in, first out. Guarded by its stripe, not by itself; it is in the
 * stripe's table as long as somebody waits.
 */
final class AddressList extends WaiterQueue {
  final long address;

  AddressList(long address) {
    this.address = address;
  }
}
