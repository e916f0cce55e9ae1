package dev.lockstep.futures;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.TimeoutError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Spinning;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code concurrent.futures.Future}: what will come of something that somebody else does.
 * The rules FUT-01 to FUT-35 are in {@code docs/rules/future.md}.
 *
 * <p>Memory effects: what a thread did before it completed or cancelled the future happens-before
 * what a thread does that sees it done (FUT-15).
 *
 * <p>Fairness: completing or cancelling ends the wait of all that wait (FUT-14), and then calls the
 * callbacks in the order in which they were added (FUT-19).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (FUT-16), and from {@link #get()} an InterruptedException (FUT-31).
 *
 * <p>Deviations from Python: a timeout of NaN and an exception that is null are refused (FUT-12,
 * FUT-05); whatever a callback throws is logged (FUT-21); chains of callbacks may have any length
 * (FUT-22). The Durations and what makes it a {@link java.util.concurrent.Future} are additions
 * (FUT-17, FUT-31, FUT-32).
 *
 * <pre>{@code
 * Future<Integer> answer = new Future<>();
 * new PyThread(() -> answer.setResult(compute())).start();
 * answer.addDoneCallback(done -> log(done.result()));
 * int x = answer.result();
 * }</pre>
 *
 * @param <T> the result
 */
public sealed class Future<T extends @Nullable Object> implements java.util.concurrent.Future<T>
    permits Task {
  /*
   * Idea       – One word is everything: the state, and the result itself once there is one. The
   *              first that has to wait or to be told replaces it by an object that has the state,
   *              the waiters, the callbacks and the observers within, under a guard; whoever makes
   *              the future done puts the result in its place, and takes along what was in it.
   * State      – state is one of
   *                null                   pending
   *                RUNNING                running
   *                CANCELLED              cancelled, not notified
   *                NOTIFIED               cancelled and notified
   *                an Attachments         pending, running or cancelled, as its phase says
   *                a Failure              finished with an exception
   *                NONE                   finished with null
   *                anything else          finished with this very object
   * Invariants – I1 state only goes along the arrows of docs/rules/future.md, or between the two
   *                 forms of the same; from NOTIFIED and from a result it goes nowhere (FUT-07).
   *              I2 an Attachments changes its phase, and is replaced, only by who holds its guard
   *                 and has found it in place: its phase is the future's as long as it is there.
   *              I3 when its guard is free, an Attachments that is cancelled or replaced has neither
   *                 waiters nor callbacks, and one that is replaced no observers: who makes it so
   *                 takes them out under the same hold of the guard (FUT-14, FUT-18, FUT-19).
   * Linearized – complete, cancel, begin: the compareAndSet of state, or under the guard the write
   *              of state or phase; refusals and queries: the read of state, or of phase after it: a
   *              phase that was not yet so when state was read became so in between.
   * Ordering   – state: read volatile; changed by compareAndSet, and under the guard by a volatile
   *              write. phase: volatile, written under the guard. Either pairs with the reader that
   *              finds the future done (FUT-15).
   * Blocking   – See Notification. Joining looks at state under the guard, and completing empties
   *              the queue under it after state has changed, so a waiter has joined before, or sees
   *              it done (FUT-14).
   * Progress   – All is lock-free but for the guard, which is held for a handful of instructions; no
   *              user code runs and nothing is allocated under it.
   * Checked by – FutureContract, FutureOracle, FutureLincheck, FutureInterleavings, FutureStress,
   *              FutureBytecode.
   */
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Future.class, "state", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The states that are nothing but a name. */
  private enum Mark {
    RUNNING,
    CANCELLED,
    NOTIFIED,
    NONE
  }

  /** What came of the attempt to begin. */
  enum Begin {
    /** It is running now. */
    BEGUN,
    /** It is cancelled, and notified now. */
    WAS_CANCELLED,
    /** It was neither pending nor cancelled without notification; nothing has happened. */
    UNEXPECTED
  }

  private static final Spinning<Future<?>> ON_DONE =
      new Spinning<>() {
        @Override
        protected boolean isOver(Future<?> future, int before) {
          return future.done();
        }
      };

  private volatile @Nullable Object state;

  /** Creates a future that is pending (FUT-01). */
  public Future() {}

  /** Tells whether the future is cancelled (FUT-01). */
  public boolean cancelled() {
    return isCancelled(state);
  }

  /** Tells whether the future is running: begun, and not done (FUT-01). */
  public boolean running() {
    Object now = state;
    return now == Mark.RUNNING
        || (now instanceof Attachments attached && attached.phase == Attachments.RUNNING);
  }

  /** Tells whether the future is finished or cancelled (FUT-01). */
  public boolean done() {
    return isDone(state);
  }

  /**
   * Makes a pending future running, or takes note that it is cancelled: to be called once, by
   * whoever is going to do what the future is for (FUT-02).
   *
   * @return whether to do it
   * @throws RuntimeError if the future is running or finished, or has been notified
   */
  public boolean setRunningOrNotifyCancel() {
    return switch (begin()) {
      case BEGUN -> true;
      case WAS_CANCELLED -> false;
      case UNEXPECTED -> throw new RuntimeError("Future in unexpected state");
    };
  }

  /** As {@link #setRunningOrNotifyCancel}, without an error. */
  final Begin begin() {
    while (true) {
      Object now = state;
      if (now == null) {
        if (casState(null, Mark.RUNNING)) {
          return Begin.BEGUN;
        }
      } else if (now == Mark.CANCELLED) {
        if (casState(Mark.CANCELLED, Mark.NOTIFIED)) {
          return Begin.WAS_CANCELLED;
        }
      } else if (now instanceof Attachments attached) {
        Begin begun = attached.begin(this);
        if (begun != null) {
          return begun;
        }
      } else {
        return Begin.UNEXPECTED;
      }
    }
  }

  /**
   * Cancels the future if it is pending: whoever waits for it gets a {@link CancelledError}, and
   * its callbacks are called (FUT-03).
   *
   * @return whether it is cancelled now; false if it is running or finished
   */
  public boolean cancel() {
    while (true) {
      Object now = state;
      if (now == null) {
        if (casState(null, Mark.CANCELLED)) {
          return true;
        }
      } else if (now instanceof Attachments attached) {
        Boolean cancelled = attached.cancel(this);
        if (cancelled != null) {
          return cancelled;
        }
      } else {
        return isCancelled(now);
      }
    }
  }

  /**
   * Finishes the future with a result (FUT-04).
   *
   * @param result the result
   * @throws InvalidStateError if it is done (FUT-06)
   */
  public void setResult(T result) {
    requireFinish(success(result));
  }

  /**
   * Finishes the future with an exception (FUT-05).
   *
   * @param exception what {@link #result} is to throw
   * @throws NullPointerException if that is null
   * @throws InvalidStateError if it is done (FUT-06)
   */
  public void setException(Throwable exception) {
    requireFinish(failure(Objects.requireNonNull(exception)));
  }

  private void requireFinish(Object end) {
    if (!finish(end)) {
      Object now = state;
      throw new InvalidStateError(nameOf(now) + ": " + toString(now));
    }
  }

  static Object success(@Nullable Object result) {
    return result == null ? Mark.NONE : result;
  }

  static Object failure(Throwable exception) {
    return new Failure(exception);
  }

  /**
   * Finishes the future if it is not done.
   *
   * @param end what {@link #success} or {@link #failure} returned
   * @return whether this call has done it
   */
  final boolean finish(Object end) {
    while (true) {
      Object now = state;
      if (now == null || now == Mark.RUNNING) {
        if (casState(now, end)) {
          return true;
        }
      } else if (now instanceof Attachments attached) {
        Boolean finished = attached.finish(this, end);
        if (finished != null) {
          return finished;
        }
      } else {
        return false;
      }
    }
  }

  /**
   * Returns the result, waiting for ever if need be (FUT-08).
   *
   * @throws CancelledError if the future is cancelled
   * @throws KeyboardInterrupt if it is not done and the thread is interrupted; beside these
   *     whatever the future's exception is is thrown, also a checked one
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // it is what setResult was given
  public T result() {
    Object now = state;
    if (isResult(now)) {
      return (T) now;
    }
    return report(isDone(now) ? now : await(BargingAcquisition.FOREVER));
  }

  /**
   * Returns the result, waiting for a limited time (FUT-10 to FUT-13).
   *
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @throws CancelledError if the future is cancelled
   * @throws TimeoutError if it is not done in time
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait; beside these
   *     whatever the future's exception is is thrown, also a checked one
   */
  public T result(double timeout) {
    return report(awaitDone(timeout));
  }

  /**
   * Returns the result, waiting for a limited time (FUT-17).
   *
   * @param timeout how long to wait at most; zero is one look
   * @throws CancelledError if the future is cancelled
   * @throws TimeoutError if it is not done in time
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait; beside these
   *     whatever the future's exception is is thrown, also a checked one
   */
  public T result(Duration timeout) {
    return report(awaitDone(timeout));
  }

  /**
   * Returns the exception, waiting for ever if need be; null if there is a result (FUT-09).
   *
   * @throws CancelledError if the future is cancelled
   * @throws KeyboardInterrupt if it is not done and the thread is interrupted
   */
  public @Nullable Throwable exception() {
    Object now = state;
    return reportException(isDone(now) ? now : await(BargingAcquisition.FOREVER));
  }

  /**
   * Returns the exception, waiting for a limited time; null if there is a result (FUT-10 to
   * FUT-13).
   *
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @throws CancelledError if the future is cancelled
   * @throws TimeoutError if it is not done in time
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public @Nullable Throwable exception(double timeout) {
    return reportException(awaitDone(timeout));
  }

  /**
   * Returns the exception, waiting for a limited time; null if there is a result (FUT-17).
   *
   * @param timeout how long to wait at most; zero is one look
   * @throws CancelledError if the future is cancelled
   * @throws TimeoutError if it is not done in time
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public @Nullable Throwable exception(Duration timeout) {
    return reportException(awaitDone(timeout));
  }

  /**
   * Lets a function be called with this future once it is done: by the thread that completes or
   * cancels it, or at once if it is done. What the function throws is logged (FUT-19 to FUT-23).
   *
   * @param function what is called
   */
  public void addDoneCallback(Consumer<? super Future<T>> function) {
    Callback<T> callback = new Callback<>(this, Objects.requireNonNull(function));
    while (true) {
      Object now = state;
      if (isDone(now)) {
        Callback.callAll(callback);
        return;
      }
      Attachments attached = attach(now);
      if (attached != null && attached.add(this, callback)) {
        return;
      }
    }
  }

  /**
   * Returns a {@link CompletableFuture} that is completed as this future is. Cancelling it cancels
   * this future, if that is pending; completing it does not complete this one (FUT-32).
   */
  public CompletableFuture<T> toCompletableFuture() {
    Mirror<T> mirror = new Mirror<>(this);
    addDoneCallback(mirror::follow);
    return mirror;
  }

  /** As {@link #cancel()}: what has begun is not interrupted (FUT-31). */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return cancel();
  }

  @Override
  public boolean isCancelled() {
    return cancelled();
  }

  @Override
  public boolean isDone() {
    return done();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    try {
      return getDone(awaitDoneForever());
    } catch (KeyboardInterrupt e) {
      throw new InterruptedException();
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    Object now = state;
    if (!isDone(now)) {
      try {
        now = timeout > 0 ? awaitNanos(unit.toNanos(timeout)) : null;
      } catch (KeyboardInterrupt e) {
        throw new InterruptedException();
      }
      if (now == null) {
        throw new TimeoutException();
      }
    }
    return getDone(now);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what is no failure is the result, of type T
  private T getDone(@Nullable Object end) throws ExecutionException {
    if (end instanceof Failure failure) {
      throw new ExecutionException(failure.exception);
    }
    if (isCancelled(end)) {
      throw new CancellationException();
    }
    return end == Mark.NONE ? (T) null : (T) end;
  }

  /** Shows the state, and of what class the result or the exception is (FUT-35). */
  @Override
  public String toString() {
    return toString(state);
  }

  private String toString(@Nullable Object now) {
    return "<Future at 0x"
        + Integer.toHexString(System.identityHashCode(this))
        + " state="
        + describe(now)
        + ">";
  }

  private static String describe(@Nullable Object now) {
    if (now instanceof Failure failure) {
      return "finished raised " + failure.exception.getClass().getSimpleName();
    }
    if (isCancelled(now)) {
      return "cancelled";
    }
    if (isDone(now)) {
      Object result = Objects.requireNonNull(now);
      return "finished returned "
          + (result == Mark.NONE ? "NoneType" : result.getClass().getSimpleName());
    }
    return nameOf(now).equals("RUNNING") ? "running" : "pending";
  }

  private static String nameOf(@Nullable Object now) {
    if (now == null) {
      return "PENDING";
    }
    if (now instanceof Attachments attached) {
      return switch (attached.phase) {
        case Attachments.PENDING -> "PENDING";
        case Attachments.RUNNING -> "RUNNING";
        default -> "CANCELLED";
      };
    }
    if (now == Mark.NOTIFIED) {
      return "CANCELLED_AND_NOTIFIED";
    }
    return now == Mark.RUNNING || now == Mark.CANCELLED ? ((Mark) now).name() : "FINISHED";
  }

  /** Tells whether it is finished, or cancelled and notified (FUT-26). */
  final boolean isCompleted() {
    return isCompleted(state);
  }

  /** Tells whether it has finished with an exception. */
  final boolean hasFailed() {
    return state instanceof Failure;
  }

  /**
   * Lets somebody be told once the future is completed.
   *
   * @param observer who is told; it is new
   * @return false if it is completed: nobody will be told
   */
  final boolean observe(Observer observer) {
    while (true) {
      Object now = state;
      if (isCompleted(now)) {
        return false;
      }
      Attachments attached = attach(now);
      if (attached != null && attached.add(this, observer)) {
        return true;
      }
    }
  }

  /**
   * Lets somebody be told no more.
   *
   * @param observer whom {@link #observe} was told of
   */
  final void forget(Observer observer) {
    if (state instanceof Attachments attached) {
      attached.remove(observer);
    }
  }

  /* The way of most calls, by one look at the class. */
  private static boolean isResult(@Nullable Object now) {
    return now != null
        && !(now instanceof Mark)
        && !(now instanceof Failure)
        && !(now instanceof Attachments);
  }

  private static boolean isDone(@Nullable Object now) {
    if (now instanceof Attachments attached) {
      return attached.phase == Attachments.CANCELLED;
    }
    return now != null && now != Mark.RUNNING;
  }

  private static boolean isCompleted(@Nullable Object now) {
    return now != null
        && now != Mark.RUNNING
        && now != Mark.CANCELLED
        && !(now instanceof Attachments);
  }

  private static boolean isCancelled(@Nullable Object now) {
    return now == Mark.CANCELLED
        || now == Mark.NOTIFIED
        || (now instanceof Attachments attached && attached.phase == Attachments.CANCELLED);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what is no failure is the result, of type T
  private T report(@Nullable Object end) {
    if (end instanceof Failure failure) {
      throw Future.<java.lang.RuntimeException>unchecked(failure.exception);
    }
    if (isCancelled(end)) {
      throw new CancelledError();
    }
    return end == Mark.NONE ? (T) null : (T) end;
  }

  /* An exception is thrown as it is, also a checked one. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private static @Nullable Throwable reportException(@Nullable Object end) {
    if (isCancelled(end)) {
      throw new CancelledError();
    }
    return end instanceof Failure failure ? failure.exception : null;
  }

  private Object awaitDone(double timeout) {
    Timeouts.refuseNaN(timeout);
    Object now = state;
    if (isDone(now)) {
      return Objects.requireNonNull(now);
    }
    return required(timeout > 0 ? awaitNanos(Timeouts.toNanos(timeout)) : null);
  }

  private Object awaitDone(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    Object now = state;
    if (isDone(now)) {
      return Objects.requireNonNull(now);
    }
    return required(timeout.isZero() ? null : awaitNanos(Timeouts.toNanos(timeout)));
  }

  /** As {@link #result(double)}, in nanoseconds that are not negative. */
  final T resultWithin(long nanos) {
    Object now = state;
    return report(isDone(now) ? now : required(nanos == 0 ? null : awaitNanos(nanos)));
  }

  private static Object required(@Nullable Object end) {
    if (end == null) {
      throw new TimeoutError("");
    }
    return end;
  }

  private Object awaitDoneForever() {
    Object now = state;
    return isDone(now) ? Objects.requireNonNull(now) : await(BargingAcquisition.FOREVER);
  }

  private Object await(long forever) {
    return Objects.requireNonNull(awaitNanos(forever));
  }

  /**
   * Waits until the future is done, and returns its state then; null if the time was over first.
   */
  private @Nullable Object awaitNanos(long nanos) {
    long start = nanos > 0 ? Notification.now() : 0;
    Object now = state;
    if (ON_DONE.spin(this, 0, now instanceof Attachments attached ? attached : null)) {
      return state;
    }
    Waiter waiter = new Waiter(Thread.currentThread());
    Attachments queue = join(waiter);
    if (queue == null) {
      return state;
    }
    Notification.End end = Notification.await(this, waiter, nanos, start);
    if (end == Notification.End.GRANTED || !queue.cancel(waiter)) {
      return state;
    }
    if (end == Notification.End.INTERRUPTED) {
      throw Notification.interrupted();
    }
    return null;
  }

  /** Lets a waiter join, and returns the queue; null if the future is done. */
  private @Nullable Attachments join(Waiter waiter) {
    while (true) {
      Object now = state;
      if (isDone(now)) {
        return null;
      }
      Attachments attached = attach(now);
      if (attached != null && attached.join(this, waiter)) {
        return attached;
      }
    }
  }

  /**
   * Returns the attachments, created if need be.
   *
   * @param now the state, not completed
   * @return null if the state has changed
   */
  private @Nullable Attachments attach(@Nullable Object now) {
    if (now instanceof Attachments attached) {
      return attached;
    }
    byte phase = Attachments.PENDING;
    if (now != null) {
      phase = now == Mark.RUNNING ? Attachments.RUNNING : Attachments.CANCELLED;
    }
    Attachments created = new Attachments(phase);
    return casState(now, created) ? created : null;
  }

  private boolean casState(@Nullable Object expected, @Nullable Object next) {
    return STATE.compareAndSet(this, expected, next);
  }

  /** An exception that is no result. */
  private static final class Failure {
    private final Throwable exception;

    Failure(Throwable exception) {
      this.exception = exception;
    }
  }

  /** What a future has within that is not completed, once somebody waits or is to be told. */
  private static final class Attachments extends WaiterQueue {
    static final byte PENDING = 0;
    static final byte RUNNING = 1;
    static final byte CANCELLED = 2;

    private volatile byte phase;

    /* Guarded. */
    private @Nullable Callback<?> firstCallback;
    private @Nullable Callback<?> lastCallback;
    private @Nullable Observer observers;

    Attachments(byte phase) {
      if (phase != PENDING) {
        this.phase = phase;
      }
    }

    /* Each returns null or false, and does nothing, if the future has something else in its place. */

    @Nullable Begin begin(Future<?> future) {
      Observer told = null;
      lockGuard();
      boolean inPlace = future.state == this;
      byte before = phase;
      if (inPlace && before == PENDING) {
        phase = RUNNING;
      } else if (inPlace && before == CANCELLED) {
        future.state = Mark.NOTIFIED;
        told = takeObservers();
      }
      unlockGuard();
      if (!inPlace) {
        return null;
      }
      Observer.tellAll(told);
      return switch (before) {
        case PENDING -> Begin.BEGUN;
        case CANCELLED -> Begin.WAS_CANCELLED;
        default -> Begin.UNEXPECTED;
      };
    }

    @Nullable Boolean cancel(Future<?> future) {
      Waiter woken = null;
      Callback<?> called = null;
      lockGuard();
      boolean inPlace = future.state == this;
      byte before = phase;
      if (inPlace && before == PENDING) {
        phase = CANCELLED;
        woken = takeGuarded(Integer.MAX_VALUE);
        called = takeCallbacks();
      }
      unlockGuard();
      if (!inPlace) {
        return null;
      }
      Notification.wake(woken);
      call(called);
      return before != RUNNING;
    }

    @Nullable Boolean finish(Future<?> future, Object end) {
      Waiter woken = null;
      Callback<?> called = null;
      Observer told = null;
      lockGuard();
      boolean inPlace = future.state == this;
      boolean finished = inPlace && phase != CANCELLED;
      if (finished) {
        future.state = end;
        woken = takeGuarded(Integer.MAX_VALUE);
        called = takeCallbacks();
        told = takeObservers();
      }
      unlockGuard();
      if (!inPlace) {
        return null;
      }
      Notification.wake(woken);
      Observer.tellAll(told);
      call(called);
      return finished;
    }

    private static void call(@Nullable Callback<?> first) {
      if (first != null) {
        Callback.callAll(first);
      }
    }

    boolean join(Future<?> future, Waiter waiter) {
      lockGuard();
      boolean waits = future.state == this && phase != CANCELLED;
      if (waits) {
        appendGuarded(waiter);
      }
      unlockGuard();
      return waits;
    }

    boolean add(Future<?> future, Callback<?> callback) {
      lockGuard();
      boolean added = future.state == this && phase != CANCELLED;
      if (added) {
        Callback<?> last = lastCallback;
        lastCallback = callback;
        if (last == null) {
          firstCallback = callback;
        } else {
          last.next = callback;
        }
      }
      unlockGuard();
      return added;
    }

    boolean add(Future<?> future, Observer observer) {
      lockGuard();
      boolean added = future.state == this;
      if (added) {
        Observer before = observers;
        observer.next = before;
        if (before != null) {
          before.previous = observer;
        }
        observer.isLinked = true;
        observers = observer;
      }
      unlockGuard();
      return added;
    }

    void remove(Observer observer) {
      lockGuard();
      if (observer.isLinked) {
        observer.isLinked = false;
        Observer before = observer.previous;
        Observer after = observer.next;
        if (before == null) {
          observers = after;
        } else {
          before.next = after;
        }
        if (after != null) {
          after.previous = before;
        }
      }
      unlockGuard();
    }

    private @Nullable Callback<?> takeCallbacks() {
      Callback<?> first = firstCallback;
      firstCallback = null;
      lastCallback = null;
      return first;
    }

    private @Nullable Observer takeObservers() {
      Observer first = observers;
      observers = null;
      for (Observer observer = first; observer != null; observer = observer.next) {
        observer.isLinked = false;
      }
      return first;
    }
  }

  /** The CompletableFuture that follows a future. */
  private static final class Mirror<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Future<T> original;

    Mirror(Future<T> original) {
      this.original = original;
    }

    void follow(Future<T> done) {
      Object end = done.state;
      if (end instanceof Failure failure) {
        completeExceptionally(failure.exception);
      } else if (Future.isCancelled(end)) {
        super.cancel(false);
      } else {
        complete(done.report(end));
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        original.cancel();
      }
      return cancelled;
    }
  }
}
