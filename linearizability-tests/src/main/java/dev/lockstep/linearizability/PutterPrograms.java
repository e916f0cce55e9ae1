package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.GetterPrograms.KEYBOARD_INTERRUPT;
import static dev.lockstep.linearizability.GetterPrograms.ONE;
import static dev.lockstep.linearizability.GetterPrograms.TWO_TICKS;
import static dev.lockstep.linearizability.GetterPrograms.requireItems;
import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.exploreWays;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.Subjects;

/** Small programs with threads that wait for room, for the end of the work, or for the end. */
final class PutterPrograms {
  static final Outcome FULL = Outcome.raises(PyError.FULL, "");
  static final Outcome SHUT_DOWN = Outcome.raises(PyError.SHUT_DOWN, "");

  private final Order order;
  private final boolean bothWays;

  /**
   * Creates the programs.
   *
   * @param order which kind of queue
   * @param bothWays whether to let threads spin, too
   */
  PutterPrograms(Order order, boolean bothWays) {
    this.order = order;
    this.bothWays = bothWays;
  }

  private QueueSubject queue() {
    return share(QueuePlayer.create(Subjects.ACTIVE, order, 0));
  }

  /** A queue with a bound of one, and with the item 0 in it. */
  private QueueSubject fullQueue() {
    QueueSubject queue = QueuePlayer.create(Subjects.ACTIVE, order, 1);
    queue.put(0L);
    return share(queue);
  }

  /** Loads every class that waits for room, outside the model checker. Never waits for ever. */
  void load() {
    QueueSubject queue = QueuePlayer.create(Subjects.ACTIVE, order, 1);
    queue.put(0L);
    Actor.outcomeOf(
        () -> {
          queue.put(1L, true, TWO_TICKS);
          return null;
        });
    Actor.outcomeOf(queue::getNowait);
  }

  private static Actor putting(QueueSubject queue, long item) {
    return Actor.run(() -> queue.put(item));
  }

  private static Actor parkedPutting(QueueSubject queue, long item, String blocks) {
    return Actor.startParked(
        blocks,
        () -> {
          queue.put(item);
          return null;
        });
  }

  private static Actor parkedJoining(QueueSubject queue, String blocks) {
    return Actor.startParked(
        blocks,
        () -> {
          queue.join();
          return null;
        });
  }

  private static void requireNext(QueueSubject queue, long due, String rule) {
    Outcome seen = Actor.outcomeOf(queue::getNowait);
    require(seen.equals(new Outcome.Returned(due)), rule, "next due: " + due + ", seen: " + seen);
  }

  /** A put blocks until there is room. */
  void putBlocksUntilGet(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor putter = putting(queue, 1);
          requireNext(queue, 0, rule);
          putter.joinReturning(null, rule);
          requireNext(queue, 1, rule);
          requireItems(queue, 0, rule);
        });
  }

  /** Two items through a bound of one. */
  void itemsPassThroughABoundOfOne(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor putter =
              Actor.run(
                  () -> {
                    queue.put(1L);
                    queue.put(2L);
                  });
          for (long due = 0; due <= 2; due++) {
            Object seen = queue.get();
            require(Long.valueOf(due).equals(seen), rule, "due: " + due + ", seen: " + seen);
          }
          putter.joinReturning(null, rule);
          requireItems(queue, 0, rule);
        });
  }

  /** A timed put against a get: its item is in, or it is Full. */
  void aTimedPutFindsRoomOrNot(String rule) {
    explore(
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor putter = Actor.run(() -> queue.put(1L, true, TWO_TICKS));
          requireNext(queue, 0, rule);
          Outcome seen = putter.join();
          boolean put = seen.equals(Outcome.NOTHING);
          require(put || seen.equals(FULL), rule, "due: put, or Full; seen: " + seen);
          requireItems(queue, put ? 1 : 0, rule);
        });
  }

  /** One of two putters leaves while there is room: it takes it, or the other does. */
  void aPlaceIsNotLostToOneWhoLeaves(String rule, boolean interrupt) {
    explore(
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor leaver =
              Actor.run(
                  () -> {
                    if (interrupt) {
                      queue.put(1L);
                    } else {
                      queue.put(1L, true, TWO_TICKS);
                    }
                  });
          Actor stayer = putting(queue, 2);
          if (interrupt) {
            leaver.interrupt();
          }
          requireNext(queue, 0, rule);
          boolean left = !leaver.join().equals(Outcome.NOTHING);
          if (!left) {
            queue.get();
          }
          stayer.joinReturning(null, rule);
          requireItems(queue, 1, rule);
        });
  }

  /** The same with a place that is free between a putter's last look and its decision to leave. */
  void aPlaceIsNotLostAtTheLastMoment(String rule, String blocks, boolean interrupt) {
    explore(
        rule,
        () -> {
          ModelCheckingSeam.stopClock();
          QueueSubject queue = fullQueue();
          Actor leaver =
              Actor.startParked(
                  blocks,
                  () -> {
                    queue.put(1L, true, TWO_TICKS);
                    return null;
                  });
          ModelCheckingSeam.atNextLookAtTheClock(
              () -> {
                requireNext(queue, 0, rule);
                leaver.end(interrupt);
              });
          leaver.wakeForNoReason();
          boolean put = leaver.join().equals(Outcome.NOTHING);
          requireItems(queue, put ? 1 : 0, rule);
        });
  }

  /** An interrupted putter has not called. */
  void anInterruptEndsAPut(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor putter = putting(queue, 1);
          putter.interrupt();
          Outcome seen = putter.join();
          require(seen.equals(KEYBOARD_INTERRUPT), rule, "due: KeyboardInterrupt; seen: " + seen);
          require(!putter.endedInterrupted(), rule, "KeyboardInterrupt with the status still set");
          requireNext(queue, 0, rule);
          requireItems(queue, 0, rule);
        });
  }

  /** An interrupted joiner has not called. */
  void anInterruptEndsAJoin(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor joiner = Actor.run(queue::join);
          joiner.interrupt();
          Outcome seen = joiner.join();
          require(seen.equals(KEYBOARD_INTERRUPT), rule, "due: KeyboardInterrupt; seen: " + seen);
          require(!joiner.endedInterrupted(), rule, "KeyboardInterrupt with the status still set");
        });
  }

  /** Putters get room in the order in which they have joined. */
  void puttersAreServedInOrder(String rule, String blocks) {
    explore(
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor first = parkedPutting(queue, 1, blocks);
          Actor second = parkedPutting(queue, 2, blocks);
          for (long due = 0; due <= 2; due++) {
            requireNext(queue, due, rule);
          }
          first.joinReturning(null, rule);
          second.joinReturning(null, rule);
        });
  }

  /** A join returns once all is done, and not before. */
  void joinBlocksUntilAllIsDone(String rule) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor first = Actor.run(queue::join);
          Actor second = Actor.run(queue::join);
          queue.taskDone();
          first.joinReturning(null, rule);
          second.joinReturning(null, rule);
          require(queue.unfinishedTasks() == 0, rule, "join() returned too early");
        });
  }

  /** A put that follows the last task_done at once keeps no joiner. */
  void aJoinerMissesNoMoment(String rule) {
    explore(
        rule,
        () -> {
          QueueSubject queue = queue();
          queue.put(1L);
          Actor joiner = parkedJoining(queue, rule);
          queue.taskDone();
          queue.put(2L);
          joiner.joinReturning(null, rule);
        });
  }

  /** A shutdown against a getter, with or without a put that races with both. */
  void aShutdownRefusesGetters(String rule, boolean immediate) {
    exploreWays(
        bothWays,
        rule,
        () -> {
          QueueSubject queue = queue();
          Actor getter = Actor.start(queue::get);
          Actor putter = putting(queue, 1);
          queue.shutdown(immediate);
          Outcome put = putter.join();
          Outcome got = getter.join();
          require(
              put.equals(Outcome.NOTHING) || put.equals(SHUT_DOWN), rule, "put(1) came to " + put);
          require(got.equals(ONE) || got.equals(SHUT_DOWN), rule, "get() came to " + got);
          if (!immediate) {
            require(
                got.equals(ONE) == put.equals(Outcome.NOTHING),
                rule,
                "put(1) " + put + ", and get() " + got);
          }
          requireItems(queue, 0, rule);
        });
  }

  /** A shutdown against two putters of which a get may let one in. */
  void aShutdownRefusesPutters(String rule, boolean immediate) {
    explore(
        rule,
        () -> {
          QueueSubject queue = fullQueue();
          Actor first = putting(queue, 1);
          Actor getter = Actor.start(queue::get);
          queue.shutdown(immediate);
          Outcome put = first.join();
          Outcome got = getter.join();
          require(
              put.equals(Outcome.NOTHING) || put.equals(SHUT_DOWN), rule, "put(1) came to " + put);
          boolean taken = got.equals(new Outcome.Returned(0L));
          require(taken || (immediate && got.equals(SHUT_DOWN)), rule, "get() came to " + got);
          int due = !immediate && put.equals(Outcome.NOTHING) ? 1 : 0;
          requireItems(queue, due, rule);
        });
  }

  /** An immediate shutdown, a get with its task_done, and a joiner: all come to their ends. */
  void anImmediateShutdownReleasesJoiners(String rule) {
    explore(
        rule,
        () -> {
          QueueSubject queue = queue();
          queue.put(1L);
          queue.put(2L);
          Actor joiner = Actor.run(queue::join);
          Actor getter =
              Actor.run(
                  () -> {
                    queue.get();
                    queue.taskDone();
                  });
          queue.shutdown(true);
          Outcome got = getter.join();
          require(got.equals(Outcome.NOTHING) || got.equals(SHUT_DOWN), rule, "the getter: " + got);
          joiner.joinReturning(null, rule);
          require(queue.unfinishedTasks() == 0, rule, "join() returned too early");
        });
  }

  /** A putter that has left is not let in. */
  void whoHasLeftIsNotLetIn(String rule, String blocks, boolean interrupted) {
    explore(
        rule,
        () -> {
          ModelCheckingSeam.stopClock();
          QueueSubject queue = fullQueue();
          Actor leaver =
              Actor.startParked(
                  blocks,
                  () -> {
                    queue.put(1L, true, TWO_TICKS);
                    return null;
                  });
          leaver.end(interrupted);
          leaver.join();
          int before = ModelCheckingSeam.unparks();
          requireNext(queue, 0, rule);
          require(
              ModelCheckingSeam.unparks() == before,
              rule,
              "the only putter had left, and get() unparked somebody");
          requireItems(queue, 0, rule);
        });
  }
}
