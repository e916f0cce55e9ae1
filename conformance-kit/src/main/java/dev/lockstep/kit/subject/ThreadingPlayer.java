package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.run.Threads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays the experiments around threads: see {@code ThreadingModel}. */
@SuppressWarnings("NullAway") // on JDK 17 it takes whatever an AtomicReference holds for nullable
public final class ThreadingPlayer implements Player {
  private static final double FOR_EVER = 1e6;

  private final Caller caller;
  private final ThreadingSubject threading;
  private final boolean virtual;

  /**
   * Creates a player.
   *
   * @param caller makes the calls
   * @param virtual whether threads that may be virtual are
   */
  public ThreadingPlayer(Caller caller, boolean virtual) {
    this.caller = caller;
    this.virtual = virtual;
    threading = caller.subject().threading();
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    // what its threads do takes time, and is no waiting of the call
    return caller.observe(experiment(call), interrupted, ModelTimeouts.PATIENCE);
  }

  private Callable<@Nullable Object> experiment(Call call) {
    return switch (call.method()) {
      case "new" -> () -> null;
      case "default_names" -> this::defaultNames;
      case "inherited_daemon" -> () -> inheritedDaemon((Boolean) call.arguments().get(0));
      case "hooked" -> this::hooked;
      case "printed" -> this::printed;
      case "hook_raises" -> this::hookRaises;
      case "current" -> this::current;
      case "dummy" -> this::dummy;
      case "join_dummy" -> () -> joinDummy(call);
      case "main" -> this::main;
      case "start_main" -> this::startMain;
      case "listed" -> this::listed;
      case "timeout_max" -> () -> (long) threading.timeoutMax();
      case "timer" -> () -> timer(call.timeout().orElseThrow());
      case "cancelled_before" -> () -> cancelledBefore(call.timeout().orElseThrow());
      case "cancelled_while_waiting" -> this::cancelledWhileWaiting;
      case "cancelled_after" -> this::cancelledAfter;
      case "local" -> this::local;
      case "local_initialised" -> this::localInitialised;
      case "local_set_first" -> this::localSetFirst;
      case "local_failing" -> this::localFailing;
      case "local_within" -> this::localWithin;
      case "local_absent" -> () -> errorIn(threading.newLocal()::get);
      case "local_removed" -> this::localRemoved;
      case "local_remove_absent" -> () -> errorIn(() -> remove(threading.newLocal()));
      default -> throw new IllegalArgumentException("threading has no experiment " + call);
    };
  }

  /* Runs something in a new thread of the subject, and relays what it throws. */
  private <T extends @Nullable Object> T inThread(boolean daemon, Supplier<T> body) {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    ThreadSubject thread =
        threading.newThread(
            () -> {
              try {
                result.set(body.get());
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            },
            "experiment",
            daemon,
            virtual);
    thread.start();
    finish(thread);
    RuntimeException failure = thrown.get();
    if (failure != null) {
      throw failure;
    }
    return result.get();
  }

  /* Whatever join does: it is not what the experiments are about. */
  private static void finish(ThreadSubject thread) {
    if (!Threads.poll(() -> !thread.isAlive())) {
      throw new IllegalStateException(thread.name() + " was due to end");
    }
  }

  /* What a call raises, by Python's name; or what it returns. */
  private String errorIn(Supplier<? extends @Nullable Object> body) {
    try {
      return String.valueOf(body.get());
    } catch (RuntimeException e) {
      PyError error = caller.subject().errorOf(e);
      return error == PyError.OTHER ? e.toString() : error.python();
    }
  }

  private static @Nullable Object remove(LocalSubject local) {
    local.remove();
    return null;
  }

  private String defaultNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ThreadSubject thread =
          i == 1 ? threading.newThread(null, "", false, virtual) : threading.newThread(null);
      names.add(thread.name());
    }
    long first = number(names.get(0));
    for (int i = 0; i < 3; i++) {
      String relative = "N" + (i == 0 ? "" : "+" + i);
      names.set(i, names.get(i).replace(String.valueOf(first + i), relative));
    }
    return String.join(", ", names);
  }

  private static long number(String name) {
    String digits = name.replaceAll("\\D", "");
    return digits.isEmpty() ? -1 : Long.parseLong(digits);
  }

  private boolean inheritedDaemon(boolean daemon) {
    return inThread(daemon, () -> threading.newThread(null).daemon());
  }

  private String hooked() {
    List<String> seen = new ArrayList<>();
    ThreadSubject thread = failing();
    threading.setExcepthook(
        (who, thrown) -> {
          seen.add(thrown instanceof Boom ? "ValueError: boom" : thrown.toString());
          seen.add(
              who.is(thread) && threading.currentThread().is(thread) ? "in itself" : "outside");
          seen.add(thread.isAlive() ? "alive" : "ended");
        });
    try {
      thread.start();
      finish(thread);
    } finally {
      threading.resetExcepthook();
    }
    return String.join(", ", seen);
  }

  private ThreadSubject failing() {
    return threading.newThread(
        () -> {
          throw new Boom();
        },
        "named",
        true,
        virtual);
  }

  /** What the experiments raise in a thread: Python's ValueError("boom"). */
  private static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Boom() {
      super("boom");
    }
  }

  private String printed() {
    return firstLine(failing());
  }

  /* Starts a thread and returns the first line that it prints. */
  private static String firstLine(ThreadSubject thread) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      thread.start();
      finish(thread);
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("nothing");
  }

  private String hookRaises() {
    ThreadSubject thread = failing();
    threading.setExcepthook(
        (who, thrown) -> {
          throw new AssertionError("the hook fails");
        });
    try {
      return firstLine(thread) + (thread.isAlive() ? ", alive" : ", ended");
    } finally {
      threading.resetExcepthook();
    }
  }

  private String current() {
    AtomicReference<ThreadSubject> self = new AtomicReference<>();
    AtomicReference<String> found = new AtomicReference<>("nothing");
    ThreadSubject thread =
        threading.newThread(
            () -> {
              ThreadSubject current = threading.currentThread();
              Long ident = current.ident();
              found.set(
                  (current.is(self.get()) ? "itself" : current.name())
                      + (ident != null && ident == threading.getIdent()
                          ? ", with its own ident"
                          : ", with ident " + ident));
            },
            "me",
            true,
            virtual);
    self.set(thread);
    thread.start();
    finish(thread);
    return found.get();
  }

  private String dummy() throws InterruptedException {
    AtomicReference<String> found = new AtomicReference<>("nothing");
    Thread foreign =
        new Thread(
            () -> {
              ThreadSubject current = threading.currentThread();
              List<String> words = new ArrayList<>();
              words.add(current.name().replaceAll("\\d+", "N"));
              words.add(current.daemon() ? "a daemon" : "no daemon");
              words.add(current.isAlive() ? "alive" : "ended");
              words.add(isListed(current) ? "listed" : "not listed");
              Long ident = current.ident();
              boolean own = ident != null && ident == threading.getIdent();
              words.add(own ? "with its own ident" : "with ident " + ident);
              if (!threading.currentThread().is(current)) {
                words.add("and another the next time");
              }
              found.set(String.join(", ", words));
            });
    foreign.start();
    foreign.join();
    return found.get();
  }

  private boolean isListed(ThreadSubject thread) {
    return threading.enumerate().stream().anyMatch(thread::is);
  }

  private @Nullable Object joinDummy(Call call) throws InterruptedException {
    AtomicReference<ThreadSubject> dummy = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread foreign =
        new Thread(
            () -> {
              dummy.set(threading.currentThread());
              known.countDown();
              awaitUninterruptibly(end);
            });
    foreign.start();
    known.await();
    try {
      if (call.timeout().isPresent()) {
        dummy.get().join(call.timeout().getAsDouble());
      } else {
        dummy.get().join();
      }
      return null;
    } finally {
      end.countDown();
      foreign.join();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts it", e);
    }
  }

  private String main() {
    ThreadSubject main = threading.mainThread();
    return main.name() + (main.daemon() ? ", a daemon" : ", not a daemon");
  }

  private @Nullable Object startMain() {
    threading.mainThread().start();
    return null;
  }

  private String listed() {
    AtomicReference<ThreadSubject> self = new AtomicReference<>();
    AtomicReference<String> within = new AtomicReference<>("nothing");
    ThreadSubject thread =
        threading.newThread(
            () -> within.set(isListedAndCounted(self.get())), "listed", true, virtual);
    self.set(thread);
    String before = isListedAndCounted(thread);
    thread.start();
    finish(thread);
    return before + ", " + within.get() + ", " + isListedAndCounted(thread);
  }

  /* Others come and go, so the count can be compared only if it is the same before and after. */
  private String isListedAndCounted(ThreadSubject thread) {
    int count;
    List<ThreadSubject> listed;
    do {
      count = threading.activeCount();
      listed = threading.enumerate();
    } while (count != threading.activeCount());
    if (count != listed.size()) {
      return count + " counted, and " + listed.size() + " listed";
    }
    return listed.stream().anyMatch(thread::is) ? "yes" : "no";
  }

  private String timer(double interval) {
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<ThreadSubject> self = new AtomicReference<>();
    AtomicReference<String> where = new AtomicReference<>("elsewhere");
    AtomicReference<String> told = new AtomicReference<>("nothing");
    TimerSubject timer =
        threading.newTimer(
            interval,
            () -> {
              calls.incrementAndGet();
              if (threading.currentThread().is(self.get())) {
                where.set("in its own thread");
              }
            },
            virtual);
    self.set(timer);
    threading.setExcepthook((who, thrown) -> told.set(caller.subject().errorOf(thrown).python()));
    try {
      timer.start();
      finish(timer);
    } finally {
      threading.resetExcepthook();
    }
    return switch (calls.get()) {
      case 0 -> "not called, the hook was told of an " + told.get();
      case 1 -> "called once, " + where.get();
      default -> "called " + calls.get() + " times";
    };
  }

  private String cancelledBefore(double interval) {
    AtomicInteger calls = new AtomicInteger();
    TimerSubject timer = threading.newTimer(interval, calls::incrementAndGet, virtual);
    timer.cancel();
    timer.start();
    finish(timer);
    return calls.get() == 0 ? "not called" : "called";
  }

  private String cancelledWhileWaiting() {
    AtomicInteger calls = new AtomicInteger();
    TimerSubject timer = threading.newTimer(FOR_EVER, calls::incrementAndGet, virtual);
    timer.start();
    timer.cancel();
    finish(timer);
    return calls.get() == 0 ? "not called" : "called";
  }

  private String cancelledAfter() {
    AtomicInteger calls = new AtomicInteger();
    TimerSubject timer = threading.newTimer(0, calls::incrementAndGet, virtual);
    timer.start();
    finish(timer);
    timer.cancel();
    timer.cancel();
    return calls.get() == 0 ? "not called" : "called";
  }

  private String local() {
    LocalSubject local = threading.newLocal();
    local.set("mine");
    String other =
        inThread(
            true,
            () -> {
              local.set("its");
              return String.valueOf(local.get());
            });
    String own = String.valueOf(local.get());
    // That it is an error, and not null, is the business of local_absent.
    String third =
        inThread(true, () -> errorIn(local::get)).replaceAll("AttributeError|null", "none");
    return (own.equals("mine") ? "own" : own)
        + ", "
        + (other.equals("its") ? "own" : other)
        + ", "
        + third;
  }

  private String localInitialised() {
    AtomicInteger calls = new AtomicInteger();
    LocalSubject local = threading.newLocal(calls::incrementAndGet);
    String first = inThread(true, () -> looks(local, calls));
    calls.set(0);
    return first + ", " + inThread(true, () -> looks(local, calls));
  }

  private static String looks(LocalSubject local, AtomicInteger calls) {
    local.get();
    local.get();
    return calls.get() == 1 ? "once" : calls.get() + " times";
  }

  private String localSetFirst() {
    AtomicInteger calls = new AtomicInteger();
    LocalSubject local = threading.newLocal(calls::incrementAndGet);
    return inThread(
        true,
        () -> {
          local.set("set");
          return (calls.get() == 1 ? "initialised" : calls.get() + " times")
              + ", then "
              + local.get();
        });
  }

  private String localFailing() {
    AtomicInteger calls = new AtomicInteger();
    LocalSubject local =
        threading.newLocal(
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw new Boom();
              }
              return "initialised";
            });
    return inThread(
        true,
        () -> {
          String first;
          try {
            first = String.valueOf(local.get());
          } catch (Boom e) {
            first = "ValueError";
          }
          return first + ", " + errorIn(local::get);
        });
  }

  private String localWithin() {
    AtomicReference<LocalSubject> self = new AtomicReference<>();
    AtomicReference<String> within = new AtomicReference<>("nothing");
    LocalSubject local =
        threading.newLocal(
            () -> {
              within.set(errorIn(self.get()::get));
              return "initialised";
            });
    self.set(local);
    return inThread(
        true,
        () -> {
          String value = errorIn(local::get);
          return within.get() + ", " + value;
        });
  }

  private String localRemoved() {
    AtomicInteger calls = new AtomicInteger();
    LocalSubject local = threading.newLocal(calls::incrementAndGet);
    return inThread(
        true,
        () -> {
          local.get();
          local.remove();
          String after = errorIn(local::get);
          return after + (calls.get() == 1 ? ", not initialised again" : ", initialised again");
        });
  }
}
