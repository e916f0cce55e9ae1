package dev.lockstep.kit.contract;

import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.PutGetSubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Real threads that wait for an item of a queue, of whatever kind. */
final class PutGetScenarios {
  static final double FAR_AWAY = 1e3;

  static final double SOON = 1e-3;

  static final int WAITERS = 5;

  static final int UNPARKS = 100;

  private final Kind kind;
  private final Supplier<? extends PutGetSubject> created;

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   * @param created creates an empty queue
   */
  PutGetScenarios(Kind kind, Supplier<? extends PutGetSubject> created) {
    this.kind = kind;
    this.created = created;
  }

  /** Says what a call came to: what it returned as a text, or Python's name of its error. */
  static String told(Callable<? extends @Nullable Object> call) {
    try {
      return String.valueOf(call.call());
    } catch (Exception e) {
      return Subjects.ACTIVE.errorOf(e).python();
    }
  }

  /** Says the same of a call that returns nothing. */
  static String toldOf(Runnable call) {
    return told(
        () -> {
          call.run();
          return "None";
        });
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  static void requireTold(Task<String> task, String due, String after) {
    String seen = task.result();
    require(seen.equals(due), after + " it was due: " + due + ", not " + seen);
  }

  /** The forms of get that wait for ever. */
  static Map<String, Function<PutGetSubject, @Nullable Object>> forever() {
    Map<String, Function<PutGetSubject, @Nullable Object>> forms = new TreeMap<>();
    forms.put("get()", PutGetSubject::get);
    forms.put("get(True)", queue -> queue.get(true));
    return forms;
  }

  /** The form that waits for a long time. */
  static Map<String, Function<PutGetSubject, @Nullable Object>> timed() {
    Map<String, Function<PutGetSubject, @Nullable Object>> forms = new TreeMap<>();
    forms.put("get(True, 1000.0)", queue -> queue.get(true, FAR_AWAY));
    return forms;
  }

  /** Each form waits, whatever unparks it, until another thread puts. */
  void waitsUntilPut(Map<String, Function<PutGetSubject, @Nullable Object>> forms) {
    forms.forEach(this::waitsUntilPut);
  }

  private void waitsUntilPut(String name, Function<PutGetSubject, @Nullable Object> form) {
    for (Object item : new Object[] {7L, "None"}) {
      @Nullable Object put = item.equals("None") ? null : item;
      PutGetSubject queue = created.get();
      try (Threads threads = new Threads(kind)) {
        Task<String> getter = threads.start(name, () -> told(() -> form.apply(queue)));
        threads.awaitAtRest(getter);
        for (int i = 0; i < UNPARKS; i++) {
          LockSupport.unpark(getter.thread());
        }
        threads.awaitAtRest(getter);
        queue.put(put);
        requireTold(getter, String.valueOf(put), name + " waited; after the put");
        require(queue.empty(), "the item was due to be gone after " + name + " has returned it");
      }
      Evidence.executed(1);
    }
  }

  /** Timeouts are lower bounds, also of a thread that is unparked for no reason. */
  void timeoutsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.ofGet(created.get())).ofSeconds();
  }

  /** The same of Durations. */
  void durationsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.ofGet(created.get())).ofDurations();
  }

  /** Getters are served in the order in which they have joined, also when one has left. */
  void servesGettersInOrder() {
    for (boolean oneLeaves : new boolean[] {false, true}) {
      servesGettersInOrder(oneLeaves);
    }
  }

  private void servesGettersInOrder(boolean oneLeaves) {
    PutGetSubject queue = created.get();
    try (Threads threads = new Threads(kind)) {
      List<Task<String>> due = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        Task<String> getter = threads.start("getter-" + i, () -> told(queue::get));
        threads.awaitAtRest(getter);
        if (oneLeaves && i == WAITERS / 2) {
          getter.thread().interrupt();
          getter.result();
        } else {
          due.add(getter);
        }
      }
      for (int i = 0; i < due.size(); i++) {
        queue.put((long) i);
      }
      for (int i = 0; i < due.size(); i++) {
        requireTold(due.get(i), String.valueOf(i), "of getters the " + i + "th got an item;");
      }
    }
    Evidence.executed(1);
  }

  /** A newcomer does not take what a getter that waits is due. */
  void aNewcomerTakesNothing() {
    PutGetSubject queue = created.get();
    try (Threads threads = new Threads(kind)) {
      Task<String> getter = threads.start("getter", () -> told(queue::get));
      threads.awaitAtRest(getter);
      queue.put(1L);
      String newcomer = told(queue::getNowait);
      queue.put(2L); // so that the getter can end
      requireTold(getter, "1", "the first in line, beside a newcomer;");
      require(newcomer.equals("Empty"), "a newcomer was due to get Empty, not " + newcomer);
    }
    Evidence.executed(1);
  }

  /** An interrupted getter leaves, and nobody else is disturbed. */
  void interruptedGettersLeaveTheOthersAlone() {
    PutGetSubject queue = created.get();
    try (Threads threads = new Threads(kind)) {
      List<Task<String>> getters = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        Task<String> getter = threads.start("getter-" + i, () -> told(queue::get));
        threads.awaitAtRest(getter);
        getters.add(getter);
      }
      for (int leaver : new int[] {2, 0, 4}) {
        getters.get(leaver).thread().interrupt();
        requireTold(getters.get(leaver), "KeyboardInterrupt", "after an interrupt");
      }
      threads.awaitAtRest(getters.get(1), getters.get(3));
      queue.put(1L);
      queue.put(1L);
      for (int stayer : new int[] {1, 3}) {
        requireTold(getters.get(stayer), "1", "not interrupted,");
      }
      require(queue.empty(), "every item was due to be taken by one that stayed");
    }
    Evidence.executed(WAITERS);
  }

  /**
   * Threads that leave, by timeout or interrupt, before, between and after getters that stay, are
   * not kept in memory; those that stay are served.
   */
  void leaversAreForgotten() {
    PutGetSubject queue = created.get();
    try (Threads threads = new Threads(kind)) {
      List<WeakReference<Thread>> leavers = new ArrayList<>();
      List<Task<String>> stayers = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        leavers.add(leaver(queue, false));
        leavers.add(leaver(queue, true));
        Task<String> stayer = threads.start("stayer-" + i, () -> told(queue::get));
        threads.awaitAtRest(stayer);
        stayers.add(stayer);
      }
      leavers.add(leaver(queue, false));
      leavers.add(leaver(queue, true));
      boolean forgotten = Heap.forgets(leavers);
      for (int i = 0; i < WAITERS; i++) {
        queue.put(1L);
      }
      stayers.forEach(stayer -> requireTold(stayer, "1", "beside getters that have left,"));
      require(forgotten, "a thread that has left its wait and ended is still kept in memory");
      Evidence.executed(leavers.size());
    }
  }

  private WeakReference<Thread> leaver(PutGetSubject queue, boolean interrupted) {
    Thread thread =
        kind.create("leaver", () -> told(() -> queue.get(true, interrupted ? FAR_AWAY : SOON)));
    thread.start();
    if (interrupted) {
      Threads.poll(() -> !thread.isAlive() || Threads.isAtRest(thread));
      thread.interrupt();
    }
    require(Threads.poll(() -> !thread.isAlive()), "a getter was due to leave");
    return new WeakReference<>(thread);
  }

  /** Items that were taken, one by one, are not kept in memory, however many there were. */
  void takenItemsAreForgotten() {
    PutGetSubject queue = created.get();
    for (int count : new int[] {1, 3, 200}) {
      List<WeakReference<Object>> items = putAndTake(queue, count);
      require(Heap.forgets(items), "of " + count + " items that were taken one is still kept");
      Evidence.executed(count);
    }
  }

  /* Strings: items of a PriorityQueue have an order. */
  private static List<WeakReference<Object>> putAndTake(PutGetSubject queue, int count) {
    List<WeakReference<Object>> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object item = "item " + i;
      items.add(new WeakReference<>(item));
      queue.put(item);
    }
    for (int i = 0; i < count; i++) {
      queue.get();
    }
    return items;
  }

  /** More getters than carriers do not keep other virtual threads from running. */
  void gettersLeaveTheCarriersFree() {
    PutGetSubject queue = created.get();
    try (Threads threads = new Threads(kind)) {
      List<Task<String>> getters = new ArrayList<>();
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
        getters.add(threads.start("getter-" + i, () -> told(queue::get)));
      }
      threads.awaitAtRest(getters.toArray(Task[]::new));
      require(threads.start("bystander", () -> true).result(), "a bystander runs");
      getters.forEach(getter -> queue.put(1L));
      getters.forEach(getter -> requireTold(getter, "1", "after its put"));
    }
    Evidence.executed(1);
  }
}
