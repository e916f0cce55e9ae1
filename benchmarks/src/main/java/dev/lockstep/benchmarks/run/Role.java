package dev.lockstep.benchmarks.run;

/** What a contestant is in its contest. */
public enum Role {
  /** Lockstep's own. */
  OURS,
  /** Lockstep's own once more, the same code: the two differ by nothing but noise. */
  AGAIN,
  /** Somebody else's, that offers the same. */
  PEER,
  /** Less than the same, or something near it, to hold ours against. */
  YARDSTICK,
  /** The least that the machine lets anybody do: it has no queue, no timeout, no interrupt. */
  FLOOR
}
