package dev.lockstep.kit.subject;

/** What a {@code with} block holds until it is closed. */
public interface Scope extends AutoCloseable {
  @Override
  void close();
}
