package dev.lockstep.waiting;

/**
 * How long a thread looks at a primitive before it parks: counted in looks, never by the clock. A
 * look takes some 25 ns, and a park with its unpark 20 to 50 µs; the measurements behind the
 * numbers are in docs/decisions/0001 and 0004.
 */
final class SpinPolicy {
  /** Looks at most; 0 if waiters must not spin. */
  static final int LIMIT = Seam.ACTIVE.spinLimit();

  /** Looks that every thread may take; for more it needs a place among the spinners. */
  static final int LOOKS_WITHOUT_PLACE = Math.min(256, LIMIT / 2);

  /** Looks before a thread says that it spins: for waits that are shorter than saying so. */
  static final int GLANCES = Math.min(8, LIMIT / 2);

  /**
   * Looks of a waiter that was woken: meanwhile it may take the core of the thread it waits for.
   */
  static final int LOOKS_AT_FRONT = Math.min(64, LIMIT);

  /** Pauses before the first look beside waiters, for the release count to tell what goes on. */
  static final int PAUSES_BESIDE_WAITERS = Math.min(4, LIMIT);

  /* So many that it yields twice, also where spinning has not paid. */
  private static final int LEAST_LOOKS = Math.min(128, LIMIT);

  /* A yield costs about as much as so many looks. */
  private static final int LOOKS_PER_YIELD = 64;

  private static final int MOST_PASSES = 4;

  private static final int LOOKS_PER_PASS = 4;

  private static final int LOOKS_PER_CHECK = 16;

  private SpinPolicy() {}

  /**
   * Tells whether a thread that spins beside waiters is to see whether others are being served.
   *
   * @param look how often the thread has looked
   */
  static boolean checksAt(int look) {
    return look % LOOKS_PER_CHECK == 0;
  }

  /**
   * Tells whether spinning is a lost bet: others are served faster than this thread can look, so
   * that it would only slow them down.
   *
   * @param look how often the thread has looked
   * @param passes how often the primitive was released meanwhile
   */
  static boolean isLostBet(int look, int passes) {
    return passes > Math.min(MOST_PASSES, 1 + look / LOOKS_PER_PASS);
  }

  /**
   * Tells whether to yield at a look: who is waited for may be ready to run on this very core.
   *
   * @param look how often the thread has looked
   */
  static boolean yieldsAt(int look) {
    return look % LOOKS_PER_YIELD == LOOKS_PER_YIELD - 1;
  }

  /** Returns how long to look the next time: longer if it paid, shorter if it did not. */
  static int adapt(int looks, boolean paid) {
    int step = looks >> 2;
    return paid ? Math.min(LIMIT, looks + step) : Math.max(LEAST_LOOKS, looks - step);
  }
}
