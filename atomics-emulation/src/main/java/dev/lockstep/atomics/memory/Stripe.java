package dev.lockstep.atomics.memory;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lists of some of a memory's addresses, behind one guard: a table that can be searched without
 * it. Of a queue it is only the guard, and the memory of whether spinning has paid.
 */
final class Stripe extends WaiterQueue {
  /*
   * Idea       – As a parking lot, save that each address has a list of its own, so that a notify
   *              takes as many steps as it wakes waiters. Who only has to know that nobody waits
   *              searches the table without the guard.
   * State      – buckets: chains of links, one for each list; lists: how many there are.
   * Invariants – T1 the table and the lists change only under the guard.
   *              T2 whoever frees the guard leaves no empty list in the table (WAI-16).
   *              T3 a waiter's list is in the table before the waiter looks at the value, and both
   *                 happen under one hold of the guard (WAI-06).
   *              T4 a link that was taken out still leads on, and so do those of a table that was
   *                 replaced: who searches there misses only who has come since.
   * Linearized – wait: the look at the value after it has joined; notify: the search that finds
   *              nothing, or the hold of the guard; timeout and interrupt: the removal.
   * Ordering   – buckets, its elements, Link.next: volatile. The waiter writes the table, then reads
   *              the value; the notifier has written the value, and after a fence (Memory.notify) it
   *              reads the table: one of the two sees the other.
   *              Whoever has come since the search began looks at the value after that was written.
   * Blocking   – See Notification. Fate, and with it the count, is decided under the guard, so who
   *              has been counted returns ok, and who leaves was not counted (WAI-10, WAI-12).
   * Progress   – Searches take no guard. A notify that wakes holds the guard for as many steps.
   * Checked by – WaitContract, WaitInterleavings, WaitStress.
   */
  private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(Link[].class);
  private static final int LEAST_BUCKETS = 4;

  private final Completions completions;
  private final @Nullable Link[] leastBuckets = new Link[LEAST_BUCKETS];
  private volatile @Nullable Link[] buckets = leastBuckets;
  int lists;

  /**
   * Creates a stripe without waiters.
   *
   * @param completions where the stages of those go that are notified
   */
  Stripe(Completions completions) {
    this.completions = completions;
  }

  /**
   * Lets a waiter join its address's list, if the memory still has the value that it expects.
   *
   * @return false if it has another one: the waiter is in no list
   */
  boolean join(AddressWaiter waiter) {
    lockGuard();
    try {
      AddressList list = find(waiter.address);
      if (list == null) {
        list = insert(waiter.address);
      }
      waiter.list = list;
      list.appendGuarded(waiter);
      boolean waits = waiter.isExpectedThere();
      if (!waits) {
        remove(waiter, list);
      }
      return waits;
    } finally {
      unlockGuard();
    }
  }

  /**
   * Removes a waiter that gives up.
   *
   * @return false if it has been notified in the meantime
   */
  boolean leave(AddressWaiter waiter) {
    lockGuard();
    boolean waiting = !waiter.isDecided();
    if (waiting) {
      remove(waiter, waiter.list);
    }
    unlockGuard();
    return waiting;
  }

  /**
   * Ends the wait of a stage whose time is over, unless it has been notified in the meantime.
   *
   * @param waiter who has joined
   */
  void expire(AsyncWaiter waiter) {
    lockGuard();
    boolean waiting = !waiter.isDecided();
    if (waiting) {
      remove(waiter, waiter.list);
      completions.add(waiter, WaitResult.TIMED_OUT);
    }
    unlockGuard();
    if (waiting) {
      completions.start();
    }
  }

  /**
   * Notifies the first waiters of an address.
   *
   * @param limit how many at most, at least 1
   * @return how many
   */
  int notify(long address, int limit) {
    if (find(address) == null) {
      return 0;
    }
    int count = 0;
    AddressWaiter first = null;
    AddressWaiter last = null;
    boolean completes = false;
    lockGuard();
    AddressList list = find(address);
    if (list != null) {
      while (count < limit && list.takeGuarded(1) instanceof AddressWaiter waiter) {
        count++;
        if (waiter instanceof AsyncWaiter async) {
          completions.add(async, WaitResult.OK);
          completes = true;
        } else if (last == null) {
          first = waiter;
          last = waiter;
        } else {
          last.nextTaken = waiter;
          last = waiter;
        }
      }
      if (list.isEmpty()) {
        unlink(list);
      }
    }
    unlockGuard();
    wake(first);
    if (completes) {
      completions.start();
    }
    return count;
  }

  private static void wake(@Nullable AddressWaiter first) {
    AddressWaiter waiter = first;
    while (waiter != null) {
      // Read before it is woken, and is garbage.
      AddressWaiter next = waiter.nextTaken;
      Notification.wake(waiter);
      waiter = next;
    }
  }

  /** Removes a waiter from its list, and that from the table if nobody else waits there. */
  private void remove(AddressWaiter waiter, AddressList list) {
    list.removeGuarded(waiter);
    if (list.isEmpty()) {
      unlink(list);
    }
  }

  /** Returns the list of an address, or null if nobody waits there. Volatile reads. */
  private @Nullable AddressList find(long address) {
    @Nullable Link[] table = buckets;
    Link link = bucket(table, index(address, table));
    while (link != null && link.address != address) {
      link = link.next;
    }
    return link == null ? null : link.list;
  }

  private AddressList insert(long address) {
    AddressList list = new AddressList(address);
    if (2 * lists >= buckets.length) {
      grow();
    }
    @Nullable Link[] table = buckets;
    int index = index(address, table);
    setBucket(table, index, new Link(list, bucket(table, index)));
    lists++;
    return list;
  }

  /* The links of the old table are left as they are, for who searches it meanwhile. */
  private void grow() {
    @Nullable Link[] before = buckets;
    @Nullable Link[] after = new Link[2 * before.length];
    for (Link head : before) {
      for (Link link = head; link != null; link = link.next) {
        int index = index(link.list.address, after);
        after[index] = new Link(link.list, after[index]);
      }
    }
    buckets = after;
  }

  @SuppressWarnings("ReferenceEquality") // this very list, this very table
  private void unlink(AddressList list) {
    @Nullable Link[] table = buckets;
    int index = index(list.address, table);
    Link before = null;
    Link link = bucket(table, index);
    while (link != null && link.list != list) {
      before = link;
      link = link.next;
    }
    if (link == null) {
      throw new AssertionError("A list that is in use is in the table");
    }
    if (before == null) {
      setBucket(table, index, link.next);
    } else {
      before.next = link.next;
    }
    lists--;
    if (lists == 0 && table != leastBuckets) {
      Arrays.fill(leastBuckets, null);
      buckets = leastBuckets;
    }
  }

  private static int index(long address, @Nullable Link[] table) {
    return WaiterLists.hash(address) & table.length - 1;
  }

  private static @Nullable Link bucket(@Nullable Link[] table, int index) {
    return (Link) BUCKET.getVolatile(table, index);
  }

  private static void setBucket(@Nullable Link[] table, int index, @Nullable Link head) {
    BUCKET.setVolatile(table, index, head);
  }

  /** A list in a chain of the table. */
  private static final class Link {
    final long address;
    final AddressList list;
    volatile @Nullable Link next;

    Link(AddressList list, @Nullable Link next) {
      address = list.address;
      this.list = list;
      this.next = next;
    }
  }
}
