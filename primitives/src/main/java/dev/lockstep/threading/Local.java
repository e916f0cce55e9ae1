package dev.lockstep.threading;

import dev.lockstep.errors.AttributeError;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.local} with one attribute: a variable of which every thread has its
 * own. The rules THR-32 to THR-35 are in {@code docs/rules/thread.md}.
 *
 * <p>Every access of a thread is to its own value: nothing is shared, so there are no memory
 * effects. A thread's value goes when the thread ends.
 *
 * <p>Deviation from Python: the text of the AttributeError, for the attribute has no name (THR-34).
 *
 * <pre>{@code
 * Local<List<String>> log = new Local<>(ArrayList::new);
 * log.get().add("only this thread sees it");
 * }</pre>
 *
 * @param <T> what the values are; null is one of them where T is nullable
 */
public final class Local<T extends @Nullable Object> {
  /*
   * Idea       – A java.lang.ThreadLocal, whose null says that the thread has not come here before.
   * State      – null: not initialised, or its initialisation has failed. ABSENT: no value.
   *              INITIALISING: the supplier runs. NULL: the value null. All else: the value.
   * Progress   – nothing here blocks but the supplier.
   * Checked by – ThreadContract, ThreadOracle, ThreadStress.
   */
  private static final Object ABSENT = new Object();
  private static final Object INITIALISING = new Object();
  private static final Object NULL = new Object();

  private final ThreadLocal<@Nullable Object> values = new ThreadLocal<>();
  private final @Nullable Supplier<? extends T> initial;

  /** Creates a variable that has no value in any thread until the thread sets one. */
  public Local() {
    initial = null;
  }

  /**
   * Creates a variable whose value begins, in each thread, with what a supplier returns there
   * (THR-33).
   *
   * @param initial is called once by each thread, when it first comes here
   */
  public Local(Supplier<? extends T> initial) {
    this.initial = initial;
  }

  /**
   * Returns the current thread's value (THR-32).
   *
   * @throws AttributeError if it has none (THR-34)
   */
  public T get() {
    Object value = state();
    if (value == ABSENT || value == INITIALISING) {
      throw absent();
    }
    return unmask(value);
  }

  /**
   * Sets the current thread's value (THR-32).
   *
   * @param value the value
   */
  public void set(T value) {
    state();
    values.set(value == null ? NULL : value);
  }

  /**
   * Takes the current thread's value away; it is not initialised again (THR-34).
   *
   * @throws AttributeError if it has none
   */
  public void remove() {
    Object value = state();
    if (value == ABSENT || value == INITIALISING) {
      throw absent();
    }
    values.set(ABSENT);
  }

  /** Returns the current thread's state, initialised if it is the first time. */
  private Object state() {
    Object value = values.get();
    return value == null ? initialise() : value;
  }

  private Object initialise() {
    Supplier<? extends T> supplier = initial;
    if (supplier == null) {
      return ABSENT;
    }
    values.set(INITIALISING);
    boolean initialised = false;
    try {
      T value = supplier.get();
      Object masked = value == null ? NULL : value;
      values.set(masked);
      initialised = true;
      return masked;
    } finally {
      if (!initialised) {
        values.remove();
      }
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // null only where T is nullable
  private T unmask(Object value) {
    return value == NULL ? null : (T) value;
  }

  private static AttributeError absent() {
    return new AttributeError("this thread has no value");
  }
}
