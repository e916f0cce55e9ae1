package dev.lockstep.benchmarks.comparison;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int16Array;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.Uint8Array;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Compares {@code Atomics} with what they are made of, round robin in one process: a bare VarHandle
 * on the same memory, a look-up in a hash table, parking, and a hand-off that only spins. Prints
 * the median of the rounds and, as a ratio with its quartiles, how much faster Lockstep was. The
 * figures of docs/decisions/0007 come from here.
 *
 * <p>Argument: {@code [rounds]}.
 */
public final class AtomicsComparison {
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private static final int BYTES = 256;
  private static final int HAND_OFFS = 100_000;

  /* Each on a cache line of its own. */
  private static final int PING = 16;
  private static final int PONG = 48;

  private static final SharedArrayBuffer BUFFER = new SharedArrayBuffer(BYTES);
  private static final Int32Array WORDS = new Int32Array(BUFFER);
  private static final Int16Array HALVES = new Int16Array(BUFFER);
  private static final Uint8Array OCTETS = new Uint8Array(BUFFER);
  private static final ByteBuffer MEMORY = BUFFER.asByteBuffer(0, BYTES);

  /* What is read goes there, and where to read comes from there: nothing is known beforehand. */
  private static long seen;
  private static int mask = 7;

  private AtomicsComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    System.out.printf(
        "JDK %s, %d cores%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    loads(rounds);
    stores(rounds);
    adds(rounds);
    ors(rounds);
    compareExchanges(rounds);
    notifies(rounds);
    handOffs(rounds);
  }

  private static void loads(int rounds) throws InterruptedException {
    Int32Array words = WORDS;
    ByteBuffer memory = MEMORY;
    Rounds.compare(
        "load of 32 bits",
        rounds,
        new Uncontended("Atomics") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += Atomics.load(words, i & most);
            }
            seen += sum;
          }
        },
        new Uncontended("VarHandle") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += (int) INT.getVolatile(memory, (i & most) << 2);
            }
            seen += sum;
          }
        });
  }

  private static void stores(int rounds) throws InterruptedException {
    Int32Array words = WORDS;
    ByteBuffer memory = MEMORY;
    Rounds.compare(
        "store of 32 bits",
        rounds,
        new Uncontended("Atomics") {
          @Override
          void pairs() {
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              Atomics.store(words, i & most, i);
            }
          }
        },
        new Uncontended("VarHandle") {
          @Override
          void pairs() {
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              INT.setVolatile(memory, (i & most) << 2, i);
            }
          }
        });
  }

  private static void adds(int rounds) throws InterruptedException {
    Int32Array words = WORDS;
    ByteBuffer memory = MEMORY;
    Contestant bare =
        new Uncontended("VarHandle, 32 bits") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += (int) INT.getAndAdd(memory, (i & most) << 2, 1);
            }
            seen += sum;
          }
        };
    Rounds.compare(
        "add to 32 bits",
        rounds,
        new Uncontended("Atomics") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += Atomics.add(words, i & most, 1);
            }
            seen += sum;
          }
        },
        bare);
    Rounds.compare("add to 16 bits", rounds, addToHalves(), bare);
    Rounds.compare("add to 8 bits", rounds, addToOctets(), bare, addToWordAroundOctets());
  }

  /* What 8 bits cost at least: the word around them has to be read, changed and compared. */
  private static Contestant addToWordAroundOctets() {
    ByteBuffer memory = MEMORY;
    return new Uncontended("VarHandle, the word around") {
      @Override
      void pairs() {
        long sum = 0;
        int most = mask;
        for (int i = 0; i < PAIRS; i++) {
          int word = (i & most) << 2;
          int before;
          int after;
          do {
            before = (int) INT.getVolatile(memory, word);
            after = before & ~0xff | (before + 1) & 0xff;
          } while (!INT.weakCompareAndSet(memory, word, before, after));
          sum += before & 0xff;
        }
        seen += sum;
      }
    };
  }

  private static Contestant addToHalves() {
    Int16Array halves = HALVES;
    return new Uncontended("Atomics, 16 bits") {
      @Override
      void pairs() {
        long sum = 0;
        int most = mask;
        for (int i = 0; i < PAIRS; i++) {
          sum += Atomics.add(halves, 2 * (i & most), 1);
        }
        seen += sum;
      }
    };
  }

  private static Contestant addToOctets() {
    Uint8Array octets = OCTETS;
    return new Uncontended("Atomics, 8 bits") {
      @Override
      void pairs() {
        long sum = 0;
        int most = mask;
        for (int i = 0; i < PAIRS; i++) {
          sum += Atomics.add(octets, 4 * (i & most), 1);
        }
        seen += sum;
      }
    };
  }

  private static void ors(int rounds) throws InterruptedException {
    Uint8Array octets = OCTETS;
    ByteBuffer memory = MEMORY;
    Rounds.compare(
        "or into 8 bits",
        rounds,
        new Uncontended("Atomics, 8 bits") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += Atomics.or(octets, 4 * (i & most), 1);
            }
            seen += sum;
          }
        },
        new Uncontended("VarHandle, 32 bits") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += (int) INT.getAndBitwiseOr(memory, (i & most) << 2, 1);
            }
            seen += sum;
          }
        });
  }

  private static void compareExchanges(int rounds) throws InterruptedException {
    Int32Array words = WORDS;
    Uint8Array octets = OCTETS;
    ByteBuffer memory = MEMORY;
    Contestant bare =
        new Uncontended("VarHandle, 32 bits") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum +=
                  (int) INT.compareAndExchange(memory, (i & most) << 2, i >> 3 & 1, ~(i >> 3) & 1);
            }
            seen += sum;
          }
        };
    Rounds.compare(
        "compareExchange of 32 bits",
        rounds,
        new Uncontended("Atomics") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += Atomics.compareExchange(words, i & most, i >> 3 & 1, ~(i >> 3) & 1);
            }
            seen += sum;
          }
        },
        bare);
    Rounds.compare(
        "compareExchange of 8 bits",
        rounds,
        new Uncontended("Atomics, 8 bits") {
          @Override
          void pairs() {
            long sum = 0;
            int most = mask;
            for (int i = 0; i < PAIRS; i++) {
              sum += Atomics.compareExchange(octets, 4 * (i & most), i >> 3 & 1, ~(i >> 3) & 1);
            }
            seen += sum;
          }
        },
        bare);
  }

  /* Nobody has ever waited in the one memory; in the other thousands wait at other addresses. */
  private static void notifies(int rounds) throws InterruptedException {
    int addresses = 4_096;
    Int32Array quiet = new Int32Array(new SharedArrayBuffer((long) Integer.BYTES * addresses));
    Int32Array busy = new Int32Array(new SharedArrayBuffer((long) Integer.BYTES * addresses));
    Map<Integer, Object> table = new HashMap<>();
    for (int i = 1; i < addresses; i += 2) {
      var unused = Atomics.waitAsync(busy, i, 0);
      table.put(i, busy);
    }
    Published published = new Published(table);
    Rounds.compare(
        "notify of nobody, where thousands wait elsewhere",
        rounds,
        notify("Atomics", busy, addresses),
        lookUp(published, addresses));
    Rounds.compare(
        "notify of nobody, where nobody has waited",
        rounds,
        notify("Atomics", quiet, addresses),
        lookUp(published, addresses));
    for (int i = 1; i < addresses; i += 2) {
      Atomics.notify(busy, i);
    }
  }

  private static Contestant notify(String name, Int32Array view, int addresses) {
    return new Uncontended(name) {
      @Override
      void pairs() {
        long sum = 0;
        for (int i = 0; i < PAIRS; i++) {
          sum += Atomics.notify(view, 2 * i & addresses - 1, 1);
        }
        seen += sum;
      }
    };
  }

  private static Contestant lookUp(Published published, int addresses) {
    return new Uncontended("volatile read, hash look-up") {
      @Override
      void pairs() {
        long sum = 0;
        for (int i = 0; i < PAIRS; i++) {
          sum += published.table.get(2 * i & addresses - 1) == null ? 0 : 1;
        }
        seen += sum;
      }
    };
  }

  private static void handOffs(int rounds) throws InterruptedException {
    Int32Array words = new Int32Array(new SharedArrayBuffer(BYTES));
    IdealEvent ping = new IdealEvent();
    IdealEvent pong = new IdealEvent();
    Parked parked = new Parked();
    Rounds.compare(
        "hand-off",
        rounds,
        new PingPong("wait and notify", HAND_OFFS) {
          @Override
          void ping() {
            give(words, PING);
            take(words, PONG);
          }

          @Override
          void pong() {
            take(words, PING);
            give(words, PONG);
          }
        },
        new PingPong("spinning", HAND_OFFS) {
          @Override
          void ping() {
            ping.set();
            pong.await();
            pong.clear();
          }

          @Override
          void pong() {
            ping.await();
            ping.clear();
            pong.set();
          }
        },
        new PingPong("park and unpark", HAND_OFFS / 10) {
          @Override
          void ping() {
            parked.first = Thread.currentThread();
            parked.ping = true;
            LockSupport.unpark(parked.second);
            while (!parked.pong) {
              LockSupport.park(parked);
            }
            parked.pong = false;
          }

          @Override
          void pong() {
            parked.second = Thread.currentThread();
            while (!parked.ping) {
              LockSupport.park(parked);
            }
            parked.ping = false;
            parked.pong = true;
            LockSupport.unpark(parked.first);
          }
        });
  }

  private static void give(Int32Array words, int index) {
    Atomics.store(words, index, 1);
    Atomics.notify(words, index, 1);
  }

  private static void take(Int32Array words, int index) {
    while (Atomics.load(words, index) == 0) {
      Atomics.wait(words, index, 0);
    }
    Atomics.store(words, index, 0);
  }

  private static final class Published {
    volatile Map<Integer, Object> table;

    Published(Map<Integer, Object> table) {
      this.table = table;
    }
  }

  private static final class Parked {
    volatile @Nullable Thread first;
    volatile @Nullable Thread second;
    volatile boolean ping;
    volatile boolean pong;
  }
}
