package dev.lockstep.benchmarks;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.Semaphore;

/**
 * Kotlin's coroutines, called from threads: what suspends a coroutine blocks the thread, by {@code
 * runBlocking}. As in Kotlin, nothing is suspended where there is nothing to wait for.
 */
final class Coroutines {
  private Coroutines() {}

  /** Calls a suspending function, and blocks until it returns. */
  static <T> T block(
      Function2<? super CoroutineScope, ? super Continuation<? super T>, ?> function) {
    try {
      return BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, function);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a benchmark", e);
    }
  }

  /** Locks a mutex. */
  static void lock(Mutex mutex) {
    if (!mutex.tryLock(null)) {
      Coroutines.<Unit>block((scope, continuation) -> mutex.lock(null, continuation));
    }
  }

  /** Takes a permit. */
  static void acquire(Semaphore semaphore) {
    if (!semaphore.tryAcquire()) {
      Coroutines.<Unit>block((scope, continuation) -> semaphore.acquire(continuation));
    }
  }
}
