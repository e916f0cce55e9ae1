package dev.lockstep.threading;

/**
 * Something that is held until it is closed: what {@code enter()} returns, so that Python's {@code
 * with lock:} is {@code try (var held = lock.enter()) { … }}.
 */
public interface Held extends AutoCloseable {
  /** Releases what is held; the errors are those of the primitive's {@code release()}. */
  @Override
  void close();
}
