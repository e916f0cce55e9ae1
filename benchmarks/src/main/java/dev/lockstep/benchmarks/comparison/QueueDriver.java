package dev.lockstep.benchmarks.comparison;

/** The loops that {@link QueueLoops} copies for each contestant. */
interface QueueDriver {
  /** Puts and gets, in turn. */
  void pairs(QueueEnds queue, int count) throws InterruptedException;

  /** Puts. */
  void produce(QueueEnds queue, int count) throws InterruptedException;

  /** Gets. */
  void consume(QueueEnds queue, int count) throws InterruptedException;

  /** Sends on what is received, so many times; the first thread begins and ends. */
  void pingPong(QueueEnds sends, QueueEnds receives, boolean first, int count)
      throws InterruptedException;
}
