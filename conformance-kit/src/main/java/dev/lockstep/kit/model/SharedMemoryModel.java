package dev.lockstep.kit.model;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.raises;
import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;
import static dev.lockstep.kit.model.PyError.TRAP;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A WebAssembly memory as one thread sees it. Accesses are called {@code load16}, {@code store16},
 * {@code atomic.load16}, {@code atomic.store16}, {@code rmw16.add} and so on; waits take a timeout
 * in nanoseconds, and have {@link #MAIN} before their name in a thread that may not block. {@code
 * write} takes the first byte and how many: each is one more than that before. {@code read} returns
 * text. {@code waitAsync} and {@code js.notify} are JavaScript's, of the 32 bits at an address.
 *
 * @param pages its size
 * @param maximum how far it can grow, in pages
 * @param shared whether agents share it
 * @param bytes those that are not zero, by address
 * @param waiters the addresses at which JavaScript waits, in the order of the line
 */
public record SharedMemoryModel(
    int pages, int maximum, boolean shared, SortedMap<Long, Byte> bytes, List<Long> waiters)
    implements SequentialModel<SharedMemoryModel> {
  /** The bytes of a page. */
  public static final int PAGE = 65_536;

  /** What is before the name of a call that is made by a thread that may not block. */
  public static final String MAIN = "main.";

  /** What {@code waitAsync} returns if it waits. */
  public static final String WAITS = "waits";

  private static final Pattern ACCESS =
      Pattern.compile("(load|store|atomic\\.load|atomic\\.store|rmw|wait)(\\d+)(?:\\.(\\w+))?");

  private static final double NANOS_PER_SECOND = 1e9;

  /** Copies what can change. */
  public SharedMemoryModel {
    bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
    waiters = List.copyOf(waiters);
  }

  /**
   * Creates a memory of zeros.
   *
   * @param pages its size
   * @param maximum how far it can grow, in pages
   * @param shared whether agents share it
   */
  public SharedMemoryModel(int pages, int maximum, boolean shared) {
    this(pages, maximum, shared, new TreeMap<>(), List.of());
  }

  @Override
  public Step<SharedMemoryModel> apply(Call call, boolean interrupted) {
    String method = call.method();
    return switch (method) {
      case "size" -> stay("SHM-02", new Outcome.Returned((long) pages));
      case "grow" -> grow(number(call, 0) & 0xffff_ffffL);
      case "bytes" -> stay("SHM-05", new Outcome.Returned(text(pages, bytes)));
      case "copy" -> copy(number(call, 0), number(call, 1), number(call, 2));
      case "fill" -> fill(number(call, 0), number(call, 1), 0, number(call, 2));
      case "write" -> fill(number(call, 0), number(call, 1), 1, number(call, 2));
      case "read" -> read(number(call, 0), number(call, 1));
      case "notify" -> notify(number(call, 0), number(call, 1) & 0xffff_ffffL);
      case "waitAsync" -> waitAsync(number(call, 0), number(call, 1));
      case "js.notify" -> wake("SHM-04", number(call, 0), number(call, 1));
      default -> access(call, interrupted);
    };
  }

  private Step<SharedMemoryModel> access(Call call, boolean interrupted) {
    boolean mayBlock = !call.method().startsWith(MAIN);
    Matcher name =
        ACCESS.matcher(mayBlock ? call.method() : call.method().substring(MAIN.length()));
    if (!name.matches()) {
      throw new IllegalArgumentException("A memory has no " + call);
    }
    int size = Integer.parseInt(name.group(2)) / Byte.SIZE;
    long address = number(call, 0);
    boolean plain = name.group(1).equals("load") || name.group(1).equals("store");
    if (!isWithin(address, size)) {
      return trap("SHM-13");
    }
    if (!plain && address % size != 0) {
      return trap("SHM-14");
    }
    BigInteger before = unsigned(address, size);
    Outcome old = new Outcome.Returned(before.longValue());
    return switch (name.group(1)) {
      case "load" -> stay("SHM-06", old);
      case "atomic.load" -> stay("SHM-05", old);
      case "store" -> store("SHM-06", address, size, operand(call, 1), NOTHING);
      case "atomic.store" -> store("SHM-05", address, size, operand(call, 1), NOTHING);
      case "rmw" -> {
        BigInteger value = operand(call, 1);
        if (name.group(3).equals("cmpxchg")) {
          boolean equal = wrapped(value, size).equals(before);
          yield equal ? store("SHM-05", address, size, operand(call, 2), old) : stay("SHM-05", old);
        }
        yield store("SHM-05", address, size, modified(name.group(3), before, value), old);
      }
      default -> await(call, size, before, mayBlock, interrupted);
    };
  }

  private static BigInteger modified(String operation, BigInteger before, BigInteger value) {
    return switch (operation) {
      case "add" -> before.add(value);
      case "sub" -> before.subtract(value);
      case "and" -> before.and(value);
      case "or" -> before.or(value);
      case "xor" -> before.xor(value);
      case "xchg" -> value;
      default -> throw new IllegalArgumentException("There is no rmw " + operation);
    };
  }

  private Step<SharedMemoryModel> await(
      Call call, int size, BigInteger there, boolean mayBlock, boolean interrupted) {
    long timeout = number(call, 2);
    if (!shared) {
      return trap("SHM-08");
    }
    if (!mayBlock) {
      return trap("SHM-09");
    }
    if (!wrapped(operand(call, 1), size).equals(there)) {
      return stay("SHM-07", new Outcome.Returned(1L));
    }
    if (timeout == 0) {
      return stay("SHM-10", new Outcome.Returned(2L));
    }
    if (interrupted) {
      return stay("SHM-07", raises(KEYBOARD_INTERRUPT, ""));
    }
    boolean expires = timeout > 0 && ModelTimeouts.expires(timeout / NANOS_PER_SECOND);
    return stay(timeout == -1 ? "SHM-07" : "SHM-10", expires ? new Outcome.Returned(2L) : BLOCKED);
  }

  private Step<SharedMemoryModel> notify(long address, long count) {
    if (!isWithin(address, Integer.BYTES)) {
      return trap("SHM-13");
    }
    if (address % Integer.BYTES != 0) {
      return trap("SHM-14");
    }
    return wake("SHM-11", address, count);
  }

  private Step<SharedMemoryModel> wake(String rule, long address, long count) {
    long woken = 0;
    List<Long> after = new ArrayList<>();
    for (long waiter : waiters) {
      if (waiter == address && woken < count) {
        woken++;
      } else {
        after.add(waiter);
      }
    }
    return new Step<>(
        Verdict.of(rule, new Outcome.Returned(woken)),
        new SharedMemoryModel(pages, maximum, shared, bytes, after));
  }

  private Step<SharedMemoryModel> waitAsync(long address, long expected) {
    BigInteger due = wrapped(BigInteger.valueOf(expected), Integer.BYTES);
    if (!unsigned(address, Integer.BYTES).equals(due)) {
      return stay("SHM-04", new Outcome.Returned("not-equal"));
    }
    List<Long> more = new ArrayList<>(waiters);
    more.add(address);
    return new Step<>(
        Verdict.of("SHM-04", new Outcome.Returned(WAITS)),
        new SharedMemoryModel(pages, maximum, shared, bytes, more));
  }

  private Step<SharedMemoryModel> grow(long delta) {
    if (delta > maximum - pages) {
      return stay("SHM-02", new Outcome.Returned(-1L));
    }
    return new Step<>(
        Verdict.of("SHM-02", new Outcome.Returned((long) pages)),
        new SharedMemoryModel(pages + (int) delta, maximum, shared, bytes, waiters));
  }

  private Step<SharedMemoryModel> copy(long target, long source, long length) {
    if (!isWithin(target, length) || !isWithin(source, length)) {
      return trap("SHM-13");
    }
    SortedMap<Long, Byte> after = new TreeMap<>(bytes);
    for (long i = 0; i < length; i++) {
      put(after, target + i, bytes.getOrDefault(source + i, (byte) 0));
    }
    return changed("SHM-06", after, NOTHING);
  }

  private Step<SharedMemoryModel> fill(long address, long first, int step, long length) {
    if (!isWithin(address, length)) {
      return trap("SHM-13");
    }
    SortedMap<Long, Byte> after = new TreeMap<>(bytes);
    for (long i = 0; i < length; i++) {
      put(after, address + i, (byte) (first + step * i));
    }
    return changed("SHM-06", after, NOTHING);
  }

  private Step<SharedMemoryModel> read(long address, long length) {
    if (!isWithin(address, length)) {
      return trap("SHM-13");
    }
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < length; i++) {
      text.append(hexadecimal(bytes.getOrDefault(address + i, (byte) 0)));
    }
    return stay("SHM-06", new Outcome.Returned(text.toString()));
  }

  private boolean isWithin(long address, long size) {
    BigInteger end = BigInteger.valueOf(address).add(BigInteger.valueOf(size));
    return address >= 0 && size >= 0 && end.compareTo(BigInteger.valueOf((long) pages * PAGE)) <= 0;
  }

  private BigInteger unsigned(long address, int size) {
    byte[] bigEndian = new byte[size];
    for (int i = 0; i < size; i++) {
      bigEndian[size - 1 - i] = bytes.getOrDefault(address + i, (byte) 0);
    }
    return new BigInteger(1, bigEndian);
  }

  private static BigInteger wrapped(BigInteger value, int size) {
    return value.mod(BigInteger.ONE.shiftLeft(size * Byte.SIZE));
  }

  private Step<SharedMemoryModel> store(
      String rule, long address, int size, BigInteger value, Outcome outcome) {
    SortedMap<Long, Byte> after = new TreeMap<>(bytes);
    for (int i = 0; i < size; i++) {
      put(after, address + i, value.shiftRight(i * Byte.SIZE).byteValue());
    }
    return changed(rule, after, outcome);
  }

  private static void put(SortedMap<Long, Byte> bytes, long address, byte value) {
    if (value == 0) {
      bytes.remove(address);
    } else {
      bytes.put(address, value);
    }
  }

  /**
   * Says what is in a memory, as {@code bytes} returns it.
   *
   * @param pages its size
   * @param bytes those that are not zero, by address
   */
  public static String text(int pages, SortedMap<Long, Byte> bytes) {
    StringBuilder text = new StringBuilder(pages + " pages");
    bytes.forEach((address, value) -> text.append(", ").append(address).append('=').append(value));
    return text.toString();
  }

  /**
   * Returns the two digits of a byte, as {@code read} does.
   *
   * @param value the byte
   */
  public static String hexadecimal(byte value) {
    return String.format("%02x", value);
  }

  private static BigInteger operand(Call call, int argument) {
    return BigInteger.valueOf(number(call, argument));
  }

  private static long number(Call call, int argument) {
    return (Long) call.arguments().get(argument);
  }

  private Step<SharedMemoryModel> changed(
      String rule, SortedMap<Long, Byte> after, Outcome outcome) {
    return new Step<>(
        Verdict.of(rule, outcome), new SharedMemoryModel(pages, maximum, shared, after, waiters));
  }

  private Step<SharedMemoryModel> trap(String rule) {
    return stay(rule, raises(TRAP, ""));
  }

  private Step<SharedMemoryModel> stay(String rule, Outcome outcome) {
    return new Step<>(Verdict.of(rule, outcome), this);
  }
}
