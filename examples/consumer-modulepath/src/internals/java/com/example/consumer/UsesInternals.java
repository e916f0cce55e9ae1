package com.example.consumer;

import dev.lockstep.waiting.Timeouts;

/** Must not compile: the package belongs to Lockstep alone. */
final class UsesInternals {
  private UsesInternals() {}

  static long nanos() {
    return Timeouts.toNanos(1.0);
  }
}
