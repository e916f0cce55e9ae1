package dev.lockstep.kit.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The primitives that have rules. */
public enum Primitive {
  /** {@code threading.Lock}. */
  LOCK("LCK", "threading"),
  /** {@code threading.RLock}. */
  RLOCK("RLK", "threading"),
  /** {@code threading.Condition}. */
  CONDITION("CND", "threading"),
  /** {@code threading.Semaphore} and {@code BoundedSemaphore}. */
  SEMAPHORE("SEM", "threading"),
  /** {@code threading.Event}. */
  EVENT("EVT", "threading"),
  /** {@code threading.Barrier}. */
  BARRIER("BAR", "threading"),
  /** {@code threading.Thread}, {@code Timer}, {@code local}, and who is there. */
  THREAD("THR", "threading"),
  /** {@code queue.Queue}. */
  QUEUE("QUE", "queue"),
  /** {@code queue.LifoQueue}. */
  LIFOQUEUE("LIF", "queue"),
  /** {@code queue.PriorityQueue}. */
  PRIORITYQUEUE("PRI", "queue"),
  /** {@code queue.SimpleQueue}. */
  SIMPLEQUEUE("SQU", "queue"),
  /** {@code concurrent.futures.Future}, {@code wait} and {@code as_completed}. */
  FUTURE("FUT", "concurrent.futures"),
  /** {@code concurrent.futures.Executor} and {@code ThreadPoolExecutor}. */
  EXECUTOR("EXE", "concurrent.futures"),
  /** {@code Atomics}, save waiting. */
  ATOMICS("ATM", "ECMAScript"),
  /** {@code Atomics.wait}, {@code waitAsync} and {@code notify}. */
  WAIT("WAI", "ECMAScript"),
  /** {@code SharedArrayBuffer}, and the views of buffers. */
  SHAREDARRAYBUFFER("SAB", "ECMAScript"),
  /** WebAssembly's linear memory, shared. */
  SHAREDMEMORY("SHM", "WebAssembly");

  private final String prefix;
  private final String module;

  Primitive(String prefix, String module) {
    this.prefix = prefix;
    this.module = module;
  }

  /** Returns the name in options and of the rules' document: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the rules' ids begin with. */
  public String prefix() {
    return prefix;
  }

  /** Tells whether it is JavaScript's, and not Python's. */
  public boolean isEcmaScript() {
    return module.equals("ECMAScript");
  }

  /** Returns the Python module that has it, or {@code ECMAScript}, or {@code WebAssembly}. */
  public String module() {
    return module;
  }

  /**
   * Finds a primitive by its {@link #id()}.
   *
   * @param id the name
   */
  public static Optional<Primitive> of(String id) {
    return Arrays.stream(values()).filter(primitive -> primitive.id().equals(id)).findFirst();
  }

  /**
   * Finds the primitive that a rule belongs to.
   *
   * @param rule the rule's id
   * @throws IllegalArgumentException if no primitive's rules begin so
   */
  public static Primitive ofRule(String rule) {
    return Arrays.stream(values())
        .filter(primitive -> rule.startsWith(primitive.prefix + "-"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No primitive has rule " + rule));
  }
}
