package dev.lockstep.benchmarks.run;

/** Is told how a run goes on. */
public interface Watcher {
  /** A run begins that is expected to take so long. */
  void begin(double seconds);

  /** A part of it is done that was expected to take so long. */
  void advance(double seconds);

  /** Something happened that the user has to know. */
  void say(String line);

  /** A contest has ended, like this. */
  void ended(String line);
}
