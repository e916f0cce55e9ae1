package dev.lockstep.waiting;

import org.jspecify.annotations.Nullable;

/**
 * Looking at something a bounded number of times before parking: no longer than a park and its
 * unpark take. Any thread may take the first looks ({@link SpinPolicy#LOOKS_WITHOUT_PLACE}); no
 * more threads than there are spare cores go on for longer at once.
 *
 * @param <T> what is looked at
 */
public abstract class Spinning<T> {
  /** For the primitives. */
  protected Spinning() {}

  /**
   * Looks once, and takes what is there to be taken.
   *
   * @param target what is looked at
   * @param before what {@link #spin} was given
   * @return whether the wait is over
   */
  protected abstract boolean isOver(T target, int before);

  /**
   * Looks until the wait is over or further looks would not pay.
   *
   * @param target what is looked at
   * @param before what it was like when the wait began, for primitives that have to know
   * @param queue remembers whether looking has paid; null if nobody has ever waited
   * @return whether the wait is over
   */
  @SuppressWarnings("ThreadPriorityCheck") // who is waited for may need this core
  public final boolean spin(T target, int before, @Nullable WaiterQueue queue) {
    if (SpinPolicy.LIMIT == 0 || !Seam.ACTIVE.currentThreadMaySpin()) {
      return false;
    }
    int looks = queue == null ? SpinPolicy.LIMIT : queue.looks;
    boolean place = false;
    boolean over = false;
    WaiterQueue watched = null;
    int releases = 0;
    try {
      for (int i = 0; i < looks; i++) {
        if (i == SpinPolicy.LOOKS_WITHOUT_PLACE) {
          place = Spinners.enter();
          if (!place) {
            break;
          }
        }
        over = isOver(target, before);
        if (over) {
          break;
        }
        if (!SpinPolicy.yieldsAt(i)) {
          Thread.onSpinWait();
          continue;
        }
        if (watched == null) {
          watched = watch(target);
          releases = watched == null ? 0 : watched.releases;
        }
        Thread.yield();
        if (watched != null && SpinPolicy.isLostBet(i, watched.releases - releases)) {
          break;
        }
      }
    } finally {
      if (watched != null) {
        watched.watched = false;
      }
      if (place) {
        Spinners.leave();
      }
    }
    if (queue != null) {
      queue.adaptLooks(looks, over);
    }
    return over;
  }

  /**
   * Asks for releases to be counted though nobody is queued: by who has looked for so long that a
   * hand-over from thread to thread would be through.
   *
   * @param target what is looked at
   * @return who counts, until its {@code watched} is false; null if nothing is released
   */
  @Nullable WaiterQueue watch(T target) {
    return null;
  }
}
