package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.ThreadModel;
import dev.lockstep.kit.run.Threads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Plays calls on a thread, whose target waits to be told what to do. */
public final class ThreadPlayer implements Player {
  private final Caller caller;
  private final boolean virtual;
  private Puppet puppet;

  /**
   * Creates a player with a new thread that is no daemon.
   *
   * @param caller makes the calls
   * @param virtual whether it is a virtual thread
   */
  public ThreadPlayer(Caller caller, boolean virtual) {
    this.caller = caller;
    this.virtual = virtual;
    puppet = new Puppet(caller, false, virtual);
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    ThreadSubject thread = puppet.thread;
    return switch (call.method()) {
      case "new" -> {
        boolean daemon = !call.arguments().isEmpty() && (Boolean) call.arguments().get(0);
        yield caller.observeNothing(
            () -> puppet = new Puppet(caller, daemon, virtual), interrupted);
      }
      case "start" -> caller.observeNothing(() -> thread.start(), interrupted);
      case "end" -> order(() -> puppet.end(!call.arguments().isEmpty()), interrupted);
      case "join" -> join(thread, call.timeout(), interrupted);
      case "join_itself" ->
          thread.isAlive()
              ? order(() -> puppet.joinItself(call.timeout()), interrupted)
              : join(thread, call.timeout(), interrupted);
      case "is_alive" -> caller.observe(() -> thread.isAlive(), interrupted);
      case "ident" -> caller.observe(() -> puppet.ident(), interrupted);
      case "name" -> caller.observe(() -> thread.name(), interrupted);
      case "set_name" -> {
        String name = ThreadModel.nameOf((Long) call.arguments().get(0));
        yield caller.observeNothing(() -> thread.setName(name), interrupted);
      }
      case "daemon" -> caller.observe(() -> thread.daemon(), interrupted);
      case "set_daemon" -> {
        boolean daemon = (Boolean) call.arguments().get(0);
        yield caller.observeNothing(() -> thread.setDaemon(daemon), interrupted);
      }
      default -> throw new IllegalArgumentException("Thread has no " + call);
    };
  }

  /* What another thread does on order takes time, and is no waiting of the call. */
  private Outcome order(Runnable order, boolean interrupted) {
    return caller.observe(
        () -> {
          order.run();
          return null;
        },
        interrupted,
        ModelTimeouts.PATIENCE);
  }

  private Outcome join(ThreadSubject thread, OptionalDouble timeout, boolean interrupted) {
    if (timeout.isEmpty()) {
      return caller.observeNothing(() -> thread.join(), interrupted);
    }
    double seconds = timeout.getAsDouble();
    return caller.observe(
        () -> {
          thread.join(seconds);
          return null;
        },
        interrupted,
        seconds);
  }

  /** Returns the thread that is played on. */
  public ThreadSubject thread() {
    return puppet.thread;
  }

  /** A thread, and how it is told what to do. */
  private static final class Puppet {
    /* How many may wait for orders: more than are in use at the same time. */
    private static final int MOST_ALIVE = 32;

    private static final Deque<Puppet> ALIVE = new ArrayDeque<>();

    private final Caller caller;
    private final Subject subject;
    private final ThreadSubject thread;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private volatile long ident;
    private volatile boolean takesPart;

    /** What a thread is told to do. */
    private interface Order {
      /** Does it, and tells whether the thread goes on to wait for the next. */
      boolean obey();
    }

    private record Answer(@Nullable RuntimeException thrown) {}

    /** The exception by which a thread may end. */
    private static final class Boom extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    Puppet(Caller caller, boolean daemon, boolean virtual) {
      this.caller = caller;
      subject = caller.subject();
      thread = subject.threading().newThread(this::run, ThreadModel.NAME, daemon, virtual);
      retire(this);
    }

    private void run() {
      caller.takePart();
      takesPart = true;
      ident = subject.threading().getIdent();
      boolean goesOn = true;
      while (goesOn) {
        goesOn = take(orders).obey();
      }
    }

    private static boolean leave() {
      return false;
    }

    private static boolean raise() {
      throw new Boom();
    }

    /* True if there is one, and it is the one that the thread itself knows. */
    @Nullable Boolean ident() {
      Long known = thread.ident();
      return known == null ? null : Boolean.valueOf(known > 0 && (ident == 0 || known == ident));
    }

    void end(boolean byException) {
      if (!thread.isAlive()) {
        thread.join();
        return;
      }
      if (byException) {
        subject.threading().setExcepthook((who, thrown) -> {});
      }
      orders.add(byException ? Puppet::raise : Puppet::leave);
      if (!Threads.poll(() -> !thread.isAlive())) {
        throw new IllegalStateException(thread.name() + " was due to end");
      }
      if (byException) {
        subject.threading().resetExcepthook();
      }
    }

    void joinItself(OptionalDouble timeout) {
      if (!Threads.poll(() -> takesPart)) {
        throw new IllegalStateException(thread.name() + " was due to run");
      }
      orders.add(
          () -> {
            RuntimeException thrown = null;
            try {
              if (timeout.isPresent()) {
                thread.join(timeout.getAsDouble());
              } else {
                thread.join();
              }
            } catch (RuntimeException e) {
              thrown = e;
            }
            answers.add(new Answer(thrown));
            return true;
          });
      RuntimeException thrown = take(answers).thrown();
      if (thrown != null) {
        throw thrown;
      }
    }

    /* Of many objects that are played on one after another, nobody says which is the last. */
    private static void retire(Puppet latest) {
      synchronized (ALIVE) {
        ALIVE.addLast(latest);
        if (ALIVE.size() > MOST_ALIVE) {
          ALIVE.removeFirst().orders.add(Puppet::leave);
        }
      }
    }

    private static <T> T take(BlockingQueue<T> queue) {
      boolean interrupted = false;
      while (true) {
        try {
          T item = queue.take();
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
          return item;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
  }
}
