package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.KernelThread;
import dev.lockstep.kit.run.Threads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of a subject by several threads, of which one moves at a time: a move is over once
 * every thread has come back from its call or is seen to wait in it. A player is given the lock
 * step as its caller, and {@link #move} says whose call the next is.
 *
 * <p>That a thread waits is seen, not concluded from the time that it takes: it is parked for Java,
 * asleep for the kernel, and the kernel's counters stand still over several looks at all threads.
 * Whoever was woken is not asleep any more for the kernel. That a timeout is over is seen by the
 * clock and because the thread wakes up.
 */
public final class LockStep implements Caller, AutoCloseable {
  /** How often in a row all threads must look the same before they count as waiting. */
  static final int LOOKS = 6;

  /* The pause between two looks. Nothing is concluded from it: it lets others run. */
  private static final long PAUSE_NANOS = 500_000;

  private final Subject subject;
  private final int looks;
  private final BiFunction<Thread, KernelThread, Optional<KernelThread.Look>> eye;
  private final long patienceNanos;
  private final Map<String, Mover> movers = new TreeMap<>();
  private final Queue<Bystander> bystanders = new ConcurrentLinkedQueue<>();
  private @Nullable Mover moving;

  /** A thread that makes no calls, and that a call may wait for. */
  private record Bystander(Thread thread, KernelThread kernel) {
    boolean hasEnded() {
      return thread.getState() == Thread.State.TERMINATED && kernel.look().isEmpty();
    }
  }

  /**
   * What was seen of a move.
   *
   * @param outcome of the call of the thread that moved
   * @param ended what other threads' calls, which waited, have come to in the meantime
   * @param late whose timeouts may be over, before somebody asked for it
   */
  public record Observation(Outcome outcome, Map<String, Outcome> ended, Set<String> late) {
    /** Copies the collections. */
    public Observation {
      ended = Map.copyOf(ended);
      late = Set.copyOf(late);
    }
  }

  /**
   * Creates it without threads; each is started when it first moves.
   *
   * @param subject whose calls are made
   * @throws UnsupportedOperationException if {@link KernelThread#isObservable} is false
   */
  public LockStep(Subject subject) {
    this(subject, LOOKS, LockStep::look, Cost.HANG_MILLISECONDS);
  }

  /* For its test: with fewer looks, or others. */
  LockStep(
      Subject subject,
      int looks,
      BiFunction<Thread, KernelThread, Optional<KernelThread.Look>> eye,
      long patienceMillis) {
    if (!KernelThread.isObservable()) {
      throw new UnsupportedOperationException("This platform does not show its threads");
    }
    this.subject = subject;
    this.looks = looks;
    this.eye = eye;
    patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
  }

  @Override
  public Subject subject() {
    return subject;
  }

  /** Tells whether a thread is in a call of which no end has been observed. */
  public boolean waits(String thread) {
    Mover mover = movers.get(thread);
    return mover != null && !mover.isReported;
  }

  /**
   * Lets a thread make one call.
   *
   * @param thread which; it must not wait in a call
   * @param play plays the call, with this as the caller
   */
  public Observation move(String thread, Supplier<Outcome> play) {
    Mover mover = movers.computeIfAbsent(thread, Mover::new);
    if (!mover.isReported) {
      throw new IllegalStateException(thread + " waits in its call");
    }
    List<Mover> others = unreported();
    moving = mover;
    Outcome outcome = play.get();
    moving = null;
    return observation(mover, outcome, others);
  }

  /**
   * Waits until the timeout of a thread's call is over, and for what comes of it.
   *
   * @param thread which; it must wait in a call with a timeout that is over soon
   */
  public Observation expire(String thread) {
    Mover mover = movers.get(thread);
    if (mover == null || mover.isReported || mover.timeoutNanos == 0) {
      throw new IllegalStateException(thread + " waits in no call with a timeout");
    }
    List<Mover> others = unreported();
    others.remove(mover);
    Outcome outcome = settle(mover, mover::hasExpired);
    mover.isOver = true;
    return observation(mover, outcome, others);
  }

  /** Makes the call of the thread that moves, and watches until all are at rest. */
  @Override
  public Outcome observe(
      Callable<? extends @Nullable Object> body, boolean interrupted, double timeout) {
    Mover mover = moving;
    if (mover == null) {
      throw new IllegalStateException("No thread moves");
    }
    mover.begin(new Worker.Attempt(body, interrupted), timeout);
    return settle(mover, () -> true);
  }

  /* A thread that waits inside the JVM is asleep for the kernel, but not parked. */
  static Optional<KernelThread.Look> look(Thread thread, KernelThread kernel) {
    Thread.State state = thread.getState();
    boolean parked = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    return parked ? kernel.look() : Optional.empty();
  }

  @Override
  public void takePart() {
    bystanders.add(new Bystander(Thread.currentThread(), KernelThread.current()));
  }

  private List<Mover> waiting() {
    return movers.values().stream().filter(Mover::waits).toList();
  }

  /* A timeout may end a call between two moves: it is reported with the next. */
  private List<Mover> unreported() {
    List<Mover> unreported = new ArrayList<>();
    for (Mover mover : movers.values()) {
      if (!mover.isReported) {
        unreported.add(mover);
      }
    }
    return unreported;
  }

  private Observation observation(Mover mover, Outcome outcome, List<Mover> others) {
    Map<String, Outcome> ended = new HashMap<>();
    Set<String> late = new TreeSet<>();
    mover.isReported = !outcome.equals(Outcome.BLOCKED);
    for (Mover other : others) {
      if (!other.waits()) {
        ended.put(other.name, other.outcome());
        other.isReported = true;
      }
      if (other.isLate()) {
        late.add(other.name);
      }
    }
    if (mover.isLate()) {
      late.add(mover.name);
    }
    return new Observation(outcome, ended, late);
  }

  /* Returns once all are at rest, but no earlier than the condition holds. */
  private Outcome settle(Mover mover, BooleanSupplier until) {
    long start = System.nanoTime();
    int still = 0;
    List<Optional<KernelThread.Look>> before = List.of();
    while (System.nanoTime() - start < patienceNanos) {
      boolean ready = until.getAsBoolean();
      List<Mover> running = waiting();
      if (ready && running.isEmpty()) {
        return mover.outcome();
      }
      List<Optional<KernelThread.Look>> seen = new ArrayList<>();
      running.forEach(each -> seen.add(each.look()));
      bystanders.removeIf(Bystander::hasEnded);
      bystanders.forEach(each -> seen.add(eye.apply(each.thread, each.kernel)));
      boolean asleep = seen.stream().allMatch(look -> look.isPresent() && look.get().asleep());
      still = ready && asleep && seen.equals(before) ? still + 1 : 0;
      before = seen;
      if (still >= looks && running.stream().allMatch(Mover::waits)) {
        for (int i = 0; i < running.size(); i++) {
          running.get(i).foundAsleep(seen.get(i));
        }
        return mover.waits() ? Outcome.BLOCKED : mover.outcome();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return new Outcome.Hung(dump());
  }

  private String dump() {
    List<Thread> threads = new ArrayList<>();
    waiting().forEach(mover -> threads.add(mover.loop.thread()));
    bystanders.forEach(bystander -> threads.add(bystander.thread));
    StringBuilder stacks = new StringBuilder();
    threads.forEach(thread -> stacks.append(Threads.describe(thread, thread.getStackTrace())));
    return stacks.toString();
  }

  /**
   * Ends what waits by interrupts, and lets the threads end. Those that no interrupt ends, such as
   * one that has to get a lock back, are left behind.
   */
  @Override
  public void close() {
    movers.values().forEach(mover -> mover.loop.stop());
    waiting().forEach(mover -> mover.loop.thread().interrupt());
  }

  /** A thread and its last call. */
  private final class Mover {
    private final String name;
    private final Worker.Loop loop = new Worker.Loop(Threads.Kind.PLATFORM);
    private final KernelThread kernel;
    private Worker.Attempt attempt;
    private long timeoutNanos;
    private long started;
    private long asleepSince;
    private Optional<KernelThread.Look> asleep = Optional.empty();
    private boolean isOver;
    private boolean isReported = true;

    Mover(String name) {
      this.name = name;
      KernelThread[] found = new KernelThread[1];
      attempt =
          new Worker.Attempt(
              () -> {
                found[0] = KernelThread.current();
                return null;
              },
              false);
      loop.submit(attempt);
      if (!Threads.poll(attempt::isEnded)) {
        throw new AssertionError("A new thread does not run");
      }
      kernel = found[0];
    }

    /* A timeout that is far away is none. */
    void begin(Worker.Attempt next, double timeout) {
      timeoutNanos = timeout > 0 && ModelTimeouts.expires(timeout) ? (long) (timeout * 1e9) : 0;
      asleep = Optional.empty();
      isOver = false;
      isReported = false;
      started = System.nanoTime();
      attempt = next;
      loop.submit(next);
    }

    boolean waits() {
      return !attempt.isEnded();
    }

    Outcome outcome() {
      return attempt.outcome(subject);
    }

    Optional<KernelThread.Look> look() {
      return eye.apply(loop.thread(), kernel);
    }

    void foundAsleep(Optional<KernelThread.Look> seen) {
      if (asleep.isEmpty()) {
        asleep = seen;
        asleepSince = System.nanoTime();
      }
    }

    /* Whoever was seen asleep only after its time was over need not wake up any more. */
    boolean hasExpired() {
      if (!waits()) {
        return true;
      }
      if (System.nanoTime() - asleepSince < timeoutNanos) {
        return false;
      }
      return asleepSince - started >= timeoutNanos || !look().equals(asleep);
    }

    boolean isLate() {
      return timeoutNanos > 0 && !isOver && System.nanoTime() - started >= timeoutNanos;
    }
  }
}
