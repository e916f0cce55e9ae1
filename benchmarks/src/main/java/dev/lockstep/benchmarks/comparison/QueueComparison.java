package dev.lockstep.benchmarks.comparison;

import dev.lockstep.queue.LifoQueue;
import dev.lockstep.queue.PriorityQueue;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * Compares the queues with their peers in one process, round robin: alone, with one producer and one
 * consumer, with four of each, and as ping-pong. The figures of docs/decisions/0005 come from here.
 *
 * <p>Arguments: {@code [bounded|unbounded|simple|lifo|priority|ping-pong|all] [rounds]}.
 */
public final class QueueComparison {
  private static final int ITEMS = 2_000_000;
  private static final int HAND_OFFS = 50_000;
  private static final List<String> NAMES =
      List.of("bounded", "unbounded", "simple", "lifo", "priority", "ping-pong", "all");

  private QueueComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws InterruptedException {
    String what = arguments.length > 0 ? arguments[0] : "all";
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    if (!NAMES.contains(what) || rounds < 1) {
      System.err.println("Arguments: [" + String.join("|", NAMES) + "] [rounds]");
      System.exit(2);
    }
    System.out.printf(
        "JDK %s, %d cores%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    if (what.equals("bounded") || what.equals("all")) {
      bounded(rounds);
    }
    if (what.equals("unbounded") || what.equals("all")) {
      unbounded(rounds);
    }
    if (what.equals("simple") || what.equals("all")) {
      simple(rounds);
    }
    if (what.equals("lifo") || what.equals("all")) {
      lifo(rounds);
    }
    if (what.equals("priority") || what.equals("all")) {
      priority(rounds);
    }
    if (what.equals("ping-pong") || what.equals("all")) {
      pingPong(rounds);
    }
  }

  private static void bounded(int rounds) throws InterruptedException {
    Queue<Integer> queue0 = new Queue<>(128);
    ArrayBlockingQueue<Integer> queue1 = new ArrayBlockingQueue<>(128);
    LinkedBlockingQueue<Integer> queue2 = new LinkedBlockingQueue<>(128);
    Rounds.compare(
        "bounded, uncontended",
        rounds,
        new Uncontended("Queue(128)") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              queue0.put(1);
              queue0.get();
            }
          }
        },
        new Uncontended("ArrayBlockingQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue1.put(1);
              queue1.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        },
        new Uncontended("LinkedBlockingQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue2.put(1);
              queue2.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        });
    for (int ends : new int[] {1, 4}) {
      Rounds.compare(
          "bounded, " + ends + " producers and consumers each",
          rounds,
          new Pipe("Queue(128)", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue0.put(item);
            }

            @Override
            Integer get() {
              return queue0.get();
            }
          },
          new Pipe("ArrayBlockingQueue", ends, ITEMS) {
            @Override
            void put(Integer item) throws InterruptedException {
              queue1.put(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue1.take();
            }
          },
          new Pipe("LinkedBlockingQueue", ends, ITEMS) {
            @Override
            void put(Integer item) throws InterruptedException {
              queue2.put(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue2.take();
            }
          });
    }
  }

  private static void unbounded(int rounds) throws InterruptedException {
    Queue<Integer> queue0 = new Queue<>();
    LinkedBlockingQueue<Integer> queue1 = new LinkedBlockingQueue<>();
    LinkedTransferQueue<Integer> queue2 = new LinkedTransferQueue<>();
    Rounds.compare(
        "unbounded, uncontended",
        rounds,
        new Uncontended("Queue()") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              queue0.put(1);
              queue0.get();
            }
          }
        },
        new Uncontended("LinkedBlockingQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue1.put(1);
              queue1.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        },
        new Uncontended("LinkedTransferQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue2.put(1);
              queue2.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        });
    for (int ends : new int[] {1, 4}) {
      Rounds.compare(
          "unbounded, " + ends + " producers and consumers each",
          rounds,
          new Pipe("Queue()", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue0.put(item);
            }

            @Override
            Integer get() {
              return queue0.get();
            }
          },
          new Pipe("LinkedBlockingQueue", ends, ITEMS) {
            @Override
            void put(Integer item) throws InterruptedException {
              queue1.put(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue1.take();
            }
          },
          new Pipe("LinkedTransferQueue", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue2.put(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue2.take();
            }
          });
    }
  }

  private static void simple(int rounds) throws InterruptedException {
    SimpleQueue<Integer> queue0 = new SimpleQueue<>();
    LinkedBlockingQueue<Integer> queue1 = new LinkedBlockingQueue<>();
    LinkedTransferQueue<Integer> queue2 = new LinkedTransferQueue<>();
    Rounds.compare(
        "simple, uncontended",
        rounds,
        new Uncontended("SimpleQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              queue0.put(1);
              queue0.get();
            }
          }
        },
        new Uncontended("LinkedBlockingQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue1.put(1);
              queue1.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        },
        new Uncontended("LinkedTransferQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue2.put(1);
              queue2.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        });
    for (int ends : new int[] {1, 4}) {
      Rounds.compare(
          "simple, " + ends + " producers and consumers each",
          rounds,
          new Pipe("SimpleQueue", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue0.put(item);
            }

            @Override
            Integer get() {
              return queue0.get();
            }
          },
          new Pipe("LinkedBlockingQueue", ends, ITEMS) {
            @Override
            void put(Integer item) throws InterruptedException {
              queue1.put(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue1.take();
            }
          },
          new Pipe("LinkedTransferQueue", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue2.put(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue2.take();
            }
          });
    }
  }

  private static void lifo(int rounds) throws InterruptedException {
    LifoQueue<Integer> queue0 = new LifoQueue<>();
    LinkedBlockingDeque<Integer> queue1 = new LinkedBlockingDeque<>();
    Rounds.compare(
        "lifo, uncontended",
        rounds,
        new Uncontended("LifoQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              queue0.put(1);
              queue0.get();
            }
          }
        },
        new Uncontended("LinkedBlockingDeque") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue1.putFirst(1);
              queue1.takeFirst();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        });
    for (int ends : new int[] {1, 4}) {
      Rounds.compare(
          "lifo, " + ends + " producers and consumers each",
          rounds,
          new Pipe("LifoQueue", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue0.put(item);
            }

            @Override
            Integer get() {
              return queue0.get();
            }
          },
          new Pipe("LinkedBlockingDeque", ends, ITEMS) {
            @Override
            void put(Integer item) throws InterruptedException {
              queue1.putFirst(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue1.takeFirst();
            }
          });
    }
  }

  private static void priority(int rounds) throws InterruptedException {
    PriorityQueue<Integer> queue0 = new PriorityQueue<>();
    PriorityBlockingQueue<Integer> queue1 = new PriorityBlockingQueue<>();
    Rounds.compare(
        "priority, uncontended",
        rounds,
        new Uncontended("PriorityQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              queue0.put(1);
              queue0.get();
            }
          }
        },
        new Uncontended("PriorityBlockingQueue") {
          @Override
          void pairs() {
            for (int i = 0; i < PAIRS; i++) {
              try {
              queue1.put(1);
              queue1.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            }
          }
        });
    for (int ends : new int[] {1, 4}) {
      Rounds.compare(
          "priority, " + ends + " producers and consumers each",
          rounds,
          new Pipe("PriorityQueue", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue0.put(item);
            }

            @Override
            Integer get() {
              return queue0.get();
            }
          },
          new Pipe("PriorityBlockingQueue", ends, ITEMS) {
            @Override
            void put(Integer item) {
              queue1.put(item);
            }

            @Override
            Integer get() throws InterruptedException {
              return queue1.take();
            }
          });
    }
  }

  private static void pingPong(int rounds) throws InterruptedException {
    Queue<Integer> there0 = new Queue<>();
    Queue<Integer> back0 = new Queue<>();
    SimpleQueue<Integer> there1 = new SimpleQueue<>();
    SimpleQueue<Integer> back1 = new SimpleQueue<>();
    SynchronousQueue<Integer> there2 = new SynchronousQueue<>();
    SynchronousQueue<Integer> back2 = new SynchronousQueue<>();
    LinkedTransferQueue<Integer> there3 = new LinkedTransferQueue<>();
    LinkedTransferQueue<Integer> back3 = new LinkedTransferQueue<>();
    Rounds.compare(
        "ping-pong over two queues",
        rounds,
        new PingPong("Queue", HAND_OFFS) {
          @Override
          void ping() {
            there0.put(1);
            back0.get();
          }

          @Override
          void pong() {
            there0.get();
            back0.put(1);
          }
        },
        new PingPong("SimpleQueue", HAND_OFFS) {
          @Override
          void ping() {
            there1.put(1);
            back1.get();
          }

          @Override
          void pong() {
            there1.get();
            back1.put(1);
          }
        },
        new PingPong("SynchronousQueue", HAND_OFFS) {
          @Override
          void ping() {
            try {
            there2.put(1);
            back2.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
          }

          @Override
          void pong() {
            try {
            there2.take();
            back2.put(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
          }
        },
        new PingPong("LinkedTransferQueue", HAND_OFFS) {
          @Override
          void ping() {
            try {
            there3.put(1);
            back3.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
          }

          @Override
          void pong() {
            try {
            there3.take();
            back3.put(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
          }
        });
  }
}
