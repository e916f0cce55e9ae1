package com.example.consumer;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.errors.PyException;
import dev.lockstep.errors.ValueError;
import dev.lockstep.threading.BoundedSemaphore;
import dev.lockstep.threading.Lock;
import dev.lockstep.threading.Semaphore;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/** Hands a word from one thread to another, and tries in vain to reach Lockstep's internals. */
public final class Main {
  private static final Lock LOCK = new Lock();
  private static final Semaphore WORDS = new Semaphore(0);
  private static final BoundedSemaphore PLACES = new BoundedSemaphore(1);

  private static String word = "";

  private Main() {}

  public static void main(String[] args) throws Exception {
    expect(true, Main.class.getModule().isNamed());
    expect(true, Lock.class.getModule().isNamed());

    new Thread(() -> say("hello")).start();
    expect("hello", hear());
    expect("n must be one or more", messageOfReleaseOfNothing());
    expect("timed-out", WaitResult.TIMED_OUT.toString());

    Method toNanos =
        Class.forName("dev.lockstep.waiting.Timeouts").getMethod("toNanos", double.class);
    expect("IllegalAccessException", refusalOfCall(toNanos));
    expect("InaccessibleObjectException", refusalOfForce(toNanos));
    System.out.println("consumer-modulepath: all as expected");
  }

  private static void say(String said) {
    PLACES.acquire();
    try (var held = LOCK.enter()) {
      word = said;
    }
    WORDS.release();
  }

  private static String hear() {
    WORDS.acquire();
    try (var held = LOCK.enter()) {
      return word;
    } finally {
      PLACES.release();
    }
  }

  private static String messageOfReleaseOfNothing() {
    try {
      WORDS.release(0);
      return "no error";
    } catch (ValueError e) {
      return ((PyException) e).getMessage();
    }
  }

  private static String refusalOfCall(Method internal) throws ReflectiveOperationException {
    try {
      return "it returned " + internal.invoke(null, 1.0);
    } catch (IllegalAccessException e) {
      return "IllegalAccessException";
    }
  }

  private static String refusalOfForce(Method internal) {
    try {
      internal.setAccessible(true);
      return "it was made accessible";
    } catch (InaccessibleObjectException e) {
      return "InaccessibleObjectException";
    }
  }

  private static void expect(Object due, Object seen) {
    if (!due.equals(seen)) {
      throw new AssertionError("due: " + due + ", seen: " + seen);
    }
  }
}
