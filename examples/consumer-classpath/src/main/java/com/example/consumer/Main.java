package com.example.consumer;

import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.threading.BoundedSemaphore;
import dev.lockstep.threading.Lock;
import dev.lockstep.threading.Semaphore;
import java.util.ArrayList;
import java.util.List;

/** Counts to 40,000 with four threads; the lock guards the counter, the semaphore the crowd. */
public final class Main {
  private static final int THREADS = 4;
  private static final int ROUNDS = 10_000;

  private static final Lock LOCK = new Lock();
  private static final Semaphore AT_MOST_TWO = new Semaphore(2);

  private static int counter;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(Main::count));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    expect(THREADS * ROUNDS, counter);

    LOCK.acquire();
    expect(false, LOCK.acquire(true, 0.001));
    LOCK.release();
    expect("release unlocked lock", messageOfSecondRelease());
    expect("Semaphore released too many times", messageOfReleasePastTheBound());
    System.out.println("consumer-classpath: all as expected");
  }

  private static void count() {
    for (int i = 0; i < ROUNDS; i++) {
      try (var permit = AT_MOST_TWO.enter();
          var held = LOCK.enter()) {
        counter++;
      }
    }
  }

  private static String messageOfSecondRelease() {
    try {
      LOCK.release();
      return "no error";
    } catch (RuntimeError e) {
      return e.getMessage();
    }
  }

  private static String messageOfReleasePastTheBound() {
    try {
      new BoundedSemaphore(1).release();
      return "no error";
    } catch (ValueError e) {
      return e.getMessage();
    }
  }

  private static void expect(Object due, Object seen) {
    if (!due.equals(seen)) {
      throw new AssertionError("due: " + due + ", seen: " + seen);
    }
  }
}
