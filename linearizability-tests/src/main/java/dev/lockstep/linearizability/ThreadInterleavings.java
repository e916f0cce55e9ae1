package dev.lockstep.linearizability;

import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreBothWays;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.ThreadSubject;
import dev.lockstep.kit.subject.TimerSubject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that start, join, time and cancel. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.THREAD, checker = Checker.INTERLEAVINGS)
public class ThreadInterleavings {
  private static final Outcome KEYBOARD_INTERRUPT = Outcome.raises(PyError.KEYBOARD_INTERRUPT, "");

  private static final Outcome STARTED_BEFORE =
      Outcome.raises(PyError.RUNTIME_ERROR, "threads can only be started once");

  private static final Outcome ACTIVE =
      Outcome.raises(PyError.RUNTIME_ERROR, "cannot set daemon status of active thread");

  /* In seconds: over at the third look at the clock. */
  private static final double TWO_TICKS = 2e-9;

  /** What threads of a scenario look at, as plain fields. */
  private static final class Board {
    int runs;
    boolean aliveInside = true;
    boolean done;
  }

  private static ThreadSubject newThread(Runnable target) {
    return share(Subjects.ACTIVE.threading().newThread(target, "scenario", false, false));
  }

  /** A thread of the subject that ends when it is told to. */
  private static final class Patient {
    final EventSubject gate = Subjects.ACTIVE.newEvent();
    final Board board = new Board();
    final ThreadSubject thread =
        newThread(
            () -> {
              gate.await();
              board.done = true;
            });

    static Patient start() {
      Patient patient = share(new Patient());
      patient.thread.start();
      return patient;
    }

    Outcome join() {
      return outcomeOf(thread::join);
    }

    Outcome join(double timeout) {
      return outcomeOf(() -> thread.join(timeout));
    }
  }

  private static Outcome outcomeOf(Runnable body) {
    return Actor.outcomeOf(
        () -> {
          body.run();
          return null;
        });
  }

  /* Asks an event: a join that does not wait would be taken for one that waits by other means. */
  private static void needsOurWaiting() {
    Scenario.needsOurWaiting(() -> Subjects.ACTIVE.newEvent().await(TWO_TICKS));
  }

  /** Loads every class that starts, joins and waits, outside the model checker. */
  @BeforeAll
  static void load() {
    // First and alone: two threads that begin with it at different ends would wait for each other.
    ModelCheckingSeam.peek();
    Patient patient = Patient.start();
    patient.thread.join(TWO_TICKS);
    patient.gate.set();
    // With a timeout: a broken join that waits for ever is for the checks to find.
    patient.thread.join(TWO_TICKS);
    if (Subjects.ACTIVE.offers("THR-28")) {
      TimerSubject timer = newTimer(new Board());
      timer.start();
      timer.join(TWO_TICKS);
      timer.cancel();
    }
  }

  private static TimerSubject newTimer(Board board) {
    return share(Subjects.ACTIVE.threading().newTimer(TWO_TICKS, () -> board.runs++, false));
  }

  /** It is alive when start returns, or has run; it is alive inside, and not after a join. */
  @Test
  @Rule("THR-01")
  void thr01_aThreadIsAliveFromItsStartToItsEnd() {
    explore(
        "THR-01",
        () -> {
          Board board = share(new Board());
          ThreadSubject[] self = share(new ThreadSubject[1]);
          ThreadSubject thread =
              newThread(
                  () -> {
                    board.aliveInside = self[0].isAlive();
                    board.done = true;
                  });
          self[0] = thread;
          require(!thread.isAlive(), "THR-01", "is_alive() was due to be False before start()");
          thread.start();
          boolean alive = thread.isAlive();
          boolean done = board.done;
          require(
              alive || done, "THR-01", "start() has returned, run() has not ended: not is_alive()");
          thread.join();
          require(board.aliveInside, "THR-01", "is_alive() was due to be True in run()");
          require(!thread.isAlive(), "THR-01", "is_alive() was due to be False after the end");
        });
  }

  /** Two start the same thread: one does, and it runs once. */
  @Test
  @Rule("THR-02")
  void thr02_ofRacingStartsOneStarts() {
    explore(
        "THR-02",
        () -> {
          Board board = share(new Board());
          ThreadSubject thread = newThread(() -> board.runs++);
          Actor first = Actor.run(thread::start);
          Outcome second = outcomeOf(thread::start);
          Outcome seen = first.join();
          require(
              (seen.equals(NOTHING) && second.equals(STARTED_BEFORE))
                  || (seen.equals(STARTED_BEFORE) && second.equals(NOTHING)),
              "THR-02",
              "two called start(): one " + seen + ", the other " + second);
          thread.join();
          require(board.runs == 1, "THR-02", "run() was due once, and came " + board.runs);
        });
  }

  /** A joiner returns only after the thread has ended. */
  @Test
  @Rule({"THR-07", "THR-16"})
  void thr07_joinBlocksUntilTheEnd() {
    exploreBothWays(
        "THR-16",
        () -> {
          Board board = share(new Board());
          ThreadSubject thread = newThread(() -> board.done = true);
          thread.start();
          Actor joiner =
              Actor.run(
                  () -> {
                    thread.join();
                    require(board.done, "THR-07", "join() returned before run() had ended");
                    require(
                        !thread.isAlive(), "THR-07", "join() has returned, and is_alive() is True");
                  });
          joiner.joinReturning(null, "THR-07");
        });
  }

  /** A timed joiner against the end: it returns after the end or once its time is over. */
  @Test
  @Rule({"THR-08", "THR-16"})
  void thr08_aTimedJoinReturnsAtTheEndOrOnceItsTimeIsOver() {
    needsOurWaiting();
    exploreBothWays(
        "THR-16",
        () -> {
          Board board = share(new Board());
          ThreadSubject thread = newThread(() -> board.done = true);
          thread.start();
          long start = ModelCheckingSeam.peek();
          thread.join(TWO_TICKS);
          long ticks = ModelCheckingSeam.peek() - start;
          require(
              !thread.isAlive() || ticks > 2,
              "THR-08",
              "due: back at the end, or after 2 ticks from the first look at the clock on, which is"
                  + " a tick itself; seen: back after "
                  + ticks
                  + " ticks in all, and is_alive() is True");
          thread.join();
          require(board.done, "THR-07", "join() returned before run() had ended");
        });
  }

  /** An interrupt reaches a joiner although the thread does not end. */
  @Test
  @Rule("THR-15")
  void thr15_anInterruptEndsTheJoin() {
    explore(
        "THR-15",
        () -> {
          Patient patient = Patient.start();
          Actor joiner = Actor.run(patient.thread::join);
          joiner.interrupt();
          Outcome seen = joiner.join();
          require(
              seen.equals(KEYBOARD_INTERRUPT),
              "THR-15",
              "due: KeyboardInterrupt, as the thread does not end; seen: " + seen);
          require(
              !joiner.endedInterrupted(), "THR-15", "KeyboardInterrupt with the status still set");
          require(patient.thread.isAlive(), "THR-15", "KeyboardInterrupt, and not is_alive()");
          patient.gate.set();
          patient.thread.join();
        });
  }

  /** An interrupt and then the end: the joiner returns with its status, or has not called. */
  @Test
  @Rule({"THR-15", "THR-07"})
  void thr15_anInterruptedJoinerReturnsOrHasNotCalled() {
    needsOurWaiting();
    explore(
        "THR-15",
        () -> {
          Patient patient = Patient.start();
          Actor joiner =
              Actor.startParked(
                  "THR-07",
                  () -> {
                    patient.thread.join();
                    return null;
                  });
          joiner.interrupt();
          patient.gate.set();
          Outcome seen = joiner.join();
          if (seen.equals(KEYBOARD_INTERRUPT)) {
            require(
                !joiner.endedInterrupted(),
                "THR-15",
                "KeyboardInterrupt with the status still set");
          } else {
            require(
                seen.equals(NOTHING), "THR-15", "due: None or KeyboardInterrupt, seen: " + seen);
            require(joiner.endedInterrupted(), "THR-15", "join() returned and ate the interrupt");
          }
          patient.thread.join();
        });
  }

  /** The end against joiners that arrive. */
  @Test
  @Rule("THR-16")
  void thr16_theEndReachesJoinersThatArrive() {
    explore(
        "THR-16",
        () -> {
          ThreadSubject thread = newThread(() -> {});
          thread.start();
          Actor first = Actor.run(thread::join);
          Actor second = Actor.run(thread::join);
          first.joinReturning(null, "THR-16");
          second.joinReturning(null, "THR-16");
        });
  }

  /** Joiners that are all parked. */
  @Test
  @Rule({"THR-16", "THR-07"})
  void thr16_theEndReachesAllThatAreParked() {
    needsOurWaiting();
    explore(
        "THR-16",
        () -> {
          Patient patient = Patient.start();
          Actor first = Actor.startParked("THR-07", () -> patient.join());
          Actor second = Actor.startParked("THR-07", () -> patient.join());
          patient.gate.set();
          first.joinReturning(NOTHING, "THR-16");
          second.joinReturning(NOTHING, "THR-16");
        });
  }

  /** One of two joiners leaves, in time or by an interrupt, while the thread ends. */
  @Test
  @Rule("THR-16")
  void thr16_aJoinerThatLeavesKeepsNobodyFromBeingWoken() {
    for (boolean interrupt : new boolean[] {false, true}) {
      explore(
          "THR-16",
          () -> {
            ThreadSubject thread = newThread(() -> {});
            thread.start();
            Actor leaver =
                Actor.run(
                    () -> {
                      if (interrupt) {
                        thread.join();
                      } else {
                        thread.join(TWO_TICKS);
                      }
                    });
            if (interrupt) {
              leaver.interrupt();
            }
            thread.join();
            leaver.join();
          });
    }
  }

  /** After a joiner has left there is nobody to be woken. */
  @Test
  @Rule({"THR-16", "THR-07"})
  void thr16_aJoinerThatLeavesLeavesNothingBehind() {
    needsOurWaiting();
    for (boolean interrupt : new boolean[] {false, true}) {
      explore(
          "THR-16",
          () -> {
            ModelCheckingSeam.stopClock();
            Patient patient = Patient.start();
            Actor leaver = Actor.startParked("THR-07", () -> patient.join(TWO_TICKS));
            leaver.end(interrupt);
            leaver.join();
            patient.gate.set();
            patient.thread.join();
            leaver.requireUnparks(0, "THR-16");
          });
    }
  }

  /** Who says that it is a daemon, and another who starts it. */
  @Test
  @Rule("THR-19")
  void thr19_aDaemonIsSetBeforeTheStartOrNotAtAll() {
    explore(
        "THR-19",
        () -> {
          Board board = share(new Board());
          ThreadSubject thread = newThread(() -> board.runs++);
          Actor setter = Actor.run(() -> thread.setDaemon(true));
          thread.start();
          Outcome seen = setter.join();
          require(
              seen.equals(NOTHING) || seen.equals(ACTIVE),
              "THR-19",
              "setting daemon was due to succeed or to be refused, and " + seen);
          require(
              thread.daemon() == seen.equals(NOTHING),
              "THR-19",
              "setting daemon " + seen + ", and daemon is " + thread.daemon());
          thread.join();
          require(board.runs == 1, "THR-19", "run() was due once, and came " + board.runs);
        });
  }

  /** A timer that nobody cancels calls once, when its interval is over. */
  @Test
  @Rule("THR-28")
  void thr28_aTimerCallsOnceItsIntervalIsOver() {
    needsOurWaiting();
    explore(
        "THR-28",
        () -> {
          Board board = share(new Board());
          long start = ModelCheckingSeam.peek();
          TimerSubject timer = newTimer(board);
          timer.start();
          timer.join();
          long ticks = ModelCheckingSeam.peek() - start;
          require(board.runs == 1, "THR-28", "a timer was due to call once: " + board.runs);
          require(ticks > 2, "THR-28", "a timer of 2 ticks has called after " + ticks);
        });
  }

  /** A cancel while the interval is not over, wherever the timer's thread is by then. */
  @Test
  @Rule("THR-29")
  void thr29_aCancelInTimeIsNeverMissed() {
    needsOurWaiting();
    explore(
        "THR-29",
        () -> {
          ModelCheckingSeam.stopClock();
          Board board = share(new Board());
          TimerSubject timer = newTimer(board);
          timer.start();
          timer.cancel();
          timer.join();
          require(board.runs == 0, "THR-29", "a timer was cancelled in time, and has called");
        });
  }

  /** A cancel against the end of the interval: called once or not at all, and the thread ends. */
  @Test
  @Rule({"THR-29", "THR-28"})
  void thr29_aCancelAgainstTheCall() {
    needsOurWaiting();
    explore(
        "THR-29",
        () -> {
          Board board = share(new Board());
          TimerSubject timer = newTimer(board);
          timer.start();
          Actor canceller = Actor.run(timer::cancel);
          canceller.joinReturning(null, "THR-29");
          timer.join();
          require(board.runs <= 1, "THR-28", "a timer has called " + board.runs + " times");
        });
  }
}
