package dev.lockstep.kit.twins;

import dev.lockstep.threading.Lock;

/** Runs in a JVM of its own, with a twin's classes in front. */
public final class LockedProbe {
  private LockedProbe() {}

  /** Prints what a held lock says. */
  public static void main(String[] arguments) {
    Lock lock = new Lock();
    lock.acquire();
    System.out.println("locked after acquire: " + lock.locked());
  }
}
