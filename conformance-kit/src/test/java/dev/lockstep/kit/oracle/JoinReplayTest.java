package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.KernelThread;
import dev.lockstep.kit.subject.LockstepSubject;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.ThreadSubject;
import dev.lockstep.kit.subject.ThreadingSubject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Joins that are wrong in one place each: the programs that matter find every one. */
class JoinReplayTest {
  private static final Subject OURS = new LockstepSubject();

  private static final List<Program> PROGRAMS = Scenarios.of(Primitive.THREAD);

  @BeforeAll
  static void threadsAreShown() {
    assumeTrue(KernelThread.isObservable(), "no /proc");
  }

  /** Our thread, to be broken in one place. */
  private static class Delegate implements ThreadSubject {
    final ThreadSubject thread;

    Delegate(ThreadSubject thread) {
      this.thread = thread;
    }

    final boolean isSelf() {
      return thread.is(OURS.threading().currentThread());
    }

    final boolean hasToWait() {
      return thread.isAlive() && !isSelf();
    }

    @Override
    public void start() {
      thread.start();
    }

    @Override
    public void run() {
      thread.run();
    }

    @Override
    public void join() {
      thread.join();
    }

    @Override
    public void join(double timeout) {
      thread.join(timeout);
    }

    @Override
    public void join(Duration timeout) {
      thread.join(timeout);
    }

    @Override
    public boolean isAlive() {
      return thread.isAlive();
    }

    @Override
    public String name() {
      return thread.name();
    }

    @Override
    public void setName(String name) {
      thread.setName(name);
    }

    @Override
    public @Nullable Long ident() {
      return thread.ident();
    }

    @Override
    public boolean daemon() {
      return thread.daemon();
    }

    @Override
    public void setDaemon(boolean daemon) {
      thread.setDaemon(daemon);
    }

    @Override
    public boolean is(ThreadSubject other) {
      return other instanceof Delegate delegate && thread.is(delegate.thread);
    }
  }

  /** A subject that has only threads: ours, broken in one place. */
  private record Broken(UnaryOperator<ThreadSubject> breaking) implements Subject {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Map<String, String> notOffered() {
      return Map.of();
    }

    @Override
    public ThreadingSubject threading() {
      ThreadingSubject ours = OURS.threading();
      return (ThreadingSubject)
          Proxy.newProxyInstance(
              ThreadingSubject.class.getClassLoader(),
              new Class<?>[] {ThreadingSubject.class},
              (proxy, method, arguments) -> {
                Object result = method.invoke(ours, arguments);
                return method.getName().equals("newThread")
                    ? breaking.apply((ThreadSubject) result)
                    : result;
              });
    }

    @Override
    public PyError errorOf(Throwable thrown) {
      return OURS.errorOf(thrown);
    }
  }

  private static Set<String> brokenBy(UnaryOperator<ThreadSubject> breaking) {
    RuleViolation violation =
        assertThrows(
            RuleViolation.class,
            () -> new ProgramReplay(new Broken(breaking)).check(PROGRAMS, "a test"));
    Set<String> rules = new TreeSet<>(Set.of(violation.rule()));
    for (Throwable suppressed : violation.getSuppressed()) {
      rules.add(((RuleViolation) suppressed).rule());
    }
    return rules;
  }

  private static void waitForEver() {
    try {
      new Semaphore(0).acquire();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsNotBrokenDoesWhatIsDue() {
    assertEquals(
        PROGRAMS.size(), new ProgramReplay(new Broken(Delegate::new)).check(PROGRAMS, "a test"));
  }

  @Test
  void aJoinThatDoesNotWait() {
    assertEquals(
        Set.of("THR-07"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join() {
                    if (!hasToWait()) {
                      thread.join();
                    }
                  }
                }));
  }

  @Test
  void aJoinWithATimeoutThatIsOneLook() {
    assertEquals(
        Set.of("THR-08"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join(double timeout) {
                    thread.join(Math.min(timeout, 0));
                  }
                }));
  }

  @Test
  void aJoinWithATimeoutThatWaitsOnceMore() {
    assertEquals(
        Set.of("THR-08"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join(double timeout) {
                    thread.join(timeout);
                    if (timeout > 0 && isAlive()) {
                      thread.join();
                    }
                  }
                }));
  }

  @Test
  void oneLookThatWaits() {
    assertEquals(
        Set.of("THR-09"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join(double timeout) {
                    if (timeout < 0) {
                      thread.join();
                    } else {
                      thread.join(timeout);
                    }
                  }
                }));
  }

  @Test
  void anEndThatEndsTheJoinOfOne() {
    assertEquals(
        Set.of("THR-16"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  private final AtomicInteger joiners = new AtomicInteger();

                  @Override
                  public void join() {
                    if (hasToWait() && joiners.getAndIncrement() > 0) {
                      waitForEver();
                    }
                    thread.join();
                  }
                }));
  }

  @Test
  void anEndThatEndsNoJoin() {
    assertEquals(
        Set.of("THR-07", "THR-16"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join() {
                    if (hasToWait()) {
                      waitForEver();
                    }
                    thread.join();
                  }
                }));
  }

  @Test
  void aTimeoutThatEndsTheJoinsOfOthers() {
    assertEquals(
        Set.of("THR-07"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  private final Set<Thread> joiners = ConcurrentHashMap.newKeySet();

                  @Override
                  public void join() {
                    joiners.add(Thread.currentThread());
                    try {
                      thread.join();
                    } catch (KeyboardInterrupt e) {
                      // it comes back as if the thread had ended
                    } finally {
                      joiners.remove(Thread.currentThread());
                    }
                  }

                  @Override
                  public void join(double timeout) {
                    thread.join(timeout);
                    if (timeout > 0 && isAlive()) {
                      joiners.forEach(Thread::interrupt);
                    }
                  }
                }));
  }

  @Test
  void aJoinOfWhatWasNotStartedThatReturns() {
    assertEquals(
        Set.of("THR-13"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join(double timeout) {
                    if (ident() != null) {
                      thread.join(timeout);
                    }
                  }
                }));
  }

  @Test
  void aJoinOfItselfThatIsNotRefused() {
    assertEquals(
        Set.of("THR-14"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join() {
                    if (!isSelf()) {
                      thread.join();
                    }
                  }
                }));
  }

  @Test
  void aJoinOfItselfThatIsRefusedForAnotherReason() {
    assertEquals(
        Set.of("THR-14"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  @Override
                  public void join(double timeout) {
                    if (isSelf()) {
                      throw new RuntimeError("cannot join thread before it is started");
                    }
                    thread.join(timeout);
                  }
                }));
  }

  @Test
  void aThreadThatIsNotAliveWhileItIsJoined() {
    // What ends it and what it does itself begin with that look, and go wrong with it.
    assertEquals(
        Set.of("THR-01", "THR-07", "THR-14"),
        brokenBy(
            thread ->
                new Delegate(thread) {
                  private final AtomicInteger joiners = new AtomicInteger();

                  @Override
                  public void join(double timeout) {
                    joiners.incrementAndGet();
                    thread.join(timeout);
                    joiners.decrementAndGet();
                  }

                  @Override
                  public boolean isAlive() {
                    return joiners.get() == 0 && thread.isAlive();
                  }
                }));
  }
}
