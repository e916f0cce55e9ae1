package dev.lockstep.benchmarks.comparison;

import dev.lockstep.benchmarks.comparison.QueueEnds.OfBlockingQueue;
import dev.lockstep.benchmarks.comparison.QueueEnds.OfJcTools;
import dev.lockstep.benchmarks.comparison.QueueEnds.OfQueue;
import dev.lockstep.benchmarks.comparison.QueueEnds.OfSimpleQueue;
import dev.lockstep.benchmarks.comparison.QueueEnds.OfStack;
import dev.lockstep.queue.LifoQueue;
import dev.lockstep.queue.PriorityQueue;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;

/**
 * Compares the queues with their peers in one process, round robin: alone, with one producer and
 * one consumer, with four of each, and as ping-pong. The figures of docs/decisions/0005 come from
 * here.
 *
 * <p>Arguments: {@code [bounded|unbounded|simple|lifo|priority|ping-pong|all] [rounds]}.
 */
public final class QueueComparison {
  private static final int BOUND = 128;
  private static final int CHUNK = 1024;
  private static final int ITEMS = 1_000_000;
  private static final int HAND_OFFS = 50_000;

  /* The first of each is compared with the others. */
  private static final Map<String, Map<String, Supplier<QueueEnds>>> GROUPS = groups();

  private QueueComparison() {}

  private static Map<String, Map<String, Supplier<QueueEnds>>> groups() {
    Map<String, Map<String, Supplier<QueueEnds>>> groups = new LinkedHashMap<>();
    Map<String, Supplier<QueueEnds>> bounded = group(groups, "bounded");
    bounded.put("Queue", () -> new OfQueue(new Queue<>(BOUND)));
    bounded.put("ArrayBlockingQueue", () -> new OfBlockingQueue(new ArrayBlockingQueue<>(BOUND)));
    bounded.put("LinkedBlockingQueue", () -> new OfBlockingQueue(new LinkedBlockingQueue<>(BOUND)));
    bounded.put("JCTools MpmcArrayQueue", () -> new OfJcTools(new MpmcArrayQueue<>(BOUND)));
    Map<String, Supplier<QueueEnds>> unbounded = group(groups, "unbounded");
    unbounded.put("Queue", () -> new OfQueue(new Queue<>()));
    unboundedPeers(unbounded);
    Map<String, Supplier<QueueEnds>> simple = group(groups, "simple");
    simple.put("SimpleQueue", () -> new OfSimpleQueue(new SimpleQueue<>()));
    unboundedPeers(simple);
    Map<String, Supplier<QueueEnds>> lifo = group(groups, "lifo");
    lifo.put("LifoQueue", () -> new OfQueue(new LifoQueue<>()));
    lifo.put("LinkedBlockingDeque", () -> new OfStack(new LinkedBlockingDeque<>()));
    Map<String, Supplier<QueueEnds>> priority = group(groups, "priority");
    priority.put("PriorityQueue", () -> new OfQueue(new PriorityQueue<>()));
    priority.put("PriorityBlockingQueue", () -> new OfBlockingQueue(new PriorityBlockingQueue<>()));
    Map<String, Supplier<QueueEnds>> pingPong = group(groups, "ping-pong");
    pingPong.put("Queue", () -> new OfQueue(new Queue<>()));
    pingPong.put("SimpleQueue", () -> new OfSimpleQueue(new SimpleQueue<>()));
    pingPong.put("SynchronousQueue", () -> new OfBlockingQueue(new SynchronousQueue<>()));
    pingPong.put("LinkedTransferQueue", () -> new OfBlockingQueue(new LinkedTransferQueue<>()));
    return groups;
  }

  private static Map<String, Supplier<QueueEnds>> group(
      Map<String, Map<String, Supplier<QueueEnds>>> groups, String name) {
    return groups.computeIfAbsent(name, key -> new LinkedHashMap<>());
  }

  private static void unboundedPeers(Map<String, Supplier<QueueEnds>> group) {
    group.put("LinkedBlockingQueue", () -> new OfBlockingQueue(new LinkedBlockingQueue<>()));
    group.put("LinkedTransferQueue", () -> new OfBlockingQueue(new LinkedTransferQueue<>()));
    group.put(
        "JCTools MpmcUnboundedXadd", () -> new OfJcTools(new MpmcUnboundedXaddArrayQueue<>(CHUNK)));
  }

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    String what = arguments.length > 0 ? arguments[0] : "all";
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    if (!(what.equals("all") || GROUPS.containsKey(what)) || rounds < 1) {
      System.err.println("Arguments: [" + String.join("|", GROUPS.keySet()) + "|all] [rounds]");
      System.exit(2);
    }
    System.out.printf(
        "JDK %s, %d cores%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    GROUPS.forEach(
        (name, group) -> {
          if (what.equals("all") || what.equals(name)) {
            compare(name, group, rounds);
          }
        });
  }

  private static void compare(String name, Map<String, Supplier<QueueEnds>> group, int rounds) {
    try {
      if (name.equals("ping-pong")) {
        Rounds.compare(name, rounds, contestants(group, -1, HAND_OFFS));
        return;
      }
      Rounds.compare(name + ", one thread", rounds, contestants(group, 0, ITEMS));
      for (int ends : new int[] {1, 4}) {
        Rounds.compare(
            name + ", " + ends + " and " + ends, rounds, contestants(group, ends, ITEMS));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the comparison", e);
    }
  }

  private static Contestant[] contestants(
      Map<String, Supplier<QueueEnds>> group, int ends, int operations) {
    return group.entrySet().stream()
        .map(each -> new QueueContestant(each.getKey(), each.getValue(), ends, operations))
        .toArray(Contestant[]::new);
  }
}
